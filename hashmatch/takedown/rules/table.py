"""One regime read from its table, strictly: what is misspelt, missing or contradictory is named with its place."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from hashmatch.errors import BadDurationError, BadRegimeError, UnknownZoneError
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.rules.counting import ORDERS
from hashmatch.takedown.rules.holidays import knows
from hashmatch.takedown.rules.regime import NATURES, Duration, Part, Regime, Step
from hashmatch.takedown.times import zone_named

T = TypeVar("T")

CERTAINTIES = ("seen", "seen (secondary)", "known", "uncertain")
STARTS = (
    EventKind.NOTIFIED,
    EventKind.ACKNOWLEDGED,
    EventKind.REFUSED,
    EventKind.ESCALATED,
    EventKind.WITHDRAWN,
)
NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
PART_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
JURISDICTION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|worldwide")


class Table:
    """One table of a file; reading a field notes what is wrong with it and goes on, so that one check shows all."""

    def __init__(self, values: Mapping[str, Any], file: str, regime: str, inside: str = "") -> None:
        self.values, self.file, self.regime, self.inside = values, file, regime, inside
        self.known: list[str] = []
        self.problems: list[BadRegimeError] = []

    def complain(self, field: str, problem: str) -> None:
        """Note what is wrong with a field."""
        self.problems.append(BadRegimeError(self.file, self.regime, f"{self.inside}{field}", problem))

    def get(self, field: str, kind: type[T], what: str) -> T | None:
        """Return a field of this type, or None where it is missing or of another type."""
        self.known.append(field)
        value = self.values.get(field)
        if value is None:
            return None
        if type(value) is not kind:  # not isinstance: true is an int, and a datetime a date
            self.complain(field, f"{value!r} is not {what}; write {what}")
            return None
        return value

    def text(self, field: str, *, required: bool = False) -> str:
        """Return one line of text, or ``""``."""
        value = self.get(field, str, "text in quotes")
        if value is None:
            if required and field not in self.values:
                self.complain(field, "is missing; add it")
            return ""
        if not value.strip() or not value.isprintable():
            self.complain(field, f"{value!r} is not one line of readable text; write one, or leave the field out")
        return value

    def choice(self, field: str, allowed: Collection[str], *, required: bool = True) -> str:
        """Return one of the words `allowed`, or ``""``."""
        value = self.text(field, required=required)
        if value and value not in allowed:
            self.complain(field, f"{value!r} is unknown; choose one of {', '.join(allowed)}")
        return value

    def flag(self, field: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.get(field, bool, "true or false")
        return default if value is None else value

    def matching(self, field: str, pattern: re.Pattern[str], what: str, *, required: bool = True) -> str:
        """Return a text of this form, or ``""``."""
        value = self.text(field, required=required)
        if value and not pattern.fullmatch(value):
            self.complain(field, f"{value!r} is not {what}")
        return value

    def duration(self, *, required: bool = False) -> Duration | None:
        """Return the field `duration`."""
        value = self.text("duration", required=required)
        try:
            return Duration.parse(value) if value else None
        except BadDurationError as error:
            self.complain("duration", str(error))
            return None

    def inner(self, field: str) -> "Table":
        """Return a table within this one, empty where there is none."""
        values: dict[str, Any] | None = self.get(field, dict, "a table")
        return Table(values or {}, self.file, self.regime, f"{self.inside}{field}.")

    def finish(self) -> list[BadRegimeError]:
        """Return all that was wrong, fields nobody asked for among it."""
        for field in self.values:
            if field not in self.known:
                close = get_close_matches(field, self.known, n=1)
                self.complain(field, f"is unknown; {f'did you mean {close[0]}?' if close else 'remove it'}")
        return self.problems


def read_regime(
    values: Mapping[str, Any], file: str, name: str, *, shipped: bool
) -> tuple[Regime, list[BadRegimeError]]:
    """Return the regime that a table describes, and all that is wrong with it; with a fault it must not be used."""
    table = Table(values, file, name)
    if not NAME.fullmatch(name):
        table.complain("", f"{name!r} is no id; use small letters, digits, hyphens and dots")
    kind = table.choice("kind", ("law", "target"), required=False) or "law"
    law = kind == "law"
    certainty = table.choice("certainty", CERTAINTIES, required=law)
    days = table.flag("business_days", default=False)
    dates = table.inner("in_force")
    regime = Regime(
        id=name,
        kind=kind,
        nature=table.choice("nature", NATURES, required=law) or ("" if law else "target"),
        jurisdiction=table.matching("jurisdiction", JURISDICTION, "a country code such as DE or US-FL, or worldwide"),
        instrument=table.text("instrument", required=True),
        article=table.text("article", required=law),
        covers=table.text("covers", required=True),
        given_by=table.text("given_by", required=True),
        starts=table.choice("starts", STARTS),
        trigger=table.text("trigger", required=True),
        zone=_read_zone(table),
        counting=table.choice("counting", tuple(ORDERS)),
        family=table.matching("family", NAME, "a name in small letters, digits and hyphens", required=False) or None,
        duration=table.duration(),
        business_days=days,
        calendars=_read_calendars(table, shipped=shipped),
        on_resume=table.choice("on_resume", ("restart", "continue"), required=False) or None,
        own_period=table.choice("own_period", ("longer", "any"), required=False) or None,
        extends=table.text("extends") or None,
        in_force_from=dates.get("from", date, "a date such as 2026-05-19, without quotes"),
        in_force_until=dates.get("until", date, "a date such as 2026-05-19, without quotes"),
        requires=_read_parts(table),
        steps=_read_steps(table),
        quote=table.text("quote") or None,
        penalty=table.text("penalty") or None,
        source=table.text("source", required=law) or None,
        certainty=certainty or None,
        verified=table.flag("verified", default=certainty == "seen"),
        enabled=table.flag("enabled", default=True),
        reason=table.text("reason") or None,
        note=table.text("note") or None,
        shipped=shipped,
        file=file,
    )
    table.problems += dates.finish()
    for field, problem in _contradictions(regime):
        table.complain(field, problem)
    return regime, table.finish()


def _contradictions(regime: Regime) -> Iterator[tuple[str, str]]:
    """Yield each field that does not go with another, with what to do."""
    if regime.nature and (regime.kind == "target") != (regime.nature == "target"):
        yield (
            "nature",
            f"a {regime.kind} cannot have the nature {regime.nature!r}; 'target' goes with kind = \"target\" only",
        )
    if regime.enabled and regime.reason:
        yield "reason", "says why a regime is not enabled, but this one is; remove it or write enabled = false"
    if not regime.enabled and not regime.reason:
        yield "reason", "is missing; say why the regime is not enabled"
    if regime.certainty == "uncertain" and regime.enabled:
        yield "enabled", "an uncertain rule accuses people wrongly; write enabled = false and a reason"
    if regime.verified and regime.certainty != "seen":
        yield "verified", 'true needs certainty = "seen": the decisive words were read in the text'
    if regime.business_days and not (regime.duration and regime.duration.days and regime.calendars):
        yield "business_days", "needs a duration in days, such as P2D, and the calendars of public holidays"
    if bool(regime.own_period) != bool(regime.extends):
        yield "extends", "goes with own_period: say in words what allows a notice its own period"
    if regime.in_force_from and regime.in_force_until and regime.in_force_from >= regime.in_force_until:
        yield "in_force", "until is the first day without the rule, so it must come after from"
    names = [step.name for step in regime.steps]
    if len(set(names)) < len(names):
        yield "steps", "two steps have the same name; rename one"


def _read_zone(table: Table) -> Any:
    """Return the field `zone`, or UTC after a complaint."""
    name = table.text("zone", required=True)
    try:
        return zone_named(name or "UTC")
    except UnknownZoneError as error:
        table.complain("zone", str(error))
        return zone_named("UTC")


def _read_calendars(table: Table, *, shipped: bool) -> tuple[str, ...]:
    """Return the field `calendars`: codes of countries or of their parts.

    Those of shipped regimes are looked up by a test: the library of holidays takes a quarter of a second to import.
    """
    values: list[Any] = table.get("calendars", list, 'a list of codes such as ["GB-ENG", "GB-SCT"]') or []
    for value in values:
        if not isinstance(value, str) or not (shipped or knows(value)):
            table.complain("calendars", f"no public holidays are known for {value!r}; write codes such as DE or GB-SCT")
    return tuple(value for value in values if isinstance(value, str))


def _read_parts(table: Table) -> tuple[Part, ...]:
    """Return the table `requires`: the parts of a valid notice."""
    inner = table.inner("requires")
    for name in inner.values:
        if not PART_NAME.fullmatch(name):
            inner.complain(name, "is no name of a part; use small letters and underscores")
    parts = tuple(Part(name, inner.text(name)) for name in inner.values)
    table.problems += inner.finish()
    return parts


def _read_steps(table: Table) -> tuple[Step, ...]:
    """Return the tables `[[steps]]`."""
    steps = []
    values: list[Any] = table.get("steps", list, "a list of tables ([[...steps]])") or []
    for number, value in enumerate(values, start=1):
        if not isinstance(value, dict):
            table.complain("steps", f"{value!r} is not a table")
            continue
        inner = Table(value, table.file, table.regime, f"steps {number}, ")
        step = Step(
            name=inner.matching("name", PART_NAME, "a name in small letters and underscores"),
            what=inner.text("what", required=True),
            who=inner.text("who", required=True),
            starts=inner.choice("starts", STARTS),
            trigger=inner.text("trigger", required=True),
            duration=inner.duration(required=True) or Duration(days=1),
            business_days=inner.flag("business_days", default=False),
            certainty=inner.choice("certainty", CERTAINTIES, required=False) or None,
        )
        if step.business_days and not (step.duration.days and "calendars" in table.values):
            inner.complain(
                "business_days", "needs a duration in days, such as P2D, and the calendars of public holidays"
            )
        steps.append(step)
        table.problems += inner.finish()
    return tuple(steps)
