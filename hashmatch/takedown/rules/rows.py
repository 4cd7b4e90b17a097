"""Rules as rows that programs read: `regimes list`, `show` and `check`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated

from hashmatch.errors import BadRegimeError
from hashmatch.files.rows import columns_of
from hashmatch.takedown.rules.regime import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeRow:
    """One rule in a list."""

    id: Annotated[str, "the rule's id, which notices name"]
    family: Annotated[str | None, "name that the versions of one rule share"]
    jurisdiction: Annotated[str, "country code such as `DE` or `US-FL`, or `worldwide`"]
    instrument: Annotated[str, "the law, or a target's own name"]
    article: Annotated[str, "article or section of it"]
    kind: Annotated[str, "`law`, or `target`: a time that no law sets"]
    nature: Annotated[
        str, "what missing the time means: `duty`, `shield`, `deeming`, `system`, `procedure` or `target`"
    ]
    enabled: Annotated[bool, "whether new notices may invoke it"]
    duration: Annotated[str | None, "time allowed, ISO 8601; `null` if the rule sets no fixed time"]
    in_force_from: Annotated[str | None, "first day in force; `null` if not on record"]
    in_force_until: Annotated[str | None, "first day no longer in force; `null` if none is known"]
    certainty: Annotated[str | None, "`seen`, `seen (secondary)`, `known` or `uncertain`; `null` for a target"]
    verified: Annotated[bool, "whether the decisive words were read in the text itself"]
    steps: Annotated[tuple[str, ...], "procedural steps, each with its time and the event that starts it"]
    reason: Annotated[str | None, "why the rule is not enabled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One thing that is wrong in a file of rules."""

    file: Annotated[str, "the file"]
    regime: Annotated[str, "id of the rule; empty where the whole file is meant"]
    field: Annotated[str, "the field; empty where the whole rule is meant"]
    problem: Annotated[str, "what is wrong, and what to do"]


def regime_row(regime: Regime) -> RegimeRow:
    """Return the row of one rule in a list."""
    cells = regime_cells(regime)
    return RegimeRow(**{name: cells[name] for name in columns_of(RegimeRow)})  # type: ignore[arg-type]  # same fields


def regime_cells(regime: Regime) -> Mapping[str, object]:
    """Return every field of a rule as JSON holds it; ``regimes/README.md`` explains each."""
    values = {field.name: getattr(regime, field.name) for field in fields(regime)}
    return values | {
        "zone": regime.zone.key,
        "duration": _text(regime.duration),
        "in_force_from": _text(regime.in_force_from),
        "in_force_until": _text(regime.in_force_until),
        "requires": {part.name: part.words for part in regime.requires},
        "steps": tuple(f"{step.name} {step.duration} from {step.starts}" for step in regime.steps),
    }


def problem_row(error: BadRegimeError) -> ProblemRow:
    """Return the row of one thing that is wrong."""
    return ProblemRow(file=error.file, regime=error.regime, field=error.field, problem=error.problem)


def _text(value: object | None) -> str | None:
    """Return `value` as text, or None for none."""
    return None if value is None else str(value)
