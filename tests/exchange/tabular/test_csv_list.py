"""One line of CSV to its cells: quotes, commas, and what a spreadsheet was kept from running."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.exchange.tabular.csv_list import split
from hashmatch.files.bounded_text import RowError
from hashmatch.files.cells import guarded

one_line = st.text(st.characters(exclude_characters="\r\n\0"), max_size=8)


@given(st.text(st.characters(exclude_characters="\"'\n\r")))
def test_a_line_without_quotes_is_split_at_its_commas(text: str) -> None:
    assert split(text) == text.split(",")


@given(st.lists(one_line, min_size=1, max_size=4))
def test_what_a_careful_program_writes_comes_back(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="").writerow(map(guarded, cells))
    assert split(out.getvalue()) == cells


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        pytest.param("'=1+1,'tis", ["=1+1", "'tis"], id="one apostrophe is taken off a formula"),
        pytest.param('"\'=a,b",c', ["=a,b", "c"], id="also within quotes"),
        pytest.param('a,"b ""c"" d",', ["a", 'b "c" d', ""], id="doubled quotes"),
        pytest.param("", [""], id="nothing is one empty cell"),
    ],
)
def test_split(line: str, cells: list[str]) -> None:
    assert split(line) == cells


@pytest.mark.parametrize("line", ['a,"b', 'a,"b"c', '"'], ids=["never closed", "text behind a quote", "alone"])
def test_quotes_that_are_not_balanced(line: str) -> None:
    with pytest.raises(RowError, match="quotes are not balanced on this line"):
        split(line)
