"""What one platform owes for one item of one notice, and what can be said of it at a moment."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hashmatch.errors import UnknownRegimeError
from hashmatch.takedown.cases.judgement import AFTER, BEFORE, Judgement, judge
from hashmatch.takedown.cases.obligation import Obligation, obligations
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.parsing import Place, parse_event
from hashmatch.takedown.rules.deadlines import State
from hashmatch.takedown.rules.regime import Duration, Part, Regime

NOON = datetime(2026, 11, 24, 12, 20, tzinfo=UTC)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def rule(name: str, **changes: Any) -> Regime:
    values: dict[str, Any] = {
        "id": name,
        "kind": "law",
        "nature": "duty",
        "jurisdiction": "XX",
        "instrument": "An Act",
        "article": "section 1",
        "covers": "everything",
        "given_by": "anybody",
        "starts": "notified",
        "trigger": "receipt",
        "zone": ZoneInfo("UTC"),
        "counting": "plain",
        "duration": Duration(timedelta(hours=1)),
    }
    return Regime(**values | changes)


REGIMES = {
    found.id: found
    for found in (
        rule("one-hour"),
        rule("begun-hour", counting="eu", on_resume="restart"),
        rule("form", requires=(Part("signature", "signed"), Part("contact", "an address"))),
        rule("own-period", own_period="longer", extends="the authority allows longer"),
        rule("without-delay", duration=None),
        rule("next-year", in_force_from=date(2027, 1, 1)),
        rule("ours", kind="target", nature="target"),
        rule("v1", family="versions", in_force_until=date(2026, 11, 25)),
        rule("v2", family="versions", in_force_from=date(2026, 11, 25), duration=Duration(timedelta(minutes=10))),
        rule("not-yet", enabled=False, reason="not confirmed"),
    )
}


def event(kind: str, minute: int, **fields: Any) -> Event:
    return parse_event({"event": kind, "at": at(minute).isoformat(), **fields}, place=Place("test"))


def reported(minute: int = 0, item: str = "i", location: str = "https://a.example/i") -> Event:
    return event("reported", minute, item=item, platform="p", location=location)


def notified(
    minute: int, regime: str = "one-hour", *, notice: str = "n", items: tuple[str, ...] = ("i",), **fields: Any
) -> Event:
    return event("notified", minute, notice=notice, regime=regime, platform="p", items=list(items), **fields)


def seen(minute: int, outcome: str, item: str = "i") -> Event:
    return event("observed", minute, item=item, outcome=outcome)


def fold(*events: Event) -> tuple[Obligation, ...]:
    return obligations(events, REGIMES)


def only(*events: Event) -> Obligation:
    (obligation,) = fold(*events)
    return obligation


def judged(now: int, *events: Event, **how: bool) -> Judgement:
    return judge(only(*events), at(now), **how)


# --- which obligations there are ---


def test_each_item_of_each_notice_is_an_obligation_and_one_look_serves_all() -> None:
    found = fold(
        reported(item="a", location="https://a.example/a"),
        reported(item="b", location="https://a.example/b"),
        notified(10, notice="eu", items=("a", "b")),
        notified(20, "own-period", notice="au", items=("a",)),
        seen(30, "absent", "a"),
    )
    assert [(one.item, one.notice, judge(one, at(40)).verdict) for one in found] == [
        ("a", "au", "met"),
        ("a", "eu", "met"),
        ("b", "eu", "pending"),
    ]


def test_a_new_notice_under_the_same_rule_is_another_obligation_with_its_own_clock() -> None:
    first, second = fold(
        reported(), notified(0, notice="n1"), notified(100, notice="n2"), seen(50, "absent"), seen(90, "present")
    )
    assert (first.clock.due, second.clock.due) == (at(60), at(160))
    assert [judge(one, at(120)).verdict for one in (first, second)] == ["met", "pending"]
    assert judge(first, at(120)).reappeared
    assert not judge(second, at(120)).reappeared


def test_ids_reported_at_one_location_of_one_platform_are_names_of_one_item() -> None:
    found = fold(
        reported(5, item="second"),
        reported(0, item="first"),
        reported(0, item="elsewhere", location="https://a.example/other"),
        notified(10, items=("first", "second", "elsewhere")),
        seen(20, "absent", "second"),
    )
    assert [(one.item, judge(one, at(30)).verdict) for one in found] == [("elsewhere", "pending"), ("first", "met")]


def test_an_item_that_was_never_reported_has_no_location_but_an_obligation() -> None:
    obligation = only(notified(0), seen(10, "absent"))
    assert obligation.location is None
    assert judge(obligation, at(20)).verdict == "met"


def test_an_answer_that_names_items_is_about_those_alone() -> None:
    found = fold(notified(0, items=("a", "b")), event("withdrawn", 10, notice="n", items=["a"]))
    assert [judge(one, at(20)).verdict for one in found] == ["withdrawn", "pending"]


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownRegimeError, match="one-houre"):
        fold(notified(0, "one-houre"))


def test_a_disabled_rule_is_applied_to_a_notice_on_record() -> None:
    assert only(notified(0, "not-yet")).clock.due == at(60)


def test_a_family_stands_for_the_version_of_the_local_day() -> None:
    assert only(notified(0, "versions")).regime == "v1"
    assert only(notified(24 * 60, "versions")).regime == "v2"


# --- validity ---


@pytest.mark.parametrize(
    ("contains", "missing", "verdict"),
    [
        pytest.param(None, None, "pending", id="not assessed: the clock starts"),
        pytest.param([], ("signature", "contact"), "none", id="nothing there"),
        pytest.param(["contact"], ("signature",), "none", id="a part is missing"),
        pytest.param(["contact", "signature", "more"], (), "pending", id="complete"),
    ],
)
def test_a_part_that_is_missing_keeps_the_clock_from_starting(
    contains: list[str] | None, missing: tuple[str, ...] | None, verdict: str
) -> None:
    fields: dict[str, Any] = {} if contains is None else {"contains": contains}
    obligation = only(reported(), notified(0, "form", **fields))
    assert obligation.missing == missing
    assert judge(obligation, at(10)).verdict == verdict
    assert judge(obligation, at(10), treat_as_valid=True).verdict == "pending"


def test_a_notice_completed_later_starts_its_clock_then() -> None:
    obligation = only(notified(0, "form", contains=["contact"]), notified(30, "form", contains=["signature"]))
    assert (obligation.clock.started, obligation.clock.due) == (at(30), at(90))
    assert (obligation.clock_if_valid.started, obligation.clock_if_valid.due) == (at(0), at(60))
    assert judge(obligation, at(40)).validity == "complete"


def test_a_reminder_that_nobody_assessed_does_not_complete_a_notice() -> None:
    obligation = only(notified(0, "form", contains=["contact"]), notified(30, "form"))
    assert obligation.clock.state is State.NOT_STARTED


def test_validity_is_said_in_words() -> None:
    incomplete = only(notified(0, "form", contains=["contact"]))
    assert judge(only(notified(0)), at(1)).validity == "not assessed"
    assert judge(incomplete, at(1)).validity == "incomplete: signature missing"
    assert judge(incomplete, at(1), treat_as_valid=True).validity == "incomplete, treated as valid: signature missing"
    treated = only(notified(0, "form", contains=["contact"], treat_as_valid=True))
    assert judge(treated, at(1)).validity == "incomplete, treated as valid: signature missing"


def test_a_period_of_the_notices_own_is_used_where_the_rule_allows_one() -> None:
    assert only(notified(0, "own-period", duration="PT3H")).clock.due == at(180)
    assert only(notified(0, "own-period", due=at(200).isoformat())).clock.due == at(200)


# --- judged at a moment ---


@pytest.mark.parametrize(
    ("regime", "reason"),
    [
        ("without-delay", "the rule sets no fixed time"),
        ("next-year", "the rule was not in force when the notice arrived: no obligation"),
    ],
)
def test_without_a_deadline_there_is_no_verdict_but_the_looks_are_shown(regime: str, reason: str) -> None:
    found = judged(99, reported(), notified(10, regime), seen(20, "present"), seen(30, "absent"))
    assert (found.verdict, found.verdict_latest, found.reason) == ("none", "none", reason)
    assert (found.due, found.next_look) == (None, None)
    assert (found.last_present, found.first_absent) == (at(20), at(30))


def test_before_the_notice_arrives_the_clock_has_not_started() -> None:
    found = judged(5, reported(), notified(10))
    assert (found.verdict, found.reason) == ("none", "the clock has not started")


@pytest.mark.parametrize(
    ("minute", "verdict"),
    [
        pytest.param(60, "withdrawn", id="at the deadline"),
        pytest.param(61, "missed", id="after it: what was proven stays"),
        pytest.param(95, "missed", id="later than now"),
    ],
)
def test_a_notice_can_be_withdrawn_until_its_time_has_run_out(minute: int, verdict: str) -> None:
    withdrawn = event("withdrawn", minute, notice="n")
    assert judged(90, reported(), notified(0), withdrawn, seen(80, "present")).verdict == verdict


def test_the_two_readings_can_differ_and_then_it_is_contestable() -> None:
    """Received at 12:20, one hour: 13:20 to the second; 14:00 if the hour of the receipt does not count."""
    story = reported(), notified(0, "begun-hour"), seen(70, "absent")
    found = judged(80, *story)
    assert (found.due, found.due_latest) == (at(60), at(100))
    assert (found.verdict, found.verdict_latest, found.contestable) == ("unproven", "met", True)


def test_while_the_clock_stands_still_it_is_pending() -> None:
    paused = reported(), notified(0, "begun-hour"), event("paused", 10, notice="n")
    assert judged(500, *paused).reason == "the clock stands still"
    assert judged(500, *paused, seen(400, "absent")).verdict == "met"
    resumed = judged(500, *paused, event("resumed", 300, notice="n"))
    assert (resumed.started, resumed.due, resumed.verdict) == (at(300), at(360), "unproven")


CLAIMED = event("claimed_removed", 30, item="i")


def test_a_claim_is_shown_beside_and_decides_nothing() -> None:
    found = judged(90, reported(), notified(0), CLAIMED)
    assert (found.verdict, found.claimed, found.contradicted) == ("unproven", at(30), False)


def test_claims_that_are_accepted_count_as_gone_and_it_is_said() -> None:
    found = judged(90, reported(), notified(0), CLAIMED, accept_claims=True)
    assert (found.verdict, found.first_absent, found.by_claims) == ("met", at(30), True)
    assert "own word" in found.reason


@pytest.mark.parametrize(("minute", "contradicted"), [(29, False), (30, True), (31, True)])
def test_a_claim_is_contradicted_by_a_later_look_that_finds_the_item(minute: int, contradicted: bool) -> None:
    assert judged(90, reported(), notified(0), CLAIMED, seen(minute, "present")).contradicted is contradicted


def test_a_claim_about_an_earlier_notice_is_not_one_about_this() -> None:
    obligation = fold(reported(), notified(0, notice="n1"), CLAIMED, seen(50, "present"), notified(60, notice="n2"))[1]
    assert judge(obligation, at(70)).claimed is None


def test_a_target_is_never_law() -> None:
    obligation = only(notified(0, "ours"))
    assert (obligation.kind, obligation.nature) == ("target", "target")


# --- when to look next ---

BEFORE_DUE = at(60) - BEFORE
AFTER_DUE = at(60) + AFTER


@pytest.mark.parametrize(
    ("now", "looks", "expected"),
    [
        pytest.param(10, [], BEFORE_DUE, id="just before the deadline"),
        pytest.param(57, [], at(57), id="just before is now"),
        pytest.param(57, [(56, "present")], AFTER_DUE, id="looked just before: next just after"),
        pytest.param(57, [(56, "unreachable")], at(57), id="that proved nothing: look again"),
        pytest.param(60, [(10, "present")], at(60), id="at the deadline"),
        pytest.param(70, [], at(70), id="too late for before: now"),
        pytest.param(57, [(56, "absent")], None, id="met: nothing to settle"),
        pytest.param(70, [(65, "present")], None, id="missed: settled"),
        pytest.param(70, [(65, "absent")], None, id="unproven: no look can settle it any more"),
    ],
)
def test_next_look(now: int, looks: list[tuple[int, str]], expected: datetime | None) -> None:
    found = judged(now, reported(), notified(0), *(seen(minute, outcome) for minute, outcome in looks))
    assert found.next_look == expected


@pytest.mark.parametrize(
    ("now", "looks", "expected"),
    [
        pytest.param(70, [(65, "present")], at(100) - BEFORE, id="missed on one reading, open on the other"),
        pytest.param(70, [(65, "absent")], None, id="gone between the two: contestable for good"),
        pytest.param(120, [], at(120), id="after both"),
    ],
)
def test_next_look_between_the_two_readings(now: int, looks: list[tuple[int, str]], expected: datetime | None) -> None:
    story = reported(), notified(0, "begun-hour")
    assert judged(now, *story, *(seen(minute, outcome) for minute, outcome in looks)).next_look == expected
