"""HammingIndex: store codes and find them again by Hamming distance."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from hashmatch.errors import BadQueryError
from hashmatch.index.calibration import usual_tuning
from hashmatch.index.codes import Codes, check_width, to_words
from hashmatch.index.growth import added, due_for_merging, new_ids, removed, replaced, sealed
from hashmatch.index.ids import checked_ids
from hashmatch.index.nearest import nearest
from hashmatch.index.search_report import SearchReport
from hashmatch.index.segment import Layout, merge_segments
from hashmatch.index.snapshot import Question, Snapshot, search
from hashmatch.index.store import load, save, verify
from hashmatch.index.tail import Tail

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from hashmatch.index.hits import Hits
    from hashmatch.index.plan import Tuning
    from hashmatch.index.segment import Segment
    from hashmatch.index.segment_search import SearchStep


Merging: TypeAlias = Literal["background", "inline", "manual"]


class HammingIndex:
    """Codes of one width, found by Hamming distance; safe to use from many threads.

    A search sees one state of the index from start to end, whatever is added or removed in the meantime. It never waits
    for a writer. Copies and pickles hold one state by value, also of an index that `open` mapped from a folder; nothing
    is built again.

    Parameters
    ----------
    bits : int
        Width of every code, a positive multiple of 8.
    radius : int, optional
        The radius of most searches; by default an eighth of the bits, less one (31 of 256). Searches with any other
        radius are as exact, but slower.
    merging : "background", "inline" or "manual"
        When segments are merged: in a background thread, within the `add` or `remove` that makes it due, or in
        `merge` only.
    tuning : Tuning, optional
        The costs of searching on this machine; by default those that `calibrate` measured here, or typical ones.

    Raises
    ------
    WidthError
        If `bits` is not a positive multiple of 8.

    Examples
    --------
    >>> import numpy as np
    >>> from hashmatch import HammingIndex
    >>> index = HammingIndex(bits=64)
    >>> codes = np.array([[0] * 8, [0] * 7 + [3], [255] * 8], dtype=np.uint8)
    >>> index.add(codes).tolist()
    [0, 1, 2]
    >>> hits = index.search(codes[:1], radius=8)
    >>> hits.ids.tolist(), hits.distances.tolist()
    ([0, 1], [0, 2])

    See Also
    --------
    hashmatch.Matcher : matches media instead of codes
    """

    def __init__(
        self,
        bits: int,
        *,
        radius: int | None = None,
        merging: Merging = "background",
        tuning: Tuning | None = None,
    ) -> None:
        usual_radius = bits // 8 - 1 if radius is None else _checked_radius(radius)
        layout = Layout(check_width(bits), usual_radius, tuning or usual_tuning())
        self._start(layout, merging, Snapshot((), Tail.empty(-(-bits // 64))))

    def _start(self, layout: Layout, merging: Merging, snapshot: Snapshot) -> None:
        self._layout = layout
        self._merging = merging
        self._snapshot = snapshot
        self._writing = threading.Lock()  # held to replace the snapshot
        self._saving = threading.Lock()
        self._saved: dict[Path, str] = {}  # the state each folder had when this index was last the same
        self._one_merge = threading.Lock()  # held while segments are merged; searches hold neither
        self._merger: threading.Thread | None = None

    def __getstate__(self) -> tuple[Layout, Merging, Snapshot]:
        """Return one state of the index, whatever is written meanwhile; a copy knows no folder."""
        snapshot = self._snapshot
        return self._layout, self._merging, replace(snapshot, tail=snapshot.tail.own())

    def __setstate__(self, state: tuple[Layout, Merging, Snapshot]) -> None:
        self._start(*state)

    @property
    def bits(self) -> int:
        """Width of the codes."""
        return self._layout.bits

    @property
    def nbytes(self) -> int:
        """Size of everything held, in bytes."""
        snapshot = self._snapshot
        return sum(segment.nbytes for segment in snapshot.segments) + snapshot.tail.nbytes

    def __len__(self) -> int:
        return len(self._snapshot)

    def add(self, codes: Codes, ids: ArrayLike | None = None) -> NDArray[np.uint64]:
        """Store codes and return their ids.

        Parameters
        ----------
        codes : ndarray of uint8, shape (n, bits // 8)
            Most significant bit first. Equal codes may be stored under several ids.
        ids : array_like of n integers below 2**64, optional
            One for each code, none of them in use. By default they continue after the highest id ever used.

        Returns
        -------
        ndarray of uint64, shape (n,)
            The ids, in the order of the codes.

        Raises
        ------
        WidthError
            If the codes are not `bits` wide.
        BadIdError
            If `ids` are not n whole numbers from 0 to 2**64 - 1.
        DuplicateIdError
            If an id is in use or given twice. Nothing is stored then.

        Examples
        --------
        >>> import numpy as np
        >>> from hashmatch import HammingIndex
        >>> index = HammingIndex(bits=8)
        >>> index.add(np.array([[1], [2]], dtype=np.uint8), ids=[70, 80]).tolist()
        [70, 80]
        >>> index.add(np.array([[3]], dtype=np.uint8)).tolist()
        [81]
        """
        words = to_words(codes, self.bits)
        with self._writing:
            given = new_ids(self._snapshot, len(words), ids)
            self._snapshot = added(self._snapshot, words, given, self._layout)
        self._merge_if_due()
        return given

    def remove(self, ids: ArrayLike) -> int:
        """Remove the codes with these ids; unknown ids are ignored.

        Parameters
        ----------
        ids : array_like of integers

        Returns
        -------
        int
            How many codes were removed.

        Raises
        ------
        BadIdError
            If `ids` are not whole numbers from 0 to 2**64 - 1.

        Examples
        --------
        >>> import numpy as np
        >>> from hashmatch import HammingIndex
        >>> index = HammingIndex(bits=8)
        >>> _ = index.add(np.array([[1], [2]], dtype=np.uint8))
        >>> index.remove([1, 99])
        1
        >>> len(index)
        1
        """
        unwanted = checked_ids(ids)
        with self._writing:
            before = len(self._snapshot)
            self._snapshot = removed(self._snapshot, unwanted)
            gone = before - len(self._snapshot)
        self._merge_if_due()
        return gone

    def merge(self) -> None:
        """Merge everything into one segment: searches are then fastest, and removed codes take no memory."""
        with self._one_merge:
            with self._writing:
                self._snapshot = sealed(self._snapshot, self._layout)
                segments = self._snapshot.segments
            if len(segments) > 1 or any(len(segment.removed) for segment in segments):
                self._merge(segments)

    def _merge_if_due(self) -> None:
        if self._merging == "manual" or not due_for_merging(self._snapshot):
            return
        if self._merging == "inline":
            self._merge_what_is_due()
            return
        with self._writing:
            if self._merger is None or not self._merger.is_alive():
                self._merger = threading.Thread(target=self._merge_what_is_due, name="hashmatch-merge")
                self._merger.start()

    def _merge_what_is_due(self) -> None:
        with self._one_merge:
            while due := due_for_merging(self._snapshot):
                self._merge(due)

    def _merge(self, segments: tuple[Segment, ...]) -> None:
        merged = merge_segments(segments, self._layout)
        with self._writing:
            self._snapshot = replaced(self._snapshot, segments, merged)

    def search(self, queries: Codes, radius: int, *, only: ArrayLike | None = None) -> Hits:
        """Return every stored code within `radius` of each query; exact.

        Parameters
        ----------
        queries : ndarray of uint8, shape (q, bits // 8)
            Most significant bit first.
        radius : int
            In bits, inclusive; 0 finds equal codes only.
        only : array_like of ids, or ndarray of bool, optional
            Search among these ids only. Element i of a mask stands for id i; ids beyond its end are left out.

        Returns
        -------
        Hits
            For each query nearest first, equal distances by id. A query without hits has none of the stored codes
            within `radius`: the search is exact.

        Raises
        ------
        WidthError
            If a query is not `bits` wide.
        BadQueryError
            If the radius is negative.

        Examples
        --------
        >>> import numpy as np
        >>> from hashmatch import HammingIndex
        >>> index = HammingIndex(bits=8)
        >>> _ = index.add(np.array([[0b0000], [0b0111]], dtype=np.uint8))
        >>> query = np.array([[0b0001]], dtype=np.uint8)
        >>> index.search(query, radius=2).ids.tolist()  # a distance of 2 is within radius 2
        [0, 1]
        >>> index.search(query, radius=2, only=[1]).ids.tolist()
        [1]
        >>> index.search(query, radius=0).ids.tolist()
        []

        See Also
        --------
        nearest : when the number of hits is given, not the radius
        explain : how a search was carried out
        """
        words = to_words(queries, self.bits)
        return search(
            self._snapshot, Question(words, min(_checked_radius(radius), self.bits), self._layout.tuning, only)
        )

    def nearest(self, queries: Codes, k: int, *, only: ArrayLike | None = None) -> Hits:
        """Return the `k` nearest codes to each query; exact.

        Parameters
        ----------
        queries : ndarray of uint8, shape (q, bits // 8)
        k : int
            1 or more.
        only : array_like of ids, or ndarray of bool, optional
            As in `search`.

        Returns
        -------
        Hits
            For each query nearest first, equal distances by id; fewer than `k` only if the index holds fewer.

        Raises
        ------
        WidthError
            If a query is not `bits` wide.
        BadQueryError
            If `k` is less than 1.

        Examples
        --------
        >>> import numpy as np
        >>> from hashmatch import HammingIndex
        >>> index = HammingIndex(bits=8)
        >>> _ = index.add(np.array([[0b0000], [0b1111], [0b0011]], dtype=np.uint8))
        >>> hits = index.nearest(np.array([[0b0001]], dtype=np.uint8), k=2)
        >>> hits.ids.tolist(), hits.distances.tolist()
        ([0, 2], [1, 1])
        """
        if k < 1:
            raise BadQueryError("k", k, "1 or more")
        question = Question(to_words(queries, self.bits), self.bits, self._layout.tuning, only)
        return nearest(self._snapshot, question, k)

    def explain(self, query: Codes, radius: int) -> SearchReport:
        """Search for one query, shape (bits // 8,); return what was done, why, and how long it took."""
        steps: list[SearchStep] = []
        snapshot = self._snapshot
        words = to_words(query[None], self.bits)
        radius = min(_checked_radius(radius), self.bits)
        started = time.perf_counter()
        hits = search(snapshot, Question(words, radius, self._layout.tuning, steps=steps))
        seconds = time.perf_counter() - started
        return SearchReport(radius, len(snapshot), len(hits.ids), seconds, tuple(steps))

    def save(self, folder: str | Path) -> None:
        """Save the index to `folder`, for `open`; only segments that the folder does not hold yet are written.

        If the process is killed at any moment, the folder keeps its previous state. Searches and writers are not
        stopped.

        Parameters
        ----------
        folder : path
            Created if it is missing, readable by its owner only.

        Raises
        ------
        IndexLockedError
            If another process or thread is saving to the folder.
        IndexChangedError
            If another process has saved to the folder since this index was opened or saved, so that saving would undo
            its changes.
        DamagedIndexError, ForeignIndexError
            If the folder holds something that cannot be read.

        Examples
        --------
        >>> import tempfile
        >>> import numpy as np
        >>> from hashmatch import HammingIndex
        >>> index = HammingIndex(bits=8)
        >>> _ = index.add(np.array([[1], [2]], dtype=np.uint8))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     index.save(folder)
        ...     len(HammingIndex.open(folder))
        2

        See Also
        --------
        open, verify
        """
        folder = Path(folder).resolve()
        with self._saving:
            known = self._saved.get(folder)
            self._saved[folder] = save(folder, self._snapshot, self._layout, known)

    @classmethod
    def open(cls, folder: str | Path, *, merging: Merging = "background", tuning: Tuning | None = None) -> HammingIndex:
        """Open a saved index in milliseconds: its files are mapped into memory, which processes share.

        A block of a file is checked when a search first reads it; `verify` checks all blocks.

        Parameters
        ----------
        folder : path
            Where `save` wrote it.
        merging, tuning
            As for a new index.

        Raises
        ------
        ForeignIndexError
            If the folder holds no index, or one for another version or kind of machine.
        DamagedIndexError
            If a file differs from what was written. Any later search may raise this too.

        Examples
        --------
        >>> import tempfile
        >>> from hashmatch import HammingIndex
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     HammingIndex(bits=256).save(folder)
        ...     index = HammingIndex.open(folder, merging="manual")
        >>> index.bits, len(index)
        (256, 0)
        """
        folder = Path(folder).resolve()
        manifest, snapshot = load(folder)
        index = cls(manifest["bits"], radius=manifest["radius"], merging=merging, tuning=tuning)
        index._snapshot = snapshot
        index._saved[folder] = manifest["state"]
        return index

    def verify(self) -> None:
        """Check every block of every mapped file; raise `DamagedIndexError` if one differs from what was written."""
        verify(self._snapshot)


def _checked_radius(radius: int) -> int:
    """Return `radius`, or raise `BadQueryError` if it is negative."""
    if radius < 0:
        raise BadQueryError("radius", radius, "0 or more bits")
    return radius
