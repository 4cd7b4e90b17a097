"""Scan folders: walk, hash in worker processes, look up here, settle near matches by exact hashes."""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from hashmatch.errors import EmptyMediaError, HashmatchError, NotAPictureError, NotARegularFileError
from hashmatch.hashing import Fidelity, Query
from hashmatch.isolation.lookahead import staged
from hashmatch.isolation.workers import AHEAD, SECONDS, Workers
from hashmatch.matcher import Matcher
from hashmatch.scan.journal import Journal
from hashmatch.scan.results import FileOutcome, FileResult, reason_of
from hashmatch.scan.walker import Found, walk

if TYPE_CHECKING:
    from pebble import ProcessFuture

# Fast orientations, exact ones, fast variants, exact ones, a second hash of what matched: few files need them all.
ROUNDS = 5
HOLDS_NO_PICTURE = (NotAPictureError, EmptyMediaError, NotARegularFileError)


class _Waiting(NamedTuple):
    """A file whose hashes are on their way, or there."""

    found: Found
    hashes: "ProcessFuture[Query] | Query | FileResult | None"  # a result that is known; None: nothing to hash


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
        Media are hashed as its `options` say, but by fast hashes first where these can decide.
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
        files = staged(_submitted(paths, matcher, pool, journal), workers * AHEAD)
        for _ in range(ROUNDS - 1):
            files = staged((_settle(waiting, matcher, pool) for waiting in files), workers * AHEAD)
        for waiting in files:
            result = _finished(waiting, matcher, pool)
            if journal is not None and result is not waiting.hashes:
                journal.record(waiting.found, result)
            yield result


def _submitted(
    paths: Iterable[str | os.PathLike[str]], matcher: Matcher, pool: Workers, journal: Journal | None
) -> Iterator[_Waiting]:
    """Begin to hash each file that the journal does not know, fast where that can do."""
    options = matcher.first_options(Fidelity.FAST)
    for found in walk(paths):
        known = None if journal is None else journal.result(found)
        if known is not None or found.problem:
            yield _Waiting(found, known)
        else:
            yield _Waiting(found, pool.submit(found.path, matcher.hash_types, options))


def _settle(waiting: _Waiting, matcher: Matcher, pool: Workers) -> _Waiting:
    """Look at a file's hashes, and begin to make the ones that must decide, if there are such."""
    found, hashes = waiting
    if hashes is None or isinstance(hashes, FileResult):
        return waiting
    query = pool.result(found.path, hashes)
    options = matcher.next_options(query)
    return _Waiting(found, query if options is None else pool.submit(found.path, matcher.hash_types, options))


def _finished(waiting: _Waiting, matcher: Matcher, pool: Workers) -> FileResult:
    """Look up a file's hashes, and say what became of it."""
    found, hashes = waiting
    path, size = found.path, found.size
    if isinstance(hashes, FileResult):
        return hashes
    if hashes is None:
        return FileResult(
            path, size, FileOutcome.SKIPPED if found.skipped else FileOutcome.FAILED, reason=found.problem
        )
    seen = matcher.look_up(pool.result(path, hashes))
    reason = None if seen.problem is None else reason_of(seen.problem)
    return FileResult(path, size, _outcome_of(bool(seen.matches), seen.problem), seen.matches, seen.doubtful, reason)


def _outcome_of(matched: bool, problem: HashmatchError | None) -> FileOutcome:
    """Say what became of a file that was looked at."""
    if matched:
        return FileOutcome.MATCHED
    if problem is None:
        return FileOutcome.CLEAN
    return FileOutcome.SKIPPED if isinstance(problem, HOLDS_NO_PICTURE) else FileOutcome.FAILED
