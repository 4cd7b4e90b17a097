"""What programs read of a scan, of hashes and of an explanation: one schema a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from hashmatch.bank import Entry
from hashmatch.files.rows import cells_of
from hashmatch.hashing import Comparison, Fidelity, Hash, Stage, StoresCrops, find_type, hash_type_names
from hashmatch.matcher import Doubt, Match, Near
from hashmatch.scan.hashes import FileHashes
from hashmatch.scan.results import FileOutcome, FileResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRow:
    """A match, a match set aside, or a file without any."""

    path: Annotated[str, "the file"]
    outcome: Annotated[FileOutcome, "`matched`, `clean`, `skipped` (holds no picture) or `failed` (not examined)"]
    reference: Annotated[str | None, "the name that the list gives the entry"] = None
    labels: Annotated[tuple[str, ...] | None, "the entry's labels"] = None
    sources: Annotated[tuple[str, ...] | None, "who reported the entry"] = None
    hash_type: Annotated[str | None, "the hash type that matched"] = None
    distance: Annotated[int | None, "bits in which the two hashes differ"] = None
    quality: Annotated[int | None, "the file's, 0 to 100; `null` where the hash type has none"] = None
    variant: Annotated[
        str | None,
        "how the file was changed before it matched: `upright`, `turned left`, "
        "`mirrored, cut to columns 80 to 880, rows 50 to 650`, ...",
    ] = None
    frame: Annotated[int | None, "of an animation, counted from 0"] = None
    confirmed: Annotated[
        bool | None,
        "whether the second hash of `--confirm`, or `--margins`, agree; `null` where neither was asked for, "
        "or the entry has nothing to ask",
    ] = None
    doubt: Annotated[Doubt | None, "`low quality` or `unconfirmed`, for matches set aside"] = None
    reason: Annotated[str | None, "why the file was skipped, failed, or not examined to its end"] = None


def scan_rows(result: FileResult, *, every_file: bool) -> Iterator[ScanRow]:
    """Yield a row for each match; with `every_file` for each match set aside too, and one for a file without any."""
    for match in result.matches:
        yield _scan_row(result, match)
    if every_file:
        for match in result.set_aside:
            yield _scan_row(result, match)
        if not result.matches and not result.set_aside:
            yield ScanRow(path=result.path, outcome=result.outcome, reason=result.reason)


def _scan_row(result: FileResult, match: Match) -> ScanRow:
    return ScanRow(
        path=result.path,
        outcome=result.outcome,
        reference=match.entry.reference,
        labels=match.entry.labels,
        sources=match.entry.sources,
        hash_type=match.hash_type,
        distance=match.distance,
        quality=match.quality,
        variant=str(match.variant),
        frame=match.frame,
        confirmed=match.confirmed,
        doubt=match.doubt,
        reason=result.reason,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HashRow:
    """A hash of one frame of one file."""

    path: Annotated[str, "the file"]
    frame: Annotated[int, "of an animation, counted from 0"]
    hash_type: Annotated[str, "the hash type"]
    hash: Annotated[str, "the hash, in hex digits"]
    quality: Annotated[int | None, "0 to 100; `null` where the hash type has none"]
    fidelity: Annotated[Fidelity, "`exact`, or `fast` (some bits off, for queries only)"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHashRow(HashRow):
    """The same with what a hash list says of it; then come `pdq_views` and its like, the hashes of crops."""

    reference: Annotated[str, "the path, unless `--reference` says another"]
    labels: Annotated[tuple[str, ...], "of every row, as `--label` says"]
    sources: Annotated[tuple[str, ...], "of every row, as `--source` says"]


def hash_rows(found: FileHashes) -> Iterator[HashRow]:
    """Yield a row for each hash of a frame."""
    for each in found.hashes:
        yield HashRow(**_hash_cells(found, each))


def listed_hash_cells(found: FileHashes, entry: Entry) -> Iterator[dict[str, object]]:
    """Yield the cells of a `ListedHashRow` for each hash of a frame, and ``TYPE_views`` of types that have crops."""
    for each in found.hashes:
        row = ListedHashRow(
            **_hash_cells(found, each), reference=entry.reference, labels=entry.labels, sources=entry.sources
        )
        views = [view for view in entry.views if view.hash_type == each.hash_type]
        crops = {f"{name}_views": [v.hex for v in views if v.hash_type == name] for name in types_with_crops()}
        yield {**cells_of(row), **crops}


def types_with_crops() -> tuple[str, ...]:
    """Return the hash types of whose crops a list can hold hashes."""
    return tuple(name for name in hash_type_names() if isinstance(find_type(name), StoresCrops))


def _hash_cells(found: FileHashes, each: Hash) -> dict[str, Any]:
    return {
        "path": found.path,
        "frame": found.frame,
        "hash_type": each.hash_type,
        "hash": each.hex,
        "quality": each.quality,
        "fidelity": each.fidelity,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRow:
    """One of the entries nearest to one variant of a file."""

    hash_type: Annotated[str, "the hash type"]
    stage: Annotated[Stage, "what was undone"]
    variant: Annotated[str, "how the file was changed before it was hashed"]
    frame: Annotated[int, "of an animation, counted from 0"]
    quality: Annotated[int | None, "the file's, 0 to 100; `null` where the hash type has none"]
    distance: Annotated[int, "bits in which the two hashes differ"]
    radius: Annotated[int, "up to which the entry matches"]
    near: Annotated[bool, "whether the distance is within the radius"]
    reference: Annotated[str, "the name that the list gives the entry"]
    labels: Annotated[tuple[str, ...], "the entry's labels"]


def explain_row(near: Near) -> ExplainRow:
    """Return the row of one entry near one variant."""
    return ExplainRow(
        hash_type=near.hash_type,
        stage=near.variant.stage,
        variant=str(near.variant),
        frame=near.frame,
        quality=near.quality,
        distance=near.distance,
        radius=near.radius,
        near=near.is_within,
        reference=near.entry.reference,
        labels=near.entry.labels,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRow:
    """How far apart two media are by one hash type."""

    hash_type: Annotated[str, "the hash type"]
    distance: Annotated[int, "bits in which the two hashes differ"]
    bits: Annotated[int, "that a hash of this type has"]
    radius: Annotated[int, "up to which the type takes two media for the same picture"]
    meaning: Annotated[str, "the distance in words"]
    variant: Annotated[str, "how B lies nearest to A"]


def compare_row(found: Comparison) -> CompareRow:
    """Return the row of one comparison."""
    return CompareRow(
        hash_type=found.hash_type,
        distance=found.distance,
        bits=found.bits,
        radius=found.radius,
        meaning=found.meaning,
        variant=str(found.variant),
    )
