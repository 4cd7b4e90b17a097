"""Deadlines as a calendar (RFC 5545), with a reminder to look just before each deadline and one just after it."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from hashmatch.errors import defang
from hashmatch.takedown.cases.judgement import AFTER, BEFORE, Judgement
from hashmatch.takedown.cases.obligation import Obligation


def to_ics(judged: Iterable[tuple[Obligation, Judgement]], now: datetime) -> bytes:
    """Return a calendar with an event at each due time; obligations without one are left out.

    Importing a newer calendar replaces its events: the UID of an event is made from notice and item.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//hashmatch//takedown//EN")
    calendar.add("version", "2.0")
    for obligation, judgement in judged:
        if judgement.due is not None:
            calendar.add_component(_event(obligation, judgement, judgement.due, now))
    ics: bytes = calendar.to_ical()
    return ics


def _event(obligation: Obligation, judgement: Judgement, due: datetime, now: datetime) -> Event:
    what = "target, not law" if obligation.kind == "target" else obligation.nature
    lines = [
        f"Notice {obligation.notice} under {obligation.regime} ({what})",
        f"Location: {defang(obligation.location)}" if obligation.location else "Location: never reported",
        f"Verdict at {now:%Y-%m-%d %H:%M} UTC: {judgement.verdict}, {judgement.reason}",
    ]
    if judgement.due_latest not in (None, due):
        lines.append(f"On the latest reading due {judgement.due_latest:%Y-%m-%d %H:%M:%S} UTC")
    event = Event()
    pair = f"{obligation.notice}\0{obligation.item}"  # no id can hold a NUL
    event.add("uid", f"{sha256(pair.encode()).hexdigest()}@hashmatch")
    event.add("dtstamp", now)
    event.add("dtstart", due)
    event.add("summary", f"Due: {obligation.platform}, item {obligation.item}")
    event.add("description", "\n".join(lines))
    for trigger, why in ((-BEFORE, "a look now can prove it met"), (AFTER, "a look now can prove it missed")):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", trigger)
        alarm.add("description", f"Look at item {obligation.item}: {why}")
        event.add_component(alarm)
    return event
