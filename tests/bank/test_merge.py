"""Rows of one medium become one entry; rows of two never do."""

from pathlib import Path

import pytest

from hashmatch.bank import Entry, merged
from hashmatch.exchange import read_list
from hashmatch.hashing import Hash

A, M, N = f"pdq:{'f8' * 32}", f"md5:{'f8' * 16}", f"md5:{'0b' * 16}"


def entry(*hashes: str, quality: int | None = None, radius: int | None = None) -> Entry:
    return Entry(tuple(Hash.parse(text, quality=quality) for text in hashes), radius=radius)


def test_everything_said_is_kept_once_and_in_order(tmp_path: Path) -> None:
    path = tmp_path / "reported.csv"
    rows = [f"{A},R2,x;y,S,1", f"{N},R9,,S,", f"{A},R1,y;z,,2", f"{A},R2,,T,1"]
    path.write_text("\n".join(["hash,reference,label,source,case", *rows]), encoding="utf-8")
    found = read_list(path)
    assert found.entries == (
        Entry((Hash.parse(A),), ("R2", "R1"), ("x", "y", "z"), ("S", "T"), None, {"case": ("1", "2")}),
        Entry((Hash.parse(N),), ("R9",), (), ("S",)),
    )
    assert (found.rows, found.duplicates) == (4, 2)


@pytest.mark.parametrize(
    ("groups", "count"),
    [
        pytest.param([(A,), (A,)], 1, id="the same hash"),
        pytest.param([(A, M), (M, A)], 1, id="the same hashes in another order"),
        pytest.param([(A, M), (A,)], 2, id="one hash more"),
        pytest.param([(A, M), (A, N)], 2, id="one of two hashes"),
        pytest.param([(A, M), (A, N), (A,), (N, A)], 3, id="no chains"),
        pytest.param([(f"sha256:{'f8' * 32}",), (A,)], 2, id="the same digits of another type"),
    ],
)
def test_one_medium_has_the_same_hashes(groups: list[tuple[str, ...]], count: int) -> None:
    assert len(merged(entry(*hashes) for hashes in groups)) == count


@pytest.mark.parametrize(
    ("given", "best"),
    [([80, 90], 90), ([90, 80], 90), ([None, 30], None), ([30, None], None), ([None, None], None), ([90, None], None)],
)
def test_best_quality(given: list[int | None], best: int | None) -> None:
    """None is better than any: a hash that nobody called low is searched whatever another row says."""
    (found,) = merged(entry(A, quality=quality) for quality in given)
    assert found.hashes[0].quality == best


@pytest.mark.parametrize(
    ("hashes", "given", "widest"),
    [
        pytest.param((A,), [10, 20], 20, id="the larger"),
        pytest.param((A,), [20, 10], 20, id="in either order"),
        pytest.param((A,), [10, None], None, id="PDQ's default is 31"),
        pytest.param((A,), [40, None], 40, id="more than the default"),
        pytest.param((M,), [None, 0], None, id="no more than the default"),
        pytest.param((A, M), [None, 20], None, id="the default of the widest type"),
    ],
)
def test_widest_radius(hashes: tuple[str, ...], given: list[int | None], widest: int | None) -> None:
    """What one of the rows wants found is found."""
    (found,) = merged(entry(*hashes, radius=radius) for radius in given)
    assert found.radius == widest


def test_a_hash_reported_often_is_no_quadratic_work() -> None:
    """50 000 reports of one hash: each is read once, not once for each after it."""
    (found,) = merged(Entry((Hash.parse(A),), (f"R{i}",)) for i in range(50_000))
    assert len(found.references) == 50_000
