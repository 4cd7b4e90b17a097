"""Margins tell an altered copy from another picture."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from fixtures import copies
from hashmatch import Doubt, Entry, Fidelity, Hash, Matcher, QueryOptions, hash_image
from hashmatch.hashing import query_of
from hashmatch.hashing.pdq import MARGIN_UNIT
from hashmatch.matcher.confirm import MOST, is_uncertain


def margins_of(photo: Path) -> NDArray[np.uint8]:
    """How certain each bit of its upright hash is."""
    margins = query_of(photo, ["pdq"], QueryOptions(margins=True)).codes["pdq"].margins
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
    matcher = Matcher([*entries, too_far], confirm="margins", options=QueryOptions(fidelity=fidelity))
    found = matcher.examine(reported[0])
    assert [(each.entry.reference, each.distance, each.confirmed) for each in found.matches] == [("near", 40, True)]
    assert [(each.entry.reference, doubt) for each, doubt in found.doubtful] == [("far", Doubt.UNCONFIRMED)]
    assert [each.entry.reference for each in Matcher([*entries, too_far]).match(reported[0])] == ["far"]


def turned_bits(pdq: Hash, bits: NDArray[np.int64]) -> Hash:
    return replace(pdq, code=pdq.code ^ np.packbits(np.isin(np.arange(256), bits)))


@given(st.sets(st.integers(0, 255), max_size=80))
def test_the_margins_of_differing_bits_add_up(bits: set[int]) -> None:
    difference = np.packbits(np.isin(np.arange(256), sorted(bits)))
    assert is_uncertain(MARGINS, difference) == (sum(int(MARGINS[bit]) for bit in bits) <= MOST * MARGIN_UNIT)


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


def test_a_flat_picture_has_no_margins() -> None:
    found = query_of(np.full((90, 90), 200, np.uint8), ["pdq"], QueryOptions(margins=True)).codes["pdq"].margins
    assert found is not None
    assert found.shape == (8, 256)


def test_other_hash_types_have_none(reported: list[Path]) -> None:
    assert query_of(reported[0], ["phash"], QueryOptions(margins=True)).codes["phash"].margins is None
    entry = Entry((hash_image(reported[0], "phash"),))
    assert [match.confirmed for match in Matcher([entry], confirm="margins").match(reported[0])] == [None]
