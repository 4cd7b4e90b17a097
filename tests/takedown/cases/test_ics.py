from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from hashmatch.takedown.cases.ics import to_ics
from hashmatch.takedown.cases.judgement import judge
from hashmatch.takedown.cases.obligation import obligations
from hashmatch.takedown.events.parsing import Place, parse_event
from hashmatch.takedown.rules.load import load_regimes

NOON = datetime(2026, 11, 24, 12, 20, tzinfo=UTC)

STORY: list[dict[str, object]] = [
    {"event": "reported", "at": "2026-11-24T12:00Z", "item": "i", "platform": "p", "location": "https://a.example/x"},
    {
        "event": "notified",
        "at": "2026-11-24T12:20Z",
        "notice": "n",
        "regime": "eu-tco-2021-784",
        "platform": "p",
        "items": ["i"],
    },
    {
        "event": "notified",
        "at": "2026-11-24T12:20Z",
        "notice": "k",
        "regime": "kr-tba-22-5",
        "platform": "p",
        "items": ["i"],
    },
]


def calendar() -> Calendar:
    events = [parse_event(record, place=Place("test")) for record in STORY]
    judged = [(one, judge(one, NOON)) for one in obligations(events, load_regimes())]
    return Calendar.from_ical(to_ics(judged, NOON))


def test_a_deadline_is_an_event_with_a_reminder_before_and_after() -> None:
    (event,) = calendar().walk("VEVENT")  # the rule without a fixed time has none
    assert event.decoded("dtstart") == NOON + timedelta(hours=1)
    assert event["summary"] == "Due: p, item i"
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(minutes=-5), timedelta(minutes=1)]


def test_the_description_names_the_other_reading_and_no_live_address() -> None:
    (event,) = calendar().walk("VEVENT")
    text = str(event["description"])
    assert "hxxps://a[.]example/x" in text
    assert "https://" not in text
    assert "On the latest reading due 2026-11-24 14:00:00 UTC" in text


def test_the_same_deadline_has_the_same_uid_every_time() -> None:
    first, again = (calendar().walk("VEVENT")[0]["uid"] for _ in range(2))
    assert first == again
