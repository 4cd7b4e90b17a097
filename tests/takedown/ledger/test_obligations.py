"""The stored state is the fold of the events, after any history and in any order of writing, on both engines."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hashmatch.takedown.cases.obligation import Obligation, obligations
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import LookOutcome
from hashmatch.takedown.ledger import Ledger, Wanted, erase
from hashmatch.takedown.ledger.obligations import SLICE
from hashmatch.takedown.rules.load import load_regimes
from hashmatch.takedown.rules.regime import Regime
from tests.takedown import happenings
from tests.takedown.conftest import NewUrl
from tests.takedown.happenings import NOW, at, notified, observed, reported

REGIMES = load_regimes()


def folded(ledger: Ledger, regimes: dict[str, Regime] | None = None) -> list[Obligation]:
    return list(obligations((recorded.event for recorded in ledger.events()), regimes or REGIMES))


@pytest.mark.parametrize("examples", [10, pytest.param(300, marks=pytest.mark.slow)])
def test_the_stored_state_is_the_fold_after_any_history(new_url: NewUrl, examples: int) -> None:
    class Histories(RuleBasedStateMachine):
        """Writes, reads and erases in any order."""

        @initialize()
        def begin(self) -> None:
            self.ledger = Ledger.open(new_url(), create=True)

        @rule(events=st.lists(happenings.events, min_size=1, max_size=8))
        def append(self, events: list[Event]) -> None:
            self.ledger.append(events, recorded_at=NOW)

        @rule()
        def read(self) -> None:
            assert list(self.ledger.obligations(REGIMES)) == folded(self.ledger)

        @rule()
        def rebuild(self) -> None:
            self.ledger.refresh(REGIMES, all_again=True)

        @rule()
        def erase_the_first_words(self) -> None:
            for recorded in list(self.ledger.events()):
                event = recorded.event
                if not recorded.erased and any((event.text, event.reason, event.evidence)):
                    erase(self.ledger, recorded.seq, by="clerk", why="asked for", now=NOW)
                    return

        @invariant()
        def nothing_differs(self) -> None:
            assert list(self.ledger.differences(REGIMES)) == []

        def teardown(self) -> None:
            self.ledger.close()

    quick = settings(
        max_examples=examples, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Histories, settings=quick)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Three items under two notices."""
    ledger.append(
        [
            *(reported(item) for item in "abc"),
            notified("n1", "a", "b", hours=1),
            notified("n2", "c", hours=5, regime="eu-tco-2021-784"),
            notified("n3", "a", hours=30, regime="kr-tba-22-5"),
        ],
        recorded_at=NOW,
    )
    return ledger


@pytest.mark.parametrize(
    ("wanted", "pairs"),
    [
        pytest.param(Wanted(), ["a n1", "a n3", "b n1", "c n2"], id="all, by item and notice"),
        pytest.param(Wanted(item="a"), ["a n1", "a n3"], id="of an item"),
        pytest.param(Wanted(notice="n1"), ["a n1", "b n1"], id="of a notice"),
        pytest.param(Wanted(regime="eu-tco-2021-784"), ["c n2"], id="under a regime"),
        pytest.param(Wanted(platform="other"), [], id="of a platform that owes nothing"),
        pytest.param(Wanted(due_until=at(100)), ["c n2", "a n1", "b n1"], id="due by then, soonest first"),
        pytest.param(Wanted(due_from=at(49), due_until=at(49)), ["a n1", "b n1"], id="both ends of a window count"),
        pytest.param(Wanted(due_from=at(49) + timedelta(microseconds=1)), [], id="due later"),
    ],
)
def test_what_is_wanted_is_found(told: Ledger, wanted: Wanted, pairs: list[str]) -> None:
    assert [f"{found.item} {found.notice}" for found in told.obligations(REGIMES, wanted)] == pairs


def test_a_family_finds_its_versions(ledger: Ledger) -> None:
    family = "in-it-rules-3-1-d"
    ledger.append([notified("n", "a", regime=family)], recorded_at=NOW)
    assert [found.regime for found in ledger.obligations(REGIMES, Wanted(regime=family))] == [f"{family}-2026"]


def test_any_id_of_an_item_finds_its_obligations(told: Ledger) -> None:
    told.append([reported("a2", 60, location="https://example.org/a")], recorded_at=NOW)
    assert [found.item for found in told.obligations(REGIMES, Wanted(item="a2"))] == ["a", "a"]


def test_an_earlier_report_renames_an_item(told: Ledger) -> None:
    assert list(told.obligations(REGIMES, Wanted(item="b")))
    told.append([reported("b0", -5, location="https://example.org/b")], recorded_at=NOW)
    assert [found.item for found in told.obligations(REGIMES, Wanted(notice="n1"))] == ["a", "b0"]


def test_other_rules_fold_everything_again(told: Ledger) -> None:
    assert len(list(told.obligations(REGIMES))) == 4
    other = {**REGIMES, "us-tida-2025": REGIMES["eu-tco-2021-784"]}
    assert [found.regime for found in told.obligations(other, Wanted(notice="n1"))] == ["eu-tco-2021-784"] * 2


def test_many_new_events_are_folded_like_few(sqlite_ledger: Ledger) -> None:
    """Across the border where everything is folded from the start."""
    looks = [observed(item, hour, LookOutcome.PRESENT) for hour in range(SLICE // 40) for item in "abcd"]
    sqlite_ledger.append([*(reported(item) for item in "abcd"), notified("n1", *"abcd"), *looks], recorded_at=NOW)
    assert list(sqlite_ledger.obligations(REGIMES)) == folded(sqlite_ledger)
    assert list(sqlite_ledger.differences(REGIMES)) == []
