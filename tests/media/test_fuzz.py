"""Mutations of small real files: whatever a plugin raises on them, only our errors come out, and no warning."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hashmatch.errors import MediaError
from hashmatch.media import Limits, decode_frames, decode_reduced
from tests.media.files import encodings
from tests.media.test_sniff import FORMATS

LIMITS = Limits(max_pixels=1 << 22, max_frames=50)  # what a mutated header may ask for in a test
FORMS = tuple(FORMATS)


@pytest.fixture(scope="module")
def files(photos: list[Path]) -> dict[str, bytes]:
    """A photograph of 24 x 16 pixels in every format: the header is a large part of each."""
    with Image.open(photos[0]) as photo:
        return encodings(photo.resize((24, 16)))


def survives(data: bytes) -> None:
    """Decode all of `data`: any exception but ours fails the test, warnings are errors here."""
    with suppress(MediaError):
        decode_reduced(data, limits=LIMITS)
    with suppress(MediaError):
        for picture in decode_frames(data, limits=LIMITS):
            assert picture.pixels.size > 0


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.sampled_from(FORMS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.booleans()), max_size=6),
    cut=st.floats(0, 1),
)
def test_changed_files(
    files: dict[str, bytes], form: str, changes: list[tuple[float, bytes, bool]], cut: float
) -> None:
    """Some bytes overwritten or inserted, and perhaps the end lost."""
    data = files[form]
    for place, new, insert in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + (0 if insert else len(new)) :]
    survives(data[: int(len(data) * min(1, 2 * cut))])


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to eight bytes changed, most of them near the beginning, to values that hurt."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = int(len(changed) * chance.random() ** 3)
        changed[at] = chance.choice((0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, chance.randrange(256)))
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_thousand_changed_files_of_each_format(files: dict[str, bytes], form: str) -> None:
    chance = random.Random(form)  # noqa: S311 - a test that can be repeated
    for _ in range(1000):
        survives(mutated(files[form], chance))
