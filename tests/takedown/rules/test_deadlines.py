"""What starts, stops, lengthens and prevents a clock. Plain start-to-due arithmetic is in test_worked_cases.py."""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.errors import BadTimeError
from hashmatch.takedown import ClockEvent, Deadline, Duration, Regime, State, deadline, parse_time, zone_named
from hashmatch.takedown.rules.load import shipped_regimes

REGIMES = {regime.id: regime for regime in shipped_regimes()}
EU = REGIMES["eu-tco-2021-784"]
US = REGIMES["us-tida-2025"]
AU = REGIMES["au-osa-2021-intimate"]
NETZDG = REGIMES["de-netzdg-other"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(minute: float) -> datetime:
    """Return a moment on a plain Tuesday, counted in minutes from 10:00 CET, when the notice arrives."""
    return datetime(2026, 11, 24, 9, 0, tzinfo=UTC) + timedelta(minutes=minute)


def story(drawing: str) -> list[ClockEvent]:
    """Draw ten minutes a column: N notified, n notified but incomplete, P paused, R resumed."""
    kinds = {"N": "notified", "n": "notified", "P": "paused", "R": "resumed"}
    return [
        ClockEvent(kinds[mark], at(10 * column), missing=("signature",) if mark == "n" else ())
        for column, mark in enumerate(drawing)
        if mark in kinds
    ]


def target(on_resume: str | None, duration: str = "PT1H") -> Regime:
    """Return a target of one hour that restarts, continues or never pauses."""
    plain = REGIMES["target-inhope-p3d"]
    return replace(plain, duration=Duration.parse(duration), on_resume=on_resume)


# --- pauses ---


@pytest.mark.parametrize(
    ("drawing", "restarts", "continues"),
    [
        pytest.param("N......", 60, 60, id="no pause"),
        pytest.param("N..P.R.", 50 + 60, 60 + 20, id="20 minutes: all again, or 20 more"),
        pytest.param("N.PR.PR", 60 + 60, 60 + 10 + 10, id="two pauses: all again after the last, or both added"),
        pytest.param("N..P...", None, None, id="paused and not resumed: no deadline yet"),
        pytest.param("N..PP.R", 60 + 60, 60 + 30, id="a second 'paused' while paused changes nothing"),
        pytest.param("N..R...", 60, 60, id="'resumed' without a pause changes nothing"),
        pytest.param("N.....PR", 60, 60, id="a pause at the deadline comes too late"),
        pytest.param("N....PR", 60 + 60, 60 + 10, id="ten minutes before it, it does not"),
        pytest.param(
            "PN..R", 40 + 60, 40 + 60, id="paused before the notice came: only what is after the start counts"
        ),
        pytest.param("PRN...", 20 + 60, 20 + 60, id="a pause that ended before the notice is none"),
        pytest.param("P..N", None, None, id="standing still since before the notice"),
        pytest.param("nN.PR", 40 + 60, 10 + 60 + 10, id="the incomplete notice before starts nothing"),
    ],
)
def test_pauses(drawing: str, restarts: int | None, continues: int | None) -> None:
    for on_resume, minute in (("restart", restarts), ("continue", continues)):
        found = deadline(target(on_resume), story(drawing))
        assert found.due == found.due_latest == (None if minute is None else at(minute)), on_resume
        assert found.state == (State.STANDS_STILL if minute is None else State.RUNS)


def test_a_rule_without_pauses_does_not_stop() -> None:
    found = deadline(US, story("N..P.R."))
    assert found.due == at(0) + 48 * HOUR
    assert any("knows no pause" in step for step in found.words)


def test_paused_and_resumed_at_one_instant() -> None:
    """A clarification asked and given at once: the hour starts there. The order of the two events does not matter."""
    asked, answered = ClockEvent("paused", at(30)), ClockEvent("resumed", at(30))
    for events in permutations([ClockEvent("notified", at(0)), asked, answered]):
        assert deadline(target("restart"), events).due == at(90)
        assert deadline(target("continue"), events).due == at(60)


def test_one_pause_ends_where_the_next_begins() -> None:
    events = [*story("NP.....R"), ClockEvent("resumed", at(30)), ClockEvent("paused", at(30))]
    for order in permutations(events):
        assert deadline(target("restart"), order).due == at(70 + 60)
        assert deadline(target("continue"), order).due == at(60 + 60)


@pytest.mark.parametrize(
    ("start", "stop", "again", "due", "latest"),
    [
        pytest.param(
            "2026-11-24T09:10+01:00",
            "2026-11-24T09:25+01:00",
            "2026-11-24T11:05+01:00",
            "2026-11-24T12:05+01:00",
            "2026-11-24T13:00+01:00",
            id="example 6, clarification: a new full hour from the answer, not the 45 minutes left (11:50)",
        ),
        pytest.param(
            "2026-11-23T20:00:30+01:00",
            "2026-11-23T20:10+01:00",
            "2026-11-23T23:45+01:00",
            "2026-11-24T00:45+01:00",
            "2026-11-24T01:00+01:00",
            id="example 7, outage: a new full hour from its end, over midnight",
        ),
    ],
)
def test_the_eu_hour_starts_again(start: str, stop: str, again: str, due: str, latest: str) -> None:
    """Article 3(7) and (8): the period "shall start to run" when the ground ceases or the clarification arrives."""
    kinds = zip(("notified", "paused", "resumed"), (start, stop, again), strict=True)
    found = deadline(EU, [ClockEvent(kind, parse_time(text)) for kind, text in kinds])
    assert (found.started, found.due, found.due_latest) == (parse_time(again), parse_time(due), parse_time(latest))


def test_a_pause_between_the_two_readings_counts_on_the_generous_one_only() -> None:
    """Notified 10:00 sharp: strictly the hour ends at 11:00, generously at 12:00. The outage begins at 11:10."""
    notified, outage = ClockEvent("notified", at(0)), ClockEvent("paused", at(70))
    over = deadline(EU, [notified, outage, ClockEvent("resumed", at(100))])
    assert (over.due, over.due_latest) == (at(60), at(180))  # the hour of 11:40 is not counted: 12:00 to 13:00
    lasting = deadline(EU, [notified, outage])
    assert (lasting.state, lasting.due, lasting.due_latest) == (State.RUNS, at(60), None)


def test_days_on_which_the_clock_stood_still_do_not_count() -> None:
    """Three days from Tuesday. It stood still from Wednesday 11:00 to Thursday 00:00, or a minute longer."""
    start, stop = ClockEvent("notified", at(0)), ClockEvent("paused", at(26 * 60))
    for minute, on_resume, last in (
        (39 * 60, "continue", 28),  # Thursday, Friday, Saturday
        (39 * 60 + 1, "continue", 29),  # Friday, Saturday, Sunday: it stood still for a minute of Thursday
        (39 * 60, "restart", 29),  # Friday, Saturday, Sunday: the day of the new start does not count
    ):
        found = deadline(target(on_resume, "P3D"), [start, stop, ClockEvent("resumed", at(minute))])
        assert found.due == datetime(2026, 11, last + 1, tzinfo=UTC)


def test_local_moments_are_counted_as_instants() -> None:
    """Adding hours to a local datetime moves the hands of its clock: example 10 would end at 10:00 EDT."""
    start = datetime(2027, 3, 13, 10, tzinfo=zone_named("America/New_York"))
    found = deadline(US, [ClockEvent("notified", start)])
    assert found.due == datetime(2027, 3, 15, 15, tzinfo=UTC)
    assert found.started is not None
    assert found.started.tzinfo is UTC


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(BadTimeError, match="2026-11-24T09:00:00' is no moment: it has no offset"):
        ClockEvent("notified", at(0).replace(tzinfo=None))
    with pytest.raises(BadTimeError):
        ClockEvent("notified", at(0), due=at(0).replace(tzinfo=None))


# --- what starts no clock ---


def test_no_notice() -> None:
    found = deadline(US, [ClockEvent("acknowledged", at(0))])
    assert (found.state, found.due, found.due_latest, found.started) == (State.NOT_STARTED, None, None, None)


def test_an_incomplete_notice_starts_nothing_until_it_is_complete() -> None:
    """Example 13: the signature arrives two days later, and the 48 hours begin with it."""
    report = ClockEvent("notified", parse_time("2026-11-23T09:00-05:00"), missing=("signature",))
    found = deadline(US, [report])
    assert found.state == State.NOT_STARTED
    assert any("lacked signature: it starts no clock" in step for step in found.words)
    signed = ClockEvent("notified", parse_time("2026-11-25T10:00-05:00"))
    found = deadline(US, [report, signed])
    assert (found.started, found.due) == (signed.at, parse_time("2026-11-27T10:00-05:00"))
    assert any("lacked signature" in step for step in found.words)


@pytest.mark.parametrize(
    ("rule", "start", "words"),
    [
        ("us-tida-2025", "2026-05-18T23:59:59-04:00", "in force only from 2026-05-19"),
        ("us-tida-2025", "2026-05-18T12:00-04:00", "No obligation"),  # example 14
        ("de-netzdg-manifest", "2024-05-14T00:00+02:00", "in force only before 2024-05-14"),
        ("de-netzdg-manifest", "2017-12-31T23:59+01:00", "in force only from 2018-01-01"),
        (
            "in-it-rules-3-1-d-2026",
            "2026-02-19T20:00+05:30",
            "The family in-it-rules-3-1-d has the version of that day",
        ),
        ("fr-sren-2024-art5", "2027-02-20T00:00+01:00", "in force only before 2027-02-20"),
        ("us-ca-bpc-22671", "2024-12-31T23:59-08:00", "in force only from 2025-01-01"),
        ("uk-osa-2023-10-3a", "2026-06-28T23:59:59+01:00", "in force only from 2026-06-29"),
        ("br-dec-12976-2026-intimate", "2026-07-19T23:59:59-03:00", "in force only from 2026-07-20"),
        ("vn-csl-2025-25", "2026-06-30T23:59:59+07:00", "in force only from 2026-07-01"),
        ("uk-ta-2006-s3", "2006-04-12T23:59:59+01:00", "in force only from 2006-04-13"),
    ],
)
def test_a_notice_outside_the_rule_s_time_obliges_nobody(rule: str, start: str, words: str) -> None:
    found = deadline(REGIMES[rule], [ClockEvent("notified", parse_time(start))])
    assert (found.state, found.due, found.started, found.step_dues) == (State.NOT_IN_FORCE, None, None, ())
    assert words in found.words[-1]


def test_the_day_is_the_local_one() -> None:
    """At 03:59Z it is still the 18th in New York; a minute later the duty has begun."""
    for text, state in (("2026-05-19T03:59Z", State.NOT_IN_FORCE), ("2026-05-19T04:00Z", State.RUNS)):
        assert deadline(US, [ClockEvent("notified", parse_time(text))]).state == state


@pytest.mark.parametrize("regime", [r for r in REGIMES.values() if r.duration is None], ids=lambda r: r.id)
def test_no_fixed_duration_no_due_time(regime: Regime) -> None:
    """Example 28 and all like it: "without delay" is not judged by a number somebody made up."""
    found = deadline(regime, [ClockEvent("notified", at(0))])
    assert (found.state, found.due, found.due_latest, found.started) == (State.NO_FIXED_DURATION, None, None, at(0))
    assert found.words[-1] == f"The {regime.noun} sets no fixed time for the removal: no due time is computed."


def test_a_step_that_has_not_begun_is_not_due() -> None:
    confirm, update, *_ = deadline(REGIMES["us-ca-bpc-22671"], [ClockEvent("notified", at(0))]).step_dues
    assert confirm.due == at(0) + 48 * HOUR
    assert (update.started, update.due, update.due_latest) == (None, None, None)


def test_what_came_before_the_notice_begins_no_step() -> None:
    events = [ClockEvent("acknowledged", at(-5)), ClockEvent("notified", at(0)), ClockEvent("acknowledged", at(5))]
    update = deadline(REGIMES["us-ca-bpc-22671"], events).step_dues[1]
    assert update.started == at(5)


# --- a notice with a period of its own ---


def own(minute: float, **terms: object) -> ClockEvent:
    due, duration = terms.get("due"), terms.get("duration")
    return ClockEvent(
        "notified",
        at(minute),
        due=due if isinstance(due, datetime) else None,
        duration=Duration.parse(duration) if isinstance(duration, str) else None,
    )


@pytest.mark.parametrize(
    ("rule", "events", "due"),
    [
        pytest.param(AU, [own(0, duration="PT72H")], at(72 * 60), id="Australia: longer, as the Commissioner allows"),
        pytest.param(AU, [own(0, due=at(72 * 60))], at(72 * 60), id="the same as a moment"),
        pytest.param(AU, [own(0, duration="PT12H")], at(24 * 60), id="Australia: never shorter"),
        pytest.param(AU, [own(0), own(60, duration="PT72H")], at(72 * 60), id="allowed later, from the same start"),
        pytest.param(AU, [own(0), own(24 * 60, duration="PT72H")], at(24 * 60), id="allowed when the time had run out"),
        pytest.param(
            AU,
            [own(0, duration="PT48H"), own(60, duration="PT72H")],
            at(72 * 60),
            id="allowed longer, and longer again",
        ),
        pytest.param(US, [own(0, duration="PT72H")], at(48 * 60), id="the Act of 2025 knows no extension"),
        pytest.param(US, [own(0, due=at(1))], at(48 * 60), id="and no notice can shorten it"),
        pytest.param(REGIMES["sg-osra-2025"], [own(0, due=at(90))], at(90), id="Singapore: the time in the direction"),
        pytest.param(REGIMES["sg-osra-2025"], [own(0, duration="PT6H")], at(360), id="Singapore: a length"),
        pytest.param(REGIMES["sg-osra-2025"], [own(0)], None, id="Singapore: a direction without a time"),
        pytest.param(REGIMES["sg-osra-2025"], [own(0, due=at(0))], None, id="a moment that is not after the notice"),
        pytest.param(
            REGIMES["sg-osra-2025"], [own(0, due=at(90)), own(30, due=at(20))], at(90), id="nobody is late in hindsight"
        ),
        pytest.param(REGIMES["sg-ocha-2023"], [own(0, due=at(5)), own(3, due=at(9))], at(9), id="changed in time"),
        pytest.param(
            REGIMES["my-onsa-2025-25"],
            [own(0, duration="P3D")],
            datetime(2026, 11, 27, 16, tzinfo=UTC),
            id="Malaysia: three days in the instruction, to local midnight",
        ),
        pytest.param(
            REGIMES["de-netzdg-manifest"],
            [],
            None,
            id="no notice, no period",
        ),
    ],
)
def test_own_period(rule: Regime, events: Sequence[ClockEvent], due: datetime | None) -> None:
    assert deadline(rule, events).due == due


def test_two_periods_given_at_one_instant() -> None:
    """The later one counts, whichever is recorded first."""
    direction = REGIMES["sg-osra-2025"]
    for events in permutations([own(0), own(5, due=at(90)), own(5, due=at(60)), own(5, duration="PT1H")]):
        assert deadline(direction, events).due == at(90)


def test_no_pause_moves_a_moment_named_outright() -> None:
    rule = replace(REGIMES["sg-osra-2025"], on_resume="restart")
    for events in (story("..PR"), story("..P")):
        found = deadline(rule, [own(0, due=at(90)), *events])
        assert (found.state, found.started, found.due) == (State.RUNS, at(0), at(90))


def test_a_refused_period_is_said_to_be_refused() -> None:
    said = " ".join(deadline(US, [own(0, duration="PT72H")]).words)
    assert "says 72 hours: not used, for the rule leaves no room for that" in said
    said = " ".join(deadline(AU, [own(0, duration="PT12H")]).words)
    assert "not used, for the rule allows a longer period only" in said


def test_an_agreed_longer_period_under_the_netzdg() -> None:
    rule = REGIMES["de-netzdg-manifest"]
    start = parse_time("2020-06-02T10:00+02:00")
    longer = ClockEvent("notified", start, due=parse_time("2020-06-05T12:00+02:00"))
    found = deadline(rule, [longer])
    assert found.due == found.due_latest == longer.due


def test_an_order_s_own_hours_are_counted_like_its_legal_order() -> None:
    """Article 9 of the Digital Services Act: generously the begun hour is not counted; a moment is a moment."""
    rule = REGIMES["eu-dsa-2022-2065-art9"]
    found = deadline(rule, [own(5, duration="PT2H")])
    assert (found.due, found.due_latest) == (at(125), at(180))
    found = deadline(rule, [own(5, due=at(125))])
    assert (found.due, found.due_latest) == (at(125), at(125))
    found = deadline(rule, [own(5, duration="PT90M")])
    assert (found.due, found.due_latest) == (at(95), at(95)), "no period expressed in hours"


# --- the words ---


@pytest.mark.parametrize(
    ("rule", "start", "words"),
    [
        (
            "us-tida-2025",
            "2026-06-05T16:10-04:00",
            "would give Mon 2026-06-08 16:10:00 EDT (2026-06-08T20:10:00Z); not used",
        ),
        ("us-tida-2025", "2027-01-16T12:00-05:00", "would give Tue 2027-01-19 12:00:00 EST"),  # Martin Luther King Day
        ("fr-lcen-6-1", "2026-03-28T12:00+01:00", "by the clock face it would be Sun 2026-03-29 12:00:00 CEST"),
        ("au-osa-2021-intimate", "2027-04-03T15:00+11:00", "a day of rest (Sunday), but Acts Interpretation Act"),
        (
            "uk-ta-2006-s3",
            "2026-12-24T10:00Z",
            "Mon 2026-12-28 (Boxing Day (observed) (GB-ENG, GB-WLS, GB-SCT, GB-NIR))",
        ),
        ("uk-ta-2006-s3", "2027-03-16T10:00Z", "Wed 2027-03-17 (Saint Patrick's Day (GB-NIR))"),
        ("eu-tco-2021-784", "2026-11-24T14:35:20+01:00", "The hour of the start ends Tue 2026-11-24 15:00:00 CET"),
        (
            "de-netzdg-other",
            "2020-02-22T11:00+01:00",
            "not the last day Sat 2020-02-29 (Saturday); Sun 2020-03-01 (Sunday)",
        ),
        ("target-inhope-p3d", "2026-11-20T15:00Z", "Target, not law"),
        ("ng-nitda-code-2022", "2026-06-12T10:00+01:00", "This rule is disabled: whether the Code binds is debated"),
    ],
)
def test_words(rule: str, start: str, words: str) -> None:
    assert words in " ".join(deadline(REGIMES[rule], [ClockEvent("notified", parse_time(start))]).words)


def test_no_doubt_is_voiced_where_there_is_none() -> None:
    for rule, start in (("us-tida-2025", "2026-06-02T16:10Z"), ("fr-lcen-6-1", "2026-06-02T16:10Z")):
        assert len(deadline(REGIMES[rule], [ClockEvent("notified", parse_time(start))]).words) == 4


@pytest.mark.parametrize("regime", [r for r in REGIMES.values() if r.kind == "target"], ids=lambda r: r.id)
def test_a_target_is_never_called_law(regime: Regime) -> None:
    found = deadline(regime, [ClockEvent("notified", at(0)), ClockEvent("paused", at(1))])
    said = " ".join([*found.words, *(words for step in found.step_dues for words in step.words)])
    assert "law" not in said.replace("not law", "")
    assert "rule" not in said


# --- laws of the clock ---

INSTANTS = st.timedeltas(timedelta(0), timedelta(days=3653)).map(lambda later: at(0) + later)
TIMED = st.sampled_from([r for r in REGIMES.values() if r.duration])
HOURLY = st.sampled_from([r for r in REGIMES.values() if r.duration and r.duration.elapsed])


def always(regime: Regime) -> Regime:
    """Return the regime without its dates, so that every start has a due time."""
    return replace(regime, in_force_from=None, in_force_until=None)


@st.composite
def histories(draw: st.DrawFn) -> list[ClockEvent]:
    """A start and some pauses and resumptions around it, crowded into two hours."""
    kinds = draw(st.lists(st.sampled_from(["paused", "resumed", "notified", "acknowledged"]), max_size=8))
    minutes = draw(st.lists(st.integers(-30, 150), min_size=len(kinds), max_size=len(kinds)))
    return [ClockEvent("notified", at(0)), *(ClockEvent(k, at(m)) for k, m in zip(kinds, minutes, strict=True))]


@given(regime=TIMED, start=INSTANTS)
def test_due_is_after_the_start_and_the_generous_reading_not_before_it(regime: Regime, start: datetime) -> None:
    found = deadline(always(regime), [ClockEvent("notified", start)])
    assert found.due is not None
    assert found.due_latest is not None
    assert start < found.due <= found.due_latest


@given(regime=HOURLY, start=INSTANTS, later=st.timedeltas(timedelta(0), 10 * DAY))
def test_who_is_notified_later_has_until_later(regime: Regime, start: datetime, later: timedelta) -> None:
    first, second = (deadline(always(regime), [ClockEvent("notified", t)]) for t in (start, start + later))
    assert dues(second)[0] - dues(first)[0] == later
    assert dues(second)[1] >= dues(first)[1]


@given(regime=TIMED, start=INSTANTS, later=st.timedeltas(timedelta(0), 10 * DAY))
def test_whole_days_never_run_backwards(regime: Regime, start: datetime, later: timedelta) -> None:
    first, second = (deadline(always(regime), [ClockEvent("notified", t)]) for t in (start, start + later))
    assert dues(first) <= dues(second)
    assert dues(first)[1] <= dues(second)[1]


def dues(found: Deadline) -> tuple[datetime, datetime]:
    assert found.due is not None
    assert found.due_latest is not None
    return found.due, found.due_latest


@given(events=histories(), on_resume=st.sampled_from(["restart", "continue"]))
def test_pauses_never_shorten(events: list[ClockEvent], on_resume: str) -> None:
    for rule in (target(on_resume), replace(EU, on_resume=on_resume), target(on_resume, "P2D")):
        plain = deadline(rule, [event for event in events if event.kind == "notified"])
        found = deadline(rule, events)
        assert plain.due is not None
        assert found.due is None or found.due >= plain.due
        assert found.due is None or found.due_latest is None or found.due <= found.due_latest


@given(data=st.data(), events=histories())
def test_the_order_of_the_events_changes_nothing(data: st.DataObject, events: list[ClockEvent]) -> None:
    shuffled = data.draw(st.permutations(events))
    for rule in (EU, AU, target("continue")):
        assert deadline(rule, shuffled) == deadline(rule, events)


@given(regime=TIMED, start=INSTANTS)
def test_the_words_end_with_the_due_time(regime: Regime, start: datetime) -> None:
    found = deadline(always(regime), [ClockEvent("notified", start)])
    assert found.due is not None
    assert found.words[-1].endswith(f"({found.due.isoformat().replace('+00:00', 'Z')})")


def minutes_of(events: Iterable[ClockEvent], kind: str) -> set[int]:
    return {round((event.at - at(0)) / timedelta(minutes=1)) for event in events if event.kind == kind}


@given(events=histories())
def test_an_hour_that_continues_is_sixty_running_minutes(events: list[ClockEvent]) -> None:
    """A second, naive clock: look at every minute in turn and count those in which it runs."""
    events = [event for event in events if event.kind in {"paused", "resumed"}]
    pausing, resuming = minutes_of(events, "paused"), minutes_of(events, "resumed")
    stopped, counted = False, 0
    due = None
    for minute in range(-30, 400):
        if minute >= 0 and counted == 60:
            due = at(minute)
            break
        if stopped and minute in resuming:
            stopped = minute in pausing
        elif not stopped and minute in pausing:
            stopped = minute not in resuming
        counted += minute >= 0 and not stopped
    assert deadline(target("continue"), [ClockEvent("notified", at(0)), *events]).due == due


def test_a_deadline_survives_pickle() -> None:
    found = deadline(NETZDG, [ClockEvent("notified", parse_time("2020-02-22T11:00+01:00"))])
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


def test_a_rule_begins_and_ends_on_local_days() -> None:
    rule = replace(US, in_force_from=date(2026, 1, 2), in_force_until=date(2026, 1, 4))
    assert [rule.applies_on(date(2026, 1, day)) for day in range(1, 5)] == [False, True, True, False]
