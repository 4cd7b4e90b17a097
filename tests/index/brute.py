"""The oracle: every distance, computed the plain way, and data that lies on both sides of every radius."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index import Codes, Hits

WIDTHS = [8, 24, 64, 72, 128, 192, 256, 264, 512, 640, 1672]


def distances(codes: Codes, query: Codes) -> NDArray[np.int64]:
    far: NDArray[np.int64] = np.unpackbits(codes ^ query, axis=1).sum(axis=1, dtype=np.int64)
    return far


def expected(codes: Codes, ids: NDArray[np.uint64], query: Codes, radius: int) -> list[tuple[int, int]]:
    """(distance, id) of every code within `radius`, in the order promised."""
    return sorted((int(far), int(id_)) for far, id_ in zip(distances(codes, query), ids, strict=True) if far <= radius)


def listed(hits: Hits, query: int = 0) -> list[tuple[int, int]]:
    ids, far = hits.of(query)
    return list(zip(far.tolist(), ids.tolist(), strict=True))


@st.composite
def crowded(draw: st.DrawFn, bits: int, most: int = 300) -> Codes:
    """Codes crowded around a few centres, so that distances fall on both sides of every radius."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    centres = rng.integers(0, 256, size=(draw(st.integers(1, 3)), bits // 8), dtype=np.uint8)
    if draw(st.booleans()):
        centres[0] = draw(st.sampled_from([0, 255]))  # black frames, and their complement
    rate = draw(st.sampled_from([0.0, 0.02, 0.1, 0.5]))
    flips = rng.random((draw(st.integers(1, most)), bits)) < rate
    noise: Codes = np.packbits(flips, axis=1)
    return centres[rng.integers(len(centres), size=len(noise))] ^ noise
