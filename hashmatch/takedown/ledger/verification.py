"""Checking a whole ledger: the chain, the tree, and every column that queries read.

One pass in the order of the chain. Three tables are walked side by side, so that a row too many is found as surely as a
row too few. Nothing in the database is trusted: the keeper of the file may have rewritten all of it, and only a
checkpoint deposited elsewhere shows that (`expect`).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any, cast

from sqlalchemy import Connection, Select, select

from hashmatch.takedown.ledger.checkpoint import Checkpoint
from hashmatch.takedown.ledger.entry import (
    GENESIS,
    identity_key,
    item_digest,
    place_key,
    plain_content,
    private_digest,
    read_entry,
)
from hashmatch.takedown.ledger.merkle import LEVEL, SPAN, Frontier, leaf_hash, subtree_root
from hashmatch.takedown.ledger.schema import events, named, private, state, subtrees

EventRow = tuple[int, int, str | None, str | None, int | None, str]  # seq, key, item, notice, place, entry

decode = json.JSONDecoder().raw_decode  # half the time of json.loads, and the hottest line here

FETCH = 500  # rows taken from the database at a time


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong, and at which event."""

    seq: int | None  # None where it is not one event, but the ledger as a whole
    problem: str

    def __str__(self) -> str:
        return self.problem if self.seq is None else f"event {self.seq}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: `fault` is None where nothing is wrong."""

    checkpoint: Checkpoint  # over the events checked
    fault: Fault | None
    erased: int  # events whose words were erased
    expected: Checkpoint | None


def _rows_of(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Yield rows and hold few in memory; flattening lists of rows is faster than fetching one by one."""
    return chain.from_iterable(connection.execute(query.execution_options(yield_per=FETCH)).partitions())


class _Rows:
    """The rows of one table in the order of the chain, taken event by event."""

    def __init__(self, connection: Connection, query: Select[Any]) -> None:
        self._rows = _rows_of(connection, query)
        self._advance()

    def _advance(self) -> None:
        self._next = next(self._rows, None)
        self.next_seq: int | None = None if self._next is None else self._next[0]  # that of the next row

    def pop(self, seq: int) -> Any:
        """Return the one row of event `seq`, or None."""
        if self.next_seq != seq:
            return None
        row = self._next
        self._advance()
        return row

    def take(self, seq: int) -> list[Any]:
        """Return the rows of event `seq`."""
        taken = []
        while self.next_seq == seq:
            taken.append(self._next)
            self._advance()
        return taken


class _Broken(Exception):  # noqa: N818 - never leaves this module: the way out of the walk
    def __init__(self, seq: int | None, problem: str) -> None:
        super().__init__(seq, problem)
        self.fault = Fault(seq, problem)


class _Walk:
    """One pass over the ledger; `count` events are good so far."""

    def __init__(self, connection: Connection, expect: Checkpoint | None, report: Callable[[int], None]) -> None:
        self._connection = connection
        self._report = report
        self._expect = expect
        self._named = _Rows(
            connection,
            select(named.c.seq, named.c.position, named.c.item, named.c.salt).order_by(named.c.seq, named.c.position),
        )
        self._private = _Rows(connection, select(private.c.seq, private.c.body, private.c.salt).order_by(private.c.seq))
        self._subtrees = _Rows(connection, select(subtrees.c.number, subtrees.c.root).order_by(subtrees.c.number))
        self._spans = Frontier()
        self._leaves: list[bytes] = []  # of the span not yet full
        self._last = GENESIS
        self._blank: dict[str, int] = {}  # entries without their words, until the event that says so
        self.count = 0
        self.erased = 0

    def run(self) -> None:
        """Go through everything.

        Raises
        ------
        _Broken
            At the first thing that is wrong.
        """
        query = select(events.c.seq, events.c.key, events.c.item, events.c.notice, events.c.place, events.c.entry)
        expected = -1 if self._expect is None else self._expect.count
        self._compare_expected()
        for row in _rows_of(self._connection, query.order_by(events.c.seq)):
            try:
                self._check(cast(EventRow, row))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                # Nothing is known about an entry until the next one confirms its hash: it may hold anything.
                raise _Broken(self.count, "edited: its entry or its rows are not in the ledger's format") from error
            if self.count == expected:
                self._compare_expected()
        self._close()

    def root(self) -> bytes:
        """Return the root over the events that are good so far."""
        frontier = self._spans.copy()
        for leaf in self._leaves:
            frontier.add(leaf)
        return frontier.root()

    def _check(self, row: EventRow) -> None:
        """Check one event against the chain, and its columns against its entry."""
        seq, key, item, notice, place, text = row
        if seq != self.count:
            raise _Broken(self.count, "dropped: it is not in the ledger")
        entry = read_entry(text)
        if entry is None:
            raise _Broken(seq, "edited: its entry is not in the ledger's format")
        if entry.seq != seq:
            raise _Broken(seq, f"reordered or inserted: its entry belongs to place {entry.seq}")
        if entry.prev != self._last:
            problem = "edited, or another put in its place: the next event does not follow from it"
            raise _Broken(self._culprit(seq, text), problem)
        data = text.encode()
        self._last = sha256(data).hexdigest()
        record, _ = decode(entry.content)
        get = record.get
        if get("item") != item or get("notice") != notice:
            raise _Broken(seq, "edited: its item or notice column differs from its entry")
        location = get("location")
        if (None if location is None else place_key(get("platform"), location)) != place:
            raise _Broken(seq, "edited: its place column differs from its entry")
        digests = get("items", ())
        plain = entry.content
        if digests or self._named.next_seq == seq:
            plain = plain_content(plain, self._check_items(seq, digests))
        if identity_key(get("id"), plain) != key:
            raise _Broken(seq, "edited: its key column differs from its entry")
        if entry.private is not None or self._private.next_seq == seq:
            self._check_private(seq, entry.private)
        if record["event"] == "erased":
            self._blank.pop(record["erases"], None)
        self._add_leaf(data)

    def _culprit(self, seq: int, text: str) -> int:
        """Return which of two consecutive events is bad: the later one, unless the event after it confirms its hash."""
        after = self._connection.execute(select(events.c.entry).where(events.c.seq == seq + 1)).scalar()
        follower = None if after is None else read_entry(after)
        vouched = self._connection.execute(select(state.c.last)).scalar() if follower is None else follower.prev
        return seq - 1 if seq and vouched == sha256(text.encode()).hexdigest() else seq

    def _check_items(self, seq: int, digests: Sequence[str]) -> list[str]:
        rows = self._named.take(seq)
        if [row[1] for row in rows] != list(range(len(digests))):
            raise _Broken(seq, "edited: the items it names are not those of its entry")
        for (_, _, name, salt), digest in zip(rows, digests, strict=True):
            if item_digest(salt, name) != digest:
                raise _Broken(seq, "edited: an item it names is not that of its entry")
        return [row[2] for row in rows]

    def _check_private(self, seq: int, digest: str | None) -> None:
        row = self._private.pop(seq)
        if (row is None) != (digest is None):
            raise _Broken(seq, "edited: its words or evidence were removed or added without an erasure")
        _, body, salt = row
        if body is None and salt is None:
            self._blank[self._last] = seq
            self.erased += 1
        elif body is None or salt is None or private_digest(salt, body) != digest:
            raise _Broken(seq, "edited: its words or evidence are not those of its entry")

    def _add_leaf(self, data: bytes) -> None:
        self._leaves.append(leaf_hash(data))
        self.count += 1
        if len(self._leaves) == SPAN:
            root = subtree_root(self._leaves)
            number = self.count // SPAN - 1
            if [bytes(row[1]) for row in self._subtrees.take(number)] != [root]:
                raise _Broken(None, f"edited: the stored root of subtree {number} is not that of its events")
            self._spans.add(root, LEVEL)
            self._leaves.clear()
            self._report(SPAN)

    def _compare_expected(self) -> None:
        if self._expect is not None and self._expect.count == self.count and self._expect.root != self.root():
            raise _Broken(None, f"the first {self.count} events are not those of the checkpoint: they were rewritten")

    def _close(self) -> None:
        """Check what can only be known at the end."""
        for rows, table in ((self._named, named), (self._private, private), (self._subtrees, subtrees)):
            if rows.next_seq is not None:
                raise _Broken(None, f"inserted: table {table.name} has a row {rows.next_seq} that belongs to no event")
        if self._blank:
            raise _Broken(min(self._blank.values()), "edited: its words are gone, and no event says who erased them")
        found = self._connection.execute(select(state.c.count, state.c.last)).all()
        if len(found) != 1 or found[0][0] > self.count:
            raise _Broken(self.count, "dropped: the ledger's own record says that there were more events")
        if tuple(found[0]) != (self.count, self._last):
            raise _Broken(max(self.count - 1, 0), "edited or inserted: it is not the last event of the ledger's record")
        if self._expect is not None and self._expect.count > self.count:
            raise _Broken(self.count, f"dropped: the checkpoint counts {self._expect.count} events")


def verify(
    connection: Connection, expect: Checkpoint | None = None, report: Callable[[int], None] = lambda _: None
) -> Verification:
    """Check everything; with `expect`, also that the ledger goes on from this checkpoint.

    Without it a ledger that was cut off, rolled back or rewritten from some event on looks like a good one.
    `report` is called with the number of events checked since the last call.
    """
    walk = _Walk(connection, expect, report)
    fault = None
    try:
        walk.run()
    except _Broken as broken:
        fault = broken.fault
    return Verification(Checkpoint(walk.count, walk.root()), fault, walk.erased, expect)
