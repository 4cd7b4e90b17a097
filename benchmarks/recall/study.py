"""All copies of all photographs, looked up by all engines; a photograph is one task of a process."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from benchmarks.alterations import Alteration, altered, chance_of
from benchmarks.corpus import Picture
from benchmarks.recall.background import MIN_QUALITY, Background
from benchmarks.recall.engines import Engine, Pixels
from benchmarks.recall.query import Seen, Shelf, look_up, shelved
from benchmarks.recall.split import Split, shared
from hashmatch import hash_image
from hashmatch.media import decode

if TYPE_CHECKING:
    from hashmatch.index import Codes


@dataclass(frozen=True, slots=True)
class Study:
    """Everything that is fixed before the first copy is made.

    Attributes
    ----------
    originals : list of Picture
        What the list holds, besides the others; none of them says too little to be found.
    """

    folder: Path
    originals: list[Picture]
    neighbours: list[Image.Image]
    alterations: Sequence[Alteration]
    shelves: list[Shelf]


def prepared(
    folder: Path,
    split: Split,
    alterations: Sequence[Alteration],
    engines: Sequence[Engine],
    others: Background,
) -> Study:
    """Hash the originals, at their full size, and shelve them with the others."""
    kept: list[Picture] = []
    stored: list[list[Codes]] = [[] for _ in engines]
    for picture in split.originals:
        pixels = decode(folder / picture.file).pixels
        if (hash_image(pixels).quality or 0) < MIN_QUALITY:
            continue
        kept.append(picture)
        for codes, engine in zip(stored, engines, strict=True):
            codes.append(engine.stored(pixels))
    shelves = [
        shelved(engine, codes, others.codes[engine.hash_type]) for engine, codes in zip(engines, stored, strict=True)
    ]
    beside = [shared(folder, picture, side=800) for picture in split.neighbours]
    return Study(folder, kept, beside, alterations, shelves)


def copies(study: Study, photograph: int) -> Iterator[tuple[str, Pixels]]:
    """Make every copy of one photograph."""
    picture = study.originals[photograph]
    original = shared(study.folder, picture)
    for alteration in study.alterations:
        copy = altered(original, alteration, chance_of(picture.group, alteration.name, study.neighbours))
        yield alteration.name, np.asarray(copy, dtype=np.uint8)


def seen(study: Study, photograph: int) -> list[Seen]:
    """Look up every copy of one photograph by every engine."""
    return [
        row
        for name, pixels in copies(study, photograph)
        for shelf in study.shelves
        for row in look_up(shelf, pixels, photograph, name)
    ]


_INHERITED: list[Study] = []  # by forked processes, so that a million codes are not copied


def _seen(photograph: int) -> list[Seen]:
    return seen(_INHERITED[-1], photograph)


def carried_out(study: Study, photographs: Sequence[int], *, jobs: int) -> Iterator[list[Seen]]:
    """Yield what the engines found of each photograph, in the photographs' order."""
    _INHERITED.append(study)
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_seen, photographs)
    finally:
        _INHERITED.pop()
