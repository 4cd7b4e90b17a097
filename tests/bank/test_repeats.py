"""Which rows may repeat a medium."""

import numpy as np

from hashmatch.bank import Entry
from hashmatch.bank.entry_table import CodeColumn
from hashmatch.bank.repeats import rows_that_may_repeat
from hashmatch.hashing import Hash


def column(width: int, *codes: tuple[int, int]) -> CodeColumn:
    """Codes of one repeated byte, each in a row."""
    values = np.repeat(np.array([[byte] for _, byte in codes], np.uint8), width, axis=1)
    return CodeColumn(values, np.array([row for row, _ in codes], np.int64), np.zeros(len(codes), np.uint8))


def groups(rows: int, codes: dict[str, CodeColumn], others: dict[int, Entry] | None = None) -> list[list[int]]:
    return [each.tolist() for each in rows_that_may_repeat(rows, codes, others or {})]


def test_rows_with_the_same_code_meet() -> None:
    assert groups(4, {"pdq": column(32, (0, 7), (1, 8), (2, 7), (3, 7))}) == [[0, 2, 3]]


def test_nobody_meets_in_most_lists() -> None:
    assert groups(3, {"pdq": column(32, (0, 7), (1, 8), (2, 9))}) == []
    assert groups(0, {}) == []


def test_rows_meet_by_all_their_hashes_or_not_at_all() -> None:
    codes = {"pdq": column(32, (0, 7), (1, 7), (2, 7)), "md5": column(16, (0, 1), (1, 2), (2, 1))}
    assert groups(3, codes) == [[0, 2]]


def test_the_same_bits_of_two_types_do_not_meet() -> None:
    assert groups(2, {"pdq": column(32, (0, 7)), "sha256": column(32, (1, 7))}) == []


def test_widths_that_are_no_whole_words() -> None:
    assert groups(3, {"sha1": column(20, (0, 1), (1, 2), (2, 1))}) == [[0, 2]]


def test_an_entry_as_an_object_meets_rows_in_columns() -> None:
    """In whichever order it has its hashes, and if it says one twice."""
    pdq, md5 = Hash("pdq", np.full(32, 7, np.uint8)), Hash("md5", np.full(16, 1, np.uint8))
    codes = {"pdq": column(32, (0, 7)), "md5": column(16, (0, 1))}
    assert groups(2, codes, {1: Entry((md5, pdq, md5))}) == [[0, 1]]
