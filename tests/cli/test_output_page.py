"""`OUTPUT.md` says of every field what the schema of its row says, in the same order."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from hashmatch.cli.output_page import PAGE, names_in, rendered, row_kinds, table
from hashmatch.files.rows import meanings_of

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", row_kinds())
def test_the_page_has_the_table_of_every_kind_of_rows(name: str) -> None:
    """`python -m hashmatch.cli.output_page` writes the tables anew."""
    assert f"<!-- fields: {name} -->\n\n{table(row_kinds()[name])}" in TEXT


def test_the_page_has_each_kind_once_and_no_other() -> None:
    assert sorted(names_in(TEXT)) == sorted(row_kinds())
    assert rendered(TEXT, row_kinds()) == TEXT


@dataclass(frozen=True)
class LookRow:
    item: Annotated[str, "the item's id"]
    outcome: Annotated[str, "`present` | `absent`"]


def test_a_table_is_written_anew_below_its_marker() -> None:
    page = "# Page\n\n<!-- fields: look -->\n\n| field | meaning |\n| --- | --- |\n| `old` | gone |\n\nmore\n"
    assert rendered(page, {"look": meanings_of(LookRow)}) == (
        "# Page\n\n<!-- fields: look -->\n\n| field | meaning |\n| --- | --- |\n"
        "| `item` | the item's id |\n| `outcome` | `present` \\| `absent` |\n\nmore\n"
    )
