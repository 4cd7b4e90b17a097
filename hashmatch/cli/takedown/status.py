"""`hashmatch takedown status` and `due`: obligations judged, one a line."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.cli.takedown.judging import Judging, Length, judging_options
from hashmatch.cli.takedown.shared import Shared, ledger_options
from hashmatch.files.rows import cells_of, columns_of
from hashmatch.takedown import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hashmatch.takedown import Judgement, Obligation

FOR_PEOPLE = ("item", "platform", "notice", "regime", "nature", "due", "verdict", "contestable", "reason", "next_look")
"""The fields that fit on a screen."""


@click.command()
@click.option("--item", help="Only this item.")
@click.option("--notice", help="Only this notice.")
@click.option("--platform", help="Only this platform.")
@click.option("--regime", help="Only this rule or family of rules.")
@click.option("--verdict", type=click.Choice([str(verdict) for verdict in Verdict]), help="Only this verdict.")
@judging_options
@ledger_options()
@output_option("table", "jsonl", "csv")
def status(*, verdict: str | None, judging: Judging, shared: Shared, output: Output, **wanted: Any) -> None:
    """Judge obligations: one line for each item of each notice."""
    from hashmatch.takedown import Wanted

    with shared.open() as ledger:
        found = ledger.obligations(shared.regimes(), Wanted(**wanted))
        judged = ((one, judging.judge(one, shared.now)) for one in found)
        _write((pair for pair in judged if verdict in (None, pair[1].verdict)), output)


@click.command()
@click.option("--within", type=Length(), default="24h", show_default=True, help="How far ahead: 6h, 90m, 2d.")
@judging_options
@ledger_options()
@output_option("table", "jsonl", "csv", "ics")
def due(*, within: timedelta, judging: Judging, shared: Shared, output: Output) -> None:
    """Show which pending obligations expire next, the soonest first.

    `--format ics` writes a calendar, with a reminder to look just before each deadline and one just after.
    """
    from hashmatch.takedown import Wanted, expiring, to_ics

    until = shared.now + within
    with shared.open() as ledger:
        found = ledger.obligations(shared.regimes(), Wanted(due_from=shared.now, due_until=until))
        soon = expiring(((one, judging.judge(one, shared.now)) for one in found), until)
    if output.format == "ics":
        click.echo(to_ics(soon, shared.now), nl=False)
    else:
        _write(soon, output)


def _write(judged: "Iterable[tuple[Obligation, Judgement]]", output: Output) -> None:
    """Write a row for each obligation: every field for programs, a few for people."""
    from hashmatch.takedown import ObligationRow, obligation_row

    columns = FOR_PEOPLE if output.format == "table" else columns_of(ObligationRow)
    output.write((cells_of(obligation_row(*pair)) for pair in judged), columns)
