"""Processes that touch hostile files, so that this one does not.

A worker gets a path and gives back a query: hashes, or the reason why there are none. It never sees the list. If a
decoder crashes or hangs in it, only that file is lost.
"""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TYPE_CHECKING, Self

from hashmatch.errors import DecoderCrashError, HashmatchError, TooSlowError, WorkersDiedError
from hashmatch.hashing import Query, QueryOptions, query_of

if TYPE_CHECKING:
    from pebble import ProcessFuture

AHEAD = 4  # files a worker should have waiting: keeps it busy, and memory flat on endless trees
SECONDS = 120.0


class Workers:
    """A pool of `jobs` processes; use it as a context, and each file costs its own result only.

    Parameters
    ----------
    jobs : int
        Files hashed at once.
    seconds : float
        The longest that one file may take.
    """

    def __init__(self, jobs: int, seconds: float) -> None:
        from pebble import ProcessPool

        # Spawned, not forked: a fork copies locks that threads of this process may hold.
        self._pool = ProcessPool(max_workers=jobs, context=multiprocessing.get_context("spawn"))
        self._seconds = seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble has not typed it
        self._pool.join()

    def submit(self, path: str, hash_types: Sequence[str], options: QueryOptions) -> "ProcessFuture[Query]":
        """Begin to hash one file."""
        try:
            return self._pool.schedule(query_of, args=(path, tuple(hash_types), options), timeout=self._seconds)
        except RuntimeError as error:  # the pool has given up
            raise WorkersDiedError from error

    def result(self, path: str, hashes: "ProcessFuture[Query] | Query") -> Query:
        """Wait for a query, if it is not there yet; whatever a file does to its worker is the file's problem."""
        from pebble import ProcessExpired

        if isinstance(hashes, Query):
            return hashes
        try:
            return hashes.result()
        except FutureTimeoutError:
            return Query(path, {}, TooSlowError(path, self._seconds))
        except ProcessExpired as error:
            return Query(path, {}, DecoderCrashError(path, str(error)))
        except BrokenProcessPool as error:
            raise WorkersDiedError from error
        except HashmatchError:
            raise  # a setting, not the file
        except (Exception, SystemExit) as bug:  # noqa: BLE001 - decoders and other packages' hash types raise anything
            return Query(path, {}, DecoderCrashError(path, type(bug).__name__))  # no text of it: it could hold a hash
