"""Which pairs of near codes are matches, which are set aside, and which of an entry's pairs is the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank import Collection, EntryId
from hashmatch.hashing import FileHashType, Hash, HasMargins, Query, QueryCodes, Stage, Variant
from hashmatch.matcher.examination import Doubt, Match
from hashmatch.matcher.searching import NearCodes, SearchedShelf

UNKNOWN, NO, YES = -1, 0, 1  # whether something confirms a pair
NO_DOUBT, LOW, UNCONFIRMED = 0, 1, 2
DOUBTS = {NO_DOUBT: None, LOW: Doubt.LOW_QUALITY, UNCONFIRMED: Doubt.UNCONFIRMED}
CONFIRMED = {UNKNOWN: None, NO: False, YES: True}
BLOCK = 4096  # pairs whose margins are added up at once


@dataclass(frozen=True, slots=True, eq=False)
class JudgingRules:
    """What decides whether near codes are a match.

    Attributes
    ----------
    second : str or None
        The hash type that must agree where an entry has it, up to `second_radius` bits.
    """

    collection: Collection
    min_quality: int
    second: str | None
    second_radius: int


class Answer(NamedTuple):
    """The hashes of a medium, and what lies near them on each shelf."""

    query: Query
    near: tuple[tuple[SearchedShelf, NearCodes], ...]


def judged(rules: JudgingRules, answers: Sequence[Answer]) -> list[Match]:
    """Return the best match of each entry: certain before doubtful, then nearest, then by frame and variant."""
    sources = [(number, *each) for number, answer in enumerate(answers) for each in answer.near if len(each[1].rows)]
    if not sources:
        return []
    judged_apart = [_pairs(rules, answers, *source) for source in sources]
    pairs = _Pairs(*(np.concatenate(column) for column in zip(*judged_apart, strict=True)))
    source_of = np.repeat(np.arange(len(sources)), [len(each.rows) for each in judged_apart])
    order = np.lexsort((pairs.rows, source_of, pairs.ranks, pairs.frames, pairs.shares, pairs.doubts > NO_DOUBT))
    _, first = np.unique(pairs.entry_ids[order], return_index=True)
    found = []
    for place in order[np.sort(first)].tolist():
        number, searched, _ = sources[source_of[place]]
        found.append(_match(rules, answers[number].query.codes[searched.shelf.hash_type], searched, pairs, place))
    return found


class _Pairs(NamedTuple):
    """Pairs that are matches or set aside, in columns of the same length."""

    entry_ids: NDArray[np.int64]
    doubts: NDArray[np.int64]
    shares: NDArray[np.float64]  # of the type's bits in which the two codes differ
    frames: NDArray[np.int64]
    ranks: NDArray[np.int64]  # of the variants, in the order in which they were asked for
    rows: NDArray[np.int64]  # of the shelf
    numbers: NDArray[np.int64]  # of the query's codes
    distances: NDArray[np.int64]
    confirmed: NDArray[np.int64]


def _pairs(
    rules: JudgingRules, answers: Sequence[Answer], number: int, searched: SearchedShelf, near: NearCodes
) -> _Pairs:
    """Judge the pairs of one answer on one shelf."""
    hash_type, shelf = searched.shelf.hash_type, searched.shelf
    asked = answers[number].query.codes[hash_type]
    earlier = sum(len(each.query.codes[hash_type].codes) for each in answers[:number] if hash_type in each.query.codes)
    margins = _by_margins(searched, asked, near)
    second = _by_second_hash(rules, answers, searched, asked, near)
    confirmed = np.where(np.minimum(margins, second) == NO, NO, np.maximum(margins, second))
    too_low = np.array([quality is not None and quality < rules.min_quality for quality in asked.qualities], bool)
    low = too_low[near.numbers] | (shelf.qualities[near.rows] < rules.min_quality)
    doubts = np.where(low, LOW, np.where(confirmed == NO, UNCONFIRMED, NO_DOUBT))
    columns = _Pairs(
        shelf.entry_ids[near.rows],
        doubts,
        near.distances / searched.kind.bits,
        np.array(asked.frames, np.int64)[near.numbers],
        near.numbers + earlier,
        near.rows,
        near.numbers,
        near.distances,
        confirmed,
    )
    matching = (near.distances <= near.radii) | (margins == YES)  # beyond the radius only margins can speak for a match
    return _Pairs(*(column[matching] for column in columns))


def _by_margins(searched: SearchedShelf, asked: QueryCodes, near: NearCodes) -> NDArray[np.int64]:
    """Tell whether the bits in which two codes differ are uncertain ones; unknown where margins were not asked for."""
    found = np.full(len(near.rows), UNKNOWN)
    if asked.margins is None or not isinstance(searched.kind, HasMargins):
        return found
    for number in np.unique(near.numbers).tolist():
        pairs = np.flatnonzero(near.numbers == number)
        for start in range(0, len(pairs), BLOCK):
            some = pairs[start : start + BLOCK]
            differences = searched.shelf.codes[near.rows[some]] ^ asked.codes[number]
            found[some] = np.where(searched.kind.are_uncertain(asked.margins[number], differences), YES, NO)
    return found


def _by_second_hash(
    rules: JudgingRules, answers: Sequence[Answer], searched: SearchedShelf, asked: QueryCodes, near: NearCodes
) -> NDArray[np.int64]:
    """Ask the second hash, of the same frame changed the same way; equal files need no second opinion."""
    found = np.full(len(near.rows), UNKNOWN)
    second = [answer.query.codes[rules.second] for answer in answers if rules.second in answer.query.codes]
    if not second or searched.shelf.hash_type == rules.second or isinstance(searched.kind, FileHashType):
        return found
    entry_ids = searched.shelf.entry_ids[near.rows]
    hashes = {entry_id: _second_hashes(rules, entry_id) for entry_id in np.unique(entry_ids).tolist()}
    for place, (entry_id, number) in enumerate(zip(entry_ids.tolist(), near.numbers.tolist(), strict=True)):
        own = hashes[entry_id]
        if own:
            found[place] = _agrees(rules, second, own, asked.variants[number], asked.frames[number])
    return found


def _second_hashes(rules: JudgingRules, entry_id: EntryId) -> list[Hash]:
    return [each for each in rules.collection.entry(entry_id).hashes if each.hash_type == rules.second]


def _agrees(
    rules: JudgingRules, second: Sequence[QueryCodes], own: Sequence[Hash], variant: Variant, frame: int
) -> int:
    """Tell whether the second hash of one variant lies near one of an entry's."""
    for codes in second:
        for code, its_variant, its_frame in zip(codes.codes, codes.variants, codes.frames, strict=True):
            if (its_variant, its_frame) == (variant, frame):
                made = Hash(own[0].hash_type, code)
                return YES if any(made.distance(each) <= rules.second_radius for each in own) else NO
    # A variant that the second type cannot hash counts as unconfirmed.
    return UNKNOWN if variant.stage is Stage.ORIENTATION else NO


def _match(rules: JudgingRules, asked: QueryCodes, searched: SearchedShelf, pairs: _Pairs, place: int) -> Match:
    entry_id, number = int(pairs.entry_ids[place]), int(pairs.numbers[place])
    return Match(
        entry=rules.collection.entry(entry_id),
        entry_id=entry_id,
        hash_type=searched.shelf.hash_type,
        distance=int(pairs.distances[place]),
        quality=asked.qualities[number],
        variant=asked.variants[number],
        frame=asked.frames[number],
        confirmed=CONFIRMED[int(pairs.confirmed[place])],
        doubt=DOUBTS[int(pairs.doubts[place])],
    )
