"""What is asked of one medium, round by round, until it is decided. No file, no process and no clock in it.

    inquiry = matcher.inquiry()
    while inquiry.wanted is not None:
        inquiry.tell(hash_medium(medium, inquiry.wanted))
    print(inquiry.examination)

Its driver hashes the medium as `wanted` says: in this process, in a worker process, on another machine. Cheap hashes
are asked for first, and others only where these decide nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hashmatch.errors import HashmatchError, UndecidedError, WrongAnswerError
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
from hashmatch.matcher.judging import Answer, JudgingRules, judged
from hashmatch.matcher.searching import NearCodes, Reach, SearchedShelf, margin_reach_of, near_codes, slack_of
from hashmatch.matcher.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class MatchingRules:
    """What holds for all inquiries of a matcher.

    Attributes
    ----------
    radii : mapping of str to int
        Of each searched type, where no entry asks for one of its own.
    """

    settings: Settings
    shelves: tuple[SearchedShelf, ...]
    radii: Mapping[str, int]
    judging: JudgingRules

    @property
    def hash_types(self) -> tuple[str, ...]:
        """What a medium has to be hashed by."""
        searched = (each.shelf.hash_type for each in self.shelves)
        second = self.judging.second
        return tuple(dict.fromkeys([*searched, *([] if second is None else [second])]))


class Inquiry:
    """The question about one medium, and what was found out so far.

    Parameters
    ----------
    rules : MatchingRules
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

    def __init__(self, rules: MatchingRules, *, name: str, fidelity: Fidelity, radii: Mapping[str, int]) -> None:
        self._rules, self._name, self._call_radii = rules, name, radii
        self._answers: list[Answer] = []
        self._found: list[Match] | None = None  # of these answers
        self._problem: HashmatchError | None = None
        settings = rules.settings
        self.wanted: Ask | None = Ask(
            rules.hash_types,
            replace(settings.decoding, fidelity=fidelity),
            UPRIGHT_ONLY if settings.variants is Variants.NONE else ALL_ORIENTATIONS,
            margins=settings.margins,
        )

    def tell(self, query: Query) -> None:
        """Take the answer to `wanted`, look it up, and decide what is wanted next.

        Raises
        ------
        WrongAnswerError
            If `query` answers something else than what is wanted, or lacks hashes without saying why.
        """
        self._refuse_other_answers(query)
        near = tuple(
            (each, near_codes(each, codes, self._reach(each, codes)))
            for each in self._rules.shelves
            if (codes := query.codes.get(each.shelf.hash_type)) is not None
        )
        fast = [name for name, codes in query.codes.items() if codes.fidelity is Fidelity.FAST]
        if any(self._needs_exact(each, query.codes[each.shelf.hash_type], len(found.rows)) for each, found in near):
            exact = {name: codes for name, codes in query.codes.items() if name not in fast}
            self._keep(replace(query, codes=exact), near)
            decoding = replace(query.ask.decoding, fidelity=Fidelity.EXACT)
            self.wanted = replace(query.ask, hash_types=tuple(fast), decoding=decoding)
            return
        self._keep(query, near)
        self._problem = query.problem
        self.wanted = None if query.problem is not None else self._next(query)

    def _refuse_other_answers(self, query: Query) -> None:
        if query.ask != self.wanted:
            raise WrongAnswerError(query.name, "it was hashed otherwise than `wanted` says")
        missing = [name for name in query.ask.hash_types if name not in query.codes]
        if missing and query.problem is None:
            raise WrongAnswerError(query.name, f"it has no {' and no '.join(missing)} hashes, and names no problem")

    def _keep(self, query: Query, near: Sequence[tuple[SearchedShelf, NearCodes]]) -> None:
        """Keep an answer, and what lies near its codes, for the end."""
        kept = tuple((each, found) for each, found in near if each.shelf.hash_type in query.codes)
        self._answers.append(Answer(query, kept))
        self._found = None

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
        if self._found is None:
            self._found = judged(self._rules.judging, self._answers)
        return self._found

    def _reach(self, searched: SearchedShelf, codes: QueryCodes) -> Reach:
        hash_type, kind = searched.shelf.hash_type, searched.kind
        return Reach(
            radius=self._call_radii.get(hash_type, self._rules.radii[hash_type]),
            overrides=hash_type in self._call_radii,
            further=margin_reach_of(kind) if self._rules.settings.margins else 0,
            slack=slack_of(kind) if codes.fidelity is Fidelity.FAST else 0,
        )

    def _needs_exact(self, searched: SearchedShelf, codes: QueryCodes, near: int) -> bool:
        """Tell whether fast hashes lie so near an entry, or say so little, that the exact ones must decide."""
        if codes.fidelity is Fidelity.EXACT:
            return False
        kind = searched.kind
        least = self._rules.settings.min_quality + (kind.fast_quality_error if isinstance(kind, HashesReduced) else 0)
        return near > 0 or any(
            quality is not None and quality < least
            for quality, variant in zip(codes.qualities, codes.variants, strict=True)
            if variant.stage is Stage.ORIENTATION  # the others have passed their gates
        )

    def _next(self, query: Query) -> Ask | None:
        """Return what else must be known, now that `query` is exact where it has to be."""
        settings, ask = self._rules.settings, query.ask
        if settings.variants is Variants.ALL and not ask.alterations and not ask.cuts:
            shelves = self._rules.shelves
            undoing = tuple(each.shelf.hash_type for each in shelves if isinstance(each.kind, UndoesAlterations))
            if undoing and (settings.every_variant or not any(match.doubt is None for match in self._judged())):
                fast = all(query.codes[name].fidelity is Fidelity.FAST for name in undoing)
                decoding = replace(ask.decoding, fidelity=Fidelity.FAST if fast else Fidelity.EXACT)
                return Ask(undoing, decoding, orientations=(), alterations=True, margins=settings.margins)
            return None
        second = self._rules.judging.second
        cuts = () if ask.cuts or second is None else self._unconfirmed_cuts()
        if not cuts or second is None:
            return None
        decoding = replace(ask.decoding, fidelity=Fidelity.EXACT)
        return Ask((second,), decoding, orientations=(), cuts=cuts)

    def _unconfirmed_cuts(self) -> tuple[Variant, ...]:
        """Return the cuts that match, of which the second hash was not made yet."""
        unconfirmed = (match.variant for match in self._judged() if match.doubt is Doubt.UNCONFIRMED)
        return tuple(dict.fromkeys(variant for variant in unconfirmed if variant.stage in CUT_STAGES))
