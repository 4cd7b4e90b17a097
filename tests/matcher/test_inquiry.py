"""A medium is asked, round by round, until it is decided; what was only half asked has no answer."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from hashmatch import Decoding, Entry, Fidelity, Hash, Limits, Matcher, hash_image
from hashmatch.errors import UndecidedError, WrongAnswerError
from hashmatch.hashing import Ask, Query, Stage, hash_medium, hash_source
from hashmatch.index import Codes, HammingIndex, Hits
from hashmatch.matcher import Inquiry
from hashmatch.media import Medium


def entry_of(photo: Path, *types: str) -> Entry:
    return Entry(tuple(hash_image(photo, name) for name in types or ("pdq",)), (photo.name,))


@pytest.fixture
def framed(tmp_path: Path, reported: list[Path]) -> Path:
    """A reported photograph in a frame, large enough for a reduced decode: nothing that turning alone can find."""
    with Image.open(reported[0]) as photo:
        canvas = Image.new("RGB", (2200, 1700), "white")
        canvas.paste(photo.resize((2000, 1500)), (100, 100))
    canvas.save(tmp_path / "framed.jpg", quality=90)
    return tmp_path / "framed.jpg"


def asked(inquiry: Inquiry, source: Path) -> list[Ask]:
    """Drive an inquiry to its end, and return what it wanted."""
    wanted = []
    with Medium(source) as medium:
        while inquiry.wanted is not None:
            wanted.append(inquiry.wanted)
            inquiry.tell(hash_medium(medium, inquiry.wanted))
    return wanted


def in_words(ask: Ask) -> str:
    """Return what is asked for: ``fast 8``, ``exact alterations``, ``exact 2 cuts of phash``."""
    what = f"{len(ask.orientations)}" if ask.orientations else "alterations"
    return f"{ask.decoding.fidelity} " + (f"{len(ask.cuts)} cuts of {ask.hash_types[0]}" if ask.cuts else what)


@pytest.mark.parametrize("fidelity", Fidelity)
def test_a_medium_that_was_only_half_asked_is_not_clean(fidelity: Fidelity, framed: Path, reported: list[Path]) -> None:
    """However many rounds it takes, there is no answer before the last: a framed copy is never taken for clean."""
    inquiry = Matcher(map(entry_of, reported)).inquiry(name="framed", fidelity=fidelity)
    rounds = 0
    while inquiry.wanted is not None:
        with pytest.raises(UndecidedError, match="framed: not decided yet"):
            _ = inquiry.examination
        inquiry.tell(hash_source(framed, inquiry.wanted))
        rounds += 1
    assert rounds >= 2
    assert [match.entry.reference for match in inquiry.examination.matches] == [reported[0].name]
    assert inquiry.examination.matches[0].variant.stage is Stage.CONTENT


@pytest.mark.parametrize(
    ("fidelity", "rounds"),
    [
        pytest.param(Fidelity.FAST, ["fast 8", "fast alterations", "exact alterations"], id="fast"),
        pytest.param(Fidelity.EXACT, ["exact 8", "exact alterations"], id="exact"),
    ],
)
def test_a_framed_copy_is_settled_by_exact_hashes(
    fidelity: Fidelity, rounds: list[str], framed: Path, reported: list[Path]
) -> None:
    """Fast orientations, then fast variants of a reduced decode; what lies near an entry is settled by exact ones."""
    inquiry = Matcher(map(entry_of, reported)).inquiry(fidelity=fidelity)
    assert [in_words(ask) for ask in asked(inquiry, framed)] == rounds


@pytest.mark.parametrize(
    ("settings", "rounds"),
    [
        pytest.param({"variants": "none"}, ["fast 1", "exact 1"], id="upright only"),
        pytest.param({"variants": "orientation"}, ["fast 8", "exact 8"], id="orientations"),
        pytest.param({"variants": "all"}, ["fast 8", "exact 8"], id="a picture that matches is not asked further"),
        pytest.param({"every_variant": True}, ["fast 8", "exact 8", "exact alterations"], id="but for every variant"),
    ],
)
def test_fast_hashes_near_an_entry_are_settled_by_exact_ones(
    settings: dict[str, Any], rounds: list[str], reported: list[Path]
) -> None:
    matcher = Matcher([entry_of(reported[0])], **settings)
    assert [in_words(ask) for ask in asked(matcher.inquiry(fidelity=Fidelity.FAST), reported[0])] == rounds


def test_fast_hashes_far_from_every_entry_decide(reported: list[Path]) -> None:
    matcher = Matcher([entry_of(reported[0])], variants="orientation")
    assert [in_words(ask) for ask in asked(matcher.inquiry(fidelity=Fidelity.FAST), reported[1])] == ["fast 8"]


def test_fast_hashes_of_little_quality_decide_nothing(tmp_path: Path, reported: list[Path]) -> None:
    with Image.open(reported[0]) as photo:
        Image.eval(photo, lambda tone: tone // 8 + 100).save(tmp_path / "pale.jpg", quality=95)
    matcher = Matcher([entry_of(reported[1])], variants="none")
    rounds = asked(matcher.inquiry(fidelity=Fidelity.FAST), tmp_path / "pale.jpg")
    assert [in_words(ask) for ask in rounds] == ["fast 1", "exact 1"]


def test_the_second_hash_is_asked_only_of_the_cuts_that_match(framed: Path, reported: list[Path]) -> None:
    inquiry = Matcher([entry_of(reported[0], "pdq", "phash")], confirm="phash").inquiry()
    assert [in_words(ask) for ask in asked(inquiry, framed)] == [
        "exact 8",
        "exact alterations",
        "exact 1 cuts of phash",
    ]
    assert [match.confirmed for match in inquiry.examination.matches] == [True]


def test_types_that_undo_nothing_are_asked_once(reported: list[Path]) -> None:
    inquiry = Matcher([entry_of(reported[0], "phash")]).inquiry()
    assert [in_words(ask) for ask in asked(inquiry, reported[1])] == ["exact 8"]


def test_a_problem_ends_the_inquiry_and_what_was_found_before_it_counts(reported: list[Path]) -> None:
    data = reported[0].read_bytes()
    cut = data[: len(data) // 2]
    inquiry = Matcher([Entry((hash_image(reported[0]), hash_image(cut, "sha256")), ("cut",))]).inquiry()
    assert inquiry.wanted is not None
    inquiry.tell(hash_source(cut, inquiry.wanted))
    found = inquiry.examination
    assert found.problem is not None
    assert [(match.entry.reference, match.hash_type) for match in found.matches] == [("cut", "sha256")]


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> Counter[bytes]:
    """Count the codes that are searched for."""
    counted: Counter[bytes] = Counter()
    search = HammingIndex.search

    def counting(self: HammingIndex, queries: Codes, radius: int, **how: Any) -> Hits:
        counted.update(code.tobytes() for code in queries)
        return search(self, queries, radius, **how)

    monkeypatch.setattr(HammingIndex, "search", counting)
    return counted


@pytest.mark.parametrize("types", [("pdq",), ("pdq", "md5", "sha256")], ids=["pdq", "digests too"])
@pytest.mark.parametrize("place", [0, 1], ids=["a copy", "another picture"])
def test_no_code_is_searched_for_twice(
    place: int, types: tuple[str, ...], searched: Counter[bytes], reported: list[Path]
) -> None:
    """What a round found is kept for the end, also where fast hashes are made again exactly."""
    for fidelity in Fidelity:
        searched.clear()
        matcher = Matcher([entry_of(reported[0], *types)], every_variant=True, decoding=Decoding(fidelity))
        matcher.examine(reported[place])
        assert len(searched) >= 50
        alike = sum(searched.values()) - len(searched)
        # Variants that come out alike are each asked once; and fast hashes that equal the exact ones.
        assert alike <= (4 if fidelity is Fidelity.EXACT or place else 12)
        digests = [count for code, count in searched.items() if len(code) in {16, 32} and code in _digests(reported)]
        assert digests == [1] * len(digests)


def _digests(photos: list[Path]) -> set[bytes]:
    return {hash_image(photo, name).code.tobytes() for photo in photos for name in ("md5", "sha256")}


def test_another_answer_than_what_is_wanted_is_refused(reported: list[Path]) -> None:
    """Hashes of fewer orientations, or none at all, would make a mirrored copy look clean."""
    matcher = Matcher([entry_of(reported[0])], variants="orientation")
    inquiry = matcher.inquiry(name="copy")
    wanted = inquiry.wanted
    assert wanted is not None
    with pytest.raises(WrongAnswerError, match="copy: it was hashed otherwise than `wanted` says"):
        inquiry.tell(replace(hash_source(reported[0], Ask(("pdq",)), name="copy")))
    with pytest.raises(WrongAnswerError, match="copy: it has no pdq hashes, and names no problem"):
        inquiry.tell(Query("copy", wanted, {}))
    inquiry.tell(hash_source(reported[0], wanted))
    while inquiry.wanted is not None:
        inquiry.tell(hash_source(reported[0], inquiry.wanted))
    with pytest.raises(WrongAnswerError):
        inquiry.tell(hash_source(reported[0], wanted))


def test_what_decoding_says_is_asked(reported: list[Path]) -> None:
    decoding = Decoding(background="black", limits=Limits(max_pixels=1000))
    inquiry = Matcher([entry_of(reported[0])], decoding=decoding).inquiry(fidelity=Fidelity.FAST)
    assert inquiry.wanted is not None
    assert inquiry.wanted.decoding == replace(decoding, fidelity=Fidelity.FAST)


def test_a_picture_without_variants_is_clean(reported: list[Path]) -> None:
    """A blank one has none: nothing of it is searched for, whatever radius an entry asks for."""
    entry = Entry((hash_image(reported[0]),), radius=40)
    assert Matcher([entry]).examine(np.full((90, 90, 3), 7, np.uint8)).matches == ()


def test_an_inquiry_needs_no_file(reported: list[Path]) -> None:
    """Hashes made elsewhere, a week ago: the driver is whoever has them."""
    matcher = Matcher([entry_of(reported[0])], variants="none")
    inquiry = matcher.inquiry(name="from afar")
    assert inquiry.wanted is not None
    hashed = hash_source(reported[0], inquiry.wanted)
    inquiry.tell(Query("from afar", inquiry.wanted, hashed.codes))
    assert (inquiry.examination.name, inquiry.examination.matches[0].distance) == ("from afar", 0)


def test_a_calls_radius_comes_before_every_other(reported: list[Path]) -> None:
    exact = hash_image(reported[0])
    far = replace(exact, code=exact.code ^ np.packbits(np.arange(256) < 40))
    matcher = Matcher([Entry((Hash("pdq", far.code),), radius=10)], variants="none")
    inquiry = matcher.inquiry(radius=40)
    asked(inquiry, reported[0])
    assert [match.distance for match in inquiry.examination.matches] == [40]
