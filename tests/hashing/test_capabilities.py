"""What a hash type can do, it says itself: one of another package gets everything that PDQ gets."""

import importlib.metadata
import io
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from hashmatch import Decoding, Entry, Fidelity, Hash, Matcher, Stage, Variant, hash_image, read_list
from hashmatch.errors import WrongMediaError
from hashmatch.exchange import write_csv_list
from hashmatch.hashing import (
    Ask,
    Fingerprint,
    HashesReduced,
    HasMargins,
    PixelHashType,
    StoresCrops,
    UndoesAlterations,
    hash_source,
    registry,
)
from hashmatch.media import Orientation, ReducedLuma, turned

GRID = 8


class Cells(PixelHashType, HashesReduced, UndoesAlterations, HasMargins, StoresCrops):
    """Brightness of 8 x 8 cells against their median: a type of another package, with all that a type can have."""

    name: ClassVar[str] = "cells"
    bits: ClassVar[int] = 64
    radius: ClassVar[int] = 5
    fast_error: ClassVar[int] = 2
    margin_reach: ClassVar[int] = 4

    def hash_pixels(self, pixels: NDArray[np.uint8]) -> Fingerprint:
        gray = pixels.mean(axis=2) if pixels.ndim == 3 else pixels.astype(float)
        height, width = (side // GRID * GRID for side in gray.shape)
        cells = gray[:height, :width].reshape(GRID, height // GRID, GRID, width // GRID).mean(axis=(1, 3))
        return Fingerprint(np.packbits(cells.ravel() > np.median(cells)), None, cells.astype(np.float32))

    def hash_reduced(self, luma: ReducedLuma) -> dict[Orientation, Fingerprint]:
        upright = turned(luma.luma, luma.orientation)
        return {each: self.hash_pixels(turned(upright, each)) for each in Orientation}

    def undo_alterations(
        self, pixels: NDArray[np.uint8], *, size: tuple[int, int] | None = None, scale: int = 1
    ) -> list[tuple[Variant, Fingerprint]]:
        """Take a tenth of the picture for a border."""
        height, width = pixels.shape[:2]
        top, left = height // 10, width // 10
        full = size or (height, width)
        box = (left * scale, top * scale, full[1] - left * scale, full[0] - top * scale)
        cut = self.hash_pixels(pixels[top : height - top, left : width - left])
        return [(Variant(stage=Stage.CONTENT, box=box), cut)]

    def margins(self, found: Fingerprint) -> NDArray[np.uint8]:
        assert found.terms is not None
        far = np.abs(found.terms - np.median(found.terms)).ravel()
        margins: NDArray[np.uint8] = np.minimum(far, 255).astype(np.uint8)
        return margins

    def are_uncertain(self, margins: NDArray[np.uint8], differences: NDArray[np.uint8]) -> NDArray[np.bool_]:
        sums = (np.unpackbits(differences, axis=1) * margins.astype(np.int64)).sum(axis=1)
        return np.asarray(sums < 200)

    def stored_crops(self, pixels: NDArray[np.uint8]) -> list[tuple[Variant, Fingerprint]]:
        return [(Variant(stage=Stage.VIEW), self.hash_pixels(np.ascontiguousarray(pixels[:64, :64])))]


@pytest.fixture(autouse=True)
def cells(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Bring the type by entry point, as an installed package would."""
    points = EntryPoints([EntryPoint("cells", f"{__name__}:Cells", registry.GROUP)])
    with monkeypatch.context() as patched:
        patched.setattr(importlib.metadata, "entry_points", points.select)
        patched.setattr(EntryPoint, "load", lambda _: Cells)
        registry.forget()
        yield
    registry.forget()


@pytest.fixture(scope="module")
def picture() -> NDArray[np.uint8]:
    """Cells of many tones, whose hash nobody mistakes for another's."""
    rng = np.random.default_rng(7)
    return np.kron(rng.integers(0, 256, (GRID, GRID), dtype=np.uint8), np.ones((80, 100), np.uint8))


def jpeg(pixels: NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=95)
    return file.getvalue()


def framed(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """With a border of a tenth of the whole, in which its cells come out otherwise."""
    height, width = pixels.shape
    border = np.random.default_rng(1).integers(0, 2, (height * 10 // 8, width * 10 // 8), dtype=np.uint8) * 255
    border[height // 8 : height // 8 + height, width // 8 : width // 8 + width] = pixels
    return border


@pytest.mark.parametrize("fidelity", Fidelity)
def test_its_variants_are_tried(fidelity: Fidelity, picture: NDArray[np.uint8]) -> None:
    matcher = Matcher([Entry((hash_image(picture, "cells"),), ("cells",))], decoding=Decoding(fidelity))
    (match,) = matcher.match(jpeg(framed(picture)))
    assert (match.hash_type, match.variant.stage) == ("cells", Stage.CONTENT)
    assert Matcher(matcher.collection, variants="orientation").match(jpeg(framed(picture))) == []


def test_it_is_hashed_from_a_reduced_decode(picture: NDArray[np.uint8]) -> None:
    assert hash_image(jpeg(picture), "cells", "fast").fidelity is Fidelity.FAST
    fast = Ask(("cells",), Decoding("fast"), alterations=True)
    assert hash_source(jpeg(picture), fast).codes["cells"].fidelity is Fidelity.FAST
    both = Ask(("cells", "phash"), Decoding("fast"))
    assert hash_source(jpeg(picture), both).codes["cells"].fidelity is Fidelity.EXACT  # the other needs the whole


def test_its_fast_hashes_are_settled_within_its_own_error(picture: NDArray[np.uint8]) -> None:
    exact = hash_image(picture, "cells")
    for off, settled in ((7, True), (8, False)):  # the radius is 5, the error 2
        entry = Entry((Hash("cells", exact.code ^ np.packbits(np.arange(64) < off)),))
        inquiry = Matcher([entry], variants="none").inquiry(fidelity=Fidelity.FAST)
        assert inquiry.wanted is not None
        inquiry.tell(hash_source(jpeg(picture), inquiry.wanted))
        assert (inquiry.wanted is not None) is settled


def test_its_margins_reach_as_far_as_it_says(picture: NDArray[np.uint8]) -> None:
    exact = hash_image(picture, "cells")
    fuzzy = np.argsort(Cells().margins(Cells().hash_pixels(picture)), kind="stable")
    for off, matches in ((9, True), (10, False)):  # the radius is 5, margins reach 4 further
        entry = Entry((Hash("cells", exact.code ^ np.packbits(np.isin(np.arange(64), fuzzy[:off]))),))
        assert bool(Matcher([entry], margins=True, variants="none").match(picture)) is matches
        assert not Matcher([entry], variants="none").match(picture)


def test_its_crops_are_stored_in_a_list_and_found(picture: NDArray[np.uint8], tmp_path: object) -> None:
    query = hash_source(picture, Ask(("cells",), crops=True)).codes["cells"]
    own, crop = (Hash("cells", code) for code in query.codes)
    file = io.StringIO(newline="")
    write_csv_list([Entry((own,), ("cells",), views=(crop,))], file, hash_types=["cells"], views=["cells"])
    path = f"{tmp_path}/list.csv"
    with open(path, "w", encoding="utf-8", newline="") as written:  # noqa: PTH123 - a text, as fixtures give it
        written.write(file.getvalue())
    assert file.getvalue().startswith("cells,quality,reference,label,source,cells_views")
    (entry,) = read_list(path).entries
    assert entry.views == (crop,)
    assert Matcher([entry], variants="none").match(np.ascontiguousarray(picture[:64, :64]))


@pytest.mark.parametrize("fidelity", Fidelity)
def test_a_picture_too_small_for_it_is_not_examined(fidelity: Fidelity, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked first: a fast hash of it would say that it is clean."""
    monkeypatch.setattr(Cells, "smallest_side", 64)
    small = jpeg(np.full((30, 30), 7, np.uint8))
    entry = Entry((Hash("cells", np.zeros(8, np.uint8)),))
    for variants in ("none", "all"):
        found = Matcher([entry], decoding=Decoding(fidelity), variants=variants).examine(small)
        assert isinstance(found.problem, WrongMediaError)
