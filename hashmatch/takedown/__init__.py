"""Notices, deadlines and proof: what a platform owed, until when, and what the looks at an item can show.

    rules/     the laws' deadlines as data, and their arithmetic
    events/    what happened, as it is recorded
    cases/     events folded into obligations, verdicts and figures
    notices/   the letter to a platform, and the same for abuse desks
    ledger/    the append-only record, its checks and its proofs
    transfer/  events in files, in and out
    times.py   moments, parsed strictly

Promises: a due time is computed from the rule's own words or not at all; a verdict says no more than the looks prove,
and equals a naive second implementation (tests/takedown/cases/test_histories.py). Knows files and errors only.

A whole story, from report to proof::

    from hashmatch.takedown import Event, Ledger, head_of, judge, load_regimes, prove_item

    rules = load_regimes()
    with Ledger.open("ledger.db", create=True) as ledger:
        ledger.append([Event.reported(item="bee", platform="host", location=url, at=at)], recorded_at=now)
        notice = Event.notified(notice="US-1", items=["bee"], platform="host", regime="us-tida-2025", at=at)
        ledger.append([notice], recorded_at=now)
        ledger.append([Event.observed(item="bee", outcome="absent", at=at)], recorded_at=now)
        for obligation in ledger.obligations(rules):
            print(obligation.notice, judge(obligation, now).verdict)
        with ledger.reading() as connection:
            print(head_of(connection), prove_item(connection, "bee"))

What stands in ``__all__`` is the public interface, with `hashmatch.errors`; each name is loaded when it is first used,
so that SQLAlchemy is not imported before a ledger is. tests/takedown/test_story.py runs the whole story.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashmatch.takedown.cases.ics import to_ics
    from hashmatch.takedown.cases.judgement import Judgement, expiring, judge
    from hashmatch.takedown.cases.obligation import Clock, Obligation, explain_item, obligations
    from hashmatch.takedown.cases.rows import DeadlineRow, ObligationRow, StepRow, obligation_row, story_row
    from hashmatch.takedown.cases.summary import By, Summary, summarize
    from hashmatch.takedown.cases.verdict import Observation, Verdict
    from hashmatch.takedown.events.event import EVENT_FIELDS, Event
    from hashmatch.takedown.events.kinds import ANSWERS, EventKind, LookOutcome
    from hashmatch.takedown.events.parsing import Place, parse_event, to_record
    from hashmatch.takedown.ledger.checkpoint import Checkpoint, confirmed, head_of
    from hashmatch.takedown.ledger.erasure import erase
    from hashmatch.takedown.ledger.ledger import AppendResult, Ledger
    from hashmatch.takedown.ledger.obligations import Wanted
    from hashmatch.takedown.ledger.proof import CheckedProof, check_proof, prove_item
    from hashmatch.takedown.ledger.read import Recorded
    from hashmatch.takedown.ledger.rows import PlaceRow, RecordedRow, VerifiedRow, event_row, recorded_row, verified_row
    from hashmatch.takedown.ledger.timestamp import check_timestamp, timestamp_request
    from hashmatch.takedown.ledger.verification import Fault, Verification, verify
    from hashmatch.takedown.notices.letter import (
        FilledPart,
        Form,
        Letter,
        ReportedItem,
        Sender,
        draft_letter,
        render_letter,
        reported_item,
    )
    from hashmatch.takedown.notices.xarf import XarfFinding, xarf_report
    from hashmatch.takedown.rules.deadlines import ClockEvent, Deadline, State, StepDue, deadline
    from hashmatch.takedown.rules.load import check_regimes, load_regimes
    from hashmatch.takedown.rules.regime import Duration, Part, Regime, Step, missing_parts, pick, versions
    from hashmatch.takedown.rules.rows import ProblemRow, RegimeRow, problem_row, regime_cells, regime_row
    from hashmatch.takedown.times import parse_time, stamp, zone_named
    from hashmatch.takedown.transfer.exporting import export_events
    from hashmatch.takedown.transfer.importing import Imported, import_chain, import_events
    from hashmatch.takedown.transfer.reading import ImportOptions
    from hashmatch.takedown.transfer.rows import BadLineRow, bad_line_row

__all__ = [
    "ANSWERS",
    "EVENT_FIELDS",
    "AppendResult",
    "BadLineRow",
    "By",
    "CheckedProof",
    "Checkpoint",
    "Clock",
    "ClockEvent",
    "Deadline",
    "DeadlineRow",
    "Duration",
    "Event",
    "EventKind",
    "Fault",
    "FilledPart",
    "Form",
    "ImportOptions",
    "Imported",
    "Judgement",
    "Ledger",
    "Letter",
    "LookOutcome",
    "Obligation",
    "ObligationRow",
    "Observation",
    "Part",
    "Place",
    "PlaceRow",
    "ProblemRow",
    "Recorded",
    "RecordedRow",
    "Regime",
    "RegimeRow",
    "ReportedItem",
    "Sender",
    "State",
    "Step",
    "StepDue",
    "StepRow",
    "Summary",
    "Verdict",
    "Verification",
    "VerifiedRow",
    "Wanted",
    "XarfFinding",
    "bad_line_row",
    "check_proof",
    "check_regimes",
    "check_timestamp",
    "confirmed",
    "deadline",
    "draft_letter",
    "erase",
    "event_row",
    "expiring",
    "explain_item",
    "export_events",
    "head_of",
    "import_chain",
    "import_events",
    "judge",
    "load_regimes",
    "missing_parts",
    "obligation_row",
    "obligations",
    "parse_event",
    "parse_time",
    "pick",
    "problem_row",
    "prove_item",
    "recorded_row",
    "regime_cells",
    "regime_row",
    "render_letter",
    "reported_item",
    "stamp",
    "story_row",
    "summarize",
    "timestamp_request",
    "to_ics",
    "to_record",
    "verified_row",
    "verify",
    "versions",
    "xarf_report",
    "zone_named",
]

_HOMES = {
    "cases.ics": ("to_ics",),
    "cases.judgement": (
        "Judgement",
        "expiring",
        "judge",
    ),
    "cases.obligation": (
        "Clock",
        "Obligation",
        "explain_item",
        "obligations",
    ),
    "cases.rows": (
        "DeadlineRow",
        "ObligationRow",
        "StepRow",
        "obligation_row",
        "story_row",
    ),
    "cases.summary": (
        "By",
        "Summary",
        "summarize",
    ),
    "cases.verdict": (
        "Observation",
        "Verdict",
    ),
    "events.event": (
        "EVENT_FIELDS",
        "Event",
    ),
    "events.kinds": (
        "ANSWERS",
        "EventKind",
        "LookOutcome",
    ),
    "events.parsing": (
        "Place",
        "parse_event",
        "to_record",
    ),
    "ledger.checkpoint": (
        "Checkpoint",
        "confirmed",
        "head_of",
    ),
    "ledger.erasure": ("erase",),
    "ledger.ledger": (
        "AppendResult",
        "Ledger",
    ),
    "ledger.obligations": ("Wanted",),
    "ledger.proof": (
        "CheckedProof",
        "check_proof",
        "prove_item",
    ),
    "ledger.read": ("Recorded",),
    "ledger.rows": (
        "PlaceRow",
        "RecordedRow",
        "VerifiedRow",
        "event_row",
        "recorded_row",
        "verified_row",
    ),
    "ledger.timestamp": (
        "check_timestamp",
        "timestamp_request",
    ),
    "ledger.verification": (
        "Fault",
        "Verification",
        "verify",
    ),
    "notices.letter": (
        "FilledPart",
        "Form",
        "Letter",
        "ReportedItem",
        "Sender",
        "draft_letter",
        "render_letter",
        "reported_item",
    ),
    "notices.xarf": (
        "XarfFinding",
        "xarf_report",
    ),
    "rules.deadlines": (
        "ClockEvent",
        "Deadline",
        "State",
        "StepDue",
        "deadline",
    ),
    "rules.load": (
        "check_regimes",
        "load_regimes",
    ),
    "rules.regime": (
        "Duration",
        "Part",
        "Regime",
        "Step",
        "missing_parts",
        "pick",
        "versions",
    ),
    "rules.rows": (
        "ProblemRow",
        "RegimeRow",
        "problem_row",
        "regime_cells",
        "regime_row",
    ),
    "times": (
        "parse_time",
        "stamp",
        "zone_named",
    ),
    "transfer.exporting": ("export_events",),
    "transfer.importing": (
        "Imported",
        "import_chain",
        "import_events",
    ),
    "transfer.reading": ("ImportOptions",),
    "transfer.rows": (
        "BadLineRow",
        "bad_line_row",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name from its home (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'hashmatch.takedown' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what can be imported."""
    return sorted(__all__)
