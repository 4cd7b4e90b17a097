"""Save an index to a folder: immutable files, and a manifest that is replaced last. FORMAT.md describes every byte."""

from __future__ import annotations

import secrets
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.errors import DamagedIndexError, ForeignIndexError, IndexChangedError
from hashmatch.files.durable import sync_folder
from hashmatch.index.bands import Bands
from hashmatch.index.codes import Planes, as_words
from hashmatch.index.files import map_column, read_array, write_array
from hashmatch.index.id_rows import Groups, IdRows
from hashmatch.index.lock import locked
from hashmatch.index.manifest import (
    FORMAT,
    VERSION,
    Manifest,
    SegmentRecord,
    file_names,
    read_manifest,
    write_manifest,
)
from hashmatch.index.segment import Segment
from hashmatch.index.snapshot import Snapshot
from hashmatch.index.tail import Tail

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from hashmatch.index.column import Column
    from hashmatch.index.files import FileRecord
    from hashmatch.index.segment import Layout


def save(folder: Path, snapshot: Snapshot, layout: Layout, known_state: str | None) -> str:
    """Write the files that `folder` does not hold yet, then the manifest, then delete the files it no longer lists.

    Parameters
    ----------
    folder : Path
        Created if it is missing, readable by its owner only.
    known_state : str or None
        The state of the folder that `snapshot` comes from.

    Returns
    -------
    str
        The state the folder has now.

    Raises
    ------
    IndexLockedError
        If another process or thread is saving to the folder.
    IndexChangedError
        If the folder has another state than `known_state`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(folder):
        before = read_manifest(folder)
        if (before["state"] if before else None) != known_state and before:
            raise IndexChangedError(str(folder))
        _forget_all_but(folder, file_names(before) if before else set())  # what a killed writer left
        held = {segment["name"]: segment for segment in before["segments"]} if before else {}
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            byteorder=sys.byteorder,
            state=secrets.token_hex(8),
            bits=layout.bits,
            radius=layout.radius,
            next_id=snapshot.next_id,
            segments=[_write_segment(folder, segment, held.get(segment.name)) for segment in snapshot.segments],
            tail=_write_tail(folder, snapshot.tail),
        )
        sync_folder(folder)  # every name that the manifest will list
        write_manifest(folder, manifest)
        _forget_all_but(folder, file_names(manifest))
    return manifest["state"]


def _write_segment(folder: Path, segment: Segment, held: SegmentRecord | None) -> SegmentRecord:
    if held is None:
        ids = segment.entries.ids
        held = SegmentRecord(
            name=segment.name,
            widths=list(segment.bands.widths) if segment.bands else [],
            ids=[ids.start, ids.stop] if isinstance(ids, range) else None,
            files={
                f"{segment.name}-{part}": write_array(folder / f"{segment.name}-{part}.npy", _plain(column))
                for part, column in _columns(segment).items()
            },
        )
    count = sum(record["shape"][0] for record in held.get("removed", {}).values())
    if count != len(segment.removed):  # entries are only ever removed: the same count means the same ones
        name = f"{segment.name}-removed-{secrets.token_hex(4)}"
        held = {**held, "removed": {name: write_array(folder / f"{name}.npy", segment.removed)}}
    return held


def _plain(column: Column[Any]) -> NDArray[Any]:
    array = column.whole()
    return as_words(array) if array.dtype.kind == "V" else array


def _columns(segment: Segment) -> dict[str, Column[Any]]:
    """Return the columns of a segment, by the names of their files."""
    columns: dict[str, Column[Any] | None] = {
        "first": segment.planes.first,
        "second": segment.planes.second,
        "table": segment.bands.table if segment.bands else None,
        "rows": segment.bands.rows if segment.bands else None,
        "ids": None if isinstance(segment.entries.ids, range) else segment.entries.ids,
    }
    if segment.entries.groups is not None:
        groups = segment.entries.groups
        columns |= {"entry-rows": groups.rows, "row-starts": groups.starts, "row-entries": groups.members}
    return {part: column for part, column in columns.items() if column is not None}


def _write_tail(folder: Path, tail: Tail) -> dict[str, FileRecord]:
    if not len(tail):
        return {}
    token = secrets.token_hex(4)
    parts = {f"tail-words-{token}": tail.planes.words(), f"tail-ids-{token}": tail.ids}
    return {name: write_array(folder / f"{name}.npy", array) for name, array in parts.items()}


def _forget_all_but(folder: Path, names: set[str]) -> None:
    """Delete array files that the manifest does not list; processes that have mapped them can still read them."""
    for path in [*folder.glob("*.npy"), *folder.glob("*.crc"), *folder.glob(".manifest.json.*")]:
        if path.stem not in names:
            with suppress(PermissionError):  # Windows does not delete mapped files: a later save will
                path.unlink()


def load(folder: Path) -> tuple[Manifest, Snapshot]:
    """Map the state of `folder`, and return it with its manifest.

    Raises
    ------
    ForeignIndexError
        If the folder holds no index, or one that is not for this program and machine.
    DamagedIndexError
        If a file is not what was written.
    """
    missing = None
    while True:
        manifest = read_manifest(folder)
        if manifest is None:
            raise ForeignIndexError(str(folder), "holds no index; save one there first")
        if missing is not None and missing[0] == manifest["state"]:
            raise DamagedIndexError(missing[1], "is missing")
        try:
            return manifest, _load(folder, manifest)
        except FileNotFoundError as error:  # a writer may have saved since the manifest was read: read it again
            missing = manifest["state"], str(error.filename)


def _load(folder: Path, manifest: Manifest) -> Snapshot:
    segments = tuple(_load_segment(folder, record) for record in manifest["segments"])
    tail = Tail.empty(-(-manifest["bits"] // 64))
    if manifest["tail"]:
        words, ids = _sorted_arrays(folder, manifest["tail"])
        tail = tail.plus(words, ids)
    return Snapshot(segments, tail, manifest["next_id"])


def _sorted_arrays(folder: Path, files: dict[str, FileRecord]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    by_part = {name.split("-")[1]: read_array(folder / f"{name}.npy", record) for name, record in files.items()}
    return by_part["words"], by_part["ids"]


def _load_segment(folder: Path, record: SegmentRecord) -> Segment:
    name = record["name"]
    columns = {
        file.removeprefix(f"{name}-"): map_column(folder / f"{file}.npy", about)
        for file, about in record["files"].items()
    }
    groups = None
    if "entry-rows" in columns:
        groups = Groups(columns["entry-rows"], columns["row-starts"], columns["row-entries"])
    removed = [read_array(folder / f"{file}.npy", about) for file, about in record.get("removed", {}).items()]
    return Segment(
        name,
        Planes(columns["first"], columns.get("second")),
        Bands(tuple(record["widths"]), columns["table"], columns["rows"]) if record["widths"] else None,
        IdRows(range(*record["ids"]) if record["ids"] else columns["ids"], groups),
        removed[0] if removed else np.empty(0, dtype=np.uint32),
    )


def verify(snapshot: Snapshot) -> None:
    """Read every block of every file; raise `DamagedIndexError` at the first that differs from what was written."""
    for segment in snapshot.segments:
        for column in _columns(segment).values():
            column.whole()
