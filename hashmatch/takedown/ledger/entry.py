"""One event in the chain: canonical bytes, with digests of what is stored outside the chain.

An entry is RFC 8785 JSON. `event` is the record without its private fields; a digest stands for each of its `items`::

    {"event":{...},"nonce":N,"prev":H,"private":D,"recorded_at":T,"seq":S}

`prev` is the SHA-256 of the entry before it, `private` the salted digest of `text`, `reason` and `evidence`. The nonce
hides an entry from a person who knows the hashes next to it and guesses its words. With the digests a proof can show
one item of a notice without the others, and words can be erased without breaking the chain.
"""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, Self

import rfc8785

from hashmatch.takedown.events.event import PRIVATE_FIELDS, Event
from hashmatch.takedown.events.parsing import to_record

GENESIS = "0" * 64
"""`prev` of the first entry."""

SALT_BYTES = 16

# Equal to rfc8785.dumps where keys are ASCII and numbers whole, as in all of an entry, and four times as fast: tested.
canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

PLAIN = (str, int, bool, type(None))  # values that both write alike
NONCE = ',"nonce":"'
REST = re.compile(  # of an entry, from the nonce on
    r'"([0-9a-f]{32})","prev":"([0-9a-f]{64})",(?:"private":"([0-9a-f]{64})",)?"recorded_at":"([0-9T:.Z-]{20,27})",'
    r'"seq":(0|[1-9][0-9]*)\}'
)


class Secrets(NamedTuple):
    """Random values of an event, without which a guess at its hidden fields cannot be confirmed."""

    nonce: str
    items: tuple[bytes, ...]  # a salt for each item of the list
    private: bytes  # the salt of the private part

    @classmethod
    def drawn(cls, items: int) -> Self:
        """Draw for an event that lists so many items."""
        salts = secrets.token_bytes(SALT_BYTES * (items + 2))
        nonce, private, *of_items = (salts[at : at + SALT_BYTES] for at in range(0, len(salts), SALT_BYTES))
        return cls(nonce.hex(), tuple(of_items), private)


class Draft(NamedTuple):
    """An event in the form that the chain stores; only its place in the chain is still open."""

    id: str | None
    item: str | None
    notice: str | None
    items: tuple[str, ...]
    key: int  # finds events that may be the same
    place: int | None  # finds other ids of an item, which are reported at the same location
    plain: str  # canonical public part with its items in clear
    content: str  # canonical public part as it stands in the entry
    private: str | None  # canonical private part
    digest: str | None  # what stands in the entry for it
    secrets: Secrets

    def seal(self, seq: int, prev: str, recorded_at: str) -> str:
        """Return the entry at this place."""
        private = "" if self.digest is None else f'"private":"{self.digest}",'
        return (
            f'{{"event":{self.content},"nonce":"{self.secrets.nonce}","prev":"{prev}",{private}'
            f'"recorded_at":"{recorded_at}","seq":{seq}}}'
        )


class ChainEntry(NamedTuple):
    """An entry taken apart, without any of it being checked."""

    content: str
    nonce: str
    prev: str
    private: str | None
    recorded_at: str
    seq: int


def read_entry(text: str) -> ChainEntry | None:
    """Take an entry apart, or return None if it is none."""
    # A quote inside a JSON string is escaped, and nothing after the content can hold this: the last one is the entry's.
    split = text.rfind(NONCE)
    rest = REST.fullmatch(text, split + len(NONCE) - 1)
    if split < 0 or rest is None or not text.startswith('{"event":{'):
        return None
    nonce, prev, private, recorded_at, seq = rest.groups()
    return ChainEntry(text[9:split], nonce, prev, private, recorded_at, int(seq))


def draft_of(event: Event, known: Secrets | None = None, erased: str | None = None) -> Draft:
    """Split `event` into what the chain holds and what is stored outside it.

    Parameters
    ----------
    known : Secrets, optional
        Those of an entry that is to be rebuilt.
    erased : str, optional
        The digest of a private part that is gone.
    """
    record = to_record(event)
    private = {name: record.pop(name) for name in PRIVATE_FIELDS if name in record}
    drawn = known or Secrets.drawn(len(event.items))
    plain = content = canonical(record)
    if event.items:
        record["items"] = [item_digest(salt, item) for salt, item in zip(drawn.items, event.items, strict=True)]
        content = canonical(record)
    body = _canonical_private(private) if private else None
    return Draft(
        id=event.id,
        item=event.item,
        notice=event.notice,
        items=event.items,
        key=identity_key(event.id, plain),
        place=place_key(event.platform, event.location),
        plain=plain,
        content=content,
        private=body,
        digest=erased if body is None else private_digest(drawn.private, body),
        secrets=drawn,
    )


def _canonical_private(private: Mapping[Any, Any]) -> str:
    for name, value in private.get("evidence", {}).items():
        if not name.isascii() or type(value) not in PLAIN:
            return rfc8785.dumps(private).decode()
    return canonical(private)


def identity_key(event_id: str | None, plain: str) -> int:
    """Return 64 bits that equal events share: of the id where there is one, so that two contents for one id meet."""
    return _key_of(plain if event_id is None else f"id:{event_id}")


def place_key(platform: str | None, location: str | None) -> int | None:
    """Return a 64-bit key of a location at a platform; neither contains the line end that separates them."""
    return None if location is None else _key_of(f"{platform}\n{location}")


def _key_of(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)


def private_digest(salt: bytes, private: str) -> str:
    """Return the digest of the private part, which is in the chain."""
    return sha256(salt + private.encode()).hexdigest()


def item_digest(salt: bytes, item: str) -> str:
    """Return the digest of one item of a list, which is in the chain."""
    return sha256(salt + item.encode()).hexdigest()


def plain_content(content: str, items: Sequence[str]) -> str:
    """Return the public part with its items in clear."""
    if not items:
        return content
    record = json.loads(content)
    record["items"] = list(items)
    return canonical(record)
