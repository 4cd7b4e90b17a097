"""The rules by country, from the TOML files that compute deadlines."""

from collections.abc import Iterator
from itertools import groupby

from docs.generator.markdown import code, plain, table
from hashmatch.takedown.rules.load import load_regimes
from hashmatch.takedown.rules.regime import Regime

INTRODUCTION = """\
Generated from the rules that hashmatch computes with. This is no legal advice: it is a list of what the rules say,
where that was read, and how sure we are. [Rules as data](../reference/rules.md) explains each field, and
[the verdict](the-verdict.md) says what hashmatch concludes from a deadline and what it does not.

**Certainty**: *seen* means that the text itself was read; *seen (secondary)*, that notes or reports about it were read;
*known*, that it was not read again; *uncertain*, that an open question decides. A rule that is
**not in use** cannot be given to a new notice, for the reason stated. **No fixed time** means that the rule asks for
speed in words and that hashmatch computes no due time."""

NATURES = """\
**What missing it means**: `duty`, a breach; `shield`, the loss of a protection; `deeming`, a legal effect that the rule
states; `system`, one case of a duty to run a process; `procedure`, a time to answer or decide, not to remove; `target`,
nothing in law."""


def page() -> str:
    """Return the page."""
    regimes = sorted(load_regimes().values(), key=lambda regime: (regime.kind != "law", regime.jurisdiction))
    parts = ["# Deadlines by country", INTRODUCTION, NATURES, "## All rules", _overview(regimes)]
    for (kind, place), group in groupby(regimes, key=lambda regime: (regime.kind, regime.jurisdiction)):
        parts.append(f"## {place}" if kind == "law" else f"## Targets that are no law: {place}")
        parts += [_section(regime) for regime in group]
    return "\n\n".join(parts) + "\n"


def _overview(regimes: list[Regime]) -> str:
    """Return one table with a line for each rule."""
    return table(
        ("where", "rule", "time", "counted from", "missing it means", "in force", "certainty"),
        (
            (
                regime.jurisdiction,
                f"[{plain(regime.instrument)}](#{regime.id})",
                _time(regime),
                plain(regime.trigger),
                code(regime.nature),
                _in_force(regime),
                plain(regime.certainty or "a target"),
            )
            for regime in regimes
        ),
    )


def _section(regime: Regime) -> str:
    """Return all that is recorded of one rule."""
    rows = [(name, text) for name, text in _facts(regime) if text]
    return f"### {regime.id} {{#{regime.id}}}\n\n{plain(regime.name)}\n\n{table(('', ''), rows)}"


def _facts(regime: Regime) -> Iterator[tuple[str, str]]:
    """Yield what is recorded, in the order in which a reader asks for it; empty where nothing is."""
    if not regime.enabled:
        yield "**not in use**", plain(regime.reason or "")
    yield "covers", plain(regime.covers)
    yield "given by", plain(regime.given_by)
    yield "time", _time(regime)
    yield "counted from", f"{code(regime.starts)}: {plain(regime.trigger)}"
    yield "words", plain(regime.quote or "")
    yield "missing it means", code(regime.nature)
    yield "penalty", plain(regime.penalty or "")
    yield "in force", _in_force(regime)
    yield "family", code(regime.family) if regime.family else ""
    yield "zone, counting", f"{code(regime.zone.key)}, {code(regime.counting)}"
    yield (
        "after a pause",
        {"restart": "the whole time begins again", "continue": "the rest runs on"}.get(regime.on_resume or "", ""),
    )
    yield "a period of its own", plain(" ".join(filter(None, (regime.own_period, regime.extends))))
    for part in regime.requires:
        yield f"a notice needs {code(part.name)}", plain(part.words)
    for step in regime.steps:
        words = step.duration.words(business_days=step.business_days)
        yield f"step {code(step.name)}", plain(f"{step.who} to {step.what}, within {words} of {step.trigger}")
    yield "note", plain(regime.note or "")
    yield "source", _source(regime.source)
    yield "certainty", plain(regime.certainty or "")


def _time(regime: Regime) -> str:
    """Return the duration in words."""
    if regime.duration is None:
        return "no fixed time"
    return regime.duration.words(business_days=regime.business_days)


def _in_force(regime: Regime) -> str:
    """Return the days, local ones, on which the rule applies."""
    if not regime.enabled:
        return "not in use"
    since = f"from {regime.in_force_from}" if regime.in_force_from else ""
    until = f"before {regime.in_force_until}" if regime.in_force_until else ""
    return " and ".join(filter(None, (since, until))) or "dates not on record"


def _source(source: str | None) -> str:
    """Return where the rule was read; an address becomes a link."""
    if source is not None and source.startswith("https://") and " " not in source:
        return f"<{source}>"
    return plain(source or "")
