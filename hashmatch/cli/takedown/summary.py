"""`hashmatch takedown summary`: figures by platform, rule or week."""

from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.cli.takedown.options import judging_options, ledger_option, now_option, regimes_option, say_claims


@click.command()
@click.option("--by", type=click.Choice(["platform", "regime", "week"]), default="platform", show_default=True)
@judging_options
@ledger_option
@regimes_option
@now_option
@output_option("table", "jsonl", "html")
def summary(
    *,
    by: str,
    accept_claims: bool,
    treat_as_valid: bool,
    ledger: str,
    regimes: Path | None,
    now: datetime,
    output: Output,
) -> None:
    """Count verdicts, with the share met of those met or missed, and bounds of the median time to removal."""
    from hashmatch.takedown.judgement import judge
    from hashmatch.takedown.ledger import Ledger
    from hashmatch.takedown.regime_file import load_regimes
    from hashmatch.takedown.summary import By, Summary, summarize, to_html

    say_claims(accept_claims)
    with Ledger.open(ledger) as opened:
        found = opened.obligations(load_regimes(regimes))
        judged = ((one, judge(one, now, accept_claims=accept_claims, treat_as_valid=treat_as_valid)) for one in found)
        rows = summarize(judged, By(by))
    if output.format == "html":
        click.echo(to_html(rows, By(by), now), nl=False)
    else:
        output.write((asdict(row) for row in rows), [field.name for field in fields(Summary)])
