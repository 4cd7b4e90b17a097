"""What a format of hash lists says of itself and does.

A format is a class in a module of its own, and a line in the table of formats.py.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Protocol, TextIO, TypeAlias

from hashmatch.bank import Entry, RowBlock
from hashmatch.files.bounded_text import Line, RowError, refuse_unreadable

Row: TypeAlias = tuple[int, Entry | RowError | None]
"""The line a row begins on, and its entry, or why it is refused; None if it holds nothing but digests of nothing."""


class WriteList(Protocol):
    """Writes entries, so that reading gives them back as they were."""

    def __call__(
        self, entries: Iterable[Entry], stream: TextIO, *, hash_types: Sequence[str] = (), views: Sequence[str] = ()
    ) -> None:
        """Write a list of entries, as `hashmatch.exchange.write_csv_list` does."""
        ...


class ListFormat(ABC):
    """One way in which the rows of a hash list are written; FORMATS.md describes each.

    Attributes
    ----------
    name : str
        What `HashList.format` says.
    looks_like : str
        What errors call such a file.
    suffixes : frozenset of str
        A file that ends so is in a format that names the suffix, or it is refused. A file of any other name may be in
        any format.
    hash_type : str or None
        The one type that its rows hold and do not say. Such a list is read only where that type is given for it.
    write : WriteList or None
        None if such lists are only read.
    """

    name: ClassVar[str]
    looks_like: ClassVar[str]
    suffixes: ClassVar[frozenset[str]] = frozenset()
    hash_type: ClassVar[str | None] = None
    write: ClassVar[WriteList | None] = None

    @abstractmethod
    def recognises(self, line: str) -> bool:
        """Tell whether a list in this format can begin with `line`, its first that is not blank, without blanks around.

        Raises
        ------
        RowError
            If it is nearly so: the problem says what to repair.
        """

    @abstractmethod
    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row | RowBlock]:
        r"""Give the rows of a list in their order, one by one, or many that are sound in a block.

        Parameters
        ----------
        text : text file
            At its start, with line ends as ``\n``.
        hash_type : str, optional
            Type of the hashes that the list gives none.

        Raises
        ------
        RowError
            If the list as a whole cannot be read; what is wrong with one row is given, not raised.
        """


def rows_of(lines: Iterable[Line], read: Callable[[str], Entry | None]) -> Iterator[Row]:
    """Give the rows of a format that has one a line; `read` raises RowError at a bad one."""
    for number, line in lines:
        try:
            refuse_unreadable(line)
            entry = read(line)
        except RowError as error:
            yield number, error
        else:
            yield number, entry
