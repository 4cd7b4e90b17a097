"""JSON Lines: an object a line, its members named like the columns of CSV."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import ClassVar, TextIO, cast

from hashmatch.bank import Entry, RowBlock
from hashmatch.errors import quoted
from hashmatch.exchange.interface import ListFormat, Row, WriteList
from hashmatch.exchange.row_blocks import line_blocks, rows_in_blocks
from hashmatch.exchange.tabular.cells import Cell
from hashmatch.exchange.tabular.columns import Columns
from hashmatch.exchange.tabular.plain_rows import plain_rows
from hashmatch.exchange.write import write_jsonl_list
from hashmatch.files.bounded_text import RowError
from hashmatch.files.json_objects import json_object


class JsonlList(ListFormat):
    """An object a line."""

    name: ClassVar[str] = "jsonl"
    looks_like: ClassVar[str] = "JSON Lines"
    suffixes: ClassVar[frozenset[str]] = frozenset({".jsonl", ".ndjson"})
    write: ClassVar[WriteList | None] = staticmethod(write_jsonl_list)

    def recognises(self, line: str) -> bool:
        """Tell whether an object begins."""
        if line.startswith("["):
            raise RowError("row", "starts like a JSON array; write one object a line instead (JSON Lines)")
        return line.startswith("{")

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row | RowBlock]:
        """Give a row for each object."""

        @lru_cache(maxsize=64)  # most lists have one set of names
        def columns(names: tuple[str, ...]) -> Columns:
            return Columns(names, hash_type)

        def read(line: str) -> Entry | None:
            try:
                members = json_object(line)
                cells, texts = (
                    [_text_of(each) for each in members.values()],
                    [_texts_of(each) for each in members.values()],
                )
            except ValueError as error:
                raise RowError("row", f"{quoted(line)} is no JSON object: {error}") from None
            except RecursionError:
                raise RowError("row", "nested too deeply") from None
            return columns(tuple(members)).entry(cells, texts)

        def read_plain(lines: Sequence[str]) -> RowBlock | None:
            try:
                objects = [json_object(line) for line in lines]
                names = list(map(tuple, objects))
                if names.count(names[0]) < len(names):
                    return None
                values = zip(*(each.values() for each in objects), strict=True)
                texts = [_texts_of_all(each) for each in values]
                return plain_rows(columns(names[0]), texts)
            except (ValueError, RecursionError, RowError):
                return None

        return rows_in_blocks(line_blocks(text), read, read_plain)


def _texts_of_all(values: Sequence[object]) -> Sequence[Cell]:
    """Return what `_texts_of` says of each value."""
    if all(type(value) is str for value in values):
        return cast(Sequence[str], values)
    return list(map(_texts_of, values))


def _texts_of(value: object) -> Cell:
    """Return a JSON value where several texts may stand: a list of them is a tuple."""
    if type(value) is list and set(map(type, value)) <= {str}:
        return tuple(value)
    return _text_of(value)


def _text_of(value: object) -> str:
    """Return a JSON value as the text of a cell: text as it is, null as nothing, anything else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if type(value) is int:  # a quality in every row, and not a truth value
        return str(value)
    # An infinity is a number of JSON that was too large for a float.
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
