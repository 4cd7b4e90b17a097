"""What users of the takedown tower write. Never run: mypy says whether it still type-checks, as in `api.py`."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, assert_type
from uuid import uuid4
from zoneinfo import ZoneInfo

from hashmatch.takedown import (
    AppendResult,
    By,
    CheckedProof,
    Checkpoint,
    Clock,
    ClockEvent,
    Deadline,
    Duration,
    Event,
    EventKind,
    Fault,
    FilledPart,
    Imported,
    ImportOptions,
    Judgement,
    Ledger,
    Letter,
    LookOutcome,
    Obligation,
    ObligationRow,
    Observation,
    Part,
    Place,
    Recorded,
    RecordedRow,
    Regime,
    ReportedItem,
    Sender,
    State,
    Step,
    StepDue,
    Summary,
    Verdict,
    Verification,
    Wanted,
    XarfFinding,
    bad_line_row,
    check_proof,
    check_regimes,
    check_timestamp,
    confirmed,
    deadline,
    draft_letter,
    erase,
    event_row,
    expiring,
    explain_item,
    export_events,
    head_of,
    import_chain,
    import_events,
    judge,
    load_regimes,
    missing_parts,
    obligation_row,
    obligations,
    parse_event,
    parse_time,
    pick,
    prove_item,
    recorded_row,
    regime_row,
    render_letter,
    reported_item,
    stamp,
    story_row,
    summarize,
    timestamp_request,
    to_ics,
    to_record,
    verified_row,
    verify,
    versions,
    xarf_report,
    zone_named,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def events() -> Iterator[Event]:
    report = Event.reported(item="a", platform="p", location="https://p/a", hashes=["pdq:00"], at=NOW, category="A1")
    assert_type(report, Event)
    assert_type((report.kind, report.at, report.item), tuple[EventKind, datetime, str | None])
    assert_type(report.outcome, LookOutcome | None)
    yield report
    yield Event.notified(
        notice="n",
        items=("a",),
        platform="p",
        regime="us-tida-2025",
        at=NOW,
        contains=[],
        treat_as_valid=True,
        duration="PT72H",
        sent_at=NOW,
    )
    yield Event.observed(item="a", outcome=LookOutcome.ABSENT, at=NOW, evidence={"status": 404}, id="look-1")
    yield Event.observed(item="a", outcome="absent", at=NOW)
    yield Event.claimed_removed(item="a", notice="n", at=NOW, reason="spam")
    yield Event.noted(notice="n", at=NOW, text="called")
    yield Event.refused(notice="n", at=NOW, items=["a"], channel="form")
    yield Event(kind=EventKind.PAUSED, notice="n", at=NOW)
    yield parse_event({"event": "paused"}, place=Place("a.jsonl", 3), tz=ZoneInfo("Europe/Paris"))
    assert_type(to_record(report), dict[str, object])


def ledger(rules: Mapping[str, Regime]) -> None:
    with Ledger.open("ledger.db", create=True) as opened:
        assert_type(opened, Ledger)
        assert_type(opened.append(events(), recorded_at=NOW), AppendResult)
        for recorded in opened.events(item="a"):
            assert_type(recorded, Recorded)
            assert_type(event_row(recorded), Mapping[str, object])
            assert_type(recorded_row(recorded), RecordedRow)
        for obligation in opened.obligations(rules, Wanted(platform="p")):
            assert_type(obligation, Obligation)
        with opened.reading() as connection:
            head = head_of(connection)
            assert_type(head, Checkpoint)
            assert_type(confirmed(connection, head), Checkpoint)
            found = verify(connection, head)
            assert_type(found, Verification)
            assert_type(found.fault, Fault | None)
            assert_type(verified_row(found).count, int)
            assert_type(prove_item(connection, "a"), dict[str, Any])
        assert_type(check_proof("a.json", b"{}", head), CheckedProof)
        assert_type(check_timestamp("a.tsr", timestamp_request(head), head, b"pem"), datetime)
        assert_type(erase(opened, 3, by="clerk", why="asked for", now=NOW), Recorded)


def files(opened: Ledger, rules: Mapping[str, Regime]) -> None:
    how = ImportOptions("a.csv", as_csv=True, regimes=rules, tz=zone_named("Europe/Paris"))
    with Path("a.csv").open("rb") as stream:
        done = import_events(opened, stream, how, now=NOW, on_bad=lambda error: print(bad_line_row(error)))  # noqa: T201 - what a user may write
        assert_type(done, Imported)
        assert_type(import_chain(opened, stream, how, now=NOW), Imported)
    assert_type(export_events(opened, io.StringIO(), as_csv=True), int)


def judging(known: list[Event], rules: Mapping[str, Regime]) -> None:
    pairs = [(one, judge(one, NOW, accept_claims=True)) for one in obligations(known, rules)]
    assert_type(pairs, list[tuple[Obligation, Judgement]])
    for one, found in expiring(pairs, NOW + timedelta(hours=24)):
        assert_type((one.clock, one.looks), tuple[Clock, tuple[Observation, ...]])
        assert_type((found.verdict, found.due, found.next_look), tuple[Verdict, datetime | None, datetime | None])
        assert_type(obligation_row(one, found), ObligationRow)
    for one, computed in explain_item(known, rules, "a"):
        assert_type(story_row(one, judge(one, NOW), computed), Mapping[str, object])
    assert_type(summarize(pairs, By.WEEK), list[Summary])
    assert_type(to_ics(pairs, NOW), bytes)


def rules() -> None:
    known = load_regimes(Path("rules"))
    assert_type(known, Mapping[str, Regime])
    rule = pick(known, "us-tida-2025", NOW)
    assert_type(rule.requires, tuple[Part, ...])
    assert_type(rule.steps, tuple[Step, ...])
    assert_type((rule.duration, rule.in_force_from), tuple[Duration | None, date | None])
    assert_type(missing_parts(rule, ["contact"]), tuple[str, ...])
    assert_type(versions(known, "us-tida"), tuple[Regime, ...])
    assert_type(regime_row(rule).certainty, str | None)
    usable, _problems = check_regimes(Path("rules"))
    assert_type(usable, list[Regime])
    found = deadline(rule, [ClockEvent("notified", parse_time("2026-11-24T12:00Z"))])
    assert_type(found, Deadline)
    assert_type((found.state, found.due, found.words), tuple[State, datetime | None, tuple[str, ...]])
    assert_type(found.step_dues, tuple[StepDue, ...])
    assert_type(stamp(NOW), str)


def letters(known: list[Event], rule: Regime) -> None:
    item = reported_item(known, "a")
    assert_type(item, ReportedItem)
    sender = Sender("Hotline", "desk@example.org")
    letter = draft_letter(rule, "p", [item], sender=sender, given={"signature": "x"}, head="0:00", now=NOW)
    assert_type(letter, Letter)
    assert_type(letter.parts, tuple[FilledPart, ...])
    assert_type(render_letter(letter, "text", hashes=True), str)
    finding = XarfFinding("A1", "hash_match", "image")
    assert_type(xarf_report(item, sender, finding, report_id=uuid4(), now=NOW), dict[str, object])
