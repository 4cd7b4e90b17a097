from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import pytest

from hashmatch.files.rows import cells_of, columns_of, meanings_of


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Row:
    path: Annotated[str, "the file"]
    colour: Annotated[Colour | None, "how it looks"] = None
    labels: Annotated[tuple[str, ...], "what the list says"] = ()


def test_columns_and_meanings_come_from_the_fields_in_their_order() -> None:
    assert columns_of(Row) == ("path", "colour", "labels")
    assert meanings_of(Row) == {"path": "the file", "colour": "how it looks", "labels": "what the list says"}


def test_cells_are_what_json_has() -> None:
    assert cells_of(Row("a", Colour.RED, ("x", "y"))) == {"path": "a", "colour": "red", "labels": ["x", "y"]}
    assert type(cells_of(Row("a", Colour.RED))["colour"]) is str


def test_a_field_that_does_not_say_what_it_means_is_an_error() -> None:
    @dataclass(frozen=True)
    class Silent:
        path: str

    with pytest.raises(TypeError, match="Silent: fields without a meaning: path"):
        meanings_of(Silent)
