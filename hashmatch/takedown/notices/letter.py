"""The letter that asks a platform to remove items: everything that the rule requires, and gaps marked as gaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hashmatch.errors import NoticeError, defang
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.rules.regime import NATURES, Duration, Part, Regime

Form = Literal["markdown", "text"]


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """What a letter says of an item."""

    item: str
    platform: str
    location: str
    reported: datetime
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the letter; an empty field is marked as a gap."""

    organisation: str = ""
    contact: str = ""  # an e-mail address


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part that the rule requires, with the letter's text for it; None is a gap."""

    part: Part
    text: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, ready to be rendered; `head` is the ledger's, so that the platform can witness it."""

    regime: Regime
    platform: str
    items: tuple[ReportedItem, ...]
    sender: Sender
    parts: tuple[FilledPart, ...]
    period: Duration | datetime | None
    head: str
    written: datetime

    @property
    def contains(self) -> tuple[str, ...]:
        """Names of the parts that are there, as a ``notified`` event lists them."""
        return tuple(filled.part.name for filled in self.parts if filled.text is not None)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Names of the parts that are missing."""
        return tuple(filled.part.name for filled in self.parts if filled.text is None)

    @property
    def nature(self) -> str:
        """What missing the time means, in a sentence."""
        return NATURES[self.regime.nature]

    @property
    def time_allowed(self) -> str:
        """How much time the platform has, in a sentence."""
        rule = self.regime
        if isinstance(self.period, datetime):
            return f"The time allowed ends at {self.period:%Y-%m-%d %H:%M:%S} UTC."
        duration = self.period or rule.duration
        if duration is None:
            return "No fixed time is set."
        return f"The time allowed is {duration.words(business_days=rule.business_days)}, counted from {rule.trigger}."


def reported_item(events: Iterable[Event], item: str) -> ReportedItem:
    """Put together what the reports of `item` say.

    Parameters
    ----------
    events : iterable of Event
        Those that touch the item.

    Raises
    ------
    NoticeError
        If it was never reported.
    """
    reports = sorted((event for event in events if event.kind is EventKind.REPORTED), key=lambda event: event.at)
    if not reports:
        raise NoticeError(item, "was never reported; record it with 'hashmatch takedown report' first")
    first = reports[0]
    hashes = dict.fromkeys(text for report in reports for text in report.hashes)
    return ReportedItem(item, str(first.platform), str(first.location), first.at, tuple(hashes))


def draft_letter(
    regime: Regime,
    platform: str,
    items: Sequence[ReportedItem],
    *,
    sender: Sender,
    given: Mapping[str, str],
    head: str,
    now: datetime,
    period: Duration | datetime | None = None,
) -> Letter:
    """Put a letter together.

    Parameters
    ----------
    given : mapping of str to str
        Texts for the parts that the rule requires. The location is filled in from the items, the contact from `sender`.
    period : Duration or datetime, optional
        A time of the notice's own, where the rule allows one.

    Raises
    ------
    NoticeError
        If `given` has a part that the rule does not know, or the rule leaves no room for a `period`.

    Examples
    --------
    >>> from hashmatch.takedown import load_regimes, parse_time
    >>> now = parse_time("2026-11-02T09:30Z")
    >>> item = ReportedItem("bee", "host", "https://host/bee.jpg", now, ())
    >>> sender = Sender("Example Hotline", "desk@example.org")
    >>> rule = load_regimes()["us-tida-2025"]
    >>> letter = draft_letter(rule, "host", [item], sender=sender, given={"signature": "/s/"}, head="0:...", now=now)
    >>> letter.gaps
    ('good_faith',)
    """
    known = [part.name for part in regime.requires]
    for name in given:
        if name not in known:
            choices = ", ".join(known) if known else "none"
            raise NoticeError(name, f"is no part of a notice under {regime.id}; its parts are: {choices}")
    if period is not None and regime.own_period is None:
        raise NoticeError(regime.id, "leaves no room for a time of the notice's own; leave it out")
    own = {"location": "See the items below.", **({"contact": sender.contact} if sender.contact else {})}
    parts = tuple(FilledPart(part, given.get(part.name, own.get(part.name))) for part in regime.requires)
    return Letter(regime, platform, tuple(items), sender, parts, period, head, now)


def render_letter(letter: Letter, form: Form, *, defanged: bool = False, hashes: bool = False) -> str:
    """Return the letter as Markdown or plain text.

    Parameters
    ----------
    defanged : bool
        Write addresses so that nobody can follow them. By default they stand as they are, because rules ask for the
        exact location; in Markdown as code, of which no reader makes a link.
    hashes : bool
        List the items' hashes, so that the platform can find identical copies. They are personal data.
    """
    from hashmatch.files.templates import templates

    template = templates("hashmatch.takedown.notices").get_template(
        f"letter.{'md' if form == 'markdown' else 'txt'}.j2"
    )
    return template.render(letter=letter, rule=letter.regime, place=defang if defanged else str, hashes=hashes)
