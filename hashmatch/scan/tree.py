"""Scan folders: walk, hash in worker processes, look up here. The worker processes never see the hash list."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from typing import TypeAlias

from hashmatch.errors import EmptyMediaError, HashmatchError, NotAPictureError, NotARegularFileError
from hashmatch.hashing import Fidelity, Query, hash_source
from hashmatch.isolation import SECONDS, Task, Workers
from hashmatch.matcher import Examination, Matcher
from hashmatch.scan.hashing_task import query_of
from hashmatch.scan.journal import Journal
from hashmatch.scan.results import FileOutcome, FileResult, reason_of
from hashmatch.scan.walker import Found, walk

FILES_AHEAD = 16  # files under way for each worker: enough that none waits while others are asked again
HOLDS_NO_PICTURE = (NotAPictureError, EmptyMediaError, NotARegularFileError)


def scan_tree(
    paths: Iterable[str | os.PathLike[str]],
    matcher: Matcher,
    *,
    jobs: int | None = None,
    seconds: float = SECONDS,
    journal: Journal | None = None,
) -> Iterator[FileResult]:
    """Examine every file in folders, in the order of their names.

    Call it below ``if __name__ == "__main__":`` in a script: its worker processes import that script too.

    Parameters
    ----------
    paths : iterable of path
        Folders and files.
    matcher : Matcher
        Media are hashed as it says, but by fast hashes first where these can decide.
    jobs : int, optional
        Worker processes; by default one for each processor.
    seconds : float
        The longest that one file may take.
    journal : Journal, optional
        From `open_journal`, with the same matcher: what it knows is not examined again, what is finished goes into it.

    Yields
    ------
    FileResult
        One for every file met, whatever happens to it.
    """
    workers = jobs or os.cpu_count() or 1
    with Workers(workers, seconds) as pool:
        for file in _decided(_files(paths, matcher, journal), pool, workers * FILES_AHEAD):
            result = file.result or _result(file.found, file.inquiry.examination)
            if journal is not None and file.result is None:
                journal.record(file.found, result)
            yield result


class _File:
    """A file under way: its result where that is known, else the inquiry and the hashes that were asked for last."""

    def __init__(self, found: Found, matcher: Matcher, result: FileResult | None) -> None:
        self.found, self.result = found, result
        self.inquiry = matcher.inquiry(name=found.path, fidelity=Fidelity.FAST)
        self._hashing: Task[Query] | None = None

    @property
    def is_decided(self) -> bool:
        """Whether nothing more is asked of the file."""
        return self.result is not None or self.inquiry.wanted is None

    def ask(self, pool: Workers, answered: "Answered") -> None:
        """Begin to hash the file as the inquiry wants; it goes into `answered` when that is done."""
        path, wanted = self.found.path, self.inquiry.wanted
        if self.result is None and wanted is not None:
            self._hashing = pool.submit(path, hash_source, path, wanted)
            self._hashing.when_done(lambda: answered.put(self))

    def take(self) -> None:
        """Tell the inquiry what was hashed."""
        wanted = self.inquiry.wanted
        if self._hashing is None or wanted is None:
            return
        self.inquiry.tell(query_of(self._hashing, self.found.path, wanted))


Answered: TypeAlias = "SimpleQueue[_File]"


def _files(paths: Iterable[str | os.PathLike[str]], matcher: Matcher, journal: Journal | None) -> Iterator[_File]:
    """Yield every file, with its result where the journal knows it or there is nothing to hash."""
    for found in walk(paths):
        known = None if journal is None else journal.result(found)
        if known is None and found.problem is not None:
            outcome = FileOutcome.SKIPPED if found.skipped else FileOutcome.FAILED
            known = FileResult(found.path, found.size, outcome, reason=found.problem)
        yield _File(found, matcher, known)


def _decided(files: Iterator[_File], pool: Workers, ahead: int) -> Iterator[_File]:
    """Yield files in order, each once it is decided, with up to `ahead` under way; each is asked until then."""
    answered: Answered = SimpleQueue()
    held: deque[_File] = deque()
    while True:
        while len(held) < ahead and (file := next(files, None)) is not None:
            held.append(file)
            file.ask(pool, answered)
        if not held:
            return
        if held[0].is_decided:
            yield held.popleft()
            continue
        file = answered.get()
        file.take()
        file.ask(pool, answered)


def _result(found: Found, seen: Examination) -> FileResult:
    """Say what became of a file that was examined."""
    reason = None if seen.problem is None else reason_of(seen.problem)
    outcome = outcome_of(bool(seen.matches), seen.problem)
    return FileResult(found.path, found.size, outcome, seen.matches, seen.set_aside, reason)


def outcome_of(matched: bool, problem: HashmatchError | None) -> FileOutcome:
    """Say what became of a file that was looked at."""
    if matched:
        return FileOutcome.MATCHED
    if problem is None:
        return FileOutcome.CLEAN
    return FileOutcome.SKIPPED if isinstance(problem, HOLDS_NO_PICTURE) else FileOutcome.FAILED
