"""What programs read of a list that was inspected."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from hashmatch.exchange.summary import ListSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One count of what is in a hash list."""

    what: Annotated[str, "what is counted: `rows`, `entries`, `duplicates`, `blank digests`, `bad rows`, `hashes`, ..."]
    hash_type: Annotated[str | None, "the hash type whose hashes are counted; `null` for the whole list"]
    count: Annotated[int, "how many there are"]


def count_rows(summary: ListSummary) -> Iterator[CountRow]:
    """Yield the counts of a list. Of one hash type only `hashes` is counted where it is 0."""
    for what, count in (
        ("rows", summary.rows),
        ("entries", summary.entries),
        ("duplicates", summary.duplicates),
        ("blank digests", summary.blank),
        ("bad rows", len(summary.bad_rows)),
    ):
        yield CountRow(what=what, hash_type=None, count=count)
    for of_type in summary.types:
        yield CountRow(what="hashes", hash_type=of_type.hash_type, count=of_type.hashes)
        for what, count in (
            ("quality 50 and more", of_type.good_quality),
            ("quality below 50", of_type.low_quality),
            ("quality unknown", of_type.no_quality),
            ("all zero", of_type.all_zero),
            ("all one", of_type.all_one),
        ):
            if count:
                yield CountRow(what=what, hash_type=of_type.hash_type, count=count)
