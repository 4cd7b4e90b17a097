"""Media in, matches out: the object that a pipeline imports.

    for match in Matcher.open("reported.csv").match("upload.jpg"):
        print(match.entry.reference, match.hash_type, match.distance, match.variant)

A match is no verdict: it says that two pictures look alike to a hash, and a person decides.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, Self, TypedDict, Unpack

import numpy as np

from hashmatch.bank import Entry, Shelf, shelved
from hashmatch.errors import EmptyListError
from hashmatch.exchange import read_list
from hashmatch.hashing import (
    Fidelity,
    Query,
    QueryOptions,
    Stage,
    Variant,
    Variants,
    find_type,
    query_of,
)
from hashmatch.matcher.confirm import LOOSER, MARGINS, agrees, is_uncertain
from hashmatch.matcher.match import Doubt, Examination, Match, Near
from hashmatch.matcher.radii import Radius, radii_of
from hashmatch.matcher.reach import searchable_types
from hashmatch.media import Source

MIN_QUALITY = 50  # the reference's authors advise to drop hashes below it
# A fast hash of quality 50 or more is at most 6 bits off the exact one, its quality a few steps
# (benchmarks/exactness.py).
SLACK = 8
QUALITY_SLACK = 10

CUTS = {Stage.CONTENT, Stage.INSET, Stage.PART}  # stages of which a second hash can be made


class Settings(TypedDict, total=False):
    """The keywords of `Matcher`."""

    variants: Variants | str
    every_variant: bool
    radius: Radius | None
    hash_types: Sequence[str] | None
    min_quality: int
    confirm: str | None
    options: QueryOptions


class Matcher:
    """Reported media, ready to be found again; safe to use from many threads.

    Parameters
    ----------
    entries : iterable of Entry
    variants : Variants
        ``orientation`` (the default) also finds turned and mirrored copies; ``none`` only upright ones; ``all`` goes
        on, where nothing was found so, to undo borders, captions, screenshots, small angles, crops and stickers: some
        40 ms and 120 codes more for such a picture.
    every_variant : bool
        Try ``all`` of them also where a match was found before.
    radius : int or mapping of str to int, optional
        Distance up to which a medium matches, in bits: for each hash type, or one number where the entries have one
        perceptual type. By default 31 for PDQ and 8 for 64-bit hashes. An entry's own radius comes before it. Digests
        must be equal.
    hash_types : sequence of str, optional
        Match by these only; by default by all that the entries have, except colorhash, which knows no shapes.
    min_quality : int
        A PDQ match in which either hash has less is doubtful.
    confirm : str, optional
        A second, independent hash type: where an entry has it, it must agree, or the match is doubtful. Entries are
        searched by it only where they have nothing else. Or ``margins``, which judges PDQ only: codes must differ only
        in bits that are uncertain, and then match up to 13 bits beyond the radius, but for an entry's own. Finds a
        tenth more of altered copies, with more false matches, and takes several times as long to look them up.
    options : QueryOptions
        How media are hashed, but for variants and margins, which the settings above decide. With fidelity ``fast``, the
        exact hash still settles everything near the radius.

    Raises
    ------
    BadRadiusError
        If the radius is more than the type has bits, or one number for types of several widths: yours, or an entry's.
    NothingToMatchError
        If there are entries, but none has a hash of a wanted type.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        variants: Variants | str = Variants.ORIENTATION,
        every_variant: bool = False,
        radius: Radius | None = None,
        hash_types: Sequence[str] | None = None,
        min_quality: int = MIN_QUALITY,
        confirm: str | None = None,
        options: QueryOptions = QueryOptions(),
    ) -> None:
        self.entries = tuple(entries)
        self.min_quality = min_quality
        by_margins = confirm == MARGINS
        second = None if confirm is None or by_margins else find_type(confirm).name
        self.confirm = MARGINS if by_margins else second
        self.options = replace(options, variants=Variants(variants), margins=by_margins)
        self.every_variant = every_variant
        self._second = second
        self._shelves = shelved(self.entries, searchable_types(self.entries, hash_types, second), last_resort=second)
        self._searched = tuple(dict.fromkeys(shelf.hash_type for shelf in self._shelves))
        self.radii = radii_of(radius, self._searched)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        hash_type: str | None = None,
        skip_bad: bool = False,
        **settings: Unpack[Settings],
    ) -> Self:
        """Read a hash list and make a matcher of it, with the class's own keywords.

        Parameters
        ----------
        hash_type : str, optional
            The type of hashes that stand in the list without one.
        skip_bad : bool
            Go on without rows that cannot be read; by default the first is an error.

        Raises
        ------
        BadRowError, HashListError
            If the list cannot be read.
        EmptyListError
            If it has no entry: everything would pass as clean.
        """
        entries = read_list(path, hash_type=hash_type, skip_bad=skip_bad).entries
        if not entries:
            raise EmptyListError(os.fsdecode(path))
        return cls(entries, **settings)

    @property
    def out_of_reach(self) -> int:
        """How many entries nothing can match, for they have no hash of a type that is searched."""
        within = np.zeros(len(self.entries), bool)
        for shelf in self._shelves:
            within[shelf.entry_of] = True
        return int(np.count_nonzero(~within))

    @property
    def hash_types(self) -> tuple[str, ...]:
        """What a medium has to be hashed by."""
        return tuple(dict.fromkeys(self._searched if self._second is None else (*self._searched, self._second)))

    def match(self, source: Source, *, radius: Radius | None = None) -> list[Match]:
        """Return the entries that one medium matches, nearest first, each once.

        Parameters
        ----------
        source : Source
            Path, bytes, binary file, Pillow image or uint8 array.
        radius : int or mapping of str to int, optional
            For this call, before every other radius.

        Raises
        ------
        MediaError
            If the medium cannot be examined and nothing was found before that.
        """
        found = self.examine(source, radius=radius)
        if found.problem is not None and not found.matches:
            raise found.problem
        return list(found.matches)

    def match_many(self, sources: Iterable[Source], *, jobs: int | None = None) -> Iterator[Examination]:
        """Examine media in `jobs` threads, in order; a medium that cannot be examined says so in its `problem`."""
        workers = jobs or os.cpu_count() or 1
        left = iter(sources)
        with ThreadPoolExecutor(workers) as pool:
            ahead = deque(pool.submit(self.examine, source) for source in islice(left, 2 * workers))
            while ahead:
                yield ahead.popleft().result()
                ahead.extend(pool.submit(self.examine, source) for source in islice(left, 1))

    def examine(self, source: Source, *, name: str | None = None, radius: Radius | None = None) -> Examination:
        """Return everything found out about one medium; what cannot be examined is no exception here."""
        options: QueryOptions | None = self.first_options(self.options.fidelity)
        while options is not None:
            query = query_of(source, self.hash_types, options, name=name)
            options = self.next_options(query, radius=radius)
        return self.look_up(query, radius=radius)

    def first_options(self, fidelity: Fidelity) -> QueryOptions:
        """Return how a medium is hashed first: cheaply."""
        variants = Variants.ORIENTATION if self.options.variants is Variants.ALL else self.options.variants
        return replace(self.options, fidelity=fidelity, variants=variants)

    def next_options(self, query: Query, *, radius: Radius | None = None) -> QueryOptions | None:
        """Return how the medium of `query` must be hashed again to decide, or None where the query itself decides."""
        if self._undecided(query, radius):
            return replace(query.options, fidelity=Fidelity.EXACT)
        if query.problem is not None:
            return None
        if self.options.variants is query.options.variants:
            cuts = self._to_confirm(query, radius) if self._second is not None and not query.options.cuts else ()
            return replace(query.options, fidelity=Fidelity.EXACT, cuts=cuts) if cuts else None
        if self.look_up(query, radius=radius).matches and not self.every_variant:
            return None
        return replace(self.options, fidelity=query.options.fidelity)

    def _to_confirm(self, query: Query, radius: Radius | None) -> tuple[Variant, ...]:
        """Return the cuts that match and have not been hashed by the second type yet."""
        found = self.look_up(query, radius=radius)
        unconfirmed = (match.variant for match, doubt in found.doubtful if doubt is Doubt.UNCONFIRMED)
        return tuple(dict.fromkeys(variant for variant in unconfirmed if variant.stage in CUTS))

    def _undecided(self, query: Query, radius: Radius | None) -> bool:
        """Tell whether fast hashes lie so near an entry, or have so little quality, that the exact ones must decide."""
        for shelf in self._shelves:
            asked = query.codes.get(shelf.hash_type)
            if asked is None or asked.fidelity is Fidelity.EXACT:
                continue
            if any(
                quality is not None and quality < self.min_quality + QUALITY_SLACK
                for quality, variant in zip(asked.qualities, asked.variants, strict=True)
                if variant.stage is Stage.ORIENTATION  # the others have passed their gates
            ):
                return True
            if len(shelf.index.search(asked.codes, self._reach(shelf, radius) + SLACK).ids):
                return True
        return False

    def look_up(self, query: Query, *, radius: Radius | None = None) -> Examination:
        """Return what hashes made earlier, perhaps in another process, find among the entries."""
        best: dict[int, _Candidate] = {}
        for shelf in self._shelves:
            if shelf.hash_type in query.codes:
                for candidate in self._candidates(shelf, query, radius):
                    held = best.get(candidate.place)
                    if held is None or candidate.rank < held.rank:
                        best[candidate.place] = candidate
        ranked = sorted(best.values(), key=lambda candidate: candidate.rank)
        return Examination(
            query.name,
            tuple(each.match for each in ranked if each.doubt is None),
            tuple((each.match, each.doubt) for each in ranked if each.doubt is not None),
            query.problem,
        )

    def nearest(self, query: Query, k: int = 1) -> "Iterator[Near]":
        """Yield the `k` nearest entries' codes to each code of a query, however far they lie."""
        for shelf in self._shelves:
            asked = query.codes.get(shelf.hash_type)
            if asked is None:
                continue
            hits = shelf.index.nearest(asked.codes, k)
            for number, (quality, variant, frame) in enumerate(
                zip(asked.qualities, asked.variants, asked.frames, strict=True)
            ):
                rows, distances = hits.of(number)
                for row, distance in zip(rows.tolist(), distances.tolist(), strict=True):
                    entry = self.entries[int(shelf.entry_of[row])]
                    match = Match(entry, shelf.hash_type, distance, quality, variant, frame)
                    yield Near(match, self._radius(shelf, None))

    def _radius(self, shelf: Shelf, asked: Radius | None) -> int:
        """Return the radius of a search: the call's, the entry's own, the matcher's, or the type's."""
        of_call = radii_of(asked, self._searched)
        if shelf.hash_type in of_call:
            return of_call[shelf.hash_type]
        return self._default_radius(shelf.hash_type) if shelf.radius is None else shelf.radius

    def _default_radius(self, hash_type: str) -> int:
        """Return the radius where neither the call nor an entry gives one."""
        return self.radii.get(hash_type, find_type(hash_type).radius)

    def _reach(self, shelf: Shelf, asked: Radius | None) -> int:
        """Return up to which distance a match is possible, if margins speak for it."""
        extended = self.options.margins and shelf.hash_type == "pdq" and shelf.radius is None
        further = LOOSER if extended else 0
        return min(self._radius(shelf, asked) + further, find_type(shelf.hash_type).bits)

    def _candidates(self, shelf: Shelf, query: Query, radius: Radius | None) -> "Iterator[_Candidate]":
        """Yield every pair of a code of the query and a code of the shelf that can be a match."""
        asked = query.codes[shelf.hash_type]
        bits, certain = find_type(shelf.hash_type).bits, self._radius(shelf, radius)
        hits = shelf.index.search(asked.codes, self._reach(shelf, radius))
        for number, (quality, variant, frame) in enumerate(
            zip(asked.qualities, asked.variants, asked.frames, strict=True)
        ):
            low = quality is not None and quality < self.min_quality
            rows, distances = hits.of(number)
            for row, distance in zip(rows.tolist(), distances.tolist(), strict=True):
                place = int(shelf.entry_of[row])
                entry = self.entries[place]
                confirmed: bool | None
                if self.options.margins and asked.margins is not None:
                    difference = shelf.hash_at(row, entry).code ^ asked.codes[number]
                    confirmed = is_uncertain(asked.margins[number], difference)
                else:
                    confirmed = self._confirmed(entry, shelf.hash_type, query, variant, frame)
                if distance > certain and not confirmed:
                    continue
                match = Match(entry, shelf.hash_type, distance, quality, variant, frame, confirmed)
                doubt = Doubt.UNCONFIRMED if confirmed is False else None
                if low or shelf.qualities[row] < self.min_quality:
                    doubt = Doubt.LOW_QUALITY
                yield _Candidate((doubt is not None, distance / bits, frame, number), place, match, doubt)

    def _confirmed(self, entry: Entry, hash_type: str, query: Query, variant: Variant, frame: int) -> bool | None:
        """Ask the second hash, of the same frame turned the same way; equal files need no second opinion."""
        second = query.codes.get(self._second) if self._second is not None else None
        own = [each for each in entry.hashes if each.hash_type == self._second]
        if second is None or not own or hash_type == self._second or find_type(hash_type).radius == 0:
            return None
        return agrees(second, own, variant, frame, self._default_radius(own[0].hash_type))


class _Candidate(NamedTuple):
    """A pair near enough, before it is known to be its entry's best."""

    rank: tuple[bool, float, int, int]  # certain before doubtful, near before far, first frame and variant first
    place: int  # of the entry
    match: Match
    doubt: Doubt | None
