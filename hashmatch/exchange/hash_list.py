"""What a hash list holds, and what became of each of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hashmatch.bank.entry import Entry
from hashmatch.errors import shown


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
    entries : sequence of Entry
        In the order in which the file names them first. An entry is made when it is asked for.
    rows : int
        Rows read; blank lines, comments and the header are none.
    duplicates : int
        Rows merged into the entry of an earlier one.
    blank : int
        Rows left out, for they hold nothing but digests of the empty file, which matches every empty file, or of zeros.
    bad_rows : tuple of BadRow
        Rows refused; empty unless they were to be skipped.
    format : str
        The name of a `ListFormat`.
    file : str
        Where the list was read. Two lists that hold the same are equal, whatever their files are called.
    """

    entries: Sequence[Entry]
    rows: int
    duplicates: int
    blank: int
    bad_rows: tuple[BadRow, ...]
    format: str
    file: str = field(default="", compare=False)

    @property
    def account(self) -> str:
        """One sentence that says what became of the rows.

        Examples
        --------
        >>> HashList((), rows=2, duplicates=0, blank=2, bad_rows=(), format="csv", file="reported.csv").account
        'reported.csv: 2 rows, 0 entries, 0 duplicates, 2 digests of nothing'
        """
        parts = [
            _counted(self.rows, "row", "rows"),
            _counted(len(self.entries), "entry", "entries"),
            _counted(self.duplicates, "duplicate", "duplicates"),
        ]
        if self.blank:
            parts.append(_counted(self.blank, "digest of nothing", "digests of nothing"))
        if self.bad_rows:
            first = self.bad_rows[0]
            unread = _counted(len(self.bad_rows), "row", "rows")
            parts.append(f"{unread} that cannot be read (first: line {first.line}, {first.field}: {first.problem})")
        return f"{shown(self.file)}: {', '.join(parts)}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
