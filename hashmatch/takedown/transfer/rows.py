"""What an import leaves out, as rows that programs read."""

from dataclasses import dataclass
from typing import Annotated

from hashmatch.errors import BadEventError


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLineRow:
    """A line that was left out: `import --skip-bad`."""

    file: Annotated[str, "the file"]
    line: Annotated[int | None, "number of the line, from 1"]
    field: Annotated[str, "the field that is wrong; `line` or `file` where it is not one field"]
    reason: Annotated[str, "what is wrong, and what to do"]


def bad_line_row(error: BadEventError) -> BadLineRow:
    """Return the row of a line that cannot be read as an event."""
    return BadLineRow(file=error.file, line=error.line, field=error.field, reason=error.problem)
