"""`status`, `due`, `show` and `summary`: what they say of a story that is known."""

import csv
import io
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.takedown_desk import PDQ, Desk

FIELDS = [
    *("item", "platform", "location", "notice", "regime", "nature", "validity", "started", "due", "due_latest"),
    *("verdict", "verdict_latest", "contestable", "reason", "last_present", "first_absent", "claimed", "contradicted"),
    *("reappeared", "next_look"),
]
EARLY = "2026-11-03T13:00:00Z"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.story()
    return desk


# --- status ---


def test_status_says_everything_about_an_obligation(desk: Desk) -> None:
    eu, us = desk.rows("status")
    assert list(eu) == FIELDS
    assert us["verdict"] == "met"
    assert eu == {
        "item": "item-1",
        "platform": "host.example",
        "location": "hxxps://host[.]example/1.jpg",
        "notice": "N-eu",
        "regime": "eu-tco-2021-784",
        "nature": "duty",
        "validity": "not assessed",
        "started": "2026-11-03T12:30:00Z",
        "due": "2026-11-03T13:30:00Z",
        "due_latest": "2026-11-03T14:00:00Z",
        "verdict": "unproven",
        "verdict_latest": "met",
        "contestable": True,
        "reason": "found gone, but only after the deadline: no look now can settle it any more",
        "last_present": "2026-11-03T13:20:00Z",
        "first_absent": "2026-11-03T13:50:00Z",
        "claimed": None,
        "contradicted": False,
        "reappeared": False,
        "next_look": None,
    }


def test_status_as_csv_has_the_same_fields(desk: Desk) -> None:
    header, *rows = csv.reader(io.StringIO(desk.run("status", "--format", "csv")))
    assert header == FIELDS
    assert len(rows) == 2


def test_status_as_a_table_shows_what_fits(desk: Desk) -> None:
    text = desk.run("status", "--format", "table")
    assert "N-eu" in text
    assert "https://" not in text


@pytest.mark.parametrize(
    ("words", "notices"),
    [
        (["--item", "item-1"], ["N-eu", "N-us"]),
        (["--item", "item-2"], []),
        (["--notice", "N-us"], ["N-us"]),
        (["--platform", "host.example"], ["N-eu", "N-us"]),
        (["--regime", "us-tida-2025"], ["N-us"]),
        (["--verdict", "unproven"], ["N-eu"]),
        (["--verdict", "met", "--regime", "eu-tco-2021-784"], []),
    ],
)
def test_status_of_some(desk: Desk, words: list[str], notices: list[str]) -> None:
    assert [row["notice"] for row in desk.rows("status", *words)] == notices


def test_status_at_an_earlier_moment_knows_no_later_look(desk: Desk) -> None:
    eu, _ = desk.rows("status", now=EARLY)
    assert (eu["verdict"], eu["last_present"], eu["next_look"]) == (
        "pending",
        "2026-11-03T12:00:00Z",
        "2026-11-03T13:25:00Z",
    )


def test_accepted_claims_are_said_everywhere(desk: Desk) -> None:
    desk.run("record", "claimed_removed", "--item", "item-1", "--at", "2026-11-03T13:25:00Z")
    eu, _ = desk.rows("status")
    assert (eu["verdict"], eu["claimed"]) == ("unproven", "2026-11-03T13:25:00Z")
    for command in (["status"], ["summary"], ["show", "item-1"], ["due"]):
        assert "own word counts as looks" in desk.try_(*command, "--accept-claims").stderr
    eu, us = desk.rows("status", "--accept-claims")
    assert eu["verdict"] == us["verdict"] == "met"
    assert "own word" in eu["reason"]
    assert "own word" in us["reason"]
    assert all(row["accept_claims"] for row in desk.rows("summary", "--accept-claims"))
    assert "own word" in desk.run("summary", "--accept-claims", "--format", "html")


def test_an_incomplete_notice_is_judged_only_when_asked(desk: Desk) -> None:
    desk.run(
        *("notice", "record", "N-3", "item-1", "--regime", "us-tida-2025", "--platform", "p", "--contains", "contact"),
        *("--at", "2026-11-03T13:00:00Z"),
    )
    (row,) = desk.rows("status", "--notice", "N-3")
    assert (row["verdict"], row["started"]) == ("none", None)
    assert row["validity"] == "incomplete: signature, location, good_faith missing"
    (row,) = desk.rows("status", "--notice", "N-3", "--treat-as-valid")
    assert (row["verdict"], row["started"]) == ("met", "2026-11-03T13:00:00Z")


def test_a_target_of_ones_own_is_never_called_law(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(TARGET, encoding="utf-8")
    own = "--regimes", str(tmp_path)
    desk.run(
        *("notice", "record", "N-own", "item-1", "--regime", "our-three-days", "--platform", "p"),
        *("--at", "2026-11-03T13:00:00Z", *own),
    )
    (row,) = desk.rows("status", "--notice", "N-own", *own)
    assert (row["nature"], row["due"]) == ("target", "2026-11-06T23:00:00Z")
    assert ("target", "target", 1) in [(r["nature"], r["kind"], r["obligations"]) for r in desk.rows("summary", *own)]
    assert "target, not law" in desk.run("summary", "--format", "html", *own)
    assert "N-own to p under our-three-days (target, not law)" in desk.run("show", "item-1", "--format", "text", *own)


TARGET = """\
[our-three-days]
kind = "target"
jurisdiction = "DE"
instrument = "Example hotline: removed within three days"
covers = "everything we report"
given_by = "our hotline"
starts = "notified"
trigger = "our notice reaches the platform"
duration = "P3D"
counting = "plain"
zone = "Europe/Berlin"
"""


# --- due ---


def test_due_shows_what_expires_next_soonest_first(desk: Desk) -> None:
    assert [row["notice"] for row in desk.rows("due", "--within", "6h", now=EARLY)] == ["N-eu"]
    assert [row["notice"] for row in desk.rows("due", "--within", "2d", now=EARLY)] == ["N-eu", "N-us"]
    assert list(desk.rows("due", "--within", "6h", now=EARLY)[0]) == FIELDS


@pytest.mark.parametrize(
    ("within", "now", "notices"),
    [
        pytest.param("30m", "2026-11-03T13:00:00Z", ["N-eu"], id="to the minute"),
        pytest.param("29m", "2026-11-03T13:00:00Z", [], id="a minute less"),
        pytest.param("PT30M", "2026-11-03T13:00:00Z", ["N-eu"], id="ISO 8601"),
        pytest.param("1d", "2026-11-03T13:30:00Z", ["N-eu"], id="due now"),
        pytest.param("1d", "2026-11-03T13:30:01Z", [], id="too late"),
        pytest.param("2d", "2026-11-03T13:55:00Z", [], id="seen gone: nothing to wait for"),
    ],
)
def test_due_within(desk: Desk, within: str, now: str, notices: list[str]) -> None:
    assert [row["notice"] for row in desk.rows("due", "--within", within, now=now)] == notices


def test_due_as_a_calendar(desk: Desk) -> None:
    calendar = Calendar.from_ical(desk.run("due", "--within", "3d", "--format", "ics", now=EARLY))
    assert [event.decoded("dtstart").isoformat() for event in calendar.walk("VEVENT")] == [
        "2026-11-03T13:30:00+00:00",
        "2026-11-05T12:30:00+00:00",
    ]


def test_a_length_of_time_is_needed(desk: Desk) -> None:
    assert "'soon' is no length of time; write 6h, 90m or 2d" in desk.refused("due", "--within", "soon")


# --- show ---


def test_show_tells_what_happened_in_order_and_each_deadline_step_by_step(desk: Desk) -> None:
    rows = desk.rows("show", "item-1")
    assert [row["event"] for row in rows[:5]] == ["reported", "notified", "notified", "observed", "observed"]
    assert rows[0]["location"] == "hxxps://host[.]example/1.jpg"
    assert rows[0]["hashes"] == [PDQ]
    assert [(row["notice"], row["verdict"]) for row in rows[5:]] == [("N-eu", "unproven"), ("N-us", "met")]
    assert rows[5]["steps"][-1] == "Due: Tue 2026-11-03 14:30:00 CET (2026-11-03T13:30:00Z)"
    assert rows[5]["further"][0]["name"] == "ask_for_scrutiny"
    assert {row["record"] for row in rows} == {"event", "obligation"}


def test_show_for_people(desk: Desk) -> None:
    text = desk.run("show", "item-1", "--format", "text")
    assert "evidence: status=404" in text
    lines = text.splitlines()
    assert lines[0].startswith("2026-11-03T12:00:00Z  reported")
    assert lines.index("Notice N-eu to host.example under eu-tco-2021-784 (duty)") < lines.index(
        "  contestable: on the latest reading met"
    )
    assert "https://" not in text


def test_show_of_an_unknown_item(desk: Desk) -> None:
    assert "the ledger knows no item 'item-2'" in desk.refused("show", "item-2")


# --- summary ---


def test_summary_counts(desk: Desk) -> None:
    eu, us = desk.rows("summary", "--by", "regime")
    assert (eu["group"], eu["unproven"], eu["contestable"], eu["share_met"]) == ("eu-tco-2021-784", 1, 1, None)
    assert (us["group"], us["met"], us["share_met"]) == ("us-tida-2025", 1, 1.0)
    assert (us["median_hours_min"], us["median_hours_max"]) == (0.8333, 1.3333)


@pytest.mark.parametrize(("by", "group"), [("platform", "host.example"), ("week", "2026-W45")])
def test_summary_by(desk: Desk, by: str, group: str) -> None:
    assert [(row["group"], row["obligations"]) for row in desk.rows("summary", "--by", by)] == [(group, 2)]
