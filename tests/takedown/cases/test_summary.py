from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hashmatch.takedown.cases.judgement import Judgement
from hashmatch.takedown.cases.obligation import Clock, Obligation
from hashmatch.takedown.cases.summary import By, Summary, summarize
from hashmatch.takedown.cases.verdict import Verdict
from hashmatch.takedown.rules.deadlines import State

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def hours(count: float) -> datetime:
    return MONDAY + timedelta(hours=count)


def judged(
    verdict: str, up: float | None = 0, gone: float | None = None, **fields: Any
) -> tuple[Obligation, Judgement]:
    """One obligation, up at `up` hours and gone at `gone` after its clock started."""
    facts: dict[str, Any] = {"platform": "p", "regime": "r", "nature": "duty", "kind": "law", "notified": MONDAY}
    facts |= {name: fields.pop(name) for name in facts.keys() & fields.keys()}
    clock = Clock(State.RUNS, MONDAY, MONDAY, hours(24), hours(24))
    obligation = Obligation(
        item="i",
        location=None,
        notice="n",
        missing=(),
        clock=clock,
        clock_if_valid=clock,
        looks=(),
        claims=(),
        withdrawn=None,
        **facts,
    )
    said: dict[str, Any] = {
        "verdict_latest": Verdict(verdict),
        "contestable": False,
        "contradicted": False,
        "reappeared": False,
        "by_claims": False,
        **fields,
    }
    judgement = Judgement(
        verdict=Verdict(verdict),
        reason="",
        validity="",
        started=MONDAY,
        due=hours(24),
        due_latest=hours(24),
        last_present=None if up is None else hours(up),
        first_absent=None if gone is None else hours(gone),
        claimed=None,
        next_look=None,
        **said,
    )
    return obligation, judgement


def one(*many: tuple[Obligation, Judgement]) -> Summary:
    (summary,) = summarize(many, By.PLATFORM)
    return summary


def test_the_share_met_is_of_what_is_decided_with_unproven_apart() -> None:
    summary = one(*map(judged, ["met", "met", "met", "missed", "unproven", "unproven", "pending", "none", "withdrawn"]))
    counts = [getattr(summary, verdict) for verdict in Verdict]
    assert counts == [3, 1, 2, 1, 1, 1]
    assert summary.obligations == sum(counts)
    assert summary.share_met == 0.75


def test_where_nothing_is_decided_there_is_no_share() -> None:
    assert one(judged("unproven"), judged("pending")).share_met is None


@pytest.mark.parametrize(
    ("items", "bounds"),
    [
        pytest.param([("met", 1, 3)], (1, 3), id="it went between two looks"),
        pytest.param([("met", 1, 3), ("met", 2, 9), ("missed", 30, 40)], (2, 9), id="the middle ones of each"),
        pytest.param(
            [("met", 1, 3), ("met", 2, 8)], (1.5, 5.5), id="of an even number, the mean of the two middle ones"
        ),
        pytest.param([("met", -5, -1)], (0, 0), id="gone before the clock started"),
        pytest.param([("met", None, 2)], (0, 2), id="never seen up"),
        pytest.param([("met", 1, 3), ("missed", 30, None)], (15.5, None), id="half of them may be up still"),
        pytest.param([("met", 1, 3), ("met", 1, 4), ("missed", 30, None)], (1, 4), id="most are known to be gone"),
        pytest.param([("none", 1, 3), ("withdrawn", 1, 3)], (None, None), id="no deadline, no time"),
    ],
)
def test_median_time_to_removal(
    items: list[tuple[str, float | None, float | None]], bounds: tuple[float | None, float | None]
) -> None:
    summary = one(*(judged(*item) for item in items))
    assert (summary.median_hours_min, summary.median_hours_max) == bounds


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (By.PLATFORM, ["p", "q"]),
        (By.REGIME, ["r", "s"]),
        (By.WEEK, ["2026-W48", "2026-W49"]),
    ],
)
def test_groups(by: By, groups: list[str]) -> None:
    rows = [judged("met"), judged("met", platform="q", regime="s", notified=hours(7 * 24)), judged("missed")]
    assert [(row.group, row.obligations) for row in summarize(rows, by)] == [(groups[0], 2), (groups[1], 1)]


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    rows = [judged("met", notified=datetime(2027, 1, 3, 23, tzinfo=UTC))]
    assert [row.group for row in summarize(rows, By.WEEK)] == ["2026-W53"]


def test_what_means_different_things_is_not_mixed() -> None:
    """A missed duty is a breach, a missed target is none."""
    rows = summarize([judged("missed"), judged("missed", nature="target", kind="target")], By.PLATFORM)
    assert [(row.group, row.nature, row.kind, row.missed) for row in rows] == [
        ("p", "duty", "law", 1),
        ("p", "target", "target", 1),
    ]


def test_what_else_is_counted() -> None:
    summary = one(judged("met", contestable=True), judged("met", reappeared=True, by_claims=True))
    assert (summary.contestable, summary.reappeared, summary.accept_claims) == (1, 1, True)
