"""A progress bar on standard error, when a person watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(*columns: str, enabled: bool | None = None) -> Iterator[Progress]:
    """Show a bar with further `columns` (rich's text templates) while the block runs.

    Parameters
    ----------
    enabled : bool, optional
        By default only where standard error is a terminal.
    """
    console = Console(stderr=True)
    shown_now = sys.stderr.isatty() if enabled is None else enabled
    layout = [BarColumn(), *(TextColumn(column) for column in columns), TimeRemainingColumn()]
    with Progress(*layout, console=console, disable=not shown_now, transient=True) as bar:
        yield bar
