"""Cells that no spreadsheet runs as a formula (CWE-1236)."""

import re

# A spreadsheet runs a cell that begins so. An apostrophe in front makes it text; one that was there already gets
# another, so that a cell comes back as it was.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """Return `cell` as it is written: text for a spreadsheet too."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def runs(cell: str) -> bool:
    """Tell whether a spreadsheet would run `cell`: nobody guarded it."""
    return not cell.startswith("'") and FORMULA.match(cell) is not None
