"""The story of docs/start/first-takedown.md from Python: the same facts give the same verdicts as its commands."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hashmatch.errors import BadProofError
from hashmatch.takedown import (
    By,
    Checkpoint,
    Event,
    Judgement,
    Ledger,
    Obligation,
    Sender,
    Verdict,
    Wanted,
    check_proof,
    draft_letter,
    expiring,
    head_of,
    judge,
    load_regimes,
    obligation_row,
    prove_item,
    render_letter,
    reported_item,
    summarize,
    to_ics,
    verify,
)

RULES = load_regimes()
HASH = "pdq:40d40d5834b473cba832d1da47aeac5b641faad134d2d2a9dc69915fdf21b276"
PARTS = ("signature", "location", "good_faith", "contact")


def november(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


REPORT = Event.reported(
    item="bee",
    platform="host.example",
    location="https://host.example/img/bee.jpg",
    hashes=[HASH],
    at=november(2, 9),
)
NOTICES = [
    Event.notified(
        notice="US-1",
        items=["bee"],
        regime="us-tida-2025",
        platform="host.example",
        contains=PARTS,
        at=november(2, 10),
    ),
    Event.notified(
        notice="AU-1", items=["bee"], regime="au-osa-2021-intimate", platform="host.example", at=november(2, 10)
    ),
]
LOOKS = [
    Event.observed(item="bee", outcome="present", at=november(3, 10, 1)),
    Event.observed(item="bee", outcome="absent", at=november(4, 9, 40), evidence={"status": "404"}),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """The ledger at the end of the story."""
    with Ledger.open(str(tmp_path / "ledger.db"), create=True) as ledger:
        for event in (REPORT, *NOTICES, *LOOKS):
            assert ledger.append([event], recorded_at=event.at).new == 1
        yield ledger


def judged(ledger: Ledger, now: datetime, wanted: Wanted = Wanted()) -> list[tuple[Obligation, Judgement]]:
    return [(one, judge(one, now)) for one in ledger.obligations(RULES, wanted)]


def test_the_letter_marks_what_is_missing(ledger: Ledger) -> None:
    item = reported_item((recorded.event for recorded in ledger.events(item="bee")), "bee")
    with ledger.reading() as connection:
        head = str(head_of(connection))
    letter = draft_letter(
        RULES["us-tida-2025"],
        "host.example",
        [item],
        sender=Sender("Example Hotline", "desk@example.org"),
        given={"signature": "/s/ Jane Roe"},
        head=head,
        now=november(2, 9, 30),
    )
    assert letter.gaps == ("good_faith",)
    text = render_letter(letter, "markdown")
    assert "[MISSING: good_faith]" in text
    assert head in text


def test_what_is_due_next(ledger: Ledger) -> None:
    now = november(2, 12)
    until = now + timedelta(hours=36)
    soon = expiring(judged(ledger, now, Wanted(due_from=now, due_until=until)), until)
    assert [(one.notice, found.due, found.next_look) for one, found in soon] == [
        ("AU-1", november(3, 10), november(3, 9, 55))
    ]
    assert b"Due: host.example\\, item bee" in to_ics(soon, now)


def test_the_verdicts(ledger: Ledger) -> None:
    rows = [obligation_row(*pair) for pair in judged(ledger, november(25, 0))]
    assert [(row.notice, row.due, row.verdict, row.reason) for row in rows] == [
        ("AU-1", "2026-11-03T10:00:00Z", Verdict.MISSED, "found up after the deadline"),
        ("US-1", "2026-11-04T10:00:00Z", Verdict.MET, "found gone at or before the deadline"),
    ]
    assert rows[0].location == "hxxps://host[.]example/img/bee.jpg"


def test_the_figures(ledger: Ledger) -> None:
    (row,) = summarize(judged(ledger, november(25, 0)), By.PLATFORM)
    assert (row.group, row.obligations, row.met, row.missed, row.share_met) == ("host.example", 2, 1, 1, 0.5)


def test_the_proof(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        head = head_of(connection)
        assert verify(connection, head).fault is None
        proof = json.dumps(prove_item(connection, "bee")).encode()
    assert Checkpoint.parse(str(head)) == head
    found = check_proof("bee.json", proof, head)
    assert [recorded.event for recorded in found.events] == [REPORT, *NOTICES, *LOOKS]
    with pytest.raises(BadProofError, match="made for the checkpoint"):
        check_proof("bee.json", proof, Checkpoint(head.count + 1, head.root))
