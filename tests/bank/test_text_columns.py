"""Texts in columns come back as they were put, whichever rows have none."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.bank.text_columns import GrowingChoices, GrowingTexts

text = st.text(st.sampled_from("aé€😀\ud800\0 "), max_size=4)  # characters of every width, and half a surrogate pair
choice = st.lists(text, max_size=2).map(tuple)


def blocks_of(values: Sequence[str] | Sequence[tuple[str, ...]], filled: Sequence[bool]) -> list[tuple[int, list[int]]]:
    """Return the first row and the rows of each run that is filled."""
    runs: list[tuple[int, list[int]]] = []
    for row in range(len(values)):
        if not filled[row]:
            continue
        if runs and runs[-1][1][-1] == row - 1:
            runs[-1][1].append(row)
        else:
            runs.append((row, [row]))
    return runs


@given(st.lists(st.tuples(text, st.booleans()), max_size=12))
def test_texts_come_back(rows: list[tuple[str, bool]]) -> None:
    """Rows that are passed over have none."""
    values, filled = [each for each, _ in rows], [is_filled for _, is_filled in rows]
    growing = GrowingTexts()
    for first, run in blocks_of(values, filled):
        growing.put(first, [values[row] for row in run])
    expected = [each if is_filled else "" for each, is_filled in rows]
    column = growing.column(len(rows))
    if column is None:
        assert not any(expected)
    else:
        assert [column.text(row) for row in range(len(rows))] == expected


@given(st.lists(st.tuples(choice, st.booleans()), max_size=12))
def test_choices_come_back(rows: list[tuple[tuple[str, ...], bool]]) -> None:
    """Rows that are passed over have none."""
    values, filled = [each for each, _ in rows], [is_filled for _, is_filled in rows]
    growing = GrowingChoices()
    for first, run in blocks_of(values, filled):
        growing.put(first, [values[row] for row in run])
    expected = [each if is_filled else () for each, is_filled in rows]
    column = growing.column(len(rows))
    if column is None:
        assert not any(expected)
    else:
        assert [column.texts(row) for row in range(len(rows))] == expected


def test_a_column_without_a_text_is_none() -> None:
    texts, choices = GrowingTexts(), GrowingChoices()
    texts.put(0, ["", ""])
    choices.put(0, [(), ()])
    assert (texts.column(3), choices.column(3)) == (None, None)


@pytest.mark.parametrize(
    ("distinct", "width"),
    [
        pytest.param(255, np.uint8, id="255 and none: a byte a row"),
        pytest.param(256, np.uint16, id="256 and none: two bytes a row"),
        pytest.param(65_535, np.uint16, id="65 535 and none"),
        pytest.param(65_536, np.uint32, id="65 536 and none: four bytes a row"),
    ],
)
def test_choices_are_numbered_as_narrowly_as_they_can_be(distinct: int, width: type) -> None:
    growing = GrowingChoices()
    growing.put(0, [(str(number),) for number in range(distinct)])
    column = growing.column(distinct + 1)
    assert column is not None
    assert column.chosen.dtype == width
    assert [column.texts(row) for row in (0, distinct - 1, distinct)] == [("0",), (str(distinct - 1),), ()]


def test_rows_that_repeat_each_other_share_one_choice() -> None:
    growing = GrowingChoices()
    growing.put(0, [("S",)] * 3)
    growing.put(3, [("T",), ("S",)])
    column = growing.column(5)
    assert column is not None
    assert column.choices == ((), ("S",), ("T",))
    assert column.chosen.tolist() == [1, 1, 1, 2, 1]
