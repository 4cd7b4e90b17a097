"""Verdicts against a second implementation, written from the rule's words and not from our code.

It is naive on purpose: time is a row of minutes, a clock is a counter that runs down minute by minute, and each
question is answered by walking over the whole history again.
"""

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hashmatch.takedown.cases.judgement import judge
from hashmatch.takedown.cases.obligation import obligations
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.parsing import Place, parse_event
from hashmatch.takedown.ledger.obligation_text import from_text, to_text
from hashmatch.takedown.rules.regime import Duration, Part, Regime

EVENING = datetime(2026, 11, 24, 20, tzinfo=UTC)  # minute 0; the next day begins at minute 240
LAST = 900
FOREVER = 10**6

Record = dict[str, Any]  # like an event of the import format, with minutes for times


@dataclass(frozen=True)
class Rule:
    """What the naive implementation knows of a regime."""

    minutes: int | None
    on_resume: str | None = None
    begun_hour_free: bool = False
    requires: tuple[str, ...] = ()
    from_minute: int = 0

    def regime(self, name: str) -> Regime:
        return Regime(
            id=name,
            kind="law",
            nature="duty",
            jurisdiction="XX",
            instrument="A rule",
            article=name,
            covers="",
            given_by="",
            starts="notified",
            trigger="receipt",
            zone=ZoneInfo("UTC"),
            counting="eu" if self.begun_hour_free else "plain",
            duration=None if self.minutes is None else Duration(timedelta(minutes=self.minutes)),
            on_resume=self.on_resume,
            requires=tuple(Part(part, "") for part in self.requires),
            in_force_from=date(2026, 11, 25) if self.from_minute else None,
        )


RULES = {
    "hour-that-restarts": Rule(60, on_resume="restart", begun_hour_free=True),
    "two-hours-that-continue": Rule(120, on_resume="continue"),
    "hour-that-continues-later": Rule(60, on_resume="continue", begun_hour_free=True),
    "three-hours-of-a-form": Rule(180, requires=("signature", "contact")),
    "from-tomorrow": Rule(120, from_minute=240),
    "without-delay": Rule(None),
}
REGIMES = {name: rule.regime(name) for name, rule in RULES.items()}


# --- the naive implementation ---


class Naive:
    """Every answer about one item of one notice, by walking over all records."""

    def __init__(self, records: Sequence[Record], item: str, notice: str) -> None:
        reports = [r for r in records if r["event"] == "reported"]
        places = [(r["platform"], r["location"]) for r in reports if r["item"] == item]
        self.ids = {item} | {r["item"] for r in reports if (r["platform"], r["location"]) in places}
        self.records = [r for r in records if r.get("item") in self.ids or r.get("notice") == notice]
        self.rule = RULES[next(r["regime"] for r in self.records if r["event"] == "notified")]
        self.still = self.minutes_of_standing_still()

    def of_notice(self, *kinds: str) -> list[Record]:
        found = [r for r in self.records if r["event"] in kinds]
        return sorted((r for r in found if "items" not in r or self.ids & set(r["items"])), key=lambda r: r["at"])

    def of_item(self, kind: str) -> list[Record]:
        return [r for r in self.records if r["event"] == kind]

    def start(self, treat_as_valid: bool) -> int | None:
        """The first delivery after which nothing is known to be missing."""
        had: set[str] = set()
        assessed = False
        for r in self.of_notice("notified"):
            if "contains" in r:
                assessed = True
                had |= set(r["contains"])
            if treat_as_valid or r.get("treat_as_valid") or not assessed or had >= set(self.rule.requires):
                at: int = r["at"]
                return at
        return None

    def minutes_of_standing_still(self) -> list[bool]:
        stops = {r["at"]: r["event"] == "paused" for r in self.of_notice("paused", "resumed") if self.rule.on_resume}
        still = [stops.get(0, False)]
        for minute in range(1, 2 * LAST):
            still.append(stops.get(minute, still[-1]))
        return still

    def due(self, start: int, generous: bool) -> int:
        """Run a counter down, minute by minute."""
        assert self.rule.minutes is not None
        left = self.rule.minutes
        counts_from = self.next_hour(start) if generous and self.rule.begun_hour_free else start
        for minute in range(start, 2 * LAST):
            if left == 0:
                return minute
            if self.still[minute]:
                continue
            if minute > start and self.still[minute - 1] and self.rule.on_resume == "restart":
                left = self.rule.minutes
                counts_from = self.next_hour(minute) if generous and self.rule.begun_hour_free else minute
            if minute >= counts_from:
                left -= 1
        return FOREVER

    @staticmethod
    def next_hour(minute: int) -> int:
        return (minute // 60 + 1) * 60

    def verdict(self, now: int, *, generous: bool, accept_claims: bool, treat_as_valid: bool) -> str:
        start = self.start(treat_as_valid)
        obliged = start is not None and start >= self.rule.from_minute
        timed = obliged and self.rule.minutes is not None
        due = self.due(start, generous) if timed and start is not None else FOREVER
        if any(r["at"] <= min(due, now) for r in self.of_notice("withdrawn")):
            return "withdrawn"
        if not timed or start is None or start > now:
            return "none"
        looks = [(r["at"], "up") for r in self.of_item("reported")]
        looks += [(r["at"], "up") for r in self.of_item("observed") if r["outcome"] == "present"]
        looks += [(r["at"], "gone") for r in self.of_item("observed") if r["outcome"] in ("absent", "altered")]
        looks += [(r["at"], "gone") for r in self.of_item("claimed_removed") if accept_claims]
        looks = sorted(look for look in looks if look[0] <= now)  # of one instant, "gone" sorts before "up"
        in_time = [index for index, (at, what) in enumerate(looks) if what == "up" and at <= due]
        following = looks[in_time[-1] + 1 :] if in_time else [look for look in looks if look[0] > start]
        if not following:
            return "unproven" if due < now else "pending"
        at, what = following[0]
        if what == "up":
            return "missed"
        return "met" if at <= due else "unproven"


# --- random histories ---


def history(rng: random.Random) -> list[Record]:
    """Late, out of order, at one instant, under two ids, notified again, completed, withdrawn, paused, resumed."""
    ids = rng.choice([["a"], ["a", "b"], ["a", "b"]])
    locations = {"a": "https://a.example/1", "b": rng.choice(["https://a.example/1", "https://a.example/2"])}

    def minute() -> int:  # often a multiple of 30: many things happen at one instant
        return rng.choice([rng.randrange(LAST), 30 * rng.randrange(LAST // 30)])

    records: list[Record] = [
        {"event": "reported", "at": minute(), "item": i, "platform": "p", "location": locations[i]}
        for i in ids
        for _ in range(rng.choice([0, 1, 1, 1, 2]))
    ]
    for number in range(rng.randint(1, 2)):
        records += notice(rng, f"N{number}", ids, minute)
    for i in ids:
        outcomes = ["present", "present", "absent", "absent", "altered", "unreachable"]
        records += [
            {"event": "observed", "at": minute(), "item": i, "outcome": rng.choice(outcomes)}
            for _ in range(rng.randint(0, 4))
        ]
        records += [{"event": "claimed_removed", "at": minute(), "item": i} for _ in range(rng.choice([0, 0, 1, 2]))]
    rng.shuffle(records)
    return records


def notice(rng: random.Random, name: str, ids: list[str], minute: Callable[[], int]) -> list[Record]:
    regime = rng.choice(list(RULES))
    first = rng.randrange(400)
    records: list[Record] = []
    for at in sorted({first, *(first + rng.randrange(200) for _ in range(rng.choice([0, 0, 1, 2])))}):
        record = {"event": "notified", "at": at, "notice": name, "regime": regime, "platform": "p", "items": ids}
        if rng.random() < 0.5:
            record["contains"] = rng.choice([[], ["signature"], ["contact"], ["signature", "contact"]])
        if rng.random() < 0.1:
            record["treat_as_valid"] = True
        records.append(record)
    pauses = sorted(
        {minute() if rng.random() < 0.3 else first + rng.randrange(150) for _ in range(rng.choice([0, 0, 1, 2, 4]))}
    )
    records += [{"event": rng.choice(["paused", "resumed"]), "at": at, "notice": name} for at in pauses]
    for kind in rng.choice([[], [], [], ["withdrawn"], ["refused", "escalated"], ["acknowledged"]]):
        record = {"event": kind, "at": minute(), "notice": name}
        records.append({**record, "items": [rng.choice(ids)]} if rng.random() < 0.5 else record)
    return records


def to_event(record: Mapping[str, Any]) -> Event:
    at = EVENING + timedelta(minutes=record["at"])
    return parse_event({**record, "at": at.isoformat()}, place=Place("history"))


@pytest.mark.parametrize("seed", range(20))
def test_verdicts_equal_the_naive_ones(seed: int) -> None:
    """600 histories a seed, 12 000 in all, each judged at a moment and in all ways of judging."""
    rng = random.Random(seed)  # noqa: S311 - a test that can be repeated
    seen = set()
    for _ in range(600):
        records = history(rng)
        now = rng.choice([rng.randrange(LAST), rng.randrange(LAST), LAST])
        for obligation in obligations(map(to_event, records), REGIMES):
            naive = Naive(records, obligation.item, obligation.notice)
            for accept_claims in (False, True):
                for treat_as_valid in (False, True):
                    found = judge(
                        obligation,
                        EVENING + timedelta(minutes=now),
                        accept_claims=accept_claims,
                        treat_as_valid=treat_as_valid,
                    )
                    expected = [
                        naive.verdict(
                            now, generous=generous, accept_claims=accept_claims, treat_as_valid=treat_as_valid
                        )
                        for generous in (False, True)
                    ]
                    assert [found.verdict, found.verdict_latest] == expected, (records, obligation, now)
                    assert found.contestable is (expected[0] != expected[1])
                    seen.add(tuple(expected))
    assert {pair[0] for pair in seen} == {"met", "missed", "unproven", "pending", "none", "withdrawn"}
    assert len(seen) > 10, "histories in which the two readings differ are too rare"


def test_the_order_of_events_changes_nothing_and_items_can_be_folded_alone() -> None:
    rng = random.Random(0)  # noqa: S311 - a test that can be repeated
    for _ in range(300):
        events = [to_event(record) for record in history(rng)]
        expected = obligations(events, REGIMES)
        rng.shuffle(events)
        assert obligations(events, REGIMES) == expected
        alone = [obligations(events, REGIMES, items=[item]) for item in sorted({found.item for found in expected})]
        assert tuple(itertools.chain.from_iterable(alone)) == expected


def test_obligations_survive_being_stored() -> None:
    rng = random.Random(0)  # noqa: S311 - a test that can be repeated
    for _ in range(300):
        for obligation in obligations(map(to_event, history(rng)), REGIMES):
            assert from_text(to_text(obligation)) == obligation
