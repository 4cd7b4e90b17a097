"""The errors, from their classes: which is a kind of which, and when it is raised."""

import inspect
from collections.abc import Iterator

from docs.generator.markdown import prose, table
from hashmatch.errors import HashmatchError

INTRODUCTION = """\
Every error that hashmatch raises on purpose is a `HashmatchError`: one `except` catches them all, and anything else
that escapes is a bug of ours. A message names the file, row or field and says what to do. Errors survive the way
back from a worker process. All can be imported from `hashmatch.errors`; indentation shows which is a kind of which."""


def page() -> str:
    """Return the page."""
    rows = ((f"{'&emsp;' * depth}`{error.__name__}`", _meaning(error)) for error, depth in tree(HashmatchError))
    return f"# Errors\n\n{INTRODUCTION}\n\n{table(('error', 'meaning'), rows)}\n"


def tree(root: type[HashmatchError], depth: int = 0) -> Iterator[tuple[type[HashmatchError], int]]:
    """Yield `root` and every kind of it with its depth, kinds of one error by name."""
    yield root, depth
    for kind in sorted(root.__subclasses__(), key=lambda kind: kind.__name__):
        yield from tree(kind, depth + 1)


def _meaning(error: type[HashmatchError]) -> str:
    """Return the first paragraph of the docstring."""
    return prose(inspect.cleandoc(error.__doc__ or "").split("\n\n")[0])
