"""What the rule says, drawn.

P present, A absent, M other media there, ? unreachable, | due; one column is a minute, the last is now.
"""

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from hashmatch.takedown.cases.verdict import Finding, Observation, Reason, Verdict, find, verdict
from hashmatch.takedown.events.kinds import LookOutcome

SEEN = {"P": LookOutcome.PRESENT, "A": LookOutcome.ABSENT, "M": LookOutcome.ALTERED, "?": LookOutcome.UNREACHABLE}


def at(minute: int) -> datetime:
    return datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(minutes=minute)


def seen(drawing: str) -> list[Observation]:
    return [Observation(at(i), SEEN[mark]) for i, mark in enumerate(drawing) if mark in SEEN]


def due_in(drawing: str) -> datetime:
    return at(drawing.index("|") if "|" in drawing else len(drawing))


@pytest.mark.parametrize(
    ("drawing", "expected", "reason"),
    [
        ("P..A|...", Verdict.MET, Reason.FOUND_GONE),
        ("P..M|...", Verdict.MET, Reason.FOUND_GONE),  # other media at that place
        ("P..A|..P", Verdict.MET, Reason.FOUND_GONE),  # back again later: flagged, a new notice starts a new clock
        ("P.A.|..A", Verdict.MET, Reason.FOUND_GONE),
        ("PA.P|A..", Verdict.UNPROVEN, Reason.GONE_LATE),  # back again in time: only the last present look counts
        ("PA.PA|..", Verdict.MET, Reason.FOUND_GONE),
        ("P...|..P", Verdict.MISSED, Reason.FOUND_UP),
        ("P...|..PA", Verdict.MISSED, Reason.FOUND_UP),
        ("P...|?.P", Verdict.MISSED, Reason.FOUND_UP),  # an unreachable place proves nothing
        ("P..P|..A", Verdict.UNPROVEN, Reason.GONE_LATE),  # gone, but nobody can say when
        ("P...|.AP", Verdict.UNPROVEN, Reason.GONE_LATE),  # it may have been gone in time, and come back
        ("P...|?..", Verdict.UNPROVEN, Reason.NOT_LOOKED),
        ("P..?|...", Verdict.UNPROVEN, Reason.NOT_LOOKED),
        ("....|..P", Verdict.MISSED, Reason.FOUND_UP),  # no present look before: the clock's start takes its place
        ("..A.|...", Verdict.MET, Reason.FOUND_GONE),
        ("....|.A.", Verdict.UNPROVEN, Reason.GONE_LATE),
        ("P...", Verdict.PENDING, Reason.RUNNING),
        ("P..?", Verdict.PENDING, Reason.RUNNING),
        ("P.A.", Verdict.MET, Reason.FOUND_GONE),
    ],
)
def test_verdict(drawing: str, expected: Verdict, reason: Reason) -> None:
    found = find(seen(drawing), due=due_in(drawing), now=at(len(drawing) - 1), start=at(0))
    assert (found.verdict, found.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("minute", "outcome", "expected"),
    [
        pytest.param(10, LookOutcome.ABSENT, Verdict.MET, id="gone at the deadline is in time"),
        pytest.param(11, LookOutcome.ABSENT, Verdict.UNPROVEN, id="gone after it proves nothing"),
        pytest.param(10, LookOutcome.PRESENT, Verdict.UNPROVEN, id="up at the deadline is not yet late"),
        pytest.param(11, LookOutcome.PRESENT, Verdict.MISSED, id="up after it is"),
    ],
)
def test_the_deadline_itself_is_in_time(minute: int, outcome: LookOutcome, expected: Verdict) -> None:
    looks = [Observation(at(0), LookOutcome.PRESENT), Observation(at(minute), outcome)]
    assert verdict(looks, due=at(10), now=at(20)) == expected


@pytest.mark.parametrize(("now", "expected"), [(9, Verdict.PENDING), (10, Verdict.PENDING), (11, Verdict.UNPROVEN)])
def test_a_deadline_passes_after_its_instant(now: int, expected: Verdict) -> None:
    assert verdict(seen("P"), due=at(10), now=at(now)) == expected


@pytest.mark.parametrize(
    ("minute", "expected"),
    [
        pytest.param(5, Verdict.UNPROVEN, id="in time: it is up again, and nobody looked since"),
        pytest.param(15, Verdict.UNPROVEN, id="late: it was gone first"),
    ],
)
def test_of_two_looks_at_one_instant_the_present_one_is_the_later(minute: int, expected: Verdict) -> None:
    both = [Observation(at(minute), LookOutcome.PRESENT), Observation(at(minute), LookOutcome.ABSENT)]
    for looks in (both, both[::-1]):
        assert verdict([*seen("P"), *looks], due=at(10), now=at(20)) == expected


def test_while_the_clock_stands_still_every_look_is_in_time() -> None:
    assert verdict(seen("P"), due=None, now=at(10**6)) == Verdict.PENDING
    assert verdict(seen("P...A"), due=None, now=at(10**6)) == Verdict.MET
    assert verdict(seen("P...A.P"), due=None, now=at(10**6)) == Verdict.PENDING


@pytest.mark.parametrize(
    ("drawing", "last_present", "first_absent", "reappeared"),
    [
        ("P.P.A|..", 2, 4, False),
        ("P.P.A|.P", 2, 4, True),
        (
            "P...|P.P.A.A",
            7,
            9,
            False,
        ),  # between the last that found it up and the first that did not
        ("P...|P.A.P", 5, 7, True),
        ("PA.P|...", 3, None, False),
        ("P...|...", 0, None, False),
        ("..A.|...", None, 2, False),
        ("..?.|...", None, None, False),
    ],
)
def test_it_went_between_two_looks(
    drawing: str, last_present: int | None, first_absent: int | None, reappeared: bool
) -> None:
    found = find(seen(drawing), due=due_in(drawing), now=at(len(drawing)), start=at(0))
    bounds = [None if minute is None else at(minute) for minute in (last_present, first_absent)]
    assert [found.last_present, found.first_absent] == bounds
    assert found.reappeared is reappeared


def test_looks_later_than_now_do_not_count() -> None:
    assert verdict(seen("P...|..P"), due=at(4), now=at(6)) == Verdict.UNPROVEN
    assert verdict(seen("P...|..P"), due=at(4), now=at(7)) == Verdict.MISSED


@pytest.mark.parametrize("drawing", ["P..A|..P", "PA.P|A..", "P...|.AP", "P...|?.P"])
def test_the_order_of_the_looks_does_not_matter(drawing: str) -> None:
    def found(looks: Iterable[Observation]) -> Finding:
        return find(looks, due=due_in(drawing), now=at(9), start=at(0))

    assert {found(looks) for looks in itertools.permutations(seen(drawing))} == {found(seen(drawing))}
