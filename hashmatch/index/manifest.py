"""The manifest: the file that lists the files of a saved index. FORMAT.md describes every byte."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, cast

from hashmatch.errors import DamagedIndexError, ForeignIndexError
from hashmatch.files.durable import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from hashmatch.index.files import FileRecord

FORMAT = "hashmatch-index"
VERSION = 1
NAME = "manifest.json"


class SegmentRecord(TypedDict):
    """A segment: its name, its bands' widths, its ids if they are consecutive, and its files by part."""

    name: str
    widths: list[int]
    ids: list[int] | None
    files: dict[str, FileRecord]
    removed: NotRequired[dict[str, FileRecord]]


class Manifest(TypedDict):
    """One saved state."""

    format: str
    version: int
    byteorder: str
    state: str
    bits: int
    radius: int
    next_id: int
    segments: list[SegmentRecord]
    tail: dict[str, FileRecord]


def file_names(manifest: Manifest) -> set[str]:
    """Return the names, without suffix, of every file that the manifest lists."""
    names = set(manifest["tail"])
    for segment in manifest["segments"]:
        names.update(segment["files"])
        names.update(segment.get("removed", {}))
    return names


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the state of the folder, atomically."""
    text = json.dumps(manifest, separators=(",", ":"), sort_keys=True).encode()
    replace_file(folder / NAME, text + b"\n" + hashlib.sha256(text).hexdigest().encode() + b"\n")


def read_manifest(folder: Path) -> Manifest | None:
    """Return the folder's state, or None if it has none.

    Raises
    ------
    DamagedIndexError
        If the manifest is not what was written.
    ForeignIndexError
        If another program or a later version wrote it, or a machine with the other byte order.
    """
    path = folder / NAME
    try:
        text, _, checksum = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if checksum != hashlib.sha256(text).hexdigest().encode() + b"\n":
        raise DamagedIndexError(str(path), "does not have the checksum in its last line")
    try:
        manifest: Any = json.loads(text)
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ForeignIndexError(str(folder), f"holds something else than a {FORMAT}; choose another folder")
    if manifest.get("version") != VERSION:
        raise ForeignIndexError(
            str(folder), f"is of version {manifest.get('version')}, this program reads {VERSION}; update hashmatch"
        )
    if manifest.get("byteorder") != sys.byteorder:
        raise ForeignIndexError(
            str(folder),
            f"was written on a {manifest.get('byteorder')}-endian machine, this one is {sys.byteorder}-endian; "
            "build the index again here",
        )
    return cast(Manifest, manifest)
