"""What is asked of one medium, round by round, until it is decided. No file, no process and no clock in it.

    inquiry = matcher.inquiry()
    while inquiry.wanted is not None:
        inquiry.tell(hash_medium(medium, inquiry.wanted))
    print(inquiry.examination)

Its driver hashes the medium as `wanted` says: in this process, in a worker process, on another machine. Cheap hashes
are asked for first, and others only where these decide nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hashmatch.errors import HashmatchError, UndecidedError
from hashmatch.hashing import (
    ALL_ORIENTATIONS,
    CUT_STAGES,
    UPRIGHT_ONLY,
    Ask,
    Fidelity,
    HashesReduced,
    Query,
    QueryCodes,
    Stage,
    UndoesAlterations,
    Variant,
    Variants,
)
from hashmatch.matcher.examination import Doubt, Examination, Match
from hashmatch.matcher.judging import Answer, Standard, judged
from hashmatch.matcher.searching import Reach, SearchedShelf, margin_reach_of, near_codes, slack_of
from hashmatch.matcher.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What a matcher lays down for all its inquiries.

    Attributes
    ----------
    radii : mapping of str to int
        Of each searched type, where no entry asks for one of its own.
    """

    settings: Settings
    shelves: tuple[SearchedShelf, ...]
    radii: Mapping[str, int]
    standard: Standard

    @property
    def hash_types(self) -> tuple[str, ...]:
        """What a medium has to be hashed by."""
        searched = (each.shelf.hash_type for each in self.shelves)
        second = self.settings.confirm
        return tuple(dict.fromkeys([*searched, *([] if second is None else [second])]))


class Inquiry:
    """The question about one medium, and what was found out so far.

    Parameters
    ----------
    terms : Terms
    name : str
        What messages call the medium.
    fidelity : Fidelity
        Of the first hashes. Where a fast hash lies near an entry, or says little, the exact one is asked for.
    radii : mapping of str to int
        Of this call; they come before every other radius.

    Attributes
    ----------
    wanted : Ask or None
        How the medium is to be hashed next; None once it is decided.
    """

    def __init__(self, terms: Terms, *, name: str, fidelity: Fidelity, radii: Mapping[str, int]) -> None:
        self._terms, self._name, self._call_radii = terms, name, radii
        self._answers: list[Answer] = []
        self._problem: HashmatchError | None = None
        settings = terms.settings
        self.wanted: Ask | None = Ask(
            terms.hash_types,
            replace(settings.decoding, fidelity=fidelity),
            UPRIGHT_ONLY if settings.variants is Variants.NONE else ALL_ORIENTATIONS,
            margins=settings.margins,
        )

    def tell(self, query: Query) -> None:
        """Take the answer to `wanted`, look it up, and decide what is wanted next."""
        near = tuple(
            (each, near_codes(each, codes, self._reach(each, codes)))
            for each in self._terms.shelves
            if (codes := query.codes.get(each.shelf.hash_type)) is not None
        )
        if any(self._needs_exact(each, query.codes[each.shelf.hash_type], len(found.rows)) for each, found in near):
            self.wanted = replace(query.ask, decoding=replace(query.ask.decoding, fidelity=Fidelity.EXACT))
            return
        self._answers.append(Answer(query, near))
        self._problem = query.problem
        self.wanted = None if query.problem is not None else self._next(query)

    @property
    def examination(self) -> Examination:
        """All that was found out.

        Raises
        ------
        UndecidedError
            While something is `wanted`: a medium that was only half asked is not clean.
        """
        if self.wanted is not None:
            raise UndecidedError(self._name)
        found = self._judged()
        return Examination(
            self._name,
            tuple(match for match in found if match.doubt is None),
            tuple(match for match in found if match.doubt is not None),
            self._problem,
        )

    def _judged(self) -> list[Match]:
        return judged(self._terms.standard, self._answers)

    def _reach(self, searched: SearchedShelf, codes: QueryCodes) -> Reach:
        hash_type, kind = searched.shelf.hash_type, searched.kind
        return Reach(
            radius=self._call_radii.get(hash_type, self._terms.radii[hash_type]),
            overrides=hash_type in self._call_radii,
            further=margin_reach_of(kind) if self._terms.settings.margins else 0,
            slack=slack_of(kind) if codes.fidelity is Fidelity.FAST else 0,
        )

    def _needs_exact(self, searched: SearchedShelf, codes: QueryCodes, near: int) -> bool:
        """Tell whether fast hashes lie so near an entry, or say so little, that the exact ones must decide."""
        if codes.fidelity is Fidelity.EXACT:
            return False
        kind = searched.kind
        least = self._terms.settings.min_quality + (kind.fast_quality_error if isinstance(kind, HashesReduced) else 0)
        return near > 0 or any(
            quality is not None and quality < least
            for quality, variant in zip(codes.qualities, codes.variants, strict=True)
            if variant.stage is Stage.ORIENTATION  # the others have passed their gates
        )

    def _next(self, query: Query) -> Ask | None:
        """Return what else must be known, now that `query` is exact where it has to be."""
        settings, ask = self._terms.settings, query.ask
        if settings.variants is Variants.ALL and not ask.alterations and not ask.cuts:
            shelves = self._terms.shelves
            undoing = tuple(each.shelf.hash_type for each in shelves if isinstance(each.kind, UndoesAlterations))
            if undoing and (settings.every_variant or not any(match.doubt is None for match in self._judged())):
                fast = all(query.codes[name].fidelity is Fidelity.FAST for name in undoing)
                decoding = replace(ask.decoding, fidelity=Fidelity.FAST if fast else Fidelity.EXACT)
                return replace(ask, hash_types=undoing, decoding=decoding, orientations=(), alterations=True)
            return None
        cuts = () if ask.cuts or settings.confirm is None else self._unconfirmed_cuts()
        if not cuts or settings.confirm is None:
            return None
        decoding = replace(ask.decoding, fidelity=Fidelity.EXACT)
        return Ask((settings.confirm,), decoding, orientations=(), cuts=cuts)

    def _unconfirmed_cuts(self) -> tuple[Variant, ...]:
        """Return the cuts that match, of which the second hash was not made yet."""
        unconfirmed = (match.variant for match in self._judged() if match.doubt is Doubt.UNCONFIRMED)
        return tuple(dict.fromkeys(variant for variant in unconfirmed if variant.stage in CUT_STAGES))
