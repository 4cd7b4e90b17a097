"""Every error that hashmatch raises on purpose, in one tree.

    HashmatchError
      ...

Each message names the file, row or field and says what to do. Arguments go to ``super().__init__`` unchanged, so that an
error survives the way back from a worker process (pickle rebuilds an exception from its ``args``).
"""

__all__ = ["HashmatchError"]


class HashmatchError(Exception):
    """Base of every error raised on purpose; anything else that escapes is a bug of ours."""
