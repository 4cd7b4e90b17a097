"""HammingIndex: the object that stores codes and finds them again."""

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
    from hashmatch.index.segment_search import Step


Merging: TypeAlias = Literal["background", "inline", "manual"]


class HammingIndex:
    """Codes of one width, found by Hamming distance; safe to use from many threads.

    Every search sees one state of the index, whatever is added or removed meanwhile, and never waits for a writer.
    Copies and pickles hold that state by value, also of an index that `open` mapped from a folder; nothing is built
    again.

    Parameters
    ----------
    bits : int
        Width of every code, a positive multiple of 8.
    radius : int, optional
        What most searches will ask for; by default an eighth of the bits, less one (31 of 256). Any other radius finds
        as surely, only less quickly.
    merging : "background", "inline" or "manual"
        When segments are merged: in a thread of its own, within the `add` or `remove` that makes it due, or in
        `merge` only.
    tuning : Tuning, optional
        What work costs on this machine; by default what `calibrate` measured here, or what holds for a usual one.

    Raises
    ------
    WidthError
        If `bits` is not a positive multiple of 8.
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
        """Store codes, and return their ids.

        Parameters
        ----------
        codes : ndarray of uint8, shape (n, bits // 8)
            Most significant bit first. Equal codes may be stored under several ids.
        ids : array_like of n integers below 2**64, optional
            One for each code, none of them in use. By default they run on from the highest id there ever was.

        Raises
        ------
        WidthError
            If the codes are not `bits` wide.
        BadIdError
            If `ids` are not n whole numbers from 0 to 2**64 - 1.
        DuplicateIdError
            If an id is in use or given twice. Nothing is stored then.
        """
        words = to_words(codes, self.bits)
        with self._writing:
            given = new_ids(self._snapshot, len(words), ids)
            self._snapshot = added(self._snapshot, words, given, self._layout)
        self._merge_if_due()
        return given

    def remove(self, ids: ArrayLike) -> int:
        """Forget the codes with these ids, and return how many there were; unknown ids are passed over."""
        unwanted = checked_ids(ids)
        with self._writing:
            before = len(self._snapshot)
            self._snapshot = removed(self._snapshot, unwanted)
            gone = before - len(self._snapshot)
        self._merge_if_due()
        return gone

    def merge(self) -> None:
        """Make one segment of everything: searches are quickest then, and removed codes take no more room."""
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
            Look among these ids only; a mask says it for id 0, 1, 2 and so on, and no for ids beyond its end.

        Returns
        -------
        Hits
            Nearest first, equal distances by id.

        Raises
        ------
        WidthError
            If a query is not `bits` wide.
        BadQueryError
            If the radius is negative.
        """
        words = to_words(queries, self.bits)
        return search(
            self._snapshot, Question(words, min(_checked_radius(radius), self.bits), self._layout.tuning, only)
        )

    def nearest(self, queries: Codes, k: int, *, only: ArrayLike | None = None) -> Hits:
        """Return the `k` nearest codes to each query, fewer if there are fewer; equal distances by id. Exact."""
        if k < 1:
            raise BadQueryError("k", k, "1 or more")
        question = Question(to_words(queries, self.bits), self.bits, self._layout.tuning, only)
        return nearest(self._snapshot, question, k)

    def explain(self, query: Codes, radius: int) -> SearchReport:
        """Search for one query, shape (bits // 8,), and return what was done, why and how long it took."""
        steps: list[Step] = []
        snapshot = self._snapshot
        words = to_words(query[None], self.bits)
        radius = min(_checked_radius(radius), self.bits)
        started = time.perf_counter()
        hits = search(snapshot, Question(words, radius, self._layout.tuning, steps=steps))
        seconds = time.perf_counter() - started
        return SearchReport(radius, len(snapshot), len(hits.ids), seconds, tuple(steps))

    def save(self, folder: str | Path) -> None:
        """Write this state to `folder`, where `open` finds it; only what is not there yet is written.

        Killed or cut off at any instant, the folder keeps the state it had. Searches and writers go on meanwhile.

        Raises
        ------
        IndexLockedError
            If somebody else is saving there.
        IndexChangedError
            If the folder holds a state that this index does not come from, so that saving would undo others' work.
        DamagedIndexError, ForeignIndexError
            If the folder holds something that cannot be read.
        """
        folder = Path(folder).resolve()
        with self._saving:
            known = self._saved.get(folder)
            self._saved[folder] = save(folder, self._snapshot, self._layout, known)

    @classmethod
    def open(cls, folder: str | Path, *, merging: Merging = "background", tuning: Tuning | None = None) -> HammingIndex:
        """Open what `save` wrote, in milliseconds: files are mapped into memory, and processes share them.

        A block of a file is checked when a search first reads it; `verify` checks all.

        Raises
        ------
        ForeignIndexError
            If the folder holds no index, or one for another version or kind of machine.
        DamagedIndexError
            If a file is not what was written. Any later search may raise this too.
        """
        folder = Path(folder).resolve()
        manifest, snapshot = load(folder)
        index = cls(manifest["bits"], radius=manifest["radius"], merging=merging, tuning=tuning)
        index._snapshot = snapshot
        index._saved[folder] = manifest["state"]
        return index

    def verify(self) -> None:
        """Read all that is mapped, and raise `DamagedIndexError` if anything is not as it was written."""
        verify(self._snapshot)


def _checked_radius(radius: int) -> int:
    """Return `radius`, or raise `BadQueryError` if it is negative."""
    if radius < 0:
        raise BadQueryError("radius", radius, "0 or more bits")
    return radius
