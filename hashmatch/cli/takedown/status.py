"""`hashmatch takedown status`: a line an obligation."""

from datetime import datetime
from pathlib import Path

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.cli.takedown.options import judging_options, ledger_option, now_option, regimes_option, say_claims

VERDICTS = ("met", "missed", "unproven", "pending", "none", "withdrawn")


@click.command()
@click.option("--item", help="Only this item.")
@click.option("--notice", help="Only this notice.")
@click.option("--platform", help="Only this platform.")
@click.option("--regime", help="Only this rule or family of rules.")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Only this verdict.")
@judging_options
@ledger_option
@regimes_option
@now_option
@output_option("table", "jsonl", "csv")
def status(
    *,
    item: str | None,
    notice: str | None,
    platform: str | None,
    regime: str | None,
    verdict: str | None,
    accept_claims: bool,
    treat_as_valid: bool,
    ledger: str,
    regimes: Path | None,
    now: datetime,
    output: Output,
) -> None:
    """Judge obligations: one line for each item of each notice."""
    from hashmatch.cli.takedown.rows import columns_for, row
    from hashmatch.takedown.judgement import judge
    from hashmatch.takedown.ledger import Ledger
    from hashmatch.takedown.ledger.cache import Wanted
    from hashmatch.takedown.regime_file import load_regimes

    say_claims(accept_claims)
    wanted = Wanted(item=item, notice=notice, platform=platform, regime=regime)
    with Ledger.open(ledger) as opened:
        found = opened.obligations(load_regimes(regimes), wanted)
        judged = ((one, judge(one, now, accept_claims=accept_claims, treat_as_valid=treat_as_valid)) for one in found)
        rows = (row(one, judgement) for one, judgement in judged if verdict in (None, judgement.verdict))
        output.write(rows, columns_for(output))
