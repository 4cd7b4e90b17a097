"""Pixel modes, formats and EXIF orientations, compared with ThreatExchange's hasher: ``python -m benchmarks.modes``.

The files are those of tests/media/test_modes.py, and two more with palettes as programs choose them, made of five
photographs of the fixtures. Each is stored turned away from upright, with the EXIF tag that undoes it, and must hash
like what a person sees, and nearly like the photograph it was made of.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image
from threatexchange.signal_type.pdq.pdq_hasher import pdq_from_bytes

from benchmarks.machine import described
from fixtures.copies import photos
from hashmatch.hashing import Hash, hash_image
from hashmatch.media import from_exif, turned
from tests.media.test_modes import ALPHA, EXIF_TAGS, LOSSY, ROWS, Row, in_tiff, on_white, ramp, saved

Pixels = NDArray[np.uint8]
Hasher = Callable[[bytes], Hash]
SIDE = 400  # pixels: what the formats do to a picture does not depend on its size
FAR = 31  # bits: PDQ's radius; beyond it a match is missed


@dataclass(slots=True)
class Score:
    """Bits between the hash of a file and that of what a person sees, by hasher."""

    name: str
    ours: list[int] = field(default_factory=list)
    theirs: list[int | None] = field(default_factory=list)  # None: refused
    original: list[int] = field(default_factory=list)  # ours, against the photograph before it was stored so


def adaptive(pixels: Pixels) -> Image.Image:
    """Return a picture in the 256 colours that suit it best, as most programs save it."""
    return Image.fromarray(pixels).quantize(256)


def seen_adaptive(pixels: Pixels) -> Pixels:
    """Return the colours that a person sees in it."""
    return np.asarray(adaptive(pixels).convert("RGB"))


PALETTES = [
    Row("png P, adaptive palette", saved(adaptive, "PNG"), seen_adaptive, LOSSY),
    Row("tiff P, adaptive palette", in_tiff(adaptive), seen_adaptive, LOSSY),
]


def threatexchange(file: bytes) -> Hash:
    """Return the hash that the field's leading tool makes of a file."""
    digits, _quality = pdq_from_bytes(file)
    return Hash.parse(digits, "pdq")


def reference(pixels: Pixels) -> Hash:
    """Return the hash of pixels that need no interpretation."""
    rgb = pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
    return Hash("pdq", np.packbits(pdqhash.compute(np.ascontiguousarray(rgb))[0]))


def originals() -> list[Pixels]:
    """Return five photographs, small."""
    pictures = []
    for path in photos(reported=True)[:5]:
        with Image.open(path) as photo:
            photo.thumbnail((SIDE, SIDE))
            pictures.append(np.asarray(photo.convert("RGB")))
    return pictures


def scores() -> Iterator[tuple[str, Score]]:
    """Hash every file by both, upright ones apart from turned ones."""
    pictures = originals()
    for row in (*ROWS, *PALETTES):
        upright, away = Score(row.name), Score(row.name)
        for original in pictures:
            seen = reference(row.seen(original))
            for tag in EXIF_TAGS:
                stored = np.ascontiguousarray(turned(original, from_exif(tag).inverse))
                compare(upright if tag == 1 else away, row.store(stored, tag), seen, reference(original))
        yield "upright", upright
        yield "turned by EXIF", away
    transparent: Mapping[str, Any] = ALPHA  # its rows also hold images and arrays, which are no files
    for name, (store, colour) in transparent.items():
        if name.startswith(("image", "array")):
            continue  # not a file
        score = Score(name)
        for original in pictures:
            seen = reference(on_white(colour(original), ramp(original)))
            compare(score, store(original), seen, seen)
        yield "on transparency", score


def compare(score: Score, file: bytes, seen: Hash, original: Hash) -> None:
    """Add what both hashers make of one file."""
    ours = hash_image(file)
    score.ours.append(ours.distance(seen))
    score.original.append(ours.distance(original))
    try:
        theirs = threatexchange(file)
    except (TypeError, ValueError, OSError):  # shapes and dtypes that pdqhash refuses, formats that Pillow does
        score.theirs.append(None)
    else:
        score.theirs.append(theirs.distance(seen))


def line(score: Score) -> str:
    """Yield by how many bits both differ, median and maximum, and how many files each would miss."""
    hashed = [off for off in score.theirs if off is not None]
    refused = len(score.theirs) - len(hashed)
    missed = sum(off > FAR for off in hashed) + refused
    theirs = f"{np.median(hashed):6.0f}{max(hashed):6}" if hashed else " " * 12
    note = f"  {refused} refused" if refused else ""
    ours = f"{np.median(score.ours):6.0f}{max(score.ours):6}{sum(off > FAR for off in score.ours):4}/{len(score.ours)}"
    return f"{score.name:<36}{ours:<20}{max(score.original):10}{theirs}{missed:4}/{len(score.theirs)}{note}"


def main() -> None:
    """Print the table: bits off at the median and at most, and files missed at the usual radius."""
    print(described())
    print(f"{'bits off: median, most, missed':<36}{'ours':>18}{'original':>12}{'threatexchange':>20}")
    last = ""
    results = sorted(scores(), key=lambda pair: pair[0], reverse=True)
    for chapter, score in results:
        if chapter != last:
            print(chapter)
            last = chapter
        print(line(score))
    counted = [score for _, score in results]
    files = sum(len(score.ours) for score in counted)
    ours = sum(off > FAR for score in counted for off in score.ours)
    theirs = sum(off is None or off > FAR for score in counted for off in score.theirs)
    print(f"{files} files; missed at radius {FAR}: ours {ours}, threatexchange {theirs}")


if __name__ == "__main__":
    main()
