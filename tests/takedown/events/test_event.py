"""An event that is wrong cannot be made, so the ledger cannot store one."""

import copy
import json
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hashmatch.errors import BadEventError, EventError, HashmatchError
from hashmatch.takedown.events.event import COLUMNS, OPTIONAL, Event, unchecked
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.events.parsing import Place, parse_event, to_record
from hashmatch.takedown.events.required_fields import ALLOWED, SHAPES
from hashmatch.takedown.ledger import Ledger, verify
from hashmatch.takedown.ledger.entry import draft_of
from hashmatch.takedown.rules.load import load_regimes
from tests.takedown import happenings
from tests.takedown.happenings import NOW

PLACE = Place("events.jsonl", 17)
LOOK: dict[str, Any] = {"item": "a", "outcome": LookOutcome.ABSENT, "at": NOW}
NOTICE: dict[str, Any] = {"notice": "n", "items": ["a"], "platform": "example", "regime": "us-tida-2025", "at": NOW}


NEVER_CHECKED = unchecked({"kind": EventKind.OBSERVED, "at": NOW})


class Nowhere(tzinfo):
    """A zone that does not say how far it is from UTC."""

    def utcoffset(self, _: datetime | None) -> None:
        return None

    def dst(self, _: datetime | None) -> None:
        return None

    def tzname(self, _: datetime | None) -> None:
        return None


def test_a_look_at_nothing_that_found_nothing_is_not_stored(sqlite_ledger: Ledger) -> None:
    with pytest.raises(EventError):
        sqlite_ledger.append([Event(kind=EventKind.OBSERVED, at=datetime(2026, 11, 24, 9))], recorded_at=NOW)  # noqa: DTZ001 - a naive time is the mistake
    assert len(sqlite_ledger) == 0


def test_an_event_that_was_read_back_wrong_is_not_stored_elsewhere(sqlite_ledger: Ledger) -> None:
    """Its mistake must not spread from the ledger where it is."""
    with pytest.raises(EventError, match="event, item: missing; 'observed' needs at, item, outcome"):
        sqlite_ledger.append([NEVER_CHECKED], recorded_at=NOW)
    assert len(sqlite_ledger) == 0


def test_an_older_ledger_with_an_event_that_was_never_checked_opens_and_verifies(sqlite_ledger: Ledger) -> None:
    with sqlite_ledger.appending(NOW) as appender:
        appender.add_drafts([draft_of(NEVER_CHECKED)])
    assert [recorded.event for recorded in sqlite_ledger.events()] == [NEVER_CHECKED]
    assert list(sqlite_ledger.obligations(load_regimes())) == []
    with sqlite_ledger.reading() as connection:
        assert verify(connection).fault is None


@pytest.mark.parametrize(
    ("given", "field", "problem"),
    [
        pytest.param({"at": datetime(2026, 11, 24, 9)}, "at", "no offset from UTC", id="a naive time"),  # noqa: DTZ001 - the mistake
        pytest.param({"at": NOW.replace(tzinfo=Nowhere())}, "at", "no offset from UTC", id="a zone without an offset"),
        pytest.param({"at": "2026-11-24T09:00Z"}, "at", "is no datetime; give one", id="a time as text"),
        pytest.param({"at": NOW.date()}, "at", "is no datetime", id="a date"),
        pytest.param({"at": NOW.replace(year=1969)}, "at", "the year is not within", id="before 1970"),
        pytest.param({"at": datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))}, "at", "year", id="the end"),
        pytest.param({"at": None}, "at", "missing; 'observed' needs at, item, outcome", id="no time"),
        pytest.param({"item": None}, "item", "missing", id="no item"),
        pytest.param({"item": 7}, "item", "7 is not text", id="a number for an item"),
        pytest.param({"item": "a\0"}, "item", "no control character", id="NUL in an item"),
        pytest.param({"outcome": None}, "outcome", "missing", id="no outcome"),
        pytest.param({"outcome": "gone"}, "outcome", "'gone' is no outcome; use one of present", id="a wrong outcome"),
        pytest.param({"outcome": True}, "outcome", "True is no outcome", id="an outcome of another type"),
        pytest.param({"notice": "n"}, "notice", "not a field of 'observed'; it takes event", id="another kind's field"),
        pytest.param({"kind": "seen"}, "event", "'seen' is no event; use one of reported", id="no such kind"),
        pytest.param({"kind": ["observed"]}, "event", "is no event", id="a list for a kind"),
        pytest.param({"evidence": {1: "x"}}, "evidence", "1 is not text", id="a name of evidence that is no text"),
        pytest.param({"evidence": {"x": {1}}}, "evidence", "is no JSON value", id="evidence that JSON cannot hold"),
    ],
)
def test_a_look_that_is_wrong_cannot_be_made(given: dict[str, Any], field: str, problem: str) -> None:
    with pytest.raises(EventError) as caught:
        Event(**{"kind": EventKind.OBSERVED, **LOOK, **given})
    assert caught.value.field == field
    assert problem in str(caught.value)
    assert str(caught.value).startswith(f"event, {field}: ")


@pytest.mark.parametrize(
    ("given", "field", "problem"),
    [
        pytest.param({"items": "ab"}, "items", "'ab' is not a list", id="text is no list of items"),
        pytest.param({"items": []}, "items", "name at least one item", id="no items"),
        pytest.param({"items": ()}, "items", "missing", id="items left out"),
        pytest.param({"items": ["a", "a"]}, "items", "named twice", id="an item twice"),
        pytest.param({"treat_as_valid": "yes"}, "treat_as_valid", "is not true", id="yes is not true"),
        pytest.param({"duration": "2 days"}, "duration", "write hours as PT48H", id="a duration in words"),
        pytest.param({"duration": "PT1H", "due": NOW}, "due", "together with a duration", id="due and duration"),
        pytest.param({"sent_at": NOW + timedelta(1)}, "sent_at", "later than at", id="sent after it arrived"),
        pytest.param({"hashes": ["md5:0"]}, "hashes", "not a field of 'notified'", id="a field of a report"),
    ],
)
def test_a_notice_that_is_wrong_cannot_be_made(given: dict[str, Any], field: str, problem: str) -> None:
    with pytest.raises(EventError) as caught:
        Event.notified(**{**NOTICE, **given})
    assert caught.value.field == field
    assert problem in str(caught.value)


def test_what_a_program_gives_is_kept_as_a_record_would_be_read() -> None:
    berlin = NOW.astimezone(ZoneInfo("Europe/Berlin"))
    look = Event.observed(item="a", outcome="absent", at=berlin, evidence=MappingProxyType({"status": (404, 1.5)}))
    assert (look.at.tzinfo, look.outcome) == (UTC, LookOutcome.ABSENT)
    assert isinstance(look.outcome, LookOutcome)
    assert look.evidence == {"status": [404, 1.5]}
    notice = Event.notified(**{**NOTICE, "contains": []})
    assert (notice.items, notice.contains, notice.treat_as_valid) == (("a",), (), None)
    assert Event(kind="observed", **LOOK).kind is EventKind.OBSERVED  # type: ignore[arg-type]  # a word is understood


def test_an_event_does_not_change_with_the_object_it_was_made_from() -> None:
    evidence: dict[str, object] = {"status": 404, "headers": ["a"]}
    look = Event.observed(**LOOK, evidence=evidence)
    evidence["status"] = 200
    assert look.evidence == {"status": 404, "headers": ["a"]}
    with pytest.raises(FrozenInstanceError):
        look.item = "b"  # type: ignore[misc]  # that it is frozen is the test


def test_a_subclass_of_datetime_is_kept_as_a_datetime() -> None:
    class Moment(datetime):
        pass

    look = Event.observed(item="a", outcome="absent", at=Moment(2026, 11, 24, 9, tzinfo=UTC))
    assert type(look.at) is datetime


@pytest.mark.parametrize(
    ("event", "record"),
    [
        pytest.param(
            Event.reported(item="a", platform="p", location="/x", at=NOW, hashes=["md5:0"]),
            {
                "event": "reported",
                "item": "a",
                "platform": "p",
                "location": "/x",
                "hashes": ["md5:0"],
            },
            id="reported",
        ),
        pytest.param(
            Event.notified(**NOTICE, treat_as_valid=True, contains=["contact"], duration="PT72H"),
            {
                "event": "notified",
                "notice": "n",
                "items": ["a"],
                "platform": "example",
                "regime": "us-tida-2025",
                "treat_as_valid": True,
                "contains": ["contact"],
                "duration": "PT72H",
            },
            id="notified",
        ),
        pytest.param(
            Event.claimed_removed(item="a", notice="n", at=NOW),
            {"event": "claimed_removed", "item": "a", "notice": "n"},
        ),
        pytest.param(Event.noted(item="a", text="x", at=NOW), {"event": "noted", "item": "a", "text": "x"}, id="noted"),
        *(
            pytest.param(
                getattr(Event, kind)(notice="n", at=NOW, items=["a"], reason="r", id="k"),
                {"event": kind, "notice": "n", "items": ["a"], "reason": "r", "id": "k"},
                id=kind,
            )
            for kind in ("acknowledged", "paused", "resumed", "refused", "withdrawn", "escalated")
        ),
    ],
)
def test_each_kind_has_a_constructor(event: Event, record: dict[str, Any]) -> None:
    assert to_record(event) == {**record, "at": "2026-11-24T12:00:00Z"}


def test_every_kind_but_an_erasure_has_a_constructor() -> None:
    assert set(SHAPES) == set(EventKind)
    assert {kind for kind in EventKind if not hasattr(Event, kind)} == {EventKind.ERASED}


@given(happenings.events)
def test_an_event_read_back_unchecked_equals_the_one_that_was_made(event: Event) -> None:
    values = {field.name: getattr(event, field.name) for field in fields(Event)}
    assert unchecked(values) == event == replace(event)
    assert pickle.loads(pickle.dumps(event)) == copy.deepcopy(event) == event  # noqa: S301 - our own


def test_the_unchecked_way_knows_every_field() -> None:
    assert ("event", "at", *(name for name, _, _ in OPTIONAL)) == COLUMNS


# --- the two ways to an event agree ---

TEXTS = st.text(max_size=4) | st.sampled_from(["a", "b", "us-tida-2025", "absent", "PT1H", "md5:ab", "f" * 64])
FACES = st.datetimes(datetime(1969, 12, 31), datetime(2101, 1, 2))  # noqa: DTZ001 - zones are drawn below
ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=9)), ZoneInfo("America/New_York")])
MOMENTS = st.just(NOW) | st.builds(lambda face, zone: face.replace(tzinfo=zone), FACES, ZONES)
LISTS = st.lists(TEXTS, max_size=3) | TEXTS
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(COLUMNS, TEXTS),
    **dict.fromkeys(("at", "sent_at", "due"), MOMENTS),
    **dict.fromkeys(("items", "hashes", "contains"), LISTS | LISTS.map(tuple)),
    "evidence": JSON,
    "treat_as_valid": st.sampled_from([True, False, "true", 1]),
    "outcome": st.sampled_from([*LookOutcome, "absent", "gone"]),
}


@st.composite
def given_fields(draw: st.DrawFn) -> dict[str, Any]:
    """Fields of one kind, mostly those it takes, with values that are mostly nearly right."""
    kind = draw(st.sampled_from(EventKind))
    optional = draw(st.sets(st.sampled_from([*sorted(ALLOWED[kind] - {"event"}), "by"]), max_size=4))
    names = {"at", *SHAPES[kind][0], *optional}
    return {"event": kind, **{name: draw(VALUES[name] | st.none()) for name in sorted(names)}}


def written(value: Any) -> Any:
    """Return a value as a record of JSON has it."""
    return value.isoformat() if isinstance(value, datetime) else value


def made(values: Mapping[str, Any]) -> Event:
    return Event(kind=values["event"], **{name: value for name, value in values.items() if name != "event"})


@given(given_fields())
@example({"event": EventKind.ACKNOWLEDGED, "at": NOW, "items": None, "notice": "0"})
def test_an_event_that_can_be_made_is_read_back_from_its_record(values: dict[str, Any]) -> None:
    try:
        event = made(values)
    except EventError:
        return
    assert parse_event(json.loads(json.dumps(to_record(event))), place=PLACE) == event


@given(given_fields())
def test_what_a_record_may_not_say_no_program_can_make(values: dict[str, Any]) -> None:
    try:
        parse_event({name: written(value) for name, value in values.items()}, place=PLACE)
    except BadEventError:
        # An empty tuple is how an event says that a field was not given; in a record it is an empty list.
        if not any(value == () for value in values.values()):
            with pytest.raises(EventError):
                made(values)


def test_the_error_of_a_record_is_a_kind_of_the_error_of_an_event() -> None:
    error = EventError("at", "no time\n")
    assert issubclass(BadEventError, EventError)
    assert isinstance(error, HashmatchError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "event, at: no time\\n"  # noqa: S301 - our own


@pytest.mark.parametrize("hashes", [(), None])
def test_no_hash_is_known_however_it_is_said(hashes: Any) -> None:
    event = Event.reported(item="bee", platform="p", location="l", at=NOW, hashes=hashes)
    assert event.hashes == ()
