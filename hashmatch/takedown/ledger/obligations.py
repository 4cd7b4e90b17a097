"""Obligations kept in a table, so that what is due next need not be folded from millions of events.

The events are the truth; this table can be emptied at any time. It remembers up to which event and under which rules it
was folded, is brought up to date before it is read, and `differences` compares it with a fresh fold.
"""

import importlib.metadata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from hashmatch.takedown.cases.obligation import Obligation, obligations
from hashmatch.takedown.events.parsing import from_record
from hashmatch.takedown.ledger import obligation_text as facts
from hashmatch.takedown.ledger import read
from hashmatch.takedown.ledger.connect import insert_rows
from hashmatch.takedown.ledger.schema import folding
from hashmatch.takedown.ledger.schema import obligations as kept
from hashmatch.takedown.rules.regime import Regime

Regimes = Mapping[str, Regime]
Row = dict[str, Any]
Report = Callable[[int], None]  # called with the number of items folded since the last call

BATCH = 500  # items folded together
SLICE = 20_000  # new events whose items are gathered together
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which obligations to find; all, where nothing is given.

    A deadline lies in the window (both ends included) if it does so with or without `treat_as_valid`.
    """

    item: str | None = None
    notice: str | None = None
    platform: str | None = None
    regime: str | None = None
    due_from: datetime | None = None
    due_until: datetime | None = None


def find(connection: Connection, wanted: Wanted, regimes: Regimes) -> Iterator[Obligation]:
    """Yield the obligations wanted: by item and notice, or by their deadlines where a window is given."""
    query = select(kept.c.facts).where(*_conditions(connection, wanted, regimes))
    in_window = wanted.due_from is not None or wanted.due_until is not None
    order = (kept.c.due, kept.c.item, kept.c.notice) if in_window else (kept.c.item, kept.c.notice)
    for text in connection.execute(query.order_by(*order).execution_options(yield_per=BATCH)).scalars():
        yield facts.from_text(text)


def _conditions(connection: Connection, wanted: Wanted, regimes: Regimes) -> Iterator[ColumnElement[bool]]:
    if wanted.item is not None:
        yield kept.c.item.in_(read.same_items(connection, [wanted.item]))
    if wanted.notice is not None:
        yield kept.c.notice == wanted.notice
    if wanted.platform is not None:
        yield kept.c.platform == wanted.platform
    if wanted.regime is not None:
        versions = {regime.id for regime in regimes.values() if regime.family == wanted.regime}
        yield kept.c.regime.in_({wanted.regime, *versions})
    if wanted.due_from is not None or wanted.due_until is not None:
        first = _instant(wanted.due_from or EPOCH)
        last = _instant(wanted.due_until or datetime.max.replace(tzinfo=UTC))
        yield or_(kept.c.due.between(first, last), kept.c.due_if_valid.between(first, last))


def _instant(moment: datetime | None) -> int | None:
    """Return microseconds since 1970, which sort alike in every database."""
    return None if moment is None else (moment - EPOCH) // timedelta(microseconds=1)


# --- folding ---


def is_fresh(connection: Connection, regimes: Regimes) -> bool:
    """Whether nothing has happened since the last fold."""
    return _folded(connection) == (read.count_of(connection), _fingerprint(regimes))


def _folded(connection: Connection) -> tuple[int, str]:
    count, rules = connection.execute(select(folding.c.count, folding.c.rules)).one()
    return count, rules


def _fingerprint(regimes: Regimes) -> str:
    """Return what a fold depends on besides the events: the rules, and the packages that know days and zones."""
    versions = [importlib.metadata.version(name) for name in ("hashmatch", "holidays", "tzdata")]
    rules = [replace(regimes[name], file="") for name in sorted(regimes)]
    return sha256(repr((facts.VERSION, versions, rules)).encode()).hexdigest()


def refresh(
    connection: Connection, regimes: Regimes, report: Report = lambda _: None, *, all_again: bool = False
) -> None:
    """Bring the table up to date, in the transaction of `connection`, which must hold the writers' lock."""
    count = read.count_of(connection)
    folded, rules = _folded(connection)
    now = _fingerprint(regimes)
    # Many new events touch most items more than once: then each item is folded once, from the start.
    if all_again or rules != now or count - folded > max(SLICE, count // 4):
        connection.execute(delete(kept))
        batches: Iterable[Collection[str]] = read.named_items(connection, BATCH)
    else:
        batches = _touched(connection, folded, count)
    for items in batches:
        ids = read.same_items(connection, items)
        connection.execute(delete(kept).where(kept.c.item.in_(ids)))
        insert_rows(connection, kept, [_row(obligation) for obligation in _fold(connection, ids, regimes)])
        report(len(items))
    connection.execute(update(folding).values(count=count, rules=now))


def _touched(connection: Connection, start: int, stop: int) -> Iterator[list[str]]:
    """Yield batches of items that the events from `start` to before `stop` are about."""
    for first in range(start, stop, SLICE):
        items: set[str] = set()
        notices: set[str] = set()
        for stored in read.all_events(connection, first, min(first + SLICE, stop)):
            event = from_record(stored.record())
            items.update(event.about)
            if event.notice is not None and not event.about:
                notices.add(event.notice)
        items.update(read.items_of_notices(connection, notices))
        ordered = sorted(items)
        yield from (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))


def _fold(connection: Connection, ids: Collection[str], regimes: Regimes) -> tuple[Obligation, ...]:
    events = [from_record(stored.record()) for stored in read.events_touching(connection, ids, words=False)]
    return obligations(events, regimes, items=ids)


def _row(obligation: Obligation) -> Row:
    return {
        "item": obligation.item,
        "notice": obligation.notice,
        "platform": obligation.platform,
        "regime": obligation.regime,
        "due": _instant(obligation.clock.due),
        "due_if_valid": _instant(obligation.clock_if_valid.due),
        "facts": facts.to_text(obligation),
    }


def differences(connection: Connection, regimes: Regimes, report: Report = lambda _: None) -> Iterator[str]:
    """Yield what the table has otherwise than a fresh fold: a sentence for each row; the table must be up to date."""
    expected = 0
    of_many_ids: set[tuple[str, str]] = set()  # an item of several ids comes up with each of them, and counts once
    for items in read.named_items(connection, BATCH):
        ids = read.same_items(connection, items)
        found = connection.execute(select(kept).where(kept.c.item.in_(ids))).mappings()
        stored = {(row["item"], row["notice"]): dict(row) for row in found}
        fresh = {(row["item"], row["notice"]): row for row in map(_row, _fold(connection, ids, regimes))}
        for item, notice in sorted(stored.keys() | fresh.keys()):
            if stored.get((item, notice)) != fresh.get((item, notice)):
                yield f"item {item!r}, notice {notice!r}: the stored state differs from what its events say"
        if len(ids) == len(items):
            expected += len(fresh)
        else:
            of_many_ids.update(fresh)
        report(len(items))
    surplus = connection.execute(select(func.count()).select_from(kept)).scalar_one() - expected - len(of_many_ids)
    if surplus:
        yield f"{surplus} stored rows belong to no notice"
