"""What the writing commands store, and what they refuse."""

from pathlib import Path
from typing import Any

import pytest

from hashmatch.takedown.events.parsing import to_record
from hashmatch.takedown.ledger import Ledger
from tests.cli.takedown_desk import PDQ, Desk

LATER = "2026-11-03T18:00:00+01:00"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.story()
    return desk


def last_event(desk: Desk) -> dict[str, Any]:
    with Ledger.open(str(desk.ledger)) as ledger:
        *_, recorded = ledger.events()
    return to_record(recorded.event)


def test_a_report(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.run(
        *("report", "i", "--platform", "p", "--location", "https://a.example/x", "--hash", PDQ, "--hash", "md5:0"),
        *("--category", "ncii", "--reference", "R-7", "--text", "seen by the caller", "--evidence", "by=phone"),
        *("--id", "key-1", "--at", LATER),
    )
    assert last_event(desk) == {
        "event": "reported",
        "at": "2026-11-03T17:00:00Z",
        "id": "key-1",
        "item": "i",
        "platform": "p",
        "location": "https://a.example/x",
        "hashes": [PDQ, "md5:0"],
        "category": "ncii",
        "reference": "R-7",
        "evidence": {"by": "phone"},
        "text": "seen by the caller",
    }


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        pytest.param(
            ["observe", "item-1", "altered", "--evidence", "status=200"],
            {"event": "observed", "item": "item-1", "outcome": "altered", "evidence": {"status": "200"}},
            id="a look",
        ),
        pytest.param(
            ["record", "paused", "--notice", "N-eu", "--reason", "asked back"],
            {"event": "paused", "notice": "N-eu", "reason": "asked back"},
            id="an answer about all items of a notice",
        ),
        pytest.param(
            ["record", "withdrawn", "--notice", "N-eu", "--item", "item-1"],
            {"event": "withdrawn", "notice": "N-eu", "items": ["item-1"]},
            id="an answer narrowed to an item",
        ),
        pytest.param(
            ["record", "claimed_removed", "--item", "item-1"],
            {"event": "claimed_removed", "item": "item-1"},
            id="a claim",
        ),
        pytest.param(
            ["record", "noted", "--item", "item-1", "--text", "called them"],
            {"event": "noted", "item": "item-1", "text": "called them"},
            id="a note",
        ),
        pytest.param(
            [
                *(
                    "notice",
                    "record",
                    "N-2",
                    "item-1",
                    "--regime",
                    "us-tida-2025",
                    "--platform",
                    "p",
                    "--channel",
                    "form",
                ),
                *("--contains", "signature", "--contains", "contact", "--sent-at", "2026-11-03T16:00:00Z"),
            ],
            {
                "event": "notified",
                "notice": "N-2",
                "items": ["item-1"],
                "platform": "p",
                "regime": "us-tida-2025",
                "channel": "form",
                "contains": ["signature", "contact"],
                "sent_at": "2026-11-03T16:00:00Z",
            },
            id="a notice",
        ),
        pytest.param(
            [
                *("notice", "record", "N-2", "item-1", "--regime", "us-tida-2025", "--platform", "p"),
                "--contains-nothing",
            ],
            {
                "event": "notified",
                "notice": "N-2",
                "items": ["item-1"],
                "platform": "p",
                "regime": "us-tida-2025",
                "contains": [],
            },
            id="a notice that was assessed and had nothing",
        ),
    ],
)
def test_one_event_each(desk: Desk, words: list[str], stored: dict[str, Any]) -> None:
    desk.run(*words, "--at", LATER)
    assert last_event(desk) == {"at": "2026-11-03T17:00:00Z", **stored}


def test_without_a_time_it_happens_now(desk: Desk) -> None:
    desk.run("observe", "item-1", "absent", now="2026-11-05T01:02:03Z")
    assert last_event(desk)["at"] == "2026-11-05T01:02:03Z"


def test_a_time_without_offset_is_read_in_the_zone_that_is_named(desk: Desk) -> None:
    desk.run("observe", "item-1", "absent", "--at", "2026-11-03T18:00", "--tz", "Europe/Berlin")
    assert last_event(desk)["at"] == "2026-11-03T17:00:00Z"


def test_said_twice_it_is_stored_once(desk: Desk) -> None:
    look = "observe", "item-1", "absent", "--at", LATER
    assert "stored" in desk.try_(*look).stderr
    assert "the ledger has it already" in desk.try_(*look).stderr


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            ["observe", "item-l", "absent"],
            "item: the ledger knows no item 'item-l'; correct it, or bring in events out",
        ),
        (["record", "paused", "--notice", "N-3"], "notice: the ledger knows no notice 'N-3'"),
        (["record", "paused"], "notice: missing"),
        (["record", "noted", "--text", "x"], "item: missing; 'noted' needs an item or a notice"),
        (["record", "noted", "--item", "item-1", "--item", "item-2"], "'noted' is about one item"),
        (["observe", "item-1", "absent", "--at", "2062-11-03T18:00Z"], "at: 2062-11-03T18:00:00Z is later than now"),
        (["observe", "item-1", "absent", "--at", "2026-11-03T18:00"], "has no offset"),
        (["observe", "item-1", "absent", "--evidence", "404"], "'404' is not NAME=VALUE"),
        (["notice", "record", "N", "item-2", "--regime", "us-tida-2025", "--platform", "p"], "knows no item 'item-2'"),
        (["notice", "record", "N", "item-1", "--regime", "us-tida", "--platform", "p"], "unknown regime 'us-tida'"),
        (["notice", "record", "N", "item-1", "--regime", "tr-5651", "--platform", "p"], "tr-5651 is disabled:"),
        (
            [
                "notice",
                "record",
                "N",
                "item-1",
                "--regime",
                "us-tida-2025",
                "--platform",
                "p",
                "--contains",
                "signatur",
            ],
            "'signatur' is no part of a notice under us-tida-2025; its parts: signature, location, good_faith, contact",
        ),
    ],
)
def test_slips_are_refused_and_nothing_is_stored(desk: Desk, words: list[str], problem: str) -> None:
    before = last_event(desk)
    assert problem in " ".join(desk.refused(*words).split())
    assert last_event(desk) == before


def test_looking_at_an_item_makes_no_ledger(tmp_path: Path) -> None:
    assert "no ledger is here" in Desk(tmp_path).refused("observe", "i", "absent")
    assert not (tmp_path / "ledger.db").exists()
