"""Margins tell an altered copy from another picture."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from fixtures import copies
from hashmatch import Decoding, Doubt, Entry, Fidelity, Hash, Matcher, hash_image
from hashmatch.hashing import ALL_ORIENTATIONS, Ask, hash_source
from hashmatch.hashing.pdq import PDQ
from hashmatch.hashing.pdq.hash_type import MARGIN_REACH, MOST_MARGIN
from hashmatch.hashing.pdq.transform import CERTAIN, MARGIN_UNIT


def margins_of(photo: Path) -> NDArray[np.uint8]:
    """How certain each bit of its upright hash is."""
    margins = hash_source(photo, Ask(("pdq",), margins=True)).codes["pdq"].margins
    assert margins is not None
    upright: NDArray[np.uint8] = margins[0]
    return upright


MARGINS = margins_of(copies.photos(reported=True)[0])


@pytest.mark.parametrize("fidelity", Fidelity)
def test_margins_tell_an_altered_copy_from_another_picture(fidelity: Fidelity, reported: list[Path]) -> None:
    """Bits near the median turn easily, those far from it do not."""
    pdq = hash_image(reported[0])
    by_certainty = margins_of(reported[0]).argsort(kind="stable")
    near, far = by_certainty[:40], by_certainty[-20:]
    entries = [Entry((turned_bits(pdq, bits),), (name,)) for name, bits in (("near", near), ("far", far))]
    too_far = Entry((turned_bits(pdq, by_certainty[-40:]),), ("too far",))
    matcher = Matcher([*entries, too_far], margins=True, decoding=Decoding(fidelity))
    found = matcher.examine(reported[0])
    assert [(each.entry.reference, each.distance, each.confirmed) for each in found.matches] == [("near", 40, True)]
    assert [(each.entry.reference, each.doubt) for each in found.set_aside] == [("far", Doubt.UNCONFIRMED)]
    assert [each.entry.reference for each in Matcher([*entries, too_far]).match(reported[0])] == ["far"]


def turned_bits(pdq: Hash, bits: NDArray[np.int64]) -> Hash:
    return replace(pdq, code=pdq.code ^ np.packbits(np.isin(np.arange(256), bits)))


@given(st.sets(st.integers(0, 255), max_size=80))
def test_the_margins_of_differing_bits_add_up(bits: set[int]) -> None:
    difference = np.packbits(np.isin(np.arange(256), sorted(bits)))
    (uncertain,) = PDQ().are_uncertain(MARGINS, difference[None])
    assert uncertain == (sum(int(MARGINS[bit]) for bit in bits) <= MOST_MARGIN * MARGIN_UNIT)


def test_the_margin_of_a_bit_is_how_much_it_takes_to_turn_it(reported: list[Path]) -> None:
    """Bits that a slight change of the picture turned had a fifth of the average margin, on average."""
    turned: list[int] = []
    for photo in reported:
        with Image.open(photo) as picture:
            darker = Image.eval(picture.convert("RGB").resize((300, 220)), lambda tone: round(0.9 * tone))
        changed = np.unpackbits(hash_image(photo).code ^ hash_image(darker).code)
        turned += margins_of(photo)[changed.astype(bool)].tolist()
    assert len(turned) > 20
    assert np.mean(turned) < MARGIN_UNIT / 5


def test_nothing_is_known_of_a_picture_of_one_tone() -> None:
    """Its bits count as certain, so that nothing far away is explained."""
    for tone in (0, 200):
        ask = Ask(("pdq",), orientations=ALL_ORIENTATIONS, margins=True)
        found = hash_source(np.full((90, 90), tone, np.uint8), ask).codes["pdq"].margins
        assert found is not None
        assert found.shape == (8, 256)
        if tone == 0:
            assert (found == CERTAIN).all()


def test_a_page_too_small_to_be_hashed_is_certain_of_nothing(tmp_path: Path) -> None:
    pages = [Image.new("L", (300, 300), 90), Image.new("L", (100, 4), 90)]
    pages[0].save(tmp_path / "pages.tiff", save_all=True, append_images=pages[1:])
    found = hash_source(tmp_path / "pages.tiff", Ask(("pdq",), margins=True)).codes["pdq"]
    assert found.margins is not None
    assert (found.margins[1] == CERTAIN).all()


@pytest.mark.parametrize(("beyond", "found"), [(MARGIN_REACH, True), (MARGIN_REACH + 1, False)])
def test_a_match_reaches_so_many_bits_beyond_the_radius(beyond: int, found: bool, reported: list[Path]) -> None:
    surest_last = margins_of(reported[0]).argsort(kind="stable")
    far = turned_bits(hash_image(reported[0]), surest_last[: 31 + beyond])
    for entry in (Entry((far,)), Entry((hash_image(reported[1]),), views=(far,))):
        assert bool(Matcher([entry], margins=True, variants="orientation").match(reported[0])) is found
    assert MARGIN_REACH == 13


def test_an_entrys_own_radius_is_not_extended(reported: list[Path]) -> None:
    far = turned_bits(hash_image(reported[0]), margins_of(reported[0]).argsort(kind="stable")[:20])
    assert Matcher([Entry((far,), radius=20)], margins=True).match(reported[0])
    assert Matcher([Entry((far,), radius=19)], margins=True).match(reported[0]) == []


def test_the_code_that_was_hit_is_judged(reported: list[Path]) -> None:
    """Not another one of the entry, as far away and better explained."""
    order = margins_of(reported[0]).argsort(kind="stable")
    pdq = hash_image(reported[0])
    explained = replace(turned_bits(pdq, order[:20]), quality=10)
    entry = Entry((explained, turned_bits(pdq, order[-20:])))
    found = Matcher([entry], margins=True).examine(reported[0])
    assert found.matches == ()
    assert len(found.set_aside) == 1


def test_fast_hashes_near_the_extended_radius_are_settled_by_exact_ones(reported: list[Path]) -> None:
    far = turned_bits(hash_image(reported[0]), margins_of(reported[0]).argsort(kind="stable")[:44])
    matcher = Matcher([Entry((far,))], margins=True, decoding=Decoding(Fidelity.FAST))
    inquiry = matcher.inquiry()
    assert inquiry.wanted is not None
    inquiry.tell(hash_source(reported[0], inquiry.wanted))
    assert inquiry.wanted is not None
    assert inquiry.wanted.decoding.fidelity is Fidelity.EXACT
    assert matcher.match(reported[0])


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_margins_are_weighed_whatever_the_format(suffix: str, tmp_path: Path, reported: list[Path]) -> None:
    """Also of a file that has no reduced decode, whose hashes are exact although fast ones were asked for."""
    with Image.open(reported[0]) as picture:
        picture.save(tmp_path / f"copy{suffix}", quality=95)
    far = turned_bits(hash_image(reported[0]), margins_of(reported[0]).argsort(kind="stable")[:40])
    (match,) = Matcher([Entry((far,))], margins=True, decoding=Decoding("fast")).match(tmp_path / f"copy{suffix}")
    assert (match.distance > 31, match.confirmed) == (True, True)


def test_a_second_hash_and_margins_may_both_be_asked(reported: list[Path]) -> None:
    """Either of them can set a match aside; beyond the radius only margins can speak for one."""
    order = margins_of(reported[0]).argsort(kind="stable")
    pdq, right, wrong = hash_image(reported[0]), hash_image(reported[0], "phash"), hash_image(reported[1], "phash")
    near, far = turned_bits(pdq, order[:40]), turned_bits(pdq, order[-20:])
    entries = [
        Entry((near, right), ("both",)),
        Entry((near, wrong), ("second no",)),
        Entry((far, right), ("margins no",)),
    ]
    found = Matcher(entries, confirm="phash", margins=True).examine(reported[0])
    assert [(each.entry.reference, each.confirmed) for each in found.matches] == [("both", True)]
    assert {each.entry.reference for each in found.set_aside} == {"second no", "margins no"}


def animation(photos: list[Path]) -> bytes:
    frames = []
    for photo in photos:
        with Image.open(photo) as picture:
            frames.append(picture.convert("RGB").resize((400, 300)))
    file = io.BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    return file.getvalue()


def test_the_second_hash_is_asked_of_the_frame_that_matched(reported: list[Path]) -> None:
    frames = animation([reported[1], reported[0]])
    right, wrong = (hash_image(photo, "phash") for photo in reported[:2])
    pdq = hash_image(reported[0])
    found = Matcher([Entry((pdq, right), ("right",)), Entry((pdq, wrong), ("wrong",))], confirm="phash").examine(frames)
    assert [(match.entry.reference, match.frame) for match in found.matches] == [("right", 1)]
    assert [match.entry.reference for match in found.set_aside] == ["wrong"]


def test_the_nearest_frame_of_an_entry_counts_and_the_nearest_entry_comes_first(reported: list[Path]) -> None:
    later = hash_image(reported[1])
    bits = np.arange(20)
    entries = [Entry((turned_bits(later, bits),), ("further",)), Entry((later, turned_bits(later, bits)), ("nearer",))]
    matches = Matcher(entries, variants="none").match(animation([reported[0], reported[1]]))
    assert [match.entry.reference for match in matches] == ["nearer", "further"]
    assert matches[0].frame == 1
    assert matches[0].distance < matches[1].distance


def test_equal_files_need_no_second_hash(reported: list[Path]) -> None:
    entry = Entry((hash_image(reported[0], "md5"), hash_image(reported[1], "phash")))
    (match,) = Matcher([entry], hash_types=["md5"], confirm="phash").match(reported[0])
    assert (match.hash_type, match.confirmed) == ("md5", None)


def test_colours_can_be_contradicted_by_the_second_hash(reported: list[Path]) -> None:
    """A hash whose radius is 0 is still a hash of what is seen, and no digest."""
    entry = Entry((hash_image(reported[0], "colorhash"), hash_image(reported[1], "phash")))
    found = Matcher([entry], hash_types=["colorhash"], confirm="phash").examine(reported[0])
    assert (found.matches, len(found.set_aside)) == ((), 1)


def test_other_hash_types_have_none(reported: list[Path]) -> None:
    assert hash_source(reported[0], Ask(("phash",), margins=True)).codes["phash"].margins is None
    entry = Entry((hash_image(reported[0], "phash"),))
    matcher = Matcher([entry], margins=True, confirm="dhash")
    assert matcher.without_effect == ("confirm", "margins")
    assert matcher.hash_types == ("phash",)  # nothing is hashed for a setting without effect
    assert [match.confirmed for match in matcher.match(reported[0])] == [None]
