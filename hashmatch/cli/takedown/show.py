"""`hashmatch takedown show`: the whole story of one item."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from hashmatch.cli.output import Output, Row, json_line, output_option
from hashmatch.cli.takedown.judging import Judging, judging_options
from hashmatch.cli.takedown.shared import Shared, ledger_options
from hashmatch.errors import shown

if TYPE_CHECKING:
    from hashmatch.takedown import Deadline, Judgement, Obligation, Recorded

Chapter = tuple["Obligation", "Judgement", "Deadline"]


@click.command()
@click.argument("item")
@judging_options
@ledger_options()
@output_option("text", "jsonl")
def show(*, item: str, judging: Judging, shared: Shared, output: Output) -> None:
    """Tell the whole story of ITEM: what happened, in order, and each deadline step by step."""
    from hashmatch.cli.takedown.store import refuse_unknown
    from hashmatch.takedown import event_row, explain_item, story_row

    with shared.open() as ledger:
        refuse_unknown(ledger, [item])
        happened = sorted(ledger.events(item=item), key=lambda recorded: (recorded.event.at, recorded.seq))
    events = [recorded.event for recorded in happened]
    told = explain_item(events, shared.regimes(), item, if_valid=judging.treat_as_valid)
    chapters = [(one, judging.judge(one, shared.now), deadline) for one, deadline in told]
    if output.format == "jsonl":
        for row in [*map(event_row, happened), *(story_row(*chapter) for chapter in chapters)]:
            click.echo(json_line(row))
    else:
        for line in _lines(happened, chapters):
            click.echo(shown(line))


def _lines(happened: Iterable["Recorded"], chapters: Iterable[Chapter]) -> Iterator[str]:
    """Yield the story for people."""
    from hashmatch.takedown import event_row

    for recorded in happened:
        yield _event_line(event_row(recorded))
    for obligation, judgement, deadline in chapters:
        what = "target, not law" if obligation.kind == "target" else obligation.nature
        yield ""
        yield f"Notice {obligation.notice} to {obligation.platform} under {obligation.regime} ({what})"
        yield f"  verdict: {judgement.verdict}: {judgement.reason}"
        if judgement.contestable:
            yield f"  contestable: on the latest reading {judgement.verdict_latest}"
        yield f"  validity: {judgement.validity}"
        yield from (f"  {sentence}" for sentence in deadline.words)
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
