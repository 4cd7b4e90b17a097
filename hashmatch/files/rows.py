"""Rows that programs read: a frozen dataclass a row, whose fields carry their meaning, and from which columns come.

::

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LookRow:
        item: Annotated[str, "the item's id"]
"""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def columns_of(schema: "type[DataclassInstance]") -> tuple[str, ...]:
    """Return the names of a row's fields, in the order in which they are written."""
    return tuple(field.name for field in fields(schema))


def meanings_of(schema: "type[DataclassInstance]") -> dict[str, str]:
    """Return what each field of a row means, for the page that documents it.

    Raises
    ------
    TypeError
        If a field does not say what it means.
    """
    hints = get_type_hints(schema, include_extras=True)
    meanings = {name: getattr(hints[name], "__metadata__", (None,))[0] for name in columns_of(schema)}
    silent = [name for name, meaning in meanings.items() if not isinstance(meaning, str)]
    if silent:
        raise TypeError(f"{schema.__name__}: fields without a meaning: {', '.join(silent)}")
    return {name: str(meaning) for name, meaning in meanings.items()}


def cells_of(row: "DataclassInstance") -> Mapping[str, object]:
    """Return a row's fields as JSON has them: tuples as lists, members of an enum as their values."""
    return {field.name: _plain(getattr(row, field.name)) for field in fields(row)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value
