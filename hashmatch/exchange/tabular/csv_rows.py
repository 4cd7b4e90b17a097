"""CSV: a header row, then one line a row.

A cell holds no line break. RFC 4180 allows it, but then one stray quote swallows every row up to the next, and a
reported hash that was swallowed is never found.
"""

import csv
import re
from collections.abc import Callable

from hashmatch.bank.entry import Entry
from hashmatch.exchange.tabular.columns import Columns
from hashmatch.files.lines import RowError

# A spreadsheet runs a cell that begins so as a formula (CWE-1236). An apostrophe in front makes it text; one that is
# there already gets another, so that a cell comes back as it was.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """Return `cell` as `write_csv_list` writes it: text for a spreadsheet too."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


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


def csv_rows(header: str, hash_type: str | None) -> Callable[[str], Entry | None]:
    """Return what reads the lines below `header`.

    Raises
    ------
    RowError
        If the header names a column twice or none that holds hashes.
    """
    names = split(header)
    columns = Columns(names, hash_type)

    def read(line: str) -> Entry | None:
        cells = split(line)
        if len(cells) != len(names):
            raise RowError("row", f"{len(cells)} cells instead of {len(names)}")
        return columns.entry(cells, cells)

    return read
