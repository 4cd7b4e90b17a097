"""Events sorted by what they are about: an item, or a notice and its items.

An item is one piece of content at one location of one platform. Ids reported there are names of one item: the first
reported one (of one instant, the smallest) names it, and what is recorded under any of them counts for all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from hashmatch.takedown.cases.verdict import Observation, in_order
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import ANSWERS, EventKind, LookOutcome


class Gathered:
    """Events by item and notice; the order in which they come changes nothing.

    Attributes
    ----------
    location : dict of str to str
        Of every reported item.
    looks : dict of str to list of Observation
        At an item, in order; a report is a present one.
    claims : dict of str to list of datetime
        When the platform said that it had removed an item.
    deliveries : dict of str to dict of str to list of Event
        By item and notice: each time that the notice reached the platform.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        events = list(events)
        self.location: dict[str, str] = {}
        self.looks: defaultdict[str, list[Observation]] = defaultdict(list)
        self.claims: defaultdict[str, list[datetime]] = defaultdict(list)
        self.deliveries: defaultdict[str, defaultdict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
        self._name: dict[str, str] = {}
        self._answers: defaultdict[str, list[Event]] = defaultdict(list)
        self._locate(events)
        for event in events:
            self._add(event)
        for looks in self.looks.values():
            looks.sort(key=in_order)

    def name(self, item: str) -> str:
        """Return the id that names the item which `item` is an id of."""
        return self._name.get(item, item)

    def answers(self, notice: str, item: str) -> Iterator[Event]:
        """Yield what happened to `notice` after it was given, as far as it is about the item of this name."""
        for event in self._answers.get(notice, ()):
            if not event.items or any(self.name(named) == item for named in event.items):
                yield event

    def _locate(self, events: Iterable[Event]) -> None:
        reports = [event for event in events if event.kind is EventKind.REPORTED]
        reports.sort(key=_first_reported)
        name_at: dict[tuple[str, str], str] = {}
        for report in reports:
            item, location, platform = str(report.item), str(report.location), str(report.platform)
            if item not in self._name:  # an item has one location: of several, the first reported
                name = self._name[item] = name_at.setdefault((platform, location), item)
                self.location[name] = location

    def _add(self, event: Event) -> None:
        kind = event.kind
        if kind is EventKind.OBSERVED and event.item and event.outcome:
            self.looks[self.name(event.item)].append(Observation(event.at, event.outcome))
        elif kind is EventKind.REPORTED and event.item:
            self.looks[self.name(event.item)].append(Observation(event.at, LookOutcome.PRESENT))
        elif kind is EventKind.NOTIFIED and event.notice:
            for item in {self.name(item) for item in event.items}:
                self.deliveries[item][event.notice].append(event)
        elif kind in ANSWERS and event.notice:
            self._answers[event.notice].append(event)
        elif kind is EventKind.CLAIMED_REMOVED and event.item:
            self.claims[self.name(event.item)].append(event.at)


def _first_reported(report: Event) -> tuple[datetime, str, str, str]:
    return report.at, str(report.item), str(report.location), str(report.platform)
