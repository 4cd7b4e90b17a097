"""Records are read strictly: what an event may say, and how each mistake is told."""

import json
import pickle
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.errors import BadEventError
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.parsing import Place, from_record, parse_event, to_record
from hashmatch.takedown.rules.load import load_regimes
from tests.takedown import happenings

PLACE = Place("events.jsonl", 17)
T = "2026-11-24T14:35:20+01:00"
REPORT = {"event": "reported", "at": T, "item": "a", "platform": "example", "location": "https://example.org/a"}
NOTICE = {
    "event": "notified",
    "at": T,
    "notice": "n",
    "regime": "us-tida-2025",
    "platform": "example",
    "items": ["a", "b"],
}
LOOK = {"event": "observed", "at": T, "item": "a", "outcome": "absent"}
ANSWER = {"event": "refused", "at": T, "notice": "n"}


def parse(record: dict[str, Any], **more: Any) -> Event:
    return parse_event(record, place=PLACE, **more)


@given(happenings.events)
def test_a_record_read_back_is_the_same_event(event: Event) -> None:
    record = json.loads(json.dumps(to_record(event)))
    assert parse(record) == event
    assert from_record(record) == event


@pytest.mark.parametrize(
    ("record", "field", "told"),
    [
        pytest.param({}, "event", "None is no event", id="no kind"),
        pytest.param({**LOOK, "event": "seen"}, "event", "'seen' is no event; use one of reported", id="unknown kind"),
        pytest.param({**LOOK, "event": ["observed"]}, "event", "is no event", id="kind is a list"),
        pytest.param(
            {**LOOK, "outcom": "absent"}, "outcom", "not a field of 'observed'; it takes", id="mistyped field"
        ),
        pytest.param({**LOOK, "notice": "n"}, "notice", "not a field of 'observed'", id="field of another kind"),
        pytest.param(
            {"event": "observed", "at": T}, "item", "missing; 'observed' needs at, item, outcome", id="no item"
        ),
        pytest.param({**LOOK, "at": None}, "at", "missing", id="no time"),
        pytest.param({**LOOK, "at": "2026-11-24T14:35:20"}, "at", "has no offset", id="time without offset"),
        pytest.param({**LOOK, "at": "2026-02-30T00:00:00Z"}, "at", "there is no such time", id="30 February"),
        pytest.param({**LOOK, "at": "24.11.2026"}, "at", "write it as 2026-11-24T", id="a German date"),
        pytest.param({**LOOK, "at": 1795528520}, "at", "1795528520 is not text", id="seconds since 1970"),
        pytest.param({**LOOK, "item": 7}, "item", "7 is not text; put it in quotes", id="item is a number"),
        pytest.param({**LOOK, "item": ""}, "item", "1 to 1024 characters", id="empty item"),
        pytest.param({**LOOK, "item": " a"}, "item", "no blank at either end", id="blank before an item"),
        pytest.param({**LOOK, "item": "a\x00"}, "item", r"'a\\x00' breaks the rule", id="NUL in an item"),
        pytest.param({**LOOK, "item": "\ud800"}, "item", "breaks the rule", id="half a character"),
        pytest.param({**LOOK, "item": "x" * 1025}, "item", "1 to 1024 characters", id="endless item"),
        pytest.param({**LOOK, "outcome": "gone"}, "outcome", "'gone' is no outcome; use one of present", id="outcome"),
        pytest.param({**LOOK, "evidence": "404"}, "evidence", "is not an object", id="evidence is text"),
        pytest.param({**LOOK, "evidence": {"n": 2**53}}, "evidence", "too large", id="number beyond 2**53"),
        pytest.param({**LOOK, "evidence": {"n": float("nan")}}, "evidence", "too large", id="not a number"),
        pytest.param({**LOOK, "evidence": {"a\x00": 1}}, "evidence", "control character", id="NUL in evidence"),
        pytest.param({**LOOK, "evidence": {"n": {1, 2}}}, "evidence", "no JSON value", id="evidence is no JSON"),
        pytest.param({**LOOK, "text": "x" * 65_537}, "text", "1 to 65536 characters", id="endless text"),
        pytest.param({**REPORT, "hashes": "pdq:ab"}, "hashes", "expected a list", id="hashes are text"),
        pytest.param({**REPORT, "hashes": []}, "hashes", "leave the field out", id="empty hashes"),
        pytest.param({**REPORT, "hashes": ["pdq:ab", "ab"]}, "hashes", "hash 2 of the list", id="hash without type"),
        pytest.param({**REPORT, "hashes": ["md5:a", "md5:a"]}, "hashes", "given twice", id="hash twice"),
        pytest.param(
            {**REPORT, "location": "http://x\n"}, "location", "no control character", id="location with a line end"
        ),
        pytest.param({**NOTICE, "items": []}, "items", "name at least one item", id="no items"),
        pytest.param({**NOTICE, "items": "a"}, "items", "is not a list", id="items are text"),
        pytest.param({**NOTICE, "items": ["a", "a"]}, "items", "'a' is named twice", id="item twice"),
        pytest.param({**NOTICE, "items": ["a", 1]}, "items", "1 is not text", id="item in a list is a number"),
        pytest.param({**NOTICE, "regime": "us-tida"}, "regime", "us-tida", id="unknown regime"),
        pytest.param({**NOTICE, "regime": "tr-5651"}, "regime", "tr-5651", id="disabled regime"),
        pytest.param({**NOTICE, "treat_as_valid": False}, "treat_as_valid", "leave the field out", id="not valid"),
        pytest.param({**NOTICE, "duration": "2 days"}, "duration", "'2 days'", id="duration in words"),
        pytest.param({**NOTICE, "duration": "P1M"}, "duration", "P1M", id="a month has no fixed length"),
        pytest.param(
            {**NOTICE, "duration": "PT1H", "due": T}, "due", "together with a duration", id="due and duration"
        ),
        pytest.param(
            {**NOTICE, "sent_at": "2026-11-24T13:35:21Z"}, "sent_at", "later than at", id="sent after arrival"
        ),
        pytest.param(
            {**ANSWER, "items": []}, "items", "leave the field out where it is optional", id="narrowed to none"
        ),
        pytest.param(
            {"event": "noted", "at": T, "text": "x"}, "item", "needs an item or a notice", id="note on nothing"
        ),
    ],
)
def test_a_mistake_is_told_with_place_field_and_way_out(record: dict[str, Any], field: str, told: str) -> None:
    with pytest.raises(BadEventError) as caught:
        parse(record, regimes=load_regimes())
    error = caught.value
    assert (error.file, error.line, error.field) == ("events.jsonl", 17, field)
    assert told.replace("\\\\", "\\") in str(error)
    assert str(error).startswith("events.jsonl, line 17, ")
    assert "\n" not in str(error)


def test_no_message_repeats_a_hash() -> None:
    for hashes in (["pdq:" + "f8" * 32, "f8" * 32], "pdq:" + "f8" * 32, ["pdq:" + "f8" * 32] * 2):
        with pytest.raises(BadEventError) as caught:
            parse({**REPORT, "hashes": hashes})
        assert "f8f8" not in str(caught.value)


def test_a_disabled_regime_is_read_back_from_our_own_export() -> None:
    assert parse({**NOTICE, "regime": "tr-5651"}, regimes=load_regimes(), disabled_too=True).regime == "tr-5651"


def test_a_zone_gives_times_their_offset() -> None:
    event = parse({**LOOK, "at": "2026-11-24T14:35:20"}, tz=ZoneInfo("Europe/Berlin"))
    assert event == parse(LOOK)


def test_not_given_differs_from_given_and_empty() -> None:
    assert parse(NOTICE).contains is None
    assert parse({**NOTICE, "contains": []}).contains == ()
    assert to_record(parse({**NOTICE, "contains": []}))["contains"] == []


def test_about_are_the_items_an_event_names_itself() -> None:
    assert [parse(record).about for record in (LOOK, NOTICE, ANSWER)] == [("a",), ("a", "b"), ()]


@given(st.text(max_size=5))
def test_what_is_refused_is_repeated(text: str) -> None:
    with pytest.raises(BadEventError) as caught:
        parse({**LOOK, "outcome": f"no {text}"})
    assert caught.value.problem.startswith(f"{f'no {text}'!r} is no outcome")
    assert str(caught.value).isprintable()


def test_an_error_survives_the_way_back_from_a_worker() -> None:
    error = BadEventError("x.csv", 3, "at", "no time")
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "x.csv, line 3, at: no time"  # noqa: S301 - our own
    assert str(BadEventError("--at", None, "at", "no time")) == "--at, at: no time"
