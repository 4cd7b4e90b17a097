"""What a scan has finished, kept in a file, so that the scan can be taken up again.

JSON Lines, a line a finished file, only ever appended to. A line counts for the same path, as long as the file (size,
times, inode), the hashes of the list, every setting and the versions that decide hashes are what they were; any other
is ignored, so that nothing old or foreign is ever taken for an answer. It holds paths and distances, never a hash.
Files that failed are not in it: they are tried again.
"""

import hashlib
import importlib.metadata
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from io import FileIO
from typing import Any

from hashmatch.errors import JournalError
from hashmatch.hashing import Stage, Variant
from hashmatch.matcher import Doubt, Match, Matcher
from hashmatch.media import Orientation
from hashmatch.scan.results import FileOutcome, FileResult
from hashmatch.scan.walker import Found

BEGIN = b'{"settings": "'  # of every line
DECISIVE = ("hashmatch", "Pillow", "numpy", "ImageHash")


class Journal:
    """The finished files of one list and one set of settings; `open_journal` makes it.

    Attributes
    ----------
    others : int
        Lines that do not count: of another list or other settings, or cut off.
    """

    def __init__(self, file: FileIO, name: str, matcher: Matcher) -> None:
        self._file, self._matcher, self._settings = file, matcher, _settings_of(matcher)
        self._known: dict[str, bytes] = {}  # path to line: a third of what the parsed line would take
        self.others = 0
        line = BEGIN
        with open(file.fileno(), "rb", closefd=False) as lines:  # the same open file, buffered
            for number, line in enumerate(lines):
                if number == 0 and not line.startswith(BEGIN[: len(line)]):
                    raise JournalError(name, "holds something else; name a file of its own for the journal")
                self._take(line)
        if not line.endswith(b"\n") and line != BEGIN:
            file.write(b"\n")  # the last scan was killed in the middle of a line

    def _take(self, line: bytes) -> None:
        """Take in a line of an earlier scan, if it counts."""
        try:
            row = json.loads(line)
        except ValueError:  # cut off
            row = {}
        if row.get("settings") == self._settings:
            self._known[row["path"]] = line
        else:
            self.others += 1

    def __len__(self) -> int:
        """Count the files that are finished."""
        return len(self._known)

    def __str__(self) -> str:
        others = f"; {self.others} more were cut off, or finished with another list or settings" if self.others else ""
        return f"{len(self)} files are finished and not examined again unless changed{others}"

    def result(self, found: Found) -> FileResult | None:
        """Return what became of a file, if that is known and the file has not changed since."""
        row = json.loads(self._known.get(found.path, b"null"))
        if row is None or found.stamp is None or tuple(row["stamp"]) != found.stamp:
            return None
        matches = tuple(self._match(each) for each in row["matches"])
        set_aside = tuple(self._match(each) for each in row["set_aside"])
        return FileResult(found.path, found.size, FileOutcome(row["outcome"]), matches, set_aside, row["reason"])

    def record(self, found: Found, result: FileResult) -> None:
        """Write down what became of a file, unless it should be tried again."""
        if found.stamp is None or (result.reason is not None and result.outcome is not FileOutcome.SKIPPED):
            return
        row = {
            "settings": self._settings,
            "path": found.path,
            "stamp": found.stamp,
            "outcome": result.outcome,
            "reason": result.reason,
            "matches": [_cells(match) for match in result.matches],
            "set_aside": [_cells(match) for match in result.set_aside],
        }
        self._file.write(json.dumps(row).encode("ascii") + b"\n")  # unbuffered: a kill cuts at most this line

    def _match(self, cells: dict[str, Any]) -> Match:
        """Return the match of a line; its entry is asked of the collection by its id."""
        variant, doubt = cells.pop("variant"), cells.pop("doubt")
        undone = Variant(
            Orientation(variant["orientation"]),
            Stage(variant["stage"]),
            None if variant["box"] is None else tuple(variant["box"]),
            variant["degrees"],
        )
        entry = self._matcher.collection.entry(cells["entry_id"])
        return Match(entry=entry, variant=undone, doubt=None if doubt is None else Doubt(doubt), **cells)


def _cells(match: Match) -> dict[str, object]:
    """Return what a line keeps of a match: the entry by its id, everything else as it is."""
    kept = {field.name: getattr(match, field.name) for field in fields(match) if field.name != "entry"}
    return kept | {"variant": asdict(match.variant)}


@contextmanager
def open_journal(path: str | os.PathLike[str], matcher: Matcher) -> Iterator[Journal]:
    """Open a journal, made if missing, readable by its owner only.

    Raises
    ------
    JournalError
        If the file holds something else, or cannot be written.
    """
    name = os.fsdecode(path)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise JournalError(name, f"cannot be written ({error.strerror})") from error
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        yield Journal(file, name, matcher)


def _settings_of(matcher: Matcher) -> str:
    """Return a digest of everything that decides an answer: what is searched, settings, versions."""
    versions = [importlib.metadata.version(name) for name in DECISIVE]
    settings = (matcher.hash_types, matcher.radii, matcher.settings, matcher.rules.judging.second_radius)
    return hashlib.sha256(repr((versions, settings, matcher.collection.token)).encode()).hexdigest()
