"""The root of the tree."""


class HashmatchError(Exception):
    """Base of every error raised on purpose; anything else that escapes is a bug of ours."""
