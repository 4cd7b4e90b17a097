"""CSV: a header row, then one line a row.

A cell holds no line break. RFC 4180 allows it, but then one stray quote swallows every row up to the next, and a
reported hash that was swallowed is never found.
"""

import csv
import re
from collections.abc import Iterator
from typing import ClassVar, TextIO

from hashmatch.bank.entry import Entry
from hashmatch.errors import quoted
from hashmatch.exchange.interface import ListFormat, Row, WriteList, rows_of
from hashmatch.exchange.tabular.columns import Columns, holds_hash
from hashmatch.exchange.write import write_csv_list
from hashmatch.files.cells import unguarded
from hashmatch.files.lines import RowError, bounded_lines
from hashmatch.hashing import hash_type_names


def split(line: str) -> list[str]:
    """Split one line into its cells.

    Raises
    ------
    RowError
        If a quote is not closed, or stands in the middle of a cell.
    """
    if '"' not in line:
        cells = line.split(",")
    else:
        try:
            cells = next(csv.reader([line], strict=True))
        except csv.Error as error:
            raise RowError("row", f"{error}: quotes are not balanced on this line") from None
    return [unguarded(cell) for cell in cells] if "'" in line else cells


class CsvList(ListFormat):
    """A header row, then cells."""

    name: ClassVar[str] = "csv"
    looks_like: ClassVar[str] = "CSV with a header"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv"})
    write: ClassVar[WriteList | None] = staticmethod(write_csv_list)

    def recognises(self, line: str) -> bool:
        """Tell whether one of the cells is the name of a column of hashes."""
        if line.startswith("#"):
            return False
        cells = split(line)
        if any(map(holds_hash, cells)):
            return True
        if any(map(holds_hash, re.split("[;\t]", line))):
            raise RowError("header", "the columns are separated by semicolons or tabs; save it with commas")
        if len(cells) > 1:
            types = ", ".join(hash_type_names())
            raise RowError("header", f"no column of {quoted(line)} is called hash or after a type ({types})")
        return False

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row]:
        """Give a row for each line below the header."""
        lines = bounded_lines(text, bare=True)
        _, header = next(lines)
        names = split(header)
        columns = Columns(names, hash_type)

        def read(line: str) -> Entry | None:
            cells = split(line)
            if len(cells) != len(names):
                raise RowError("row", f"{len(cells)} cells instead of {len(names)}")
            return columns.entry(cells, cells)

        return rows_of(lines, read)
