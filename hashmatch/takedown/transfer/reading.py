"""Records to events, and on to what the chain takes; of a large file in a process beside this one."""

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any, BinaryIO, TypeVar
from zoneinfo import ZoneInfo

from hashmatch.errors import BadEventError
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.events.parsing import Place, parse_event
from hashmatch.takedown.events.records import LEDGER_COLUMNS, Line, Numbered, csv_records, json_record
from hashmatch.takedown.ledger.entry import Draft, draft_of
from hashmatch.takedown.rules.regime import Regime
from hashmatch.takedown.transfer.lines import read_lines

T = TypeVar("T")
Drafted = tuple[int, Draft | BadEventError]

BATCH = 1000  # records taken together
FEW = 20  # batches that are read here: a process beside takes half a second to start
AHEAD = 4  # batches that it may be ahead


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is read.

    Attributes
    ----------
    name : str
        What errors call the file.
    as_csv : bool
        Rows instead of JSON Lines.
    tz : ZoneInfo, optional
        The zone of times that carry no offset; without it they are refused.
    regimes : mapping of str to Regime
        Those that a notice may be under.
    beside : bool
        Read a large file in a process beside this one, on a second core. A script that asks for it must be importable:
        guard its body by ``if __name__ == "__main__"``, as for any use of `multiprocessing`.
    """

    name: str
    as_csv: bool
    regimes: Mapping[str, Regime]
    tz: ZoneInfo | None = None
    beside: bool = False


def events_of(stream: BinaryIO, how: ImportOptions) -> Iterator[tuple[Place, Event, Mapping[str, Any]]]:
    """Yield the events of a file with their places and records; raise at the first bad one."""
    for number, raw in _raw(stream, how):
        record = _record(raw, how, number)
        if record is not None:
            place = Place(how.name, number)
            yield place, _event(record, place, how), record


def drafts_of(stream: BinaryIO, how: ImportOptions) -> Iterator[list[Drafted]]:
    """Yield the events of a file, made ready for the chain, in batches and in order; or what is wrong with them."""
    batches = batches_of(_raw(stream, how), BATCH)
    for batch in islice(batches, FEW if how.beside else None):
        yield _drafts(batch, how)
    first = next(batches, None)
    if first is None:
        return
    portable = replace(how, regimes=dict(how.regimes))  # a read-only view does not travel
    waiting: deque[Future[list[Drafted]]] = deque()
    with ProcessPoolExecutor(1, get_context("spawn"), _remember, (portable,)) as pool:
        waiting.append(pool.submit(_drafts_beside, first))
        try:
            for batch in batches:
                waiting.append(pool.submit(_drafts_beside, batch))
                if len(waiting) > AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise BadEventError(how.name, None, "file", "the process that read it was killed; import again") from error


_how: list[ImportOptions] = []  # in the process beside: how it was told to read, once


def _remember(how: ImportOptions) -> None:
    _how.append(how)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Without this, the process beside would wait for ever for a parent that was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _drafts_beside(batch: list[Line | Numbered]) -> list[Drafted]:
    return _drafts(batch, _how[0])


def _drafts(batch: Iterable[Line | Numbered], how: ImportOptions) -> list[Drafted]:
    drafts: list[Drafted] = []
    for number, raw in batch:
        try:
            record = _record(raw, how, number)
            if record is not None:
                drafts.append((number, draft_of(_event(record, Place(how.name, number), how))))
        except BadEventError as error:
            drafts.append((number, error))
    return drafts


def _raw(stream: BinaryIO, how: ImportOptions) -> Iterator[Line | Numbered]:
    lines = read_lines(stream, how.name)
    return csv_records(lines, how.name) if how.as_csv else lines


def _record(raw: str | dict[str, Any] | BadEventError, how: ImportOptions, number: int) -> Mapping[str, Any] | None:
    """Return a line's record, or None for a blank line."""
    if isinstance(raw, BadEventError):
        raise raw
    if isinstance(raw, dict):
        return raw
    return None if raw.isspace() else json_record(raw, how.name, number)


def _event(record: Mapping[str, Any], place: Place, how: ImportOptions) -> Event:
    own = "chain" in record  # our export: what it holds was accepted once
    fields = record
    if not record.keys().isdisjoint(LEDGER_COLUMNS):
        fields = {name: value for name, value in record.items() if name not in LEDGER_COLUMNS}
    event = parse_event(fields, place=place, tz=how.tz, regimes=how.regimes, disabled_too=own)
    if event.kind is EventKind.ERASED and not own:
        problem = "nothing is erased by an import; remove the line, use 'hashmatch audit erase'"
        raise BadEventError(*place, "event", problem)
    return event


def batches_of(source: Iterator[T], size: int) -> Iterator[list[T]]:
    """Yield lists of `size` elements, the last one shorter."""
    while batch := list(islice(source, size)):
        yield batch
