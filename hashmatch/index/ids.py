"""Check ids as callers give them, also as the choice of codes to search among."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hashmatch.errors import BadIdError
from hashmatch.index.id_rows import IdRows

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def checked_ids(ids: ArrayLike) -> NDArray[np.uint64]:
    """Return `ids` as uint64 (n,), or raise `BadIdError` for anything else than whole numbers from 0 on."""
    given = np.asarray(ids)
    if given.ndim != 1 or (given.dtype.kind not in "ui" and given.size):
        raise BadIdError(f"an array of {given.dtype} with shape {given.shape}")
    if given.dtype.kind == "i" and given.min(initial=0) < 0:
        raise BadIdError(f"the negative number {given.min()}")
    return given.astype(np.uint64, copy=False)


def chosen(held: IdRows | NDArray[np.uint64], only: ArrayLike) -> NDArray[np.bool_]:
    """Tell which of the `held` ids are among `only`: ids, or a mask whose element i stands for id i."""
    given = np.asarray(only)
    if given.dtype == np.bool_ and given.ndim == 1:
        return _by_mask(held, given)
    wanted = checked_ids(given)
    if not isinstance(held, IdRows):
        return np.isin(held, wanted)
    mask = np.zeros(len(held), dtype=np.bool_)
    mask[held.locate(wanted)] = True
    return mask


def _by_mask(held: IdRows | NDArray[np.uint64], mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    ids = held.all_ids() if isinstance(held, IdRows) else held
    if isinstance(held, IdRows) and isinstance(held.ids, range) and held.ids.stop <= len(mask):
        return mask[held.ids.start : held.ids.stop]
    answer = np.zeros(len(ids), dtype=np.bool_)
    inside = ids < np.uint64(len(mask))
    answer[inside] = mask[ids[inside].astype(np.intp)]
    return answer
