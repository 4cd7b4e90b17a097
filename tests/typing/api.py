"""What users write. Never run: mypy says whether it still type-checks, and that the types are those promised."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import assert_type

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hashmatch import (
    Decoding,
    Doubt,
    Entry,
    Examination,
    Fidelity,
    FileOutcome,
    FileResult,
    HammingIndex,
    Hash,
    HashList,
    HashmatchError,
    Hits,
    Journal,
    Limits,
    Match,
    Matcher,
    Orientation,
    ScanSummary,
    Variant,
    Variants,
    __version__,
    hash_image,
    hash_orientations,
    open_journal,
    read_list,
    scan_tree,
)

assert_type(__version__, str)


def hashes(pixels: NDArray[np.uint8], picture: Image.Image) -> None:
    with Path("a.jpg").open("rb") as file:
        for source in ("a.jpg", Path("a.jpg"), b"data", file, picture, pixels):
            assert_type(hash_image(source), Hash)
    fast = hash_image("a.jpg", "pdq", "fast", background="black", limits=Limits(max_pixels=10**6))
    assert_type(fast.fidelity, Fidelity)
    assert_type(fast.quality, int | None)
    assert_type(fast.code, NDArray[np.uint8])
    assert_type(fast.hex, str)
    assert_type(fast.distance(Hash.parse("pdq:f8")), int)
    assert_type(hash_orientations("a.jpg", "phash"), dict[Orientation, Hash])


def lists() -> None:
    found = read_list(Path("a.csv"), hash_type="pdq", skip_bad=True)
    assert_type(found, HashList)
    assert_type(found.entries, Sequence[Entry])
    assert_type([bad.line for bad in found.bad_rows], list[int])


def matching(entries: Iterator[Entry]) -> None:
    matcher = Matcher.open("a.csv", variants="none", radius={"pdq": 31, "phash": 8}, hash_types=["pdq"], min_quality=0)
    decoding = Decoding("fast", background="black")
    Matcher(entries, variants=Variants.ORIENTATION, radius=31, confirm="phash", margins=True, decoding=decoding)
    assert_type(matcher, Matcher)
    for match in matcher.match("a.jpg", radius=20):
        assert_type(match, Match)
        assert_type((match.entry.reference, match.hash_type, match.distance, match.frame), tuple[str, str, int, int])
        assert_type(match.variant, Variant)
        assert_type(match.confirmed, bool | None)
        assert_type(match.entry_id, int)
    for found in matcher.examine_many([b"data", Path("a.jpg")], jobs=2):
        assert_type(found, Examination)
        assert_type(found.problem, HashmatchError | None)
        assert_type(found.set_aside, tuple[Match, ...])
        assert_type([match.doubt for match in found.set_aside], list[Doubt | None])


def scanning(matcher: Matcher) -> int:
    summary = ScanSummary()
    with open_journal("journal", matcher) as journal:
        assert_type(journal, Journal)
        for result in scan_tree(["folder", Path("other")], matcher, jobs=2, seconds=10, journal=journal):
            assert_type(result, FileResult)
            assert_type(result.outcome, FileOutcome)
            summary.add(result)
    return summary.exit_code


def indexing(codes: NDArray[np.uint8]) -> None:
    index = HammingIndex(256)
    index.add(codes)
    hits = index.search(codes, radius=31)
    assert_type(hits, Hits)
    assert_type(hits.ids, NDArray[np.uint64])
    assert_type(hits.distances, NDArray[np.uint16])
    assert_type(hits.offsets, NDArray[np.int64])
