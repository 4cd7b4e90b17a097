"""JSON Lines: an object a line, its members named like the columns of CSV."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar, TextIO

from hashmatch.bank.entry import Entry
from hashmatch.errors import quoted
from hashmatch.exchange.interface import ListFormat, Row, WriteList, rows_of
from hashmatch.exchange.tabular.cells import Cell
from hashmatch.exchange.tabular.columns import Columns
from hashmatch.exchange.write import write_jsonl_list
from hashmatch.files.lines import RowError, bounded_lines


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

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row]:
        """Give a row for each object."""

        @lru_cache(maxsize=64)  # most lists have one set of names
        def columns(names: tuple[str, ...]) -> Columns:
            return Columns(names, hash_type)

        def read(line: str) -> Entry | None:
            try:
                members = _read_object(line)
                cells, texts = [_text_of(value) for _, value in members], [_texts_of(value) for _, value in members]
            except RecursionError:
                raise RowError("row", "nested too deeply") from None
            return columns(tuple(name for name, _ in members)).entry(cells, texts)

        return rows_of(bounded_lines(text, bare=True), read)


def _read_object(line: str) -> list[tuple[str, object]]:
    """Return the members of a JSON object in their order, a repeated name as often as it stands there.

    Raises
    ------
    RowError
        If `line` is no JSON object.
    """
    try:
        members = json.loads(line, object_pairs_hook=_Members)
    except ValueError as error:  # also a number of more than 4300 digits
        raise RowError("row", f"{quoted(line)} is no JSON object: {error}") from None
    if not isinstance(members, _Members):
        raise RowError("row", f"{quoted(line)} is no JSON object")
    return members


class _Members(list[tuple[str, object]]):
    """A JSON object; `dict` would keep the last of two members of one name without a word."""


def _texts_of(value: object) -> Cell:
    """Return a JSON value where several texts may stand: a list of them is a tuple."""
    if isinstance(value, list) and not isinstance(value, _Members) and all(isinstance(part, str) for part in value):
        return tuple(value)
    return _text_of(value)


def _text_of(value: object) -> str:
    """Return a JSON value as the text of a cell: text as it is, null as nothing, anything else as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(_with_objects(value), ensure_ascii=False)


def _with_objects(value: object) -> object:
    """Return `value` with its objects as dicts again, to be written."""
    if isinstance(value, _Members):
        return {name: _with_objects(part) for name, part in value}
    if isinstance(value, list):
        return [_with_objects(part) for part in value]
    return value
