"""One medium is hashed as it was asked: every frame and variant, and nothing else."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hashmatch import Decoding, Fidelity, Stage, Variant, hash_image
from hashmatch.errors import TruncatedMediaError
from hashmatch.hashing import ALL_ORIENTATIONS, Ask, hash_source
from hashmatch.media import Orientation


@pytest.fixture(scope="module")
def pages(reported: list[Path]) -> bytes:
    """Two frames, of different photographs."""
    frames = []
    for photo in reported[:2]:
        with Image.open(photo) as picture:
            frames.append(picture.convert("RGB").resize((300, 220)))
    file = io.BytesIO()
    frames[0].save(file, "TIFF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def stages_of(source: bytes | Path, ask: Ask) -> set[tuple[Stage, int]]:
    codes = hash_source(source, ask).codes["pdq"]
    return {(variant.stage, frame) for variant, frame in zip(codes.variants, codes.frames, strict=True)}


def test_orientations_are_of_every_frame_and_alterations_of_the_first(pages: bytes) -> None:
    found = stages_of(pages, Ask(("pdq",), orientations=ALL_ORIENTATIONS, alterations=True))
    assert {(Stage.ORIENTATION, 0), (Stage.ORIENTATION, 1), (Stage.UNCROP, 0)} <= found
    assert {stage for stage, frame in found if frame == 1} == {Stage.ORIENTATION}


def test_crops_are_of_every_frame(pages: bytes) -> None:
    assert {(Stage.VIEW, 0), (Stage.VIEW, 1)} <= stages_of(pages, Ask(("pdq",), crops=True))


def test_without_orientations_only_what_lies_beyond_is_made(pages: bytes) -> None:
    query = hash_source(pages, Ask(("pdq", "md5"), orientations=(), alterations=True))
    assert Stage.ORIENTATION not in {variant.stage for variant in query.codes["pdq"].variants}
    assert "md5" not in query.codes


def test_cuts_are_hashed_as_they_were_turned(reported: list[Path]) -> None:
    cut = Variant(Orientation.MIRRORED, Stage.CONTENT, (10, 20, 210, 180))
    codes = hash_source(reported[0], Ask(("phash",), orientations=(), cuts=(cut,))).codes["phash"]
    with Image.open(reported[0]) as picture:
        mirrored = picture.convert("RGB").crop((10, 20, 210, 180)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert codes.variants == (cut,)
    assert codes.codes[0].tobytes() == hash_image(mirrored, "phash").code.tobytes()


@pytest.mark.parametrize("wanted", [{"crops": True}, {"cuts": (Variant(stage=Stage.CONTENT, box=(0, 0, 99, 99)),)}])
def test_crops_and_cuts_are_never_left_out_for_speed(wanted: dict[str, bool], reported: list[Path]) -> None:
    """They need the whole picture, so a fast hash will not do."""
    ask = Ask(("pdq",), Decoding("fast"), **wanted)  # type: ignore[arg-type]  # parametrised keywords
    codes = hash_source(reported[0], ask).codes["pdq"]
    assert codes.fidelity is Fidelity.EXACT
    assert len(codes.codes) >= 2


def test_what_was_hashed_before_a_break_counts(reported: list[Path]) -> None:
    data = reported[0].read_bytes()
    query = hash_source(data[: len(data) // 2], Ask(("pdq", "md5")))
    assert isinstance(query.problem, TruncatedMediaError)
    assert list(query.codes) == ["md5"]


def test_background_and_limits_are_those_of_the_ask() -> None:
    clear = np.zeros((99, 99, 4), np.uint8)
    clear[20:60, 30:90] = 255
    black, white = (
        hash_source(clear, Ask(("phash",), Decoding(background=colour))).codes["phash"].codes[0].tobytes()
        for colour in ("black", "white")
    )
    assert black != white
