"""Hash every file in folders, for a table or a hash list."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hashmatch.hashing import Ask, Decoding, Hash, Query, Stage, find_type, hash_source
from hashmatch.isolation import AHEAD, SECONDS, Workers, looking_ahead
from hashmatch.scan.hashing_task import query_of
from hashmatch.scan.results import reason_of
from hashmatch.scan.walker import walk


@dataclass(frozen=True, slots=True)
class FileHashes:
    """The hashes of one frame of one file, or why there are none."""

    path: str
    frame: int
    hashes: tuple[Hash, ...]
    views: tuple[Hash, ...] = ()  # of crops, where they were asked for
    reason: str | None = None


def hash_tree(
    paths: Iterable[str | os.PathLike[str]],
    hash_types: Sequence[str],
    *,
    decoding: Decoding = Decoding(),
    views: bool = False,
    jobs: int | None = None,
    seconds: float = SECONDS,
) -> Iterator[FileHashes]:
    """Hash every file in folders, upright, in the order of their names.

    Parameters
    ----------
    hash_types : sequence of str
    decoding : Decoding
        How media become pixels.
    views : bool
        Also hash the crops that a list stores, by the types that have some.
    jobs, seconds
        As of `scan_tree`.

    Yields
    ------
    FileHashes
        One for each frame that differs from the ones before it, and one with a reason for each file that has no hashes
        or breaks off.
    """
    ask = Ask(tuple(dict.fromkeys(find_type(name).name for name in hash_types)), decoding, crops=views)
    workers = jobs or os.cpu_count() or 1
    with Workers(workers, seconds) as pool:
        under_way = (
            (found, None if found.problem else pool.submit(found.path, hash_source, found.path, ask))
            for found in walk(paths)
        )
        for found, hashing in looking_ahead(under_way, workers * AHEAD):
            if hashing is None:
                yield FileHashes(found.path, 0, (), reason=found.problem)
            else:
                yield from _frames(query_of(hashing, found.path, ask))


def _frames(query: Query) -> Iterator[FileHashes]:
    """Yield the hashes of each frame that differs from the ones before, in the order of the types."""
    frames: dict[int, list[Hash]] = {}
    views: dict[int, list[Hash]] = {}
    for name in query.ask.hash_types:
        asked = query.codes.get(name)
        if asked is None:
            continue
        for code, quality, variant, frame in zip(
            asked.codes, asked.qualities, asked.variants, asked.frames, strict=True
        ):
            kept = views if variant.stage is Stage.VIEW else frames
            kept.setdefault(frame, []).append(Hash(name, code, quality, asked.fidelity))
    seen: set[tuple[Hash, ...]] = set()
    for frame, hashes in sorted(frames.items()):
        if tuple(hashes) not in seen:
            seen.add(tuple(hashes))
            yield FileHashes(query.name, frame, tuple(hashes), tuple(views.get(frame, ())))
    if query.problem is not None:
        yield FileHashes(query.name, 0, (), reason=reason_of(query.problem))
