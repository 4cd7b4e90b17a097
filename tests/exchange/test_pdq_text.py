"""What the PDQ reference tool prints."""

import io

import pytest

from hashmatch.bank import Entry
from hashmatch.exchange.pdq_text import PdqText
from hashmatch.files.bounded_text import RowError

A, B = "f8" * 32, "0b" * 32


def rows(text: str) -> list[tuple[int, Entry | RowError | None]]:
    return [row for row in PdqText().rows(io.StringIO(text), "pdq") if isinstance(row, tuple)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(f"{A},100,a.jpg", True, id="hash, quality, file"),
        pytest.param(f"{A} , 100,a.jpg", True, id="blanks"),
        pytest.param(f"{A[1:]},100,a.jpg", False, id="a digit missing"),
        pytest.param(A, False, id="the hash alone, which may be SHA-256"),
        pytest.param("pdq,quality,file", False, id="a header"),
    ],
)
def test_recognised(line: str, expected: bool) -> None:
    assert PdqText().recognises(line) is expected


def test_rows_with_the_numbers_of_their_lines() -> None:
    (first, good), (second, bad) = rows(f"\n# comment\n{A},97,dir/with, comma.jpg\n\n{B},101,b.jpg\n")
    assert (first, second) == (3, 5)
    assert isinstance(good, Entry)
    assert (str(good.hashes[0]), good.hashes[0].quality, good.reference) == (f"pdq:{A}", 97, "dir/with, comma.jpg")
    assert isinstance(bad, RowError)
    assert bad.field == "quality"


def test_a_row_cut_short_is_repeated() -> None:
    ((_, bad),) = rows(f"{A},97\n")
    assert isinstance(bad, RowError)
    assert bad.problem == f"'{A},97' is not written as hash,quality,file"
