"""Appending events: none lost that was acknowledged, none stored twice."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from hashmatch.takedown.events.event import Event
from hashmatch.takedown.ledger.connect import insert_rows
from hashmatch.takedown.ledger.entry import Draft, draft_of, plain_content
from hashmatch.takedown.ledger.merkle import SPAN, leaf_hash, subtree_root
from hashmatch.takedown.ledger.read import Stored, stored_events
from hashmatch.takedown.ledger.schema import events, named, private, state, subtrees

Row = dict[str, Any]

LOOKUPS = 500  # keys asked for in one query


@dataclass(frozen=True, slots=True)
class Twin:
    """A stored event that may be the same as a new one."""

    id: str | None
    plain: str
    private: str | None
    erased: bool = False

    def same_as(self, draft: Draft) -> bool:
        """Compare all fields; without the words if they were erased, or a second import would bring them back."""
        return self.plain == draft.plain and (self.erased or self.private == draft.private)


@dataclass(frozen=True, slots=True)
class Added:
    """Counts of new and known events of a batch, and the indices of conflicting ones, which were left out."""

    new: int
    known: int
    conflicts: tuple[int, ...]


@dataclass(slots=True)
class _Rows:
    """Rows to insert, a list for each table."""

    events: list[Row] = field(default_factory=list)
    named: list[Row] = field(default_factory=list)
    private: list[Row] = field(default_factory=list)
    subtrees: list[Row] = field(default_factory=list)


class Appender:
    """Appends events to the chain, in one transaction that holds the writers' lock."""

    def __init__(self, connection: Connection, recorded_at: str) -> None:
        self._connection = connection
        self._recorded_at = recorded_at
        self.count, self._last = connection.execute(select(state.c.count, state.c.last)).one()
        self._leaves: list[bytes] = []  # of the last, not yet full span, as far as this transaction wrote it

    def add(self, batch: Sequence[Event]) -> Added:
        """Store the new events of `batch`; those whose id the ledger has with other content are left out."""
        # An event that was read back from an older or damaged ledger is unchecked: `replace` checks it.
        return self.add_drafts([draft_of(replace(event)) for event in batch])

    def add_drafts(self, drafts: Sequence[Draft]) -> Added:
        """Do the same as `add` with events that are drafts already."""
        twins = self._twins({draft.key for draft in drafts})
        rows = _Rows()
        known = 0
        conflicts = []
        for index, draft in enumerate(drafts):
            candidates = twins[draft.key]
            if any(twin.same_as(draft) for twin in candidates):
                known += 1
            elif draft.id is not None and any(twin.id == draft.id for twin in candidates):
                conflicts.append(index)
            else:
                self._chain(draft, draft.seal(self.count, self._last, self._recorded_at), rows)
                candidates.append(Twin(draft.id, draft.plain, draft.private))
        self._insert(rows)
        return Added(len(rows.events), known, tuple(conflicts))

    def restore(self, batch: Sequence[tuple[Draft, str]]) -> None:
        """Store events with the entries that they had in another ledger, whose chain was checked and goes on here."""
        rows = _Rows()
        for draft, entry in batch:
            self._chain(draft, entry, rows)
        self._insert(rows)

    def _twins(self, keys: set[int]) -> defaultdict[int, list[Twin]]:
        """Look up stored events that share a key; almost always there is none."""
        twins: defaultdict[int, list[Twin]] = defaultdict(list)
        wanted = sorted(keys)
        for start in range(0, len(wanted), LOOKUPS):
            query = select(events.c.seq, events.c.key).where(events.c.key.in_(wanted[start : start + LOOKUPS]))
            key_of = {row.seq: row.key for row in self._connection.execute(query)}
            for stored in stored_events(self._connection, key_of):
                twins[key_of[stored.seq]].append(_twin(stored))
        return twins

    def _chain(self, draft: Draft, entry: str, rows: _Rows) -> None:
        """Put an entry at the end: its rows, its hash for the next one, its leaf."""
        seq, data = self.count, entry.encode()
        rows.events.append(
            {
                "seq": seq,
                "key": draft.key,
                "item": draft.item,
                "notice": draft.notice,
                "place": draft.place,
                "entry": entry,
            }
        )
        for position, (item, salt) in enumerate(zip(draft.items, draft.secrets.items, strict=True)):
            rows.named.append({"seq": seq, "position": position, "item": item, "salt": salt})
        if draft.digest is not None:
            private_salt = None if draft.private is None else draft.secrets.private  # None: erased where it comes from
            rows.private.append({"seq": seq, "salt": private_salt, "body": draft.private})
        self._last = sha256(data).hexdigest()
        self._leaves.append(leaf_hash(data))
        self.count += 1
        if self.count % SPAN == 0:
            rows.subtrees.append({"number": seq // SPAN, "root": subtree_root(self._span_leaves())})
            self._leaves.clear()

    def _span_leaves(self) -> list[bytes]:
        """Return the leaves of the span just filled: those of earlier transactions from the database."""
        missing = SPAN - len(self._leaves)
        start = self.count - SPAN
        before = select(events.c.entry).where(events.c.seq.between(start, start + missing - 1)).order_by(events.c.seq)
        stored = self._connection.execute(before).scalars() if missing else ()
        return [*(leaf_hash(text.encode()) for text in stored), *self._leaves]

    def _insert(self, rows: _Rows) -> None:
        for table, values in (
            (events, rows.events),
            (named, rows.named),
            (private, rows.private),
            (subtrees, rows.subtrees),
        ):
            insert_rows(self._connection, table, values)
        self._connection.execute(state.update(), {"count": self.count, "last": self._last})


def _twin(stored: Stored) -> Twin:
    plain = plain_content(stored.entry.content, stored.items)
    return Twin(json.loads(plain).get("id"), plain, stored.private, stored.erased)
