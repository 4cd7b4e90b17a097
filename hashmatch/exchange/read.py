"""A file of reported hashes to entries."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from hashmatch.bank.entry import Entry
from hashmatch.bank.merge import merged
from hashmatch.errors import BadListError, BadRowError, UnreadableTextError, shown
from hashmatch.exchange.formats import ListFormat, format_of
from hashmatch.exchange.tabular.cells import type_name
from hashmatch.exchange.tabular.csv_rows import csv_rows
from hashmatch.exchange.tabular.jsonl_rows import jsonl_rows
from hashmatch.exchange.tabular.text_rows import pdq_text_row, text_row, without_comments
from hashmatch.files.lines import Line, RowError, open_lines, refuse_unreadable
from hashmatch.hashing import find_type


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was refused and skipped."""

    file: str
    line: int  # from 1, as editors count
    field: str  # the column, or "row" where no column is to blame
    problem: str

    def __str__(self) -> str:
        return f"{shown(self.file)}, line {self.line}, {self.field}: {self.problem}"


@dataclass(frozen=True, slots=True)
class HashList:
    """What a hash list holds. ``rows == len(entries) + duplicates + blank + len(bad_rows)``.

    Attributes
    ----------
    entries : tuple of Entry
        In the order in which the file names them first.
    rows : int
        Rows read; blank lines, comments and the header are none.
    duplicates : int
        Rows merged into the entry of an earlier one.
    blank : int
        Rows left out, for they hold nothing but digests of the empty file, which matches every empty file, or of zeros.
    bad_rows : tuple of BadRow
        Rows refused; empty unless they were to be skipped.
    format : str
        A `ListFormat`.
    """

    entries: tuple[Entry, ...]
    rows: int
    duplicates: int
    blank: int
    bad_rows: tuple[BadRow, ...]
    format: str


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
    """
    if hash_type is not None:
        hash_type = find_type(type_name(hash_type)).name
    tally = _Tally(os.fsdecode(path), skip_bad)
    with _told_of_lists(), open_lines(path) as lines, _cycles_unsearched():
        list_format, rows, read = _opened(lines, tally.file, hash_type)
        entries = merged(tally.entries(rows, read))
    if tally.bad and len(tally.bad) == tally.rows:
        raise BadListError(tally.file, f"not one of {tally.rows} rows can be read; the first: {tally.bad[0]}")
    good = tally.rows - tally.blank - len(tally.bad)
    return HashList(entries, tally.rows, good - len(entries), tally.blank, tuple(tally.bad), list_format)


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


Reader = Callable[[str], Entry | None]


def _opened(lines: Iterator[Line], file: str, hash_type: str | None) -> tuple[ListFormat, Iterator[Line], Reader]:
    """Return the format, the lines that are rows, and what reads one."""
    first = next(lines, None)
    if first is None:
        raise BadListError(file, "empty, not a single row; fetch it again")
    number, text = first
    rows = _again(first, lines)
    try:
        refuse_unreadable(text)
        list_format = format_of(text, file)
        match list_format:
            case ListFormat.CSV:
                return list_format, lines, csv_rows(text, hash_type)
            case ListFormat.JSONL:
                return list_format, rows, jsonl_rows(hash_type)
            case ListFormat.TEXT:
                return list_format, without_comments(rows), partial(text_row, hash_type=hash_type)
    except RowError as error:
        raise BadListError(file, f"line {number}, {error.field}: {error.problem}") from None
    if hash_type != "pdq":
        raise BadListError(file, "looks like the PDQ tool's hash,quality,file; give the type pdq if it is")
    return list_format, without_comments(rows), pdq_text_row


def _again(first: Line, rest: Iterator[Line]) -> Iterator[Line]:
    """Put back a line that was looked at."""
    yield first
    yield from rest


@dataclass(slots=True)
class _Tally:
    """Reads rows and counts what became of each."""

    file: str
    skip_bad: bool
    rows: int = 0
    blank: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def entries(self, lines: Iterator[Line], read: Reader) -> Iterator[Entry]:
        """Give the entry of each good row."""
        for number, line in lines:
            self.rows += 1
            try:
                refuse_unreadable(line)
                entry = read(line)
            except RowError as error:
                self.refuse(number, error)
                continue
            if entry is None:
                self.blank += 1
            else:
                yield entry

    def refuse(self, number: int, error: RowError) -> None:
        """Note a bad row, or stop at it."""
        if not self.skip_bad:
            raise BadRowError(self.file, number, error.field, error.problem) from None
        self.bad.append(BadRow(self.file, number, error.field, error.problem))
