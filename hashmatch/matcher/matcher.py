"""Media in, matches out: the object that a pipeline imports.

    for match in Matcher.open("reported.csv").match("upload.jpg"):
        print(match.entry.reference, match.hash_type, match.distance, match.variant)

A match is no verdict: it says that two pictures look alike to a hash, and a person decides.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Self, TypeAlias, TypeGuard, Unpack, cast

from hashmatch.bank import Collection, Entry, InMemory, Several
from hashmatch.errors import BadSettingError, EmptyListError
from hashmatch.exchange import HashList, lists_in, read_list
from hashmatch.hashing import Decoding, Fidelity, Variants, find_type, hash_medium
from hashmatch.matcher.examination import Examination, Match
from hashmatch.matcher.inquiry import Inquiry, MatchingRules
from hashmatch.matcher.judging import JudgingRules
from hashmatch.matcher.radii import Radius, radii_of
from hashmatch.matcher.searching import searched_shelves, unsearchable
from hashmatch.matcher.settings import MIN_QUALITY, Keywords, checked_settings, without_effect
from hashmatch.media import Medium, Source, name_of

Reported: TypeAlias = Collection | HashList | Sequence[HashList] | Iterable[Entry]
"""What a matcher can be made of."""


class Matcher:
    """Reported media, ready to be found again; safe to use from many threads, and picklable.

    Parameters
    ----------
    reported : Collection, HashList, sequence of HashList, or iterable of Entry
        What to find; `open` reads a file.
    variants : Variants
        ``all`` (the default) finds turned and mirrored copies, and where there are none, goes on to undo borders,
        captions, screenshots, small angles, crops and stickers: some 40 ms and 120 codes more for such a picture.
        ``orientation`` finds turned and mirrored copies only, ``none`` only upright ones.
    every_variant : bool
        With ``all``: try all of them also where a match was found before.
    radius : int or mapping of str to int, optional
        Distance up to which a medium matches, in bits: for each hash type, or one number where the entries have one
        perceptual type. By default 31 for PDQ and 8 for 64-bit hashes. An entry's own radius comes before it. Digests
        must be equal.
    hash_types : sequence of str, optional
        Match by these only; by default by all that the entries have, except colorhash, which knows no shapes.
    min_quality : int
        A match in which either hash has less is set aside.
    confirm : str, optional
        A second, independent hash type: where an entry has it, it must agree, or the match is set aside. It is searched
        only for entries that have no other hash.
    margins : bool
        Weigh how close each bit was to flipping, of hash types that can tell (PDQ). Entries up to 13 bits beyond the
        radius match if only uncertain bits differ; matches in which certain bits differ are set aside. An entry with
        its own radius is not extended. Finds a tenth more of altered copies, with more false matches, and takes several
        times as long to look up.
    decoding : Decoding
        How media become pixels. With fidelity ``fast``, the exact hash still settles everything near the radius.

    Raises
    ------
    BadRadiusError
        If the radius is more than the type has bits, or one number for types of several widths: yours, or an entry's.
    BadSettingError
        If a setting means nothing: an unknown word, or `every_variant` without variants ``all``.
    NothingToMatchError
        If there are entries, but none has a hash of a wanted type.

    Attributes
    ----------
    collection : Collection
        What is searched.
    hash_lists : tuple of HashList
        The lists that it was made of: how many rows each had, and which were left out.
    without_effect : tuple of str
        Settings that can change no answer with these entries: ``confirm``, if no entry has a hash of that type, and
        ``margins``, if no searched type has any.

    Examples
    --------
    >>> matcher = Matcher.open("reported.csv")
    >>> for match in matcher.match("photos/bee.jpg"):
    ...     print(match.entry.reference, match.hash_type, match.distance, match.variant)
    fixtures/photos/bee.jpg pdq 0 upright
    >>> matcher.match("photos/brick-wall.jpg")
    []
    """

    def __init__(
        self,
        reported: Reported,
        *,
        variants: Variants | str = Variants.ALL,
        every_variant: bool = False,
        radius: Radius | None = None,
        hash_types: Sequence[str] | None = None,
        min_quality: int = MIN_QUALITY,
        confirm: str | None = None,
        margins: bool = False,
        decoding: Decoding = Decoding(),
    ) -> None:
        self.hash_lists = _lists_of(reported)
        self.collection = _collection_of(reported)
        self.settings = checked_settings(
            variants,
            every_variant=every_variant,
            min_quality=min_quality,
            confirm=confirm,
            margins=margins,
            decoding=decoding,
        )
        second = self.settings.confirm if self.settings.confirm in self.collection.hash_types else None
        shelves = searched_shelves(self.collection, hash_types, second)
        self.without_effect = without_effect(self.settings, self.collection, shelves)
        given = radii_of(radius, [each.shelf.hash_type for each in shelves])
        self._rules = MatchingRules(
            self.settings,
            shelves,
            {each.shelf.hash_type: given.get(each.shelf.hash_type, each.kind.radius) for each in shelves},
            JudgingRules(
                self.collection,
                min_quality,
                second,
                0 if second is None else given.get(second, find_type(second).radius),
            ),
        )

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *further: str | os.PathLike[str],
        hash_type: str | None = None,
        skip_bad: bool = False,
        **settings: Unpack[Keywords],
    ) -> Self:
        """Read hash lists and make a matcher of all of them, with the class's own keywords.

        Parameters
        ----------
        path, *further : path
            Each a list, or a folder whose files are all lists (names that begin with a dot are passed over).
        hash_type : str, optional
            The type of hashes that stand in a list without one.
        skip_bad : bool
            Go on without rows that cannot be read; by default the first is an error. The matcher's `hash_lists` say
            which were left out.

        Raises
        ------
        BadRowError, BadListError
            If a list cannot be read.
        EmptyListError
            If one has no entry: everything that was reported there would pass as clean.
        """
        found = []
        for file in lists_in((path, *further)):
            found.append(read_list(file, hash_type=hash_type, skip_bad=skip_bad))
            if not found[-1].entries:
                raise EmptyListError(file)
        return cls(found, **settings)

    @property
    def hash_types(self) -> tuple[str, ...]:
        """What a medium has to be hashed by."""
        return self._rules.hash_types

    @property
    def radii(self) -> Mapping[str, int]:
        """Up to which distance in bits each searched type matches, where no entry asks for a radius of its own."""
        return dict(self._rules.radii)

    @property
    def unsearchable(self) -> int:
        """How many entries nothing can match, for they have no hash of a type that is searched."""
        return unsearchable(self.collection, self._rules.shelves)

    @property
    def rules(self) -> MatchingRules:
        """What holds for all its inquiries: what is searched, how far, and what decides."""
        return self._rules

    def match(self, source: Source, *, radius: Radius | None = None) -> list[Match]:
        """Return the entries that one medium matches, nearest first, each once.

        An empty list means that the medium was examined to its end and nothing lies near it. A medium that breaks off
        after something matched gives these matches and does not say so: `examine` does.

        Parameters
        ----------
        source : Source
            Path, bytes, binary file, Pillow image or uint8 array.
        radius : int or mapping of str to int, optional
            For this call, before every other radius.

        Raises
        ------
        MediaError
            If the medium cannot be examined to its end, and nothing was found before that.

        See Also
        --------
        examine : the same with what was set aside, and without exceptions.
        """
        found = self.examine(source, radius=radius)
        if found.problem is not None and not found.matches:
            raise found.problem
        return list(found.matches)

    def examine(self, source: Source, *, name: str | None = None, radius: Radius | None = None) -> Examination:
        """Return everything found out about one medium; what cannot be examined is no exception here.

        Examples
        --------
        >>> found = Matcher.open("reported.csv").examine(b"no picture", name="upload")
        >>> found.matches, str(found.problem)
        ((), 'upload: not a picture but text')
        """
        decoding = self.settings.decoding
        inquiry = self.inquiry(name=name_of(source, name), radius=radius)
        with Medium(source, name=name, background=decoding.background, limits=decoding.limits) as medium:
            while inquiry.wanted is not None:
                inquiry.tell(hash_medium(medium, inquiry.wanted))
        return inquiry.examination

    def examine_many(
        self,
        sources: Iterable[Source],
        *,
        names: Iterable[str | None] | None = None,
        radius: Radius | None = None,
        jobs: int | None = None,
    ) -> Iterator[Examination]:
        """Examine media in `jobs` threads, in order; one that cannot be examined says so in its `problem`.

        Parameters
        ----------
        names : iterable of str, optional
            What messages call each source.
        """
        workers = jobs or os.cpu_count() or 1
        called = iter(names) if names is not None else None
        left = ((source, None if called is None else next(called, None)) for source in sources)
        with ThreadPoolExecutor(workers) as pool:

            def begun(count: int) -> Iterator[Future[Examination]]:
                for source, name in islice(left, count):
                    yield pool.submit(self.examine, source, name=name, radius=radius)

            ahead = deque(begun(2 * workers))
            while ahead:
                yield ahead.popleft().result()
                ahead.extend(begun(1))

    def inquiry(
        self, *, name: str = "medium", fidelity: Fidelity | None = None, radius: Radius | None = None
    ) -> Inquiry:
        """Begin the inquiry about one medium that is hashed elsewhere; `examine` does all of it here.

        Parameters
        ----------
        fidelity : Fidelity, optional
            Of the first hashes; by default that of `decoding`.
        """
        first = self.settings.decoding.fidelity if fidelity is None else fidelity
        return Inquiry(
            self._rules, name=name, fidelity=Fidelity(first), radii=radii_of(radius, list(self._rules.radii))
        )


def _lists_of(reported: object) -> tuple[HashList, ...]:
    if isinstance(reported, HashList):
        return (reported,)
    if isinstance(reported, list | tuple) and all(isinstance(each, HashList) for each in reported):
        return tuple(reported)
    return ()


def _collection_of(reported: Reported) -> Collection:
    if isinstance(reported, str | bytes | os.PathLike):
        raise BadSettingError("reported", str(reported), "Matcher.open(path) for a file")
    lists = _lists_of(reported)
    if lists:
        parts = [InMemory(each.entries) for each in lists]
        return parts[0] if len(parts) == 1 else Several(parts)
    return reported if _is_collection(reported) else InMemory(cast(Iterable[Entry], reported))


def _is_collection(reported: Reported) -> TypeGuard[Collection]:
    return hasattr(reported, "shelf")  # no isinstance of a protocol: it would compute the token
