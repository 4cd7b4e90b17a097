"""No cell is run by a spreadsheet, and each comes back as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hashmatch.files.cells import guarded, runs, unguarded

texts = st.text() | st.text(st.sampled_from("'=+-@\t\rab"))


@given(texts)
@example("'=x")
@example("''")
def test_cells_come_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(texts)
def test_no_guarded_cell_runs(text: str) -> None:
    assert not runs(guarded(text))
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("'=1+1", "''=1+1", id="an apostrophe that was there is doubled"),
        pytest.param("'tis", "'tis", id="a plain apostrophe"),
        pytest.param("a=1", "a=1", id="an equals sign later on"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_guarded(cell: str, written: str) -> None:
    assert guarded(cell) == written


def test_a_cell_that_nobody_guarded() -> None:
    assert runs("@SUM(A1)")
    assert not runs("'@SUM(A1)")
