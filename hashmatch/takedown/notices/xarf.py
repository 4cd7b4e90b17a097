"""An item as an X-ARF v4 report (schema 4.2.0, category ``content``, type ``csam``), as abuse desks take it.

X-ARF has no type for intimate images published without consent, nor for terrorist content: there, send the letter. It
has no field for PDQ hashes either: they travel as evidence, a line of text each.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from hashmatch.errors import NoticeError
from hashmatch.takedown.notices.letter import ReportedItem, Sender
from hashmatch.takedown.times import stamp

VERSION = "4.2.0"
CLASSIFICATIONS = ("baseline", "A1", "A2", "B1", "B2")
DETECTION_METHODS = ("hash_match", "ai_detection", "manual_review", "user_report", "automated_scan")
MEDIA_TYPES = ("image", "video", "audio", "text", "mixed")
HASH_FIELDS = ("md5", "sha1", "sha256", "photodna")


@dataclass(frozen=True, slots=True)
class XarfFinding:
    """How an item was found and classed, in the schema's words."""

    classification: str
    detection_method: str
    media_type: str


def xarf_report(
    item: ReportedItem, sender: Sender, finding: XarfFinding, *, report_id: UUID, now: datetime
) -> dict[str, object]:
    """Return the report; its address is live, for the schema asks for one that works.

    Raises
    ------
    NoticeError
        If a word of `finding` is none of the schema's, the item's location is no address with a host, or the sender
        lacks a name or an e-mail address.
    """
    for word, known in zip(
        (finding.classification, finding.detection_method, finding.media_type),
        (CLASSIFICATIONS, DETECTION_METHODS, MEDIA_TYPES),
        strict=True,
    ):
        if word not in known:
            raise NoticeError(word, f"X-ARF does not know this word; use one of {', '.join(known)}")
    address = urlsplit(item.location)
    if not address.hostname:
        raise NoticeError(item.item, f"its location {item.location!r} is no address with a host, which X-ARF needs")
    _, at, domain = sender.contact.rpartition("@")
    if not (sender.organisation and at and domain):
        raise NoticeError("sender", "X-ARF needs its name and e-mail address")
    who = {"org": sender.organisation, "contact": sender.contact, "domain": domain}
    hashes = [text.partition(":")[::2] for text in item.hashes]
    found: dict[str, object] = {
        "xarf_version": VERSION,
        "report_id": str(report_id),
        "timestamp": stamp(item.reported),
        "reporter": who,
        "sender": who,
        "source_identifier": address.hostname,
        "category": "content",
        "type": "csam",
        "url": item.location,
        "domain": address.hostname,
        "classification": finding.classification,
        "detection_method": finding.detection_method,
        "media_type": finding.media_type,
        "content_removed": False,
        "evidence_source": finding.detection_method,
        "description": f"Written {stamp(now)}; reference {item.item}"[:1000],
    }
    digests = {name: value for name, value in hashes if name in HASH_FIELDS}
    if digests:
        found["hash_values"] = digests
    others = [f"{name}:{value}" for name, value in hashes if name not in HASH_FIELDS]
    if others:
        found["evidence"] = [_evidence(others)]
    return found


def _evidence(hashes: list[str]) -> dict[str, object]:
    payload = "".join(f"{text}\n" for text in hashes).encode()
    return {
        "content_type": "text/plain",
        "description": "Perceptual hashes, one a line; no media",
        "payload": base64.b64encode(payload).decode(),
        "hash": f"sha256:{sha256(payload).hexdigest()}",
        "size": len(payload),
    }
