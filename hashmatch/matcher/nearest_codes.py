"""The entries nearest to each code of a medium, however far they lie: what explains a miss."""

from collections.abc import Iterator
from dataclasses import dataclass

from hashmatch.bank import NO_RADIUS, Entry
from hashmatch.hashing import Query, Variant
from hashmatch.matcher.inquiry import MatchingRules


@dataclass(frozen=True, slots=True)
class Near:
    """An entry near one code of a medium, whether or not it matches."""

    entry: Entry
    hash_type: str
    distance: int  # bits
    radius: int  # up to which it matches
    quality: int | None  # the medium's
    variant: Variant
    frame: int

    @property
    def is_within(self) -> bool:
        """Whether the distance is within the radius."""
        return self.distance <= self.radius


def nearest(rules: MatchingRules, query: Query, k: int = 1) -> Iterator[Near]:
    """Yield the `k` nearest entries' codes to each code of a query."""
    for searched in rules.shelves:
        shelf, asked = searched.shelf, query.codes.get(searched.shelf.hash_type)
        if asked is None:
            continue
        hits = shelf.index.nearest(asked.codes, k, only=None if searched.left_out is None else ~searched.left_out)
        for number, quality in enumerate(asked.qualities):
            rows, distances = hits.of(number)
            for row, distance in zip(rows.tolist(), distances.tolist(), strict=True):
                own = int(shelf.radii[row]) if searched.kind.radius else NO_RADIUS
                yield Near(
                    entry=rules.judging.collection.entry(int(shelf.entry_ids[row])),
                    hash_type=shelf.hash_type,
                    distance=distance,
                    radius=rules.radii[shelf.hash_type] if own == NO_RADIUS else own,
                    quality=quality,
                    variant=asked.variants[number],
                    frame=asked.frames[number],
                )
