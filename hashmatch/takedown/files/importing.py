"""A file of events into a ledger: all or nothing, or all but the bad lines."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from hashmatch.errors import BadEventError
from hashmatch.takedown.event import Event, EventKind, Place, parse_event
from hashmatch.takedown.files.chain import ChainReader
from hashmatch.takedown.files.lines import read_lines
from hashmatch.takedown.files.records import LEDGER_COLUMNS, csv_records, json_records
from hashmatch.takedown.ledger import Ledger
from hashmatch.takedown.ledger.checkpoint import Checkpoint
from hashmatch.takedown.ledger.ledger import conflict_text
from hashmatch.takedown.regime import Regime

__all__ = ["Imported", "Reading", "import_chain", "import_events"]

BATCH = 1000  # records appended together

OnBad = Callable[[BadEventError], None]
Parsed = tuple[Place, Event, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's events."""

    new: int
    known: int
    bad: int  # left out, with `on_bad`


@dataclass(frozen=True, slots=True)
class Reading:
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
    """

    name: str
    as_csv: bool
    regimes: Mapping[str, Regime]
    tz: ZoneInfo | None = None


def import_events(
    ledger: Ledger,
    stream: BinaryIO,
    how: Reading,
    *,
    now: datetime,
    on_bad: OnBad | None = None,
    report: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Store the events of a file, in one transaction.

    Parameters
    ----------
    stream : BinaryIO
        Plain or gz.
    now : datetime
        When the ledger learns of them.
    on_bad : callable, optional
        Called with each bad line, which is then left out. Without it the first one ends the import.
    report : callable
        Called with the number of records read since the last call.

    Raises
    ------
    BadEventError
        At the first bad line, without `on_bad`; nothing is stored then.
    """
    refuse = _Refuse(on_bad)
    new = known = 0
    with ledger.appending(now) as appender:
        for batch in _batches(_parsed(stream, how, refuse)):
            added = appender.add([event for _, event, _ in batch])
            for index in added.conflicts:
                place, event, _ = batch[index]
                refuse(BadEventError(*place, "id", conflict_text(event)))
            new, known = new + added.new, known + added.known
            report(len(batch))
    return Imported(new, known, refuse.count)


def import_chain(
    ledger: Ledger,
    stream: BinaryIO,
    how: Reading,
    *,
    now: datetime,
    expect: Checkpoint | None = None,
    report: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Store the events of an export whose chain is whole, in one transaction.

    An empty ledger takes over the chain as it is, so that heads deposited before stay good; any other stores the events
    that it does not know at its own end.

    Parameters
    ----------
    expect : Checkpoint, optional
        Of the exported ledger. Without it, a file that was cut off at the end is not noticed.

    Raises
    ------
    BadEventError
        At the first line that is bad or does not follow from the one before; nothing is stored then.
    BadProofError
        If the file does not go on from `expect`.
    """
    chain = ChainReader(expect)
    new = known = 0
    with ledger.appending(now) as appender:
        restores = appender.count == 0
        for batch in _batches(_parsed(stream, how, _Refuse(None))):
            entries = [chain.check(event, record, place) for place, event, record in batch]
            if restores:
                appender.restore(entries)
                new += len(entries)
            else:
                added = appender.add([event for _, event, _ in batch])
                for index in added.conflicts:
                    raise BadEventError(*batch[index][0], "id", conflict_text(batch[index][1]))
                new, known = new + added.new, known + added.known
            report(len(batch))
        chain.close(how.name)
    return Imported(new, known, 0)


class _Refuse:
    """What is done about a bad line: raised, or told and counted."""

    def __init__(self, on_bad: OnBad | None) -> None:
        self._on_bad = on_bad
        self.count = 0

    def __call__(self, error: BadEventError) -> None:
        if self._on_bad is None:
            raise error
        self._on_bad(error)
        self.count += 1


def _parsed(stream: BinaryIO, how: Reading, refuse: _Refuse) -> Iterator[Parsed]:
    """Yield the events of a file with their places and records."""
    split = csv_records if how.as_csv else json_records
    for number, record in split(read_lines(stream, how.name), how.name):
        place = Place(how.name, number)
        try:
            if isinstance(record, BadEventError):
                raise record
            yield place, _event(record, place, how), record
        except BadEventError as error:
            refuse(error)


def _event(record: Mapping[str, Any], place: Place, how: Reading) -> Event:
    fields = {name: value for name, value in record.items() if name not in LEDGER_COLUMNS}
    own = "chain" in record  # our export: what it holds was accepted once
    event = parse_event(fields, place=place, tz=how.tz, regimes=how.regimes, disabled_too=own)
    if event.kind is EventKind.ERASED and not own:
        raise BadEventError(
            *place, "event", "nothing is erased by an import; remove the line, use 'hashmatch audit erase'"
        )
    return event


def _batches(events: Iterator[Parsed]) -> Iterator[list[Parsed]]:
    while batch := list(islice(events, BATCH)):
        yield batch
