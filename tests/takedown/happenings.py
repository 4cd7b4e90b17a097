"""Events for tests: a few small items and notices, so that histories meet in the same ones."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind, LookOutcome

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REGIMES = ("us-tida-2025", "eu-tco-2021-784", "kr-tba-22-5", "uk-ta-2006-s3")

ITEMS = st.sampled_from(["a", "b", "c", "d"])
NOTICES = st.sampled_from(["n1", "n2", "n3"])
MOMENTS = st.integers(0, 120).map(lambda hours: NOW + timedelta(hours=hours))
TEXTS = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
EVIDENCE = st.none() | st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6),
    SCALARS | st.lists(SCALARS, max_size=3) | st.floats(-1e6, 1e6),
    max_size=3,
)
NO_ITEMS = st.just(())
SOME_ITEMS = st.lists(ITEMS, min_size=1, max_size=3, unique=True).map(tuple)


def at(hours: float) -> datetime:
    """Return a moment so many hours after the beginning of the story."""
    return NOW + timedelta(hours=hours)


def reported(item: str, hours: float = 0, location: str | None = None) -> Event:
    return Event(
        kind=EventKind.REPORTED,
        at=at(hours),
        item=item,
        platform="example",
        location=location or f"https://example.org/{item}",
    )


def notified(notice: str, *items: str, hours: float = 1, regime: str = REGIMES[0]) -> Event:
    return Event(
        kind=EventKind.NOTIFIED, at=at(hours), notice=notice, regime=regime, platform="example", items=tuple(items)
    )


def observed(item: str, hours: float, outcome: LookOutcome = LookOutcome.PRESENT, text: str | None = None) -> Event:
    return Event(kind=EventKind.OBSERVED, at=at(hours), item=item, outcome=outcome, text=text)


reports = st.builds(
    reported,
    ITEMS,
    st.integers(0, 120),
    st.none() | st.sampled_from(["https://example.org/a", "https://example.org/x"]),
)
notices = st.builds(
    Event,
    kind=st.just(EventKind.NOTIFIED),
    at=MOMENTS,
    notice=NOTICES,
    items=SOME_ITEMS,
    platform=st.just("example"),
    regime=st.sampled_from(REGIMES),
    contains=st.none() | st.just(("location",)),
    treat_as_valid=st.none() | st.just(True),
    text=TEXTS,
)
looks = st.builds(
    Event,
    kind=st.just(EventKind.OBSERVED),
    at=MOMENTS,
    item=ITEMS,
    outcome=st.sampled_from(LookOutcome),
    evidence=EVIDENCE,
    text=TEXTS,
)
answers = st.builds(
    Event,
    kind=st.sampled_from([EventKind.PAUSED, EventKind.RESUMED, EventKind.WITHDRAWN, EventKind.REFUSED]),
    at=MOMENTS,
    notice=NOTICES,
    items=NO_ITEMS | SOME_ITEMS,
    reason=TEXTS,
)
claims = st.builds(Event, kind=st.just(EventKind.CLAIMED_REMOVED), at=MOMENTS, item=ITEMS)
notes = st.builds(Event, kind=st.just(EventKind.NOTED), at=MOMENTS, item=ITEMS, text=TEXTS)

events = st.one_of(reports, notices, looks, answers, claims, notes)
histories = st.lists(events, max_size=30)
