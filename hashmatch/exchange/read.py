"""A file of reported hashes to entries."""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from hashmatch.bank import Entry, RowBlock, TableBuilder
from hashmatch.errors import BadListError, BadRowError, UnreadableTextError
from hashmatch.exchange.formats import format_of
from hashmatch.exchange.hash_list import BadRow, HashList
from hashmatch.exchange.interface import ListFormat, Row
from hashmatch.exchange.tabular.cells import type_name
from hashmatch.files.bounded_text import RowError, bounded_lines, open_text, refuse_unreadable
from hashmatch.hashing import find_type


def read_list(path: str | os.PathLike[str], *, hash_type: str | None = None, skip_bad: bool = False) -> HashList:
    """Read a hash list: CSV, JSON Lines or text, also gzipped. FORMATS.md describes each.

    Parameters
    ----------
    path : path
        A regular file.
    hash_type : str, optional
        Type of the hashes that the file gives none; a row's own word goes first. It is never guessed from a length.
    skip_bad : bool
        Collect rows that cannot be read instead of raising an error at the first.

    Raises
    ------
    BadRowError
        If a row cannot be read and `skip_bad` is false.
    BadListError
        If the file as a whole cannot: its format is unclear, its header wrong, it is empty, or no row of it is good.
    UnknownHashTypeError
        If `hash_type` is none.
    UnreadableFileError, NotARegularFileError
        If the system does not hand out the file.

    Examples
    --------
    >>> from hashmatch import read_list
    >>> reported = read_list("reported.csv")
    >>> reported.rows, len(reported.entries), reported.bad_rows
    (12, 12, ())
    >>> reported.entries[0].reference, reported.entries[0].labels
    ('fixtures/photos/bee.jpg', ('demonstration',))

    See Also
    --------
    hashmatch.Matcher.open : read a list and match media against it
    inspect_list : counts only
    write_csv_list : the way back
    """
    if hash_type is not None:
        hash_type = find_type(type_name(hash_type)).name
    tally = _Tally(os.fsdecode(path), skip_bad)
    with _told_of_lists(), open_text(path) as text, _cycles_unsearched():
        list_format, rows = _opened(text, tally.file, hash_type)
        tally.take(rows)
        entries = tally.builder.table()
    if tally.bad and len(tally.bad) == tally.rows:
        raise BadListError(tally.file, f"not one of {tally.rows} rows can be read; the first: {tally.bad[0]}")
    good = tally.rows - tally.blank - len(tally.bad)
    return HashList(
        entries, tally.rows, good - len(entries), tally.blank, tuple(tally.bad), list_format.name, tally.file
    )


@contextmanager
def _told_of_lists() -> Iterator[None]:
    """Say that it is a hash list whose text cannot be read."""
    try:
        yield
    except UnreadableTextError as error:
        raise BadListError(error.file, error.problem) from error


@contextmanager
def _cycles_unsearched() -> Iterator[None]:
    """Pause Python's search for reference cycles: entries form none, and reading millions takes half as long again."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _opened(text: TextIO, file: str, hash_type: str | None) -> tuple[ListFormat, Iterator[Row | RowBlock]]:
    """Return the format of a list and its rows."""
    first = next(bounded_lines(text, bare=True), None)
    if first is None:
        raise BadListError(file, "empty, not a single row; fetch it again")
    number, line = first
    try:
        refuse_unreadable(line)
        list_format = format_of(line, file)
        if list_format.hash_type not in (None, hash_type):
            problem = f"looks like {list_format.looks_like}; give the type {list_format.hash_type} if it is"
            raise BadListError(file, problem)
        text.seek(0)
        return list_format, list_format.rows(text, hash_type)
    except RowError as error:
        raise BadListError(file, f"line {number}, {error.field}: {error.problem}") from None


@dataclass(slots=True)
class _Tally:
    """Takes the rows of a list and counts what became of each."""

    file: str
    skip_bad: bool
    rows: int = 0
    blank: int = 0
    bad: list[BadRow] = field(default_factory=list)
    builder: TableBuilder = field(default_factory=TableBuilder)

    def take(self, rows: Iterator[Row | RowBlock]) -> None:
        """Hand on what every good row says."""
        for each in rows:
            if isinstance(each, RowBlock):
                self.rows += each.count
                self.builder.extend(each)
            else:
                self.rows += 1
                self.take_one(*each)

    def take_one(self, number: int, row: Entry | RowError | None) -> None:
        """Hand on an entry, or count what holds none."""
        if isinstance(row, RowError):
            self.refuse(number, row)
        elif row is None:
            self.blank += 1
        else:
            self.builder.append(row)

    def refuse(self, number: int, error: RowError) -> None:
        """Note a bad row, or stop at it."""
        if not self.skip_bad:
            raise BadRowError(self.file, number, error.field, error.problem) from None
        self.bad.append(BadRow(self.file, number, error.field, error.problem))


def lists_in(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """Return the files of hash lists: each path, or if it is a folder every file in it, by name.

    A file that is named twice, by whatever path, is returned once.

    Raises
    ------
    BadListError
        If a folder cannot be looked into, has no file, or has a folder in it.
    """
    found: dict[str, str] = {}  # by the real path
    for path in paths:
        name = os.fsdecode(path)
        for each in _inside(name) if os.path.isdir(name) else [name]:  # noqa: PTH112 - it never raises
            found.setdefault(os.path.realpath(each), each)
    return list(found.values())


def _inside(folder: str) -> list[str]:
    """Return the files of a folder, but for those whose name begins with a dot."""
    try:
        inside = sorted(each for each in Path(folder).iterdir() if not each.name.startswith("."))
    except OSError as error:
        raise BadListError(folder, f"cannot be looked into ({error.strerror}); check its rights") from error
    if not inside:
        raise BadListError(folder, "a folder without a single list; put one there, or name another folder")
    for each in inside:
        if each.is_dir():
            raise BadListError(str(each), "a folder within a folder of lists; name it too, or move it away")
    return [str(each) for each in inside]
