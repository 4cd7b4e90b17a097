"""`hashmatch explain`: how one file was treated, variant by variant."""

from pathlib import Path

import click

from hashmatch.cli.matching import Matching, matching_options
from hashmatch.cli.output import Output, output_option
from hashmatch.errors import shown
from hashmatch.files.durable import replace_file

NOT_EXAMINED = 3


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@matching_options
@click.option("--nearest", type=click.IntRange(1), default=1, show_default=True, help="Entries for each variant.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Also draw what was cut, as outlines.")
@output_option("table", "jsonl", "csv")
@click.pass_context
def explain(ctx: click.Context, file: str, matching: Matching, nearest: int, html: Path | None, output: Output) -> None:
    """Say how FILE is treated: each variant that is tried, and the reported media nearest to it.

    Takes the options that `scan` was given. Writes a row for each variant; `near` says whether the distance is within
    the radius. Exits with 3 if FILE could not be examined.
    """
    from hashmatch.report import explain_page
    from hashmatch.scan import ExplainRow, explain_file, explain_row

    found = explain_file(file, matching.matcher(), entries=nearest)
    output.write_rows(map(explain_row, found.near), ExplainRow)
    if html is not None:
        replace_file(html, explain_page(found).encode(), private=False)
    matches, aside = found.examination.matches, found.examination.set_aside
    reasons = ", ".join(sorted({str(match.doubt) for match in aside}))
    click.echo(f"scan: {len(matches)} matches, {len(aside)} set aside{f' ({reasons})' if aside else ''}", err=True)
    if found.problem is not None:
        click.echo(f"not examined: {shown(str(found.problem))}", err=True)
        ctx.exit(NOT_EXAMINED)
