"""Which pairs of near codes are matches, which are set aside, and which of an entry's pairs is the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank import Collection
from hashmatch.hashing import Hash, HasMargins, Query, QueryCodes, Stage, Variant
from hashmatch.matcher.examination import Doubt, Match
from hashmatch.matcher.searching import NearCodes, SearchedShelf

UNKNOWN, NO, YES = -1, 0, 1  # whether something confirms a pair
CERTAIN, LOW, UNCONFIRMED = 0, 1, 2  # its doubt
DOUBTS = {CERTAIN: None, LOW: Doubt.LOW_QUALITY, UNCONFIRMED: Doubt.UNCONFIRMED}
CONFIRMED = {UNKNOWN: None, NO: False, YES: True}
BLOCK = 4096  # pairs whose margins are added up at once


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """What judging goes by.

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


def judged(standard: Standard, answers: Sequence[Answer]) -> list[Match]:
    """Return the best match of each entry: certain before doubtful, then nearest, then by frame and variant."""
    sources = [(number, *each) for number, answer in enumerate(answers) for each in answer.near if len(each[1].rows)]
    if not sources:
        return []
    judged_apart = [_pairs(standard, answers, *source) for source in sources]
    pairs = _Pairs(*(np.concatenate(column) for column in zip(*judged_apart, strict=True)))
    source_of = np.repeat(np.arange(len(sources)), [len(each.rows) for each in judged_apart])
    order = np.lexsort((pairs.rows, source_of, pairs.ranks, pairs.frames, pairs.shares, pairs.doubts > CERTAIN))
    _, first = np.unique(pairs.entry_ids[order], return_index=True)
    found = []
    for place in order[np.sort(first)].tolist():
        number, searched, _ = sources[source_of[place]]
        found.append(_match(standard, answers[number].query.codes[searched.shelf.hash_type], searched, pairs, place))
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
    standard: Standard, answers: Sequence[Answer], number: int, searched: SearchedShelf, near: NearCodes
) -> _Pairs:
    """Judge the pairs of one answer on one shelf."""
    hash_type, shelf = searched.shelf.hash_type, searched.shelf
    asked = answers[number].query.codes[hash_type]
    earlier = sum(len(each.query.codes[hash_type].codes) for each in answers[:number] if hash_type in each.query.codes)
    margins = _by_margins(searched, asked, near)
    second = _by_second_hash(standard, answers, searched, asked, near)
    confirmed = np.where(np.minimum(margins, second) == NO, NO, np.maximum(margins, second))
    too_low = np.array([quality is not None and quality < standard.min_quality for quality in asked.qualities], bool)
    low = too_low[near.numbers] | (shelf.qualities[near.rows] < standard.min_quality)
    doubts = np.where(low, LOW, np.where(confirmed == NO, UNCONFIRMED, CERTAIN))
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
    standard: Standard, answers: Sequence[Answer], searched: SearchedShelf, asked: QueryCodes, near: NearCodes
) -> NDArray[np.int64]:
    """Ask the second hash, of the same frame changed the same way; equal files need no second opinion."""
    found = np.full(len(near.rows), UNKNOWN)
    second = [answer.query.codes[standard.second] for answer in answers if standard.second in answer.query.codes]
    if not second or searched.shelf.hash_type == standard.second or not searched.kind.radius:
        return found
    for place, (row, number) in enumerate(zip(near.rows.tolist(), near.numbers.tolist(), strict=True)):
        entry = standard.collection.entry(int(searched.shelf.entry_ids[row]))
        own = [each for each in entry.hashes if each.hash_type == standard.second]
        if own:
            found[place] = _agrees(standard, second, own, asked.variants[number], asked.frames[number])
    return found


def _agrees(standard: Standard, second: Sequence[QueryCodes], own: Sequence[Hash], variant: Variant, frame: int) -> int:
    """Tell whether the second hash of one variant lies near one of an entry's."""
    for codes in second:
        for code, its_variant, its_frame in zip(codes.codes, codes.variants, codes.frames, strict=True):
            if (its_variant, its_frame) == (variant, frame):
                made = Hash(own[0].hash_type, code)
                return YES if any(made.distance(each) <= standard.second_radius for each in own) else NO
    # A variant that the second type cannot hash counts as unconfirmed.
    return UNKNOWN if variant.stage is Stage.ORIENTATION else NO


def _match(standard: Standard, asked: QueryCodes, searched: SearchedShelf, pairs: _Pairs, place: int) -> Match:
    entry_id, number = int(pairs.entry_ids[place]), int(pairs.numbers[place])
    return Match(
        entry=standard.collection.entry(entry_id),
        entry_id=entry_id,
        hash_type=searched.shelf.hash_type,
        distance=int(pairs.distances[place]),
        quality=asked.qualities[number],
        variant=asked.variants[number],
        frame=asked.frames[number],
        confirmed=CONFIRMED[int(pairs.confirmed[place])],
        doubt=DOUBTS[int(pairs.doubts[place])],
    )
