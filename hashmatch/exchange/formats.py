"""Which format a list has: what its first line is, unless its suffix says otherwise, which is an error."""

import re
from enum import StrEnum
from pathlib import PurePath

from hashmatch.errors import BadListError
from hashmatch.exchange.tabular.cells import quoted
from hashmatch.exchange.tabular.columns import holds_hash
from hashmatch.exchange.tabular.csv_rows import split
from hashmatch.files.lines import RowError
from hashmatch.hashing import hash_type_names


class ListFormat(StrEnum):
    """How the rows of a hash list are written; FORMATS.md describes each."""

    CSV = "csv"  # a header row, then cells
    JSONL = "jsonl"  # an object a line
    TEXT = "text"  # a hash a line
    PDQ_TEXT = "pdq-text"  # hash,quality,file: what the PDQ reference tool prints


# A file of any other name may be in any format.
SUFFIXES = {
    ".csv": {ListFormat.CSV, ListFormat.PDQ_TEXT},
    ".jsonl": {ListFormat.JSONL},
    ".ndjson": {ListFormat.JSONL},
}


def format_of(first_line: str, name: str) -> ListFormat:
    """Return the format of the file `name`, whose first line that is not blank is `first_line`.

    Raises
    ------
    BadListError
        If the line belongs to no format, or to another than the suffix (that before ``.gz``) promises.
    """
    path = PurePath(name)
    suffix = (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()
    found = _format_of_line(first_line.strip(), name)
    if found not in SUFFIXES.get(suffix, set(ListFormat)):
        raise BadListError(
            name, f"ends in {suffix}, but its first line {quoted(first_line)} looks like {found}: rename or repair it"
        )
    return found


def _format_of_line(line: str, name: str) -> ListFormat:
    if line.startswith("{"):
        return ListFormat.JSONL
    if line.startswith("#"):
        return ListFormat.TEXT
    if line.startswith("["):
        raise BadListError(name, "starts like a JSON array; write one object a line instead (JSON Lines)")
    if re.match(r"[0-9a-fA-F]{64}\s*,", line):
        return ListFormat.PDQ_TEXT
    try:
        cells = split(line)
    except RowError as error:
        raise BadListError(name, f"{error.field}: {error.problem}") from None
    if any(map(holds_hash, cells)):
        return ListFormat.CSV
    if any(map(holds_hash, re.split("[;\t]", line))):
        raise BadListError(name, "the columns are separated by semicolons or tabs; save it with commas")
    if len(cells) > 1:
        types = ", ".join(hash_type_names())
        raise BadListError(
            name, f"the first line {quoted(line)} is no header: no column is called hash or after a type ({types})"
        )
    return ListFormat.TEXT
