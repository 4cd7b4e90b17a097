"""Engines that search for a picture: ours by stages, and the peers', each from decoded pixels.

An engine's stages are cumulative: what a stage finds is found by all later ones. Codes that may not match, for their
quality is too low, are not asked: so do all who follow PDQ's authors.
"""

import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hashmatch import Stage, Variant, Variants, hash_image
from hashmatch.hashing import ALL_ORIENTATIONS, UPRIGHT_ONLY, Ask, hash_source
from hashmatch.hashing.pdq.altered.stored_crops import stored_crops
from hashmatch.hashing.pdq.hash_type import MARGIN_REACH
from hashmatch.index import Codes

MIN_QUALITY = 50
PDQ_BYTES = 32
PDQ_RADIUS, SHORT_RADIUS = 31, 8  # bits, of 256 and of 64: what the field uses
BLACK = 15  # the tone up to which ThreatExchange's command line takes a border for black

Pixels = NDArray[np.uint8]


class Asked(NamedTuple):
    """The codes of one query, in any order."""

    codes: Codes  # (k, bytes)
    stages: NDArray[np.intp]  # (k,): which of the engine's stages each belongs to
    margins: NDArray[np.uint8] | None = None  # (k, 256), where what is found must differ in uncertain bits


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to ask.

    Attributes
    ----------
    stored : callable
        From an original's pixels to the codes that a list holds of it, (k, bytes).
    """

    name: str
    hash_type: str
    radius: int  # bits
    stages: tuple[str, ...]
    query: Callable[[Pixels], Asked]
    stored: Callable[[Pixels], Codes]


def plain_code(pixels: Pixels, hash_type: str) -> Codes:
    """Return the code that hash lists contain."""
    return hash_image(pixels, hash_type).code[None]


def code_and_views(pixels: Pixels) -> Codes:
    """Return the code, and those of the crops that `hashmatch hash --views` stores in addition."""
    return np.concatenate([plain_code(pixels, "pdq"), *(found.code[None] for _, found in stored_crops(pixels))])


def ask_variants(pixels: Pixels, variants: Variants) -> Asked:
    """Ask for the picture as it is, then for what each stage makes of it."""
    found = hash_source(pixels, _ask(variants)).codes["pdq"]
    coded = zip(found.codes, found.qualities, found.variants, strict=True)
    return asked((code, quality, _stage(variant)) for code, quality, variant in coded)


def _ask(variants: Variants) -> Ask:
    orientations = UPRIGHT_ONLY if variants is Variants.NONE else ALL_ORIENTATIONS
    return Ask(("pdq",), orientations=orientations, alterations=variants is Variants.ALL)


def ask_with_margins(pixels: Pixels) -> Asked:
    """Ask for all variants, and remember how certain their bits are."""
    found = hash_source(pixels, replace(_ask(Variants.ALL), margins=True)).codes["pdq"]
    enough = np.array([quality is not None and quality >= MIN_QUALITY for quality in found.qualities])
    stages = np.array([_stage(variant) for variant in found.variants], dtype=np.intp)
    margins = None if found.margins is None else found.margins[enough]
    return Asked(found.codes[enough], stages[enough], margins)


def _stage(variant: Variant) -> int:
    return 0 if variant == Variant() else 1 + tuple(Stage).index(variant.stage)


def asked(coded: Iterable[tuple[NDArray[np.uint8], int | None, int]]) -> Asked:
    """Collect (PDQ code, quality, stage) without codes of low quality; the result may be empty."""
    kept = [(code, stage) for code, quality, stage in coded if quality is None or quality >= MIN_QUALITY]
    codes = np.array([code for code, _ in kept], dtype=np.uint8).reshape(len(kept), PDQ_BYTES)
    return Asked(codes, np.array([stage for _, stage in kept], dtype=np.intp))


def ask_imagehash(pixels: Pixels, hash_type: str) -> Asked:
    """Ask for the picture as it is, by the imagehash package itself."""
    import imagehash

    found = getattr(imagehash, hash_type)(Image.fromarray(pixels))
    return Asked(np.packbits(found.hash.ravel())[None], np.zeros(1, dtype=np.intp))


def ask_threatexchange(pixels: Pixels) -> Asked:
    """Ask as ThreatExchange's command line does: plain, then its unletterboxed picture, then its eight rotations.

    The file is a bitmap, so that its writing and reading in between cost little and change nothing.
    """
    from threatexchange.content_type.photo import PhotoContent
    from threatexchange.signal_type.pdq.pdq_hasher import pdq_from_bytes

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "BMP")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.bmp"
        path.write_bytes(buffer.getvalue())
        inside = PhotoContent.unletterbox(path, BLACK)
    turned = PhotoContent.all_simple_rotations(buffer.getvalue())
    files = [(buffer.getvalue(), 0), (inside, 1), *((file, 2) for file in list(turned.values())[1:])]
    hashed = ((pdq_from_bytes(file), stage) for file, stage in files)
    return asked(
        (np.frombuffer(bytes.fromhex(digits), dtype=np.uint8), quality, stage) for (digits, quality), stage in hashed
    )


def engines(names: Sequence[str] | None = None) -> list[Engine]:
    """Return the engines of these names, or all.

    Raises
    ------
    SystemExit
        If there is none of such a name.
    """
    plain = {name: partial(plain_code, hash_type=name) for name in ("pdq", "phash", "dhash")}
    stages: dict[Variants, tuple[str, ...]] = {
        Variants.ORIENTATION: ("plain", Stage.ORIENTATION),
        Variants.ALL: ("plain", *(stage for stage in Stage if stage is not Stage.VIEW)),
    }
    every = [
        *(
            Engine(
                f"hashmatch {each}", "pdq", PDQ_RADIUS, its_stages, partial(ask_variants, variants=each), plain["pdq"]
            )
            for each, its_stages in stages.items()
        ),
        Engine(
            "hashmatch all + views",
            "pdq",
            PDQ_RADIUS,
            stages[Variants.ALL],
            partial(ask_variants, variants=Variants.ALL),
            code_and_views,
        ),
        Engine(
            "hashmatch all, confirm margins",
            "pdq",
            PDQ_RADIUS + MARGIN_REACH,
            stages[Variants.ALL],
            ask_with_margins,
            plain["pdq"],
        ),
        Engine(
            "threatexchange",
            "pdq",
            PDQ_RADIUS,
            ("plain", "unletterbox", "rotations"),
            ask_threatexchange,
            plain["pdq"],
        ),
        *(
            Engine(
                f"imagehash {name}", name, SHORT_RADIUS, ("plain",), partial(ask_imagehash, hash_type=name), plain[name]
            )
            for name in ("phash", "dhash")
        ),
    ]
    unknown = set(names or ()) - {engine.name for engine in every}
    if unknown:
        raise SystemExit(f"no such engine: {', '.join(sorted(unknown))}; there are {', '.join(e.name for e in every)}")
    return [engine for engine in every if names is None or engine.name in names]
