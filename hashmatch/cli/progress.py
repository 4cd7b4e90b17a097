"""A progress bar on standard error, when a person watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn


def is_watched() -> bool:
    """Tell whether standard error is a terminal."""
    return sys.stderr.isatty()


@contextmanager
def progress(*columns: str, of_bytes: bool = False) -> Iterator[Progress]:
    """Draw a bar while the block runs: `columns` (rich's text templates), after the bytes if it counts them."""
    sizes = [DownloadColumn()] if of_bytes else []
    layout = [BarColumn(), *sizes, *(TextColumn(column) for column in columns), TimeRemainingColumn()]
    with Progress(*layout, console=Console(stderr=True), disable=not is_watched(), transient=True) as bar:
        yield bar
