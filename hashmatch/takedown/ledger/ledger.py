"""The ledger as programs use it: open it, append events, read them back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Self

from sqlalchemy import Connection, Engine

from hashmatch.errors import EventConflictError, HashmatchError, NoLedgerError
from hashmatch.takedown.cases.obligation import Obligation
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.ledger import obligations as folded
from hashmatch.takedown.ledger import read
from hashmatch.takedown.ledger.append import Appender
from hashmatch.takedown.ledger.connect import engine_for, reading, vacuum_private, writing
from hashmatch.takedown.ledger.obligations import Wanted
from hashmatch.takedown.ledger.read import Recorded
from hashmatch.takedown.ledger.schema import VERSION, migrate, version_of
from hashmatch.takedown.rules.regime import Regime
from hashmatch.takedown.times import stamp

BATCH = 1000  # events appended together


@dataclass(frozen=True, slots=True)
class AppendResult:
    """How many events were stored, and how many the ledger had already."""

    new: int
    known: int


class Ledger:
    """An append-only record of events in SQLite or PostgreSQL; safe to use from many threads and processes.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from hashmatch.takedown import Event, load_regimes, parse_time
    >>> at = parse_time("2026-11-02T10:00Z")
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/ledger.db", create=True) as ledger:
    ...     report = Event.reported(item="bee", platform="host", location="https://host/bee.jpg", at=at)
    ...     notice = Event.notified(notice="US-1", items=["bee"], platform="host", regime="us-tida-2025", at=at)
    ...     ledger.append([report, notice], recorded_at=at)
    ...     [recorded.event.kind.value for recorded in ledger.events(item="bee")]
    ...     [one.clock.due.isoformat() for one in ledger.obligations(load_regimes())]
    AppendResult(new=2, known=0)
    ['reported', 'notified']
    ['2026-11-04T10:00:00+00:00']
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Self:
        """Open a ledger by URL or bare path.

        Parameters
        ----------
        url : str
            ``sqlite:///file.db``, a bare path, or ``postgresql://user@host/database``.
        create : bool
            Make the ledger if there is none, and bring an older one to this version.

        Raises
        ------
        LedgerError
            If there is none and `create` is false, or something else is there.
        """
        ledger = cls(engine_for(url, create=create))
        try:
            ledger._prepare(create=create)
        except HashmatchError:
            ledger.close()
            raise
        return ledger

    def _prepare(self, *, create: bool) -> None:
        """Make the tables or bring them to this version, unless they are there."""
        with self.reading() as connection:
            found = version_of(connection)
        if found == 0 and not create:
            raise NoLedgerError(self.name, "no ledger is here; correct the name, or make one by import or report")
        if found != VERSION:
            with self.writing() as connection:
                migrate(connection)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The URL without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def reading(self) -> AbstractContextManager[Connection]:
        """Hold one snapshot, for `verify`, `prove_item` and the like."""
        return reading(self._engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """Hold the one writers' lock in a transaction, which an error undoes."""
        return writing(self._engine)

    def vacuum(self) -> None:
        """Make erased words leave the database's own files as far as the engine can."""
        vacuum_private(self._engine)

    def append(self, events: Iterable[Event], *, recorded_at: datetime) -> AppendResult:
        """Store events: all, or after an error none. Returns when they are durable.

        Raises
        ------
        EventConflictError
            If the ledger has an event's id with other content.
        EventError
            If an event is wrong: one read back from an older or damaged ledger may be.
        BadTimeError
            If `recorded_at` has no offset from UTC.
        """
        new = known = 0
        with self.appending(recorded_at) as appender:
            for batch in _batches(events):
                added = appender.add(batch)
                for index in added.conflicts:
                    raise EventConflictError(self.name, conflict_text(batch[index].id))
                new, known = new + added.new, known + added.known
        return AppendResult(new, known)

    @contextmanager
    def appending(self, recorded_at: datetime) -> Iterator[Appender]:
        """Append in one transaction, batch by batch; leaving with an error stores nothing."""
        with writing(self._engine) as connection:
            yield Appender(connection, stamp(recorded_at))

    def events(self, *, item: str | None = None, notice: str | None = None) -> Iterator[Recorded]:
        """Yield events in the order of the chain: all, those that touch an item, or those of a notice.

        An item is touched by its own events and by those of every notice that names it.
        """
        with reading(self._engine) as connection:
            if item is not None:
                found: Iterable[read.Stored] = read.events_of_item(connection, item)
            elif notice is not None:
                found = read.events_of_notice(connection, notice)
            else:
                found = read.all_events(connection)
            for stored in found:
                yield stored.recorded()

    def obligations(
        self,
        regimes: Mapping[str, Regime],
        wanted: Wanted = Wanted(),
    ) -> Iterator[Obligation]:
        """Yield the obligations wanted, as the events and `regimes` give them now; in the order of `folded.find`."""
        self.refresh(regimes)
        with reading(self._engine) as connection:
            yield from folded.find(connection, wanted, regimes)

    def refresh(
        self, regimes: Mapping[str, Regime], report: folded.Report = lambda _: None, *, all_again: bool = False
    ) -> None:
        """Fold what has happened since the last time; with `all_again`, everything from the first event on."""
        with reading(self._engine) as connection:
            if not all_again and folded.is_fresh(connection, regimes):
                return
        with writing(self._engine) as connection:
            folded.refresh(connection, regimes, report, all_again=all_again)

    def differences(self, regimes: Mapping[str, Regime], report: folded.Report = lambda _: None) -> Iterator[str]:
        """Compare the stored state with a fresh fold; yield a sentence for each row that differs."""
        self.refresh(regimes)
        with reading(self._engine) as connection:
            yield from folded.differences(connection, regimes, report)

    def __len__(self) -> int:
        with reading(self._engine) as connection:
            return read.count_of(connection)


def conflict_text(event_id: str | None) -> str:
    """Say that an id is taken by another event, and what to do."""
    return f"id {event_id!r} belongs to an event with other content; give the new event another id, or none"


def _batches(events: Iterable[Event]) -> Iterator[Sequence[Event]]:
    source = iter(events)
    while batch := list(islice(source, BATCH)):
        yield batch
