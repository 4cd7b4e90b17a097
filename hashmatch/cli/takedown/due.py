"""`hashmatch takedown due`: what expires next."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.cli.takedown.options import (
    Length,
    judging_options,
    ledger_option,
    now_option,
    regimes_option,
    say_claims,
)


@click.command()
@click.option("--within", type=Length(), default="24h", show_default=True, help="How far ahead: 6h, 90m, 2d.")
@judging_options
@ledger_option
@regimes_option
@now_option
@output_option("table", "jsonl", "csv", "ics")
def due(
    *,
    within: timedelta,
    accept_claims: bool,
    treat_as_valid: bool,
    ledger: str,
    regimes: Path | None,
    now: datetime,
    output: Output,
) -> None:
    """Say which pending obligations expire next, the soonest first.

    `--format ics` writes a calendar, with a reminder to look just before each deadline and just after.
    """
    from hashmatch.cli.takedown.rows import columns_for, row
    from hashmatch.takedown.ics import to_ics
    from hashmatch.takedown.judgement import expiring
    from hashmatch.takedown.ledger import Ledger
    from hashmatch.takedown.ledger.cache import Wanted
    from hashmatch.takedown.regime_file import load_regimes

    say_claims(accept_claims)
    until = now + within
    with Ledger.open(ledger) as opened:
        found = opened.obligations(load_regimes(regimes), Wanted(due_from=now, due_until=until))
        judged = expiring(found, now, until, accept_claims=accept_claims, treat_as_valid=treat_as_valid)
    if output.format == "ics":
        click.echo(to_ics(judged, now), nl=False)
    else:
        output.write((row(*one) for one in judged), columns_for(output))
