"""`hashmatch takedown summary`: figures by platform, rule or week."""

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.cli.progress import progress
from hashmatch.cli.takedown.judging import Judging, judging_options
from hashmatch.cli.takedown.shared import Shared, ledger_options
from hashmatch.files.rows import cells_of, columns_of
from hashmatch.takedown import By


@click.command()
@click.option("--by", type=click.Choice([str(by) for by in By]), default="platform", show_default=True)
@judging_options
@ledger_options()
@output_option("table", "jsonl", "html")
def summary(*, by: str, judging: Judging, shared: Shared, output: Output) -> None:
    """Count verdicts, with the share met of those met or missed, and bounds of the median time to removal."""
    from hashmatch.takedown import Summary, summarize

    with shared.open() as ledger, progress("{task.completed} obligations") as bar:
        judged = ((one, judging.judge(one, shared.now)) for one in ledger.obligations(shared.regimes()))
        rows = summarize(bar.track(judged, description="summary"), By(by))
    if output.format == "html":
        from hashmatch.report.summary import summary_page

        click.echo(summary_page(rows, By(by), shared.now), nl=False)
    else:
        output.write(map(cells_of, rows), columns_of(Summary))
