from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.isolation import looking_ahead


@given(st.lists(st.integers()), st.integers(0, 5))
def test_items_come_in_their_order(items: list[int], ahead: int) -> None:
    assert list(looking_ahead(items, ahead)) == items


@pytest.mark.parametrize("ahead", [0, 1, 3])
def test_an_item_is_passed_on_once_so_many_more_were_read(ahead: int) -> None:
    """Their work runs in parallel by then; and no more are read, so that memory stays flat."""
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        for number in range(10):
            read += 1
            yield number

    passed = looking_ahead(items(), ahead)
    for number in range(10 - ahead):
        assert next(passed) == number
        assert read == number + 1 + ahead
