"""What is counted as found, as wrong, and at which price."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from benchmarks.recall.engines import Asked, Engine, ask_variants, asked, engines
from benchmarks.recall.figures import Column, columns, mean_recall, price, recall, wilson
from benchmarks.recall.query import FAR, Seen, look_up, shelved
from benchmarks.recall.ukbench import all_pairs
from fixtures.copies import photos
from hashmatch import Variants

PIXELS = np.zeros((8, 8, 3), dtype=np.uint8)
ORIGINALS = [np.zeros((1, 8), np.uint8), np.full((1, 8), 255, np.uint8)]
OTHERS = np.array([[0x0F] * 8, [0xF0] * 8], dtype=np.uint8)


def bits(*places: int) -> NDArray[np.uint8]:
    """Return a code of 64 bits with these bits set."""
    code = np.zeros(64, dtype=np.uint8)
    code[list(places)] = 1
    return np.packbits(code)


def engine_that_asks(*queries: tuple[NDArray[np.uint8], int], name: str = "one", hash_type: str = "phash") -> Engine:
    """Return an engine with two stages and a radius of 8 that asks the same of every picture."""
    answer = Asked(np.array([code for code, _ in queries]), np.array([stage for _, stage in queries], dtype=np.intp))
    return Engine(name, hash_type, 8, ("first", "second"), lambda _: answer, lambda _: ORIGINALS[0])


def seen(**changes: object) -> Seen:
    row = Seen(0, "blurred", "one", "first", FAR, (), FAR, -1, 1, 1.0)
    return row._replace(**changes)  # type: ignore[arg-type] # of a test


@pytest.mark.parametrize(
    ("queries", "expected"),
    [
        pytest.param([(bits(0, 1), 0)], [(2, (), FAR), (2, (), FAR)], id="found at once, and by all later stages"),
        pytest.param([(bits(*range(32)), 0), (bits(5), 1)], [(FAR, (), FAR), (1, (), FAR)], id="found by the second"),
        pytest.param([(~bits(3), 0)], [(FAR, ((1, 1),), FAR)] * 2, id="a wrong original"),
        pytest.param([(OTHERS[1], 1)], [(FAR, (), FAR), (FAR, (), 0)], id="one of the others"),
        pytest.param([(bits(*range(9)), 0)], [(FAR, (), FAR)] * 2, id="beyond the radius"),
    ],
)
def test_look(
    queries: list[tuple[NDArray[np.uint8], int]], expected: list[tuple[int, tuple[tuple[int, int], ...], int]]
) -> None:
    shelf = shelved(engine_that_asks(*queries), ORIGINALS, OTHERS)
    rows = look_up(shelf, PIXELS, 0, "blurred")
    assert [(row.own, row.wrong, row.other) for row in rows] == expected
    assert [row.codes for row in rows] == [sum(stage <= number for _, stage in queries) for number in (0, 1)]


def test_a_query_without_codes_finds_nothing() -> None:
    nothing = asked([(np.zeros(32, np.uint8), 49, 0)])
    assert nothing.codes.shape == (0, 32)
    engine = Engine("one", "pdq", 31, ("first",), lambda _: nothing, lambda _: nothing.codes)
    stored = np.zeros((1, 32), np.uint8)
    (row,) = look_up(shelved(engine, [stored], stored), PIXELS, 0, "blurred")
    assert (row.own, row.wrong, row.other, row.codes) == (FAR, (), FAR, 0)


@pytest.mark.parametrize(
    ("found", "total", "low", "high"),
    [
        pytest.param(0, 10, 0.0, 0.2775, id="none: the interval still has a width"),
        pytest.param(10, 10, 0.7225, 1.0, id="all"),
        pytest.param(81, 263, 0.2553, 0.3662, id="the example of Newcombe (1998), table I"),
    ],
)
def test_wilson(found: int, total: int, low: float, high: float) -> None:
    share = wilson(found / total, total)
    assert [share.low, share.high] == pytest.approx([low, high], abs=1e-4)


def test_recall_and_price_hold_at_any_radius_up_to_the_engines() -> None:
    rows = [seen(own=3, wrong=((8, 1), (8, 2))), seen(own=8, other=4), seen(), seen(codes=3)]
    assert recall(rows, 8).value == 0.5
    assert recall(rows, 7).value == 0.25
    cost = price(rows, 8, originals=5)
    assert (cost.copies, cost.pairs, cost.wrong, cost.others.value, cost.codes) == (4, 16, 2, 0.25, 1)
    assert price(rows, 7, originals=5).wrong == 0


def test_the_interval_of_a_mean_is_that_of_photographs() -> None:
    rows = [seen(photograph=number, own=3 if number else FAR) for number in (0, 1) for _ in range(1000)]
    share = mean_recall(rows, 8)
    assert share.value == 0.5
    assert [share.low, share.high] == pytest.approx(
        [0.055, 0.945], abs=1e-3
    )  # no more than one says, however many copies


def test_a_mean_of_nothing_found_still_has_an_interval() -> None:
    share = mean_recall([seen(photograph=number) for number in range(4) for _ in range(25)], 8)
    assert [share.low, share.high] == pytest.approx([0, 0.037], abs=1e-3)


def test_short_hashes_come_at_the_false_match_rate_of_plain_pdq_and_as_usual() -> None:
    pdq, short = (engine_that_asks((bits(1), 0), name=name, hash_type=name) for name in ("pdq", "phash"))
    rows = [seen(engine="pdq"), seen(engine="phash", other=6), seen(engine="phash", stage="second", other=0)]
    rows.append(seen(engine="pdq", stage="second"))
    assert columns([pdq, short], rows) == [
        Column("pdq", "first", 8),
        Column("pdq", "second", 8),
        Column("phash", "first", 5),
        Column("phash", "first", 8),
        Column("phash", "second", 8),  # no radius is as safe
    ]


def test_our_orientations_find_a_mirrored_picture_and_plain_pdq_does_not() -> None:
    with Image.open(photos(reported=True)[0]) as photo:
        pixels = np.asarray(photo.convert("RGB"))
    own = engines(["hashmatch orientation"])[0]
    shelf = shelved(own, [own.stored(pixels)], np.zeros((1, 32), np.uint8))
    rows = look_up(shelf, pixels[:, ::-1], 0, "mirrored")
    assert [row.own <= 31 for row in rows] == [False, True]
    assert ask_variants(pixels, Variants.ORIENTATION).stages.tolist() == [0, 1, 1, 1, 1, 1, 1, 1]


def test_all_pairs_of_a_picture_without_orientations_are_those_of_its_square() -> None:
    with Image.open(photos(reported=True)[0]) as photo:
        plain, oriented = all_pairs(engines(["hashmatch orientation"])[0], [photo.convert("RGB")])
    assert plain.value == pytest.approx(2 / 30)  # the original and its square, in both directions
    assert oriented.value == pytest.approx(12 / 30)  # and the two flipped ones


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(SystemExit, match="no such engine: pqd; there are hashmatch"):
        engines(["pqd"])


def test_threatexchange_undoes_what_its_options_promise() -> None:
    pytest.importorskip("threatexchange", reason="a peer, of the extra `bench`")
    with Image.open(photos(reported=True)[0]) as photo:
        pixels = np.asarray(photo.convert("RGB"))
    peer = engines(["threatexchange"])[0]
    shelf = shelved(peer, [peer.stored(pixels)], np.zeros((1, 32), np.uint8))
    letterboxed = np.pad(pixels, ((150, 150), (0, 0), (0, 0)))
    found = {
        name: [row.own <= 31 for row in look_up(shelf, np.ascontiguousarray(copy), 0, name)]
        for name, copy in (("letterboxed", letterboxed), ("upside down", pixels[::-1, ::-1]))
    }
    assert found == {"letterboxed": [False, True, True], "upside down": [False, False, True]}
