"""Reading events back: in the order of the chain, or all that touch an item or notice; memory stays flat."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Connection, Select, select

from hashmatch.errors import DamagedLedgerError
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.parsing import from_record
from hashmatch.takedown.ledger.entry import ChainEntry, read_entry
from hashmatch.takedown.ledger.schema import events, named, private, state

BATCH = 1000  # events read together


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event, and what the ledger knows about it."""

    seq: int  # its place in the chain, from 0
    hash: str  # SHA-256 of its entry, by which `audit erase` and proofs name it
    recorded_at: datetime
    event: Event
    erased: bool  # its words were erased


@dataclass(frozen=True, slots=True)
class Stored:
    """All rows of one event, not checked."""

    seq: int
    item: str | None
    text: str
    entry: ChainEntry
    items: tuple[str, ...]
    item_salts: tuple[bytes, ...]
    private: str | None
    private_salt: bytes | None

    @property
    def hash(self) -> str:
        """SHA-256 of the entry."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def names_nothing(self) -> bool:
        """Whether the event names no item by itself."""
        return self.item is None and not self.items

    @property
    def erased(self) -> bool:
        """Whether the words of the entry were erased."""
        return self.entry.private is not None and self.private is None

    def record(self) -> dict[str, Any]:
        """Return the event's record, less what was erased."""
        record = cast(dict[str, Any], json.loads(self.entry.content))
        if self.items:
            record["items"] = list(self.items)
        if self.private is not None:
            record.update(json.loads(self.private))
        return record

    def recorded(self) -> Recorded:
        """Return the event as users of the library see it."""
        moment = datetime.fromisoformat(self.entry.recorded_at)
        return Recorded(self.seq, self.hash, moment, from_record(self.record()), self.erased)


def count_of(connection: Connection) -> int:
    """Return how many events there are."""
    count: int = connection.execute(select(state.c.count)).scalar_one()
    return count


def all_events(connection: Connection, start: int = 0, stop: int | None = None) -> Iterator[Stored]:
    """Yield the events from `start` to before `stop`, in the order of the chain."""
    stop = count_of(connection) if stop is None else stop
    for first in range(start, stop, BATCH):
        last = min(first + BATCH, stop) - 1
        yield from _load(connection, partial(_between, first, last))


def stored_events(connection: Connection, seqs: Iterable[int], *, words: bool = True) -> Iterator[Stored]:
    """Yield these events, in the order of the chain; numbers without an event are skipped.

    Without `words` the private parts are left out, as if erased: a fold does not need them.
    """
    ordered = sorted(seqs)
    for start in range(0, len(ordered), BATCH):
        part = ordered[start : start + BATCH]
        yield from _load(connection, partial(_among, part), words=words)


def _between(first: int, last: int, seq: Column[int]) -> ColumnElement[bool]:
    return seq.between(first, last)


def _among(seqs: Sequence[int], seq: Column[int]) -> ColumnElement[bool]:
    return seq.in_(seqs)


def _load(
    connection: Connection, chosen: Callable[[Column[int]], ColumnElement[bool]], *, words: bool = True
) -> Iterator[Stored]:
    """Join the three tables here: a join in SQL would repeat the entry for every item of a notice."""
    entries = connection.execute(
        select(events.c.seq, events.c.item, events.c.entry).where(chosen(events.c.seq)).order_by(events.c.seq)
    ).all()
    items = defaultdict(list)
    for seq, item, salt in connection.execute(
        select(named.c.seq, named.c.item, named.c.salt)
        .where(chosen(named.c.seq))
        .order_by(named.c.seq, named.c.position)
    ):
        items[seq].append((item, salt))
    bodies = {}
    if words:
        found = select(private.c.seq, private.c.body, private.c.salt).where(chosen(private.c.seq))
        bodies = {seq: (body, salt) for seq, body, salt in connection.execute(found)}
    for seq, item, text in entries:
        entry = read_entry(text)
        if entry is None:
            raise DamagedLedgerError(
                f"event {seq}", "its entry is not in the ledger's format; run 'hashmatch audit verify'"
            )
        names = items.get(seq, ())
        body, salt = bodies.get(seq, (None, None))
        yield Stored(seq, item, text, entry, tuple(n for n, _ in names), tuple(s for _, s in names), body, salt)


def events_of_notice(connection: Connection, notice: str) -> Iterator[Stored]:
    """Yield the events that carry this notice."""
    found = connection.execute(select(events.c.seq).where(events.c.notice == notice)).scalars()
    return stored_events(connection, found.all())


def events_of_item(connection: Connection, item: str) -> list[Stored]:
    """Return the events that touch `item`: its own, under each of its ids, and those of every notice that names it."""
    return events_touching(connection, same_items(connection, [item]))


def same_items(connection: Connection, items: Iterable[str]) -> set[str]:
    """Return all ids of these few hundred items: ids that were reported at one location name one item."""
    known: set[str] = set()
    new = set(items)
    while new:
        known |= new
        places = _found(connection, select(events.c.place).where(events.c.place.is_not(None)), events.c.item, new)
        new = set(_found(connection, select(events.c.item), events.c.place, places)) - known
    return known


def events_touching(connection: Connection, items: Collection[str], *, words: bool = True) -> list[Stored]:
    """Return the events of some ids and of the notices that name them; in order, and as `stored_events` gives them."""
    own = set(_found(connection, select(events.c.seq), events.c.item, items))
    own.update(_found(connection, select(named.c.seq), named.c.item, items))
    naming = select(events.c.notice).join(named, named.c.seq == events.c.seq)
    notices = set(_found(connection, naming, named.c.item, items))
    of_notices = set(_found(connection, select(events.c.seq), events.c.notice, notices))
    stored = stored_events(connection, own | of_notices, words=words)
    # An event of a notice that names items is about those alone.
    return [event for event in stored if event.seq in own or event.names_nothing]


def named_items(connection: Connection, size: int) -> Iterator[list[str]]:
    """Yield the items that notices name, sorted, in lists of at most `size`."""
    query = select(named.c.item).distinct().order_by(named.c.item).limit(size)
    items = list(connection.execute(query).scalars())
    while items:
        yield items
        items = list(connection.execute(query.where(named.c.item > items[-1])).scalars())


def items_of_notices(connection: Connection, notices: Iterable[str]) -> set[str]:
    """Return the items that these notices name."""
    query = select(named.c.item).join(events, events.c.seq == named.c.seq)
    return set(_found(connection, query, events.c.notice, notices))


def _found(connection: Connection, query: Select[Any], column: Column[Any], values: Iterable[Any]) -> list[Any]:
    """Run `query` for all of `values` of `column`."""
    wanted = sorted(set(values))
    parts = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
    return [found for part in parts for found in connection.execute(query.where(column.in_(part))).scalars()]
