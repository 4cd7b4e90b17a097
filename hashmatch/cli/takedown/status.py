"""`hashmatch takedown status` and `due`: obligations judged, one a line."""

from datetime import timedelta
from typing import Any

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.cli.takedown.judging import Judging, Length, judging_options
from hashmatch.cli.takedown.shared import Shared, ledger_options

VERDICTS = ("met", "missed", "unproven", "pending", "none", "withdrawn")


@click.command()
@click.option("--item", help="Only this item.")
@click.option("--notice", help="Only this notice.")
@click.option("--platform", help="Only this platform.")
@click.option("--regime", help="Only this rule or family of rules.")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Only this verdict.")
@judging_options
@ledger_options()
@output_option("table", "jsonl", "csv")
def status(*, verdict: str | None, judging: Judging, shared: Shared, output: Output, **wanted: Any) -> None:
    """Judge obligations: one line for each item of each notice."""
    from hashmatch.cli.takedown.rows import columns_for, row
    from hashmatch.takedown.ledger import Wanted

    with shared.open() as ledger:
        found = ledger.obligations(shared.regimes(), Wanted(**wanted))
        judged = ((one, judging.judge(one, shared.now)) for one in found)
        output.write((row(*pair) for pair in judged if verdict in (None, pair[1].verdict)), columns_for(output))


@click.command()
@click.option("--within", type=Length(), default="24h", show_default=True, help="How far ahead: 6h, 90m, 2d.")
@judging_options
@ledger_options()
@output_option("table", "jsonl", "csv", "ics")
def due(*, within: timedelta, judging: Judging, shared: Shared, output: Output) -> None:
    """Show which pending obligations expire next, the soonest first.

    `--format ics` writes a calendar, with a reminder to look just before each deadline and one just after.
    """
    from hashmatch.cli.takedown.rows import columns_for, row
    from hashmatch.takedown.cases.judgement import expiring
    from hashmatch.takedown.ledger import Wanted

    until = shared.now + within
    with shared.open() as ledger:
        found = ledger.obligations(shared.regimes(), Wanted(due_from=shared.now, due_until=until))
        soon = expiring(((one, judging.judge(one, shared.now)) for one in found), until)
    if output.format == "ics":
        from hashmatch.takedown.cases.ics import to_ics

        click.echo(to_ics(soon, shared.now), nl=False)
    else:
        output.write((row(*pair) for pair in soon), columns_for(output))
