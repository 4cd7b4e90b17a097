"""Scan folders: walk, hash in worker processes, look up here. The worker processes never see the hash list."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from typing import TypeAlias

from hashmatch.errors import EmptyMediaError, HashmatchError, NotAPictureError, NotARegularFileError
from hashmatch.hashing import Fidelity, Query, hash_source
from hashmatch.isolation import SECONDS, Task, Workers
from hashmatch.matcher import Examination, Inquiry, Matcher
from hashmatch.scan.hashing_task import query_of
from hashmatch.scan.journal import Journal
from hashmatch.scan.results import FileOutcome, FileResult, reason_of
from hashmatch.scan.walker import Found, walk

FILES_AHEAD = 16  # files under way for each worker: enough that none waits while others are asked again
LEAST_SECONDS = 0.1  # left to a file that has used up its time in earlier rounds
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
        The longest that one file may take, in all its rounds together.
    journal : Journal, optional
        From `open_journal`, with the same matcher: what it knows is not examined again, what is finished goes into it.

    Yields
    ------
    FileResult
        One for every file met, whatever happens to it.
    """
    workers = jobs or os.cpu_count() or 1
    with Workers(workers, seconds) as pool:
        for found, result, known in _decided(_files(paths, matcher, journal, seconds), pool, workers * FILES_AHEAD):
            if journal is not None and not known:
                journal.record(found, result)
            yield result


class _File:
    """A file under way: the inquiry and the hashes that were asked for last, until its result is known."""

    def __init__(self, found: Found, inquiry: Inquiry | None, result: FileResult | None, seconds: float) -> None:
        self.found, self.result = found, result
        self.was_known = result is not None
        self._inquiry, self._seconds_left = inquiry, seconds
        self._hashing: Task[Query] | None = None

    def ask(self, pool: Workers, answered: "Answered") -> None:
        """Begin to hash the file as the inquiry wants; it goes into `answered` when that is done."""
        if self._inquiry is None:
            return
        if self._inquiry.wanted is None:
            self.result = _result(self.found, self._inquiry.examination)
            self._inquiry = self._hashing = None  # hashes and pairs are held no longer than they are needed
            return
        path = self.found.path
        self._hashing = pool.submit_within(self._seconds_left, path, hash_source, path, self._inquiry.wanted)
        self._hashing.when_done(lambda: answered.put(self))

    def take(self) -> None:
        """Tell the inquiry what was hashed."""
        if self._inquiry is None or self._inquiry.wanted is None or self._hashing is None:
            return
        self._inquiry.tell(query_of(self._hashing, self.found.path, self._inquiry.wanted))
        self._seconds_left = max(self._seconds_left - self._hashing.seconds, LEAST_SECONDS)


Answered: TypeAlias = "SimpleQueue[_File]"


def _files(
    paths: Iterable[str | os.PathLike[str]], matcher: Matcher, journal: Journal | None, seconds: float
) -> Iterator[_File]:
    """Yield every file, with its result where the journal knows it or there is nothing to hash."""
    for found in walk(paths):
        known = None if journal is None else journal.result(found)
        if known is None and found.problem is not None:
            outcome = FileOutcome.SKIPPED if found.skipped else FileOutcome.FAILED
            known = FileResult(found.path, found.size, outcome, reason=found.problem)
        inquiry = None if known is not None else matcher.inquiry(name=found.path, fidelity=Fidelity.FAST)
        yield _File(found, inquiry, known, seconds)


def _decided(files: Iterator[_File], pool: Workers, ahead: int) -> Iterator[tuple[Found, FileResult, bool]]:
    """Yield files in order with their results, and whether these were known before; up to `ahead` are under way."""
    answered: Answered = SimpleQueue()
    held: deque[_File] = deque()
    while True:
        while len(held) < ahead and (file := next(files, None)) is not None:
            held.append(file)
            file.ask(pool, answered)
        if not held:
            return
        first = held[0]
        if first.result is not None:
            held.popleft()
            yield first.found, first.result, first.was_known
        else:
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
