"""One item's events to hand over: checked against a checkpoint alone, without the ledger and without other items.

A proof shows that these events are in the ledger, unchanged and at these places. It cannot show that they are all
events of the item: the maker of the proof chose them.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection

from hashmatch.errors import BadProofError
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.ledger.checkpoint import Checkpoint, Tree
from hashmatch.takedown.ledger.entry import item_digest, private_digest, read_entry
from hashmatch.takedown.ledger.merkle import inclusion_path, leaf_hash, root_from_path
from hashmatch.takedown.ledger.read import Recorded, Stored, events_touching, same_items

FORMAT = "hashmatch-proof-1"


def prove_item(connection: Connection, item: str) -> dict[str, Any]:
    """Return the proof of one item's events as a JSON object; LEDGER.md says its fields.

    Raises
    ------
    BadProofError
        If the ledger knows no such item.
    """
    ids = same_items(connection, [item])
    stored = events_touching(connection, ids)
    if not stored:
        raise BadProofError(item, "no event touches this item; check its id with 'hashmatch takedown status'")
    tree = Tree(connection)
    return {
        "format": FORMAT,
        "item": item,
        "checkpoint": str(Checkpoint(tree.size, tree.root())),
        "events": [_shown_event(event, ids, tree) for event in stored],
    }


def _shown_event(stored: Stored, ids: Collection[str], tree: Tree) -> dict[str, Any]:
    path = inclusion_path(stored.seq, tree.size, tree.root_of)
    shown: dict[str, Any] = {"entry": stored.text, "path": [node.hex() for node in path]}
    if stored.private is not None and stored.private_salt is not None:
        shown["private"] = {"body": stored.private, "salt": stored.private_salt.hex()}
    if stored.items:
        named = enumerate(zip(stored.items, stored.item_salts, strict=True))
        shown["named"] = [
            {"position": position, "item": item, "salt": salt.hex()} for position, (item, salt) in named if item in ids
        ]
    return shown


@dataclass(frozen=True, slots=True)
class CheckedProof:
    """Events that are in the ledger with this checkpoint, as a proof showed."""

    item: str
    checkpoint: Checkpoint
    events: tuple[Recorded, ...]


def check_proof(name: str, data: bytes, expect: Checkpoint) -> CheckedProof:
    """Check a proof against a checkpoint that came another way.

    Parameters
    ----------
    name : str
        What to call the proof in errors.
    data : bytes
        The proof as it was written.
    expect : Checkpoint
        What the proof must lead to. The checkpoint inside the proof is its maker's claim and proves nothing.

    Returns
    -------
    CheckedProof
        Its events name this item only: other items of a notice are digests.

    Raises
    ------
    BadProofError
        If anything in it differs from a ledger with this checkpoint.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from hashmatch.takedown import Event, Ledger, head_of, parse_time
    >>> at = parse_time("2026-11-02T10:00Z")
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/ledger.db", create=True) as ledger:
    ...     result = ledger.append([Event.observed(item="bee", outcome="present", at=at)], recorded_at=at)
    ...     with ledger.reading() as connection:
    ...         head, proof = head_of(connection), json.dumps(prove_item(connection, "bee")).encode()
    >>> len(check_proof("bee.json", proof, head).events)
    1
    """
    try:
        proof = json.loads(data)
        if proof["format"] != FORMAT or set(proof) != {"format", "item", "checkpoint", "events"}:
            raise BadProofError(name, f"no proof in the format {FORMAT}; make one by 'hashmatch audit prove'")
        if Checkpoint.parse(proof["checkpoint"]) != expect:
            raise BadProofError(name, f"made for the checkpoint {proof['checkpoint']}; ask for one for {expect}")
        events = tuple(_checked(name, shown, expect) for shown in proof["events"])
        _check_about(name, proof["item"], events)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadProofError(name, f"not written as a proof is ({type(error).__name__}); it was changed") from error
    if not events or any(later.seq <= earlier.seq for earlier, later in pairwise(events)):
        raise BadProofError(name, "its events are missing, repeated or out of order; it was changed")
    return CheckedProof(proof["item"], expect, events)


def _checked(name: str, shown: Mapping[str, Any], expect: Checkpoint) -> Recorded:
    """Check one event of a proof and read it."""
    text = shown["entry"]
    entry = read_entry(text)
    path = [bytes.fromhex(node) for node in shown["path"]]
    if entry is None or set(shown) - {"entry", "path", "private", "named"}:
        raise BadProofError(name, "an event is not in the ledger's format; it was changed")
    if root_from_path(leaf_hash(text.encode()), entry.seq, expect.count, path) != expect.root:
        raise BadProofError(name, f"event {entry.seq} is not in the ledger that has this checkpoint")
    digests = json.loads(entry.content).get("items", [])
    items = tuple(named["item"] for named in shown.get("named", ()))
    for named in shown.get("named", ()):
        if digests[named["position"]] != item_digest(bytes.fromhex(named["salt"]), named["item"]):
            raise BadProofError(name, f"event {entry.seq} does not name {named['item']!r} where the proof says so")
    private, salt = shown.get("private"), None
    if private is not None:
        private, salt = private["body"], bytes.fromhex(private["salt"])
        if private_digest(salt, private) != entry.private:
            raise BadProofError(name, f"the words or evidence of event {entry.seq} are not those that were recorded")
    if len(items) < bool(digests):
        raise BadProofError(name, f"event {entry.seq} is not shown to name the item")
    return Stored(entry.seq, None, text, entry, items, (), private, salt).recorded()


def _check_about(name: str, item: str, events: Sequence[Recorded]) -> None:
    """Refuse events about anything else than `item`, its other ids, and the notices that name it."""
    ids, notices = {item}, set()
    reports = [recorded.event for recorded in events if recorded.event.kind is EventKind.REPORTED]
    known = 0
    while known < len(ids):
        known = len(ids)
        places = {(report.platform, report.location) for report in reports if report.item in ids}
        ids.update(str(report.item) for report in reports if (report.platform, report.location) in places)
    for recorded in events:
        if not ids.isdisjoint(recorded.event.items):
            notices.add(recorded.event.notice)
    for recorded in events:
        event = recorded.event
        about = event.notice in notices if not event.about else ids.issuperset(event.about)
        if not about:
            raise BadProofError(name, f"event {recorded.seq} is not about {item!r}; it was added")
