"""Processes that touch hostile files, so that this one does not.

A worker is given a function and its arguments, and gives back what the function returns. It never sees the hash list.
If a decoder crashes or hangs in it, only that one task is lost.
"""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar

from hashmatch.errors import DecoderCrashError, HashmatchError, TooSlowError, WorkersDiedError

if TYPE_CHECKING:
    from pebble import ProcessFuture

P = ParamSpec("P")
T = TypeVar("T")

AHEAD = 4  # tasks that each worker should have waiting: they keep it busy, and memory flat on endless trees
SECONDS = 120.0


class Workers:
    """A pool of `jobs` processes; use it as a context.

    Parameters
    ----------
    jobs : int
        Tasks done at once.
    seconds : float
        The longest that one task may take.
    """

    def __init__(self, jobs: int, seconds: float = SECONDS) -> None:
        from pebble import ProcessPool

        # Spawned, not forked: a fork copies locks that threads of this process may hold.
        self._pool = ProcessPool(max_workers=jobs, context=multiprocessing.get_context("spawn"))
        self.seconds = seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble has not typed it
        self._pool.join()

    def submit(self, name: str, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Task[T]":
        """Begin to call `function` in a worker.

        Parameters
        ----------
        name : str
            What errors call the task: the file it is about.
        function
            Importable by name; its arguments and its result are picklable.
        """
        return self.submit_within(self.seconds, name, function, *args, **kwargs)

    def submit_within(
        self, seconds: float, name: str, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> "Task[T]":
        """Begin to call `function`, with a time limit of its own."""
        try:
            future = self._pool.schedule(_timed, args=(function, args, kwargs), timeout=seconds)
        except RuntimeError as error:  # the pool has given up
            raise WorkersDiedError from error
        return Task(name, future, self.seconds)


def _timed(function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[T, float]:
    """Call `function` in the worker, and return its result and the seconds that it took."""
    begun = time.monotonic()
    return function(*args, **kwargs), time.monotonic() - begun


class Task(Generic[T]):
    """One call on its way; `Workers.submit` makes it."""

    def __init__(self, name: str, future: "ProcessFuture[tuple[T, float]]", limit: float) -> None:
        self._name, self._future, self._limit = name, future, limit
        self.seconds = 0.0  # that it took, once `result` is there

    def when_done(self, call: Callable[[], None]) -> None:
        """Call back, in a thread of the pool, once there is a result or an error."""
        self._future.add_done_callback(lambda _: call())

    def result(self) -> T:
        """Wait for what the function returned.

        Raises
        ------
        TooSlowError, DecoderCrashError
            If the task took too long, or its process died of it.
        WorkersDiedError
            If no worker stays alive.
        HashmatchError
            Whatever of these the function raised.
        """
        from pebble import ProcessExpired

        try:
            value, self.seconds = self._future.result()
        except FutureTimeoutError as error:
            raise TooSlowError(self._name, self._limit) from error
        except ProcessExpired as error:
            raise DecoderCrashError(self._name, str(error)) from error
        except BrokenProcessPool as error:
            raise WorkersDiedError from error
        except HashmatchError:
            raise
        except (Exception, SystemExit) as bug:  # noqa: BLE001 - decoders and other packages' hash types raise anything
            raise DecoderCrashError(self._name, type(bug).__name__) from None  # no text of it: it could hold a hash
        return value
