"""`hashmatch takedown show`: the whole story of one item."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from hashmatch.cli.output import Output, Row, json_line, output_option
from hashmatch.cli.takedown.judging import Judging, judging_options
from hashmatch.cli.takedown.shared import Shared, ledger_options
from hashmatch.errors import shown

if TYPE_CHECKING:
    from hashmatch.takedown.cases.judgement import Judgement
    from hashmatch.takedown.cases.obligation import Obligation
    from hashmatch.takedown.ledger import Recorded
    from hashmatch.takedown.rules.deadlines import Deadline

Chapter = tuple["Obligation", "Judgement", "Deadline"]


@click.command()
@click.argument("item")
@judging_options
@ledger_options()
@output_option("text", "jsonl")
def show(*, item: str, judging: Judging, shared: Shared, output: Output) -> None:
    """Tell the whole story of ITEM: what happened, in order, and each deadline step by step."""
    from hashmatch.cli.takedown.store import refuse_unknown
    from hashmatch.takedown.cases.obligation import explain

    with shared.open() as ledger:
        refuse_unknown(ledger, [item])
        happened = sorted(ledger.events(item=item), key=lambda recorded: (recorded.event.at, recorded.seq))
    events = [recorded.event for recorded in happened]
    told = explain(events, shared.regimes(), item, if_valid=judging.treat_as_valid)
    chapters = [(one, judging.judge(one, shared.now), deadline) for one, deadline in told]
    if output.format == "jsonl":
        for row in [*map(_event_row, happened), *(_obligation_row(*chapter) for chapter in chapters)]:
            click.echo(json_line(row))
    else:
        for line in _lines(happened, chapters):
            click.echo(shown(line))


def _event_row(recorded: "Recorded") -> Row:
    """Return an event's own fields, its location defanged, with its place in the ledger."""
    from hashmatch.errors import defang
    from hashmatch.takedown.events.parsing import to_record
    from hashmatch.takedown.times import stamp

    said = to_record(recorded.event)
    if recorded.event.location is not None:
        said["location"] = defang(recorded.event.location)
    place = {"seq": recorded.seq, "recorded_at": stamp(recorded.recorded_at), "erased": recorded.erased}
    return {"record": "event", **said, **place}


def _obligation_row(obligation: "Obligation", judgement: "Judgement", deadline: "Deadline") -> Row:
    """Return the fields of `status`, with the arithmetic of the deadline and the rule's procedural steps."""
    from hashmatch.cli.takedown.rows import row, time

    further = [
        {
            "name": step.step.name,
            "what": step.step.what,
            "started": time(step.started),
            "due": time(step.due),
            "due_latest": time(step.due_latest),
            "steps": list(step.words),
        }
        for step in deadline.step_dues
    ]
    return {
        "record": "obligation",
        **row(obligation, judgement),
        "kind": obligation.kind,
        "steps": list(deadline.steps),
        "further": further,
    }


def _lines(happened: Iterable["Recorded"], chapters: Iterable[Chapter]) -> Iterator[str]:
    """Yield the story for people."""
    for recorded in happened:
        yield _event_line(_event_row(recorded))
    for obligation, judgement, deadline in chapters:
        what = "target, not law" if obligation.kind == "target" else obligation.nature
        yield ""
        yield f"Notice {obligation.notice} to {obligation.platform} under {obligation.regime} ({what})"
        yield f"  verdict: {judgement.verdict}: {judgement.reason}"
        if judgement.contestable:
            yield f"  contestable: on the latest reading {judgement.verdict_latest}"
        yield f"  validity: {judgement.validity}"
        yield from (f"  {step}" for step in deadline.steps)
        for further in deadline.step_dues:
            yield f"  Further: {further.step.what} ({further.step.who})"
            yield from (f"    {word}" for word in further.words)


def _event_line(row: Row) -> str:
    """Return what happened on one line: when, what, and every other field with its name."""
    left = {"record", "at", "event", "seq", "recorded_at"}
    rest = (f"{name}: {_text(value)}" for name, value in row.items() if name not in left and value is not False)
    return f"{row['at']}  {row['event']:<15}  {'; '.join(rest)}"


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={value[name]}" for name in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
