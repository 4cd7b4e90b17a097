"""Lines to records and back: one JSON object a line, or one row of CSV with the same columns."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hashmatch.errors import BadEventError
from hashmatch.files.cells import guarded, runs, unguarded
from hashmatch.files.json_objects import json_object, json_value
from hashmatch.takedown.events.event import COLUMNS
from hashmatch.takedown.events.fields import shown_name

Line = tuple[int, str | BadEventError]
"""A line's number, from 1, and its text with its end; or what is wrong with it."""

Record = dict[str, Any]
Numbered = tuple[int, Record | BadEventError]
"""The number of a record's first line, and the record or what is wrong with it."""

LEDGER_COLUMNS = ("recorded_at", "chain")
"""What exports add: the ledger's own words about an event, no part of it."""

CSV_COLUMNS = (*COLUMNS, *LEDGER_COLUMNS)

LISTS = frozenset({"items", "hashes", "contains"})
OBJECTS = frozenset({"evidence", "chain"})

# --- JSON Lines ---


def json_record(text: str, name: str, number: int) -> Record:
    """Return the object of one line."""
    try:
        return json_object(text)
    except ValueError as error:
        raise BadEventError(name, number, "line", str(error)) from error


def json_text(record: Mapping[str, Any]) -> str:
    """Return `record` as one line."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


# --- CSV ---


def csv_records(lines: Iterator[Line], name: str) -> Iterator[Numbered]:
    """Yield a record a row; the first row names the columns, an empty cell is a field not given.

    Raises
    ------
    BadEventError
        If the columns cannot be read, or a quoted cell does not end.
    """
    broken: list[BadEventError] = []
    count = 0

    def texts() -> Iterator[str]:
        nonlocal count
        for number, text in lines:
            count = number
            if isinstance(text, BadEventError):
                broken.append(text)
            else:
                yield text

    rows = csv.reader(texts(), strict=True)
    columns: Sequence[str] | None = None
    while True:
        first = count + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise BadEventError(name, first, "line", f"no CSV ({error}); correct the quotes") from error
        yield from ((error.line or first, error) for error in broken)
        broken.clear()
        if cells is None:
            return
        if columns is None:
            columns = _columns(cells, name)
        elif any(cells):
            yield first, _csv_record(cells, columns, name, first)


def _columns(cells: Sequence[str], name: str) -> Sequence[str]:
    for cell in cells:
        if cell not in CSV_COLUMNS:
            hint = "separate columns by commas" if ";" in cell else f"use {', '.join(CSV_COLUMNS)}"
            raise BadEventError(name, 1, shown_name(cell), f"no column of this format; {hint}")
    if len(set(cells)) != len(cells):
        raise BadEventError(name, 1, "line", "a column is named twice; name it once")
    for needed in ("event", "at"):
        if needed not in cells:
            raise BadEventError(name, 1, needed, "the column is missing; the first line must name the columns")
    return cells


def _csv_record(cells: Sequence[str], columns: Sequence[str], name: str, number: int) -> Record | BadEventError:
    if len(cells) != len(columns):
        return BadEventError(name, number, "line", f"{len(cells)} cells for {len(columns)} columns; quote commas")
    record: Record = {}
    for column, cell in zip(columns, cells, strict=True):
        if cell:
            try:
                record[column] = _from_cell(column, cell)
            except ValueError as error:
                return BadEventError(name, number, column, str(error))
    return record


def _from_cell(column: str, cell: str) -> Any:
    if runs(cell):
        raise ValueError("begins like a formula of a spreadsheet; put an apostrophe (') before it if it is text")
    text = unguarded(cell)
    if column in OBJECTS or (column in LISTS and text.startswith("[")):
        return json_value(text)
    if column in LISTS:
        return text.split(";")
    if column == "treat_as_valid":
        return text == "true" or text
    return text


def csv_row(record: Mapping[str, Any]) -> list[str]:
    """Return the cells of `record` in the order of `CSV_COLUMNS`; none is run by a spreadsheet."""
    return [guarded(_to_cell(record.get(column))) for column in CSV_COLUMNS]


def _to_cell(value: Any) -> str:
    if value is None:
        return ""
    if value is True:
        return "true"
    if isinstance(value, list) and value and not any(";" in part or part.startswith("[") for part in value):
        return ";".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)
