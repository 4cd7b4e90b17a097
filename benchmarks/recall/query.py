"""One copy, looked up by one engine among the originals and the others, all in one index as in real work."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.recall.engines import Engine, Pixels
from hashmatch.hashing.pdq import PDQ
from hashmatch.index import Codes, HammingIndex

FAR = 1000  # bits: nothing was found


@dataclass(frozen=True, slots=True)
class Shelf:
    """An engine with everything that it searches: first the originals' codes, then the others'."""

    engine: Engine
    index: HammingIndex
    codes: Codes  # by id
    owners: NDArray[np.intp]  # of the originals' codes: number of the original


class Seen(NamedTuple):
    """What one engine found of one copy, up to one of its stages, within its radius."""

    photograph: int
    alteration: str
    engine: str
    stage: str
    own: int  # bits to the copy's original, or FAR
    wrong: tuple[tuple[int, int], ...]  # (bits, number) of every other original, nearest first
    other: int  # bits to the nearest other code, or FAR
    other_id: int  # number of that code, or -1
    codes: int  # searched so far
    ms: float  # of the whole query, with all stages and the search


def shelved(engine: Engine, originals: Sequence[Codes], others: Codes) -> Shelf:
    """Store what a list would hold: the codes of each original, then the others."""
    owners = np.repeat(np.arange(len(originals)), [len(codes) for codes in originals])
    index = HammingIndex(8 * others.shape[1], radius=engine.radius, merging="manual")
    codes = np.concatenate([*originals, others])
    index.add(codes)
    index.merge()
    return Shelf(engine, index, codes, owners)


def look_up(shelf: Shelf, pixels: Pixels, photograph: int, alteration: str) -> list[Seen]:
    """Hash, search, and judge every stage; time is processor time of this process."""
    engine = shelf.engine
    begin = process_time()
    asked = engine.query(pixels)
    hits = shelf.index.search(asked.codes, engine.radius)
    asked_by = np.repeat(np.arange(len(asked.codes)), np.diff(hits.offsets))
    ids, distances = hits.ids.astype(np.intp), hits.distances
    if asked.margins is not None:
        differences = asked.codes[asked_by] ^ shelf.codes[ids]
        pairs = zip(asked.margins[asked_by], differences, strict=True)
        kept = [bool(PDQ().are_uncertain(margins, difference[None])[0]) for margins, difference in pairs]
        asked_by, ids, distances = (each[np.array(kept, bool)] for each in (asked_by, ids, distances))
    ms = 1e3 * (process_time() - begin)
    stages = asked.stages[asked_by]
    seen = []
    for number, stage in enumerate(engine.stages):
        so_far = stages <= number
        own, wrong, other, other_id = _judged(ids[so_far], distances[so_far], shelf.owners, photograph)
        codes = int(np.count_nonzero(asked.stages <= number))
        seen.append(Seen(photograph, alteration, engine.name, stage, own, wrong, other, other_id, codes, ms))
    return seen


def _judged(
    ids: NDArray[np.intp], distances: NDArray[np.uint16], owners: NDArray[np.intp], photograph: int
) -> tuple[int, tuple[tuple[int, int], ...], int, int]:
    """Return the distance of the own original, the wrong ones, and the nearest other code with its number."""
    nearest: dict[int, int] = {}
    other, other_id = FAR, -1
    for code, bits in zip(ids.tolist(), distances.tolist(), strict=True):
        if code >= len(owners):
            other, other_id = min((other, other_id), (bits, code - len(owners)))
        else:
            owner = int(owners[code])
            nearest[owner] = min(bits, nearest.get(owner, FAR))
    own = nearest.pop(photograph, FAR)
    return own, tuple(sorted((bits, owner) for owner, bits in nearest.items())), other, other_id
