"""The fields of an obligation in `status` and `due`; the README explains each."""

from datetime import datetime

from hashmatch.cli.output import Output, Row
from hashmatch.errors import defang
from hashmatch.takedown.cases.judgement import Judgement
from hashmatch.takedown.cases.obligation import Obligation
from hashmatch.takedown.times import stamp

COLUMNS = (
    "item",
    "platform",
    "location",
    "notice",
    "regime",
    "nature",
    "validity",
    "started",
    "due",
    "due_latest",
    "verdict",
    "verdict_latest",
    "contestable",
    "reason",
    "last_present",
    "first_absent",
    "claimed",
    "contradicted",
    "reappeared",
    "next_look",
)
FOR_PEOPLE = ("item", "platform", "notice", "regime", "nature", "due", "verdict", "contestable", "reason", "next_look")


def columns_for(output: Output) -> tuple[str, ...]:
    """Return every field for programs; for people those that fit on a screen."""
    return FOR_PEOPLE if output.format == "table" else COLUMNS


def row(obligation: Obligation, judgement: Judgement) -> Row:
    """Return the fields of one obligation, its location defanged and its times in UTC."""
    return {
        "item": obligation.item,
        "platform": obligation.platform,
        "location": None if obligation.location is None else defang(obligation.location),
        "notice": obligation.notice,
        "regime": obligation.regime,
        "nature": obligation.nature,
        "validity": judgement.validity,
        "started": time(judgement.started),
        "due": time(judgement.due),
        "due_latest": time(judgement.due_latest),
        "verdict": str(judgement.verdict),
        "verdict_latest": str(judgement.verdict_latest),
        "contestable": judgement.contestable,
        "reason": judgement.reason,
        "last_present": time(judgement.last_present),
        "first_absent": time(judgement.first_absent),
        "claimed": time(judgement.claimed),
        "contradicted": judgement.contradicted,
        "reappeared": judgement.reappeared,
        "next_look": time(judgement.next_look),
    }


def time(moment: datetime | None) -> str | None:
    """Return a moment as rows show it."""
    return None if moment is None else stamp(moment)
