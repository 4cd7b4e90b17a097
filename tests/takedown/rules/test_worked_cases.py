"""Deadlines computed by hand, in WORKED_CASES.md: a table that a lawyer can check.

Offsets are written out here and weekdays there, so that the table depends on no time zone database.
"""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from hashmatch.takedown import ClockEvent, Regime, State, deadline
from hashmatch.takedown.rules.load import shipped_regimes

REGIMES = {regime.id: regime for regime in shipped_regimes()}

# Hours from UTC.
WEST = {"EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "-03": -3}
EUROPE_AFRICA = {"UTC": 0, "GMT": 0, "BST": 1, "WAT": 1, "CET": 1, "CEST": 2}
EAST = {"IST": 5.5, "WIB": 7, "+07": 7, "+08": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13}
OFFSETS = WEST | EUROPE_AFRICA | EAST


class Case(NamedTuple):
    """One row."""

    rule: str
    start: str
    due: str
    latest: str
    words: str


class PausedCase(NamedTuple):
    """One row of a clock that stood still."""

    rule: str
    start: str
    stood: str
    due: str
    latest: str
    words: str


def table(heading: str) -> list[list[str]]:
    """Read the rows below a heading."""
    page = (Path(__file__).parent / "WORKED_CASES.md").read_text(encoding="utf-8")
    section = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return rows[2:]


REMOVALS = [Case(*row) for row in table("Removals")]
PAUSES = [PausedCase(*row) for row in table("Pauses")]
STEPS = [Case(*row) for row in table("Procedural steps")]


def moment(text: str) -> datetime:
    """Read ``Sun 2026-03-29 03:30 CEST``, and insist on the weekday."""
    weekday, date, clock, zone = text.split()
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    day = datetime.fromisoformat(date).replace(tzinfo=timezone(timedelta(hours=OFFSETS[zone])))
    assert f"{day:%a}" == weekday, f"{text}: that day was a {day:%A}"
    return (day + timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))).astimezone(UTC)


def named(case: Case | PausedCase) -> str:
    return f"{case.rule}: {case.words}"


@pytest.mark.parametrize("case", REMOVALS, ids=named)
def test_removal(case: Case) -> None:
    found = deadline(REGIMES[case.rule], [ClockEvent("notified", moment(case.start))])
    due = moment(case.due)
    assert found.state == State.RUNS
    assert found.started == moment(case.start)
    assert found.due == due
    assert found.due_latest == (due if case.latest == "=" else moment(case.latest))
    assert found.words[-1].endswith(f"({due.isoformat().replace('+00:00', 'Z')})")


@pytest.mark.parametrize("case", PAUSES, ids=named)
def test_pause(case: PausedCase) -> None:
    stop, again = case.stood.split(" to ")
    texts = {"notified": case.start, "paused": stop, "resumed": again}
    found = deadline(REGIMES[case.rule], [ClockEvent(kind, moment(text)) for kind, text in texts.items()])
    assert (found.due, found.due_latest) == (moment(case.due), moment(case.latest))


@pytest.mark.parametrize("case", STEPS, ids=named)
def test_step(case: Case) -> None:
    rule, name = case.rule.split()
    kind, start = case.start.split(maxsplit=1)
    before = moment(start) - timedelta(hours=kind != "notified")
    found = deadline(REGIMES[rule], [ClockEvent("notified", before), ClockEvent(kind, moment(start))])
    step = next(step for step in found.step_dues if step.step.name == name)
    due = moment(case.due)
    assert step.started == moment(start)
    assert step.due == due
    assert step.due_latest == (due if case.latest == "=" else moment(case.latest))
    assert step.words[-1].endswith(f"({due.isoformat().replace('+00:00', 'Z')})")


@pytest.mark.parametrize("regime", [r for r in REGIMES.values() if r.duration], ids=lambda r: r.id)
def test_three_cases_for_each_rule_with_a_duration(regime: Regime) -> None:
    assert Counter(case.rule for case in REMOVALS)[regime.id] >= 3


@pytest.mark.parametrize("regime", [r for r in REGIMES.values() if r.steps], ids=lambda r: r.id)
def test_every_step_is_worked_and_a_rule_made_of_steps_three_times(regime: Regime) -> None:
    removals = sum(case.rule == regime.id for case in REMOVALS)
    worked = [case.rule.split()[1] for case in STEPS if case.rule.split()[0] == regime.id]
    assert set(worked) == {step.name for step in regime.steps}
    assert removals + len(worked) >= 3


def test_the_table_is_long_enough() -> None:
    assert len(REMOVALS) >= 60
    assert len({(case.rule, case.start) for case in REMOVALS}) == len(REMOVALS), "a row stands twice"


def test_all_28_examples_are_here_but_those_without_a_row() -> None:
    """A notice before the rule (14) and no fixed time (28) have no row: they are in test_deadlines.py."""
    words = [case.words for case in REMOVALS + STEPS] + [case.words for case in PAUSES]
    here = {int(number) for text in words for number in re.findall(r"example (\d+)", text)}
    assert here == set(range(1, 29)) - {14, 28}
