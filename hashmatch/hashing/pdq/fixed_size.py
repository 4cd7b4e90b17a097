"""Hash many parts of a square of fixed size in one product, without computing their samples.

Blur, sampling and cosine transform are linear: along one axis they are one matrix of sixteen rows. Because the axis
always has the same length, the matrix is computed once and cached.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.pdq.axis import SAMPLES, Floats, Span, weights_along
from hashmatch.hashing.pdq.filter import ONE_THREAD, Window
from hashmatch.hashing.pdq.transform import DCT


def square_terms(square: Floats, windows: Sequence[Window]) -> Floats:
    """Return the 16 x 16 low terms of each window of a square, (n, 16, 16)."""
    rows, row_of = _matrices(tuple(window.rows for window in windows), len(square))
    columns, column_of = _matrices(tuple(window.columns for window in windows), len(square))
    parts = -(-len(DCT) * square.size // ONE_THREAD)
    while len(square) % parts:
        parts += 1
    across = square.reshape(len(square), parts, -1).swapaxes(0, 1)
    folded = np.matmul(rows[:, None], across).swapaxes(1, 2).reshape(len(rows), len(DCT), len(square))
    terms: Floats = np.matmul(folded[row_of], columns[column_of].swapaxes(1, 2))
    return terms


@lru_cache(maxsize=64)
def _matrices(spans: tuple[Span, ...], side: int) -> tuple[Floats, NDArray[np.intp]]:
    """Return the matrix of each distinct span, (m, 16, side), and each span's index among them."""
    distinct = {span: number for number, span in enumerate(dict.fromkeys(spans))}
    matrices = np.zeros((len(distinct), SAMPLES, side))
    for span, number in distinct.items():
        first, weights = weights_along(span)
        for sample, (start, seen) in enumerate(zip(first.tolist(), weights, strict=True)):
            inside = seen[: side - start]  # padded with zeros beyond
            matrices[number, sample, start : start + len(inside)] = inside
    return (DCT @ matrices).astype(np.float32), np.array([distinct[span] for span in spans])
