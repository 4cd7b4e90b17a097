"""What a user may import, and what importing costs. `tests/typing/api.py` says how it is used."""

import inspect
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import get_args, get_type_hints

import pytest

import hashmatch
from hashmatch import takedown

PUBLIC = [
    "Ask", "BadRow", "Codes", "Collection", "Comparison", "Decoding", "Doubt", "Entry", "EntryId", "Examination",
    "Fidelity", "FileExplanation", "FileOutcome", "FileResult", "HammingIndex", "Hash", "HashList", "HashmatchError",
    "Hits", "InMemory", "Inquiry", "Journal", "Limits", "ListSummary", "Match", "Matcher", "Merging", "Near",
    "Orientation", "Query", "QueryCodes", "Radius", "ScanSummary", "Settings", "Source", "Stage", "Tuning",
    "TypeSummary", "Variant", "Variants", "__version__", "compared", "explain_file", "hash_image",
    "hash_orientations", "hash_source", "hash_type_names", "inspect_list", "open_journal", "read_list", "scan_tree",
    "write_csv_list", "write_jsonl_list",
]  # fmt: skip
ALIASES = ("Codes", "EntryId", "Merging", "Radius", "Source")  # of types, for annotations
HEAVY = ("PIL", "av", "imagehash", "jinja2", "pebble", "pywt", "rich", "scipy", "sqlalchemy")


def modules_after(statement: str) -> set[str]:
    """Return the names of the top-level modules that a fresh interpreter has loaded after a statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_the_public_names_are_these() -> None:
    """Taking one away breaks a pipeline; adding one is a promise. Either way this list is changed on purpose."""
    assert hashmatch.__all__ == PUBLIC
    assert dir(hashmatch) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_public_name_loads(name: str) -> None:
    value = getattr(hashmatch, name)
    if name not in {*ALIASES, "__version__"}:
        assert value.__name__ == name
        assert value.__doc__


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="module 'hashmatch' has no attribute 'match'"):
        hashmatch.match  # noqa: B018 - reading it is the test


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = modules_after("import hashmatch")
    assert "hashmatch" in loaded
    assert loaded.isdisjoint({*HEAVY, "numpy"})


def test_a_matcher_waits_for_no_library_that_it_may_never_need() -> None:
    loaded = modules_after("from hashmatch import Matcher, scan_tree")
    assert "PIL" in loaded
    assert loaded.isdisjoint(set(HEAVY) - {"PIL"})


TAKEDOWN = [
    "ANSWERS", "AppendResult", "BadLineRow", "By", "CheckedProof", "Checkpoint", "Clock", "ClockEvent", "Deadline",
    "DeadlineRow", "Duration", "EVENT_FIELDS", "Event", "EventKind", "Fault", "FilledPart", "Form", "ImportOptions",
    "Imported", "Judgement", "Ledger", "Letter", "LookOutcome", "Obligation", "ObligationRow", "Observation", "Part",
    "Place", "PlaceRow", "ProblemRow", "Recorded", "RecordedRow", "Regime", "RegimeRow", "ReportedItem", "Sender",
    "State", "Step", "StepDue", "StepRow", "Summary", "Verdict", "Verification", "VerifiedRow", "Wanted", "XarfFinding",
    "bad_line_row", "check_proof", "check_regimes", "check_timestamp", "confirmed", "deadline", "draft_letter",
    "erase", "event_row", "expiring", "explain_item", "export_events", "head_of", "import_chain", "import_events",
    "judge", "load_regimes", "missing_parts", "obligation_row", "obligations", "parse_event", "parse_time", "pick",
    "problem_row", "prove_item", "recorded_row", "regime_cells", "regime_row", "render_letter", "reported_item",
    "stamp", "story_row", "summarize", "timestamp_request", "to_ics", "to_record", "verified_row", "verify",
    "versions", "xarf_report", "zone_named",
]  # fmt: skip


def test_the_public_names_of_takedown_are_these() -> None:
    """It has a face of its own: what takes pictures down knows nothing of pictures."""
    assert sorted(takedown.__all__) == sorted(TAKEDOWN)
    assert dir(takedown) == sorted(TAKEDOWN)


@pytest.mark.parametrize("name", TAKEDOWN)
def test_each_public_name_of_takedown_loads_and_is_explained(name: str) -> None:
    value = getattr(takedown, name)
    if name not in {"ANSWERS", "EVENT_FIELDS", "Form"}:  # data
        assert value.__name__ == name
        assert value.__doc__


@pytest.mark.parametrize("name", sorted(set(TAKEDOWN) - {"ANSWERS", "EVENT_FIELDS", "Form"}))
def test_each_type_in_a_public_signature_of_takedown_is_public(name: str) -> None:
    value = getattr(takedown, name)
    members = [each for name, each in inspect.getmembers(value) if not name.startswith("_")]
    methods = [each for each in members if inspect.isfunction(each) or inspect.ismethod(each)]
    hints = [hint for each in (value, *methods) for hint in get_type_hints(each).values()]
    missing = {found.__name__ for found in types_in(hints) if found.__module__.startswith("hashmatch.takedown")}
    # `Ledger.appending` gives what imports write with; keyword arguments of constructors have names of their own.
    assert {each for each in missing if not each.startswith("_")} <= {*TAKEDOWN, "Appender"}


def types_in(hints: Iterable[object]) -> Iterator[type]:
    """Return the classes that annotations are made of."""
    for hint in hints:
        if isinstance(hint, type):
            yield hint
        yield from types_in(get_args(hint))


def test_no_other_name_of_takedown_is_there() -> None:
    with pytest.raises(AttributeError, match=r"module .hashmatch\.takedown. has no attribute .draft."):
        takedown.draft  # noqa: B018 - reading it is the test


@pytest.mark.parametrize(
    "statement",
    [
        "import hashmatch.takedown",
        "from hashmatch.takedown import Event, judge, load_regimes, obligations",
        "from hashmatch.takedown import Letter, draft_letter, summarize, obligation_row",
    ],
)
def test_takedown_loads_no_database_before_a_ledger(statement: str) -> None:
    assert modules_after(statement).isdisjoint({*HEAVY, "holidays", "icalendar", "numpy"})
