"""`hashmatch scan`: find reported media in folders."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from hashmatch.cli.matching import Matching, matching_options
from hashmatch.cli.output import Output, output_option
from hashmatch.errors import shown

if TYPE_CHECKING:
    from hashmatch.scan import FileResult, ScanSummary

# What a person needs at a glance: thirteen columns on a terminal leave eight letters to each.
TABLE = ("path", "reference", "labels", "hash_type", "distance", "quality", "variant", "frame")


@click.command()
@click.argument("paths", type=click.Path(exists=True), nargs=-1, required=True, metavar="DIR...")
@matching_options
@click.option("--jobs", type=click.IntRange(1), help="Worker processes. [default: one a processor]")
@click.option("--seconds", type=click.FloatRange(0.1), default=120, show_default=True, help="Time limit per file.")
@click.option("--journal", type=click.Path(), help="Save progress to FILE and resume from it.", metavar="FILE")
@click.option("--every-file", is_flag=True, help="Write a row for every file and for matches set aside, too.")
@output_option("table", "jsonl", "csv", "html")
@click.pass_context
def scan(
    ctx: click.Context,
    paths: tuple[str, ...],
    matching: Matching,
    jobs: int | None,
    seconds: float,
    journal: str | None,
    every_file: bool,
    output: Output,
) -> None:
    """Find reported media in folders.

    Writes a row for each match. Exits with 0: all examined, nothing found; 1: matches found; 2: fatal error; 3: nothing
    found, but some files could not be examined.
    """
    from hashmatch.report import scan_page
    from hashmatch.scan import ScanRow, ScanSummary, open_journal, scan_rows, scan_tree

    matcher = matching.matcher()
    summary = ScanSummary()
    resumed = None if journal is None else ctx.with_resource(open_journal(journal, matcher))
    if resumed is not None and (len(resumed) or resumed.others):
        click.echo(f"journal: {resumed}", err=True)
    scanned = scan_tree(paths, matcher, jobs=jobs, seconds=seconds, journal=resumed)
    results = _counted(_watched(paths, scanned), summary)
    if output.format == "html":
        click.echo(scan_page(results, summary, ", ".join(each.file for each in matcher.hash_lists)), nl=False)
    else:
        confirming = matching.confirm is not None or matching.margins
        further = ["confirmed"] * confirming + ["outcome", "doubt", "reason"] * every_file
        rows = (row for result in results for row in scan_rows(result, every_file=every_file))
        output.write_rows(rows, ScanRow, table=(*TABLE, *further))
    _say(summary)
    ctx.exit(summary.exit_code)


def _watched(paths: Iterable[str], results: "Iterator[FileResult]") -> "Iterator[FileResult]":
    """Pass results on; when a person watches, draw a bar, whose end is known once the walk has been counted."""
    from hashmatch.cli.progress import is_watched, progress
    from hashmatch.scan import walk

    if not is_watched():
        yield from results
        return
    sizes = [found.size for found in walk(paths)]
    with progress("{task.fields[files]} files", "{task.fields[found]} matches", of_bytes=True) as bar:
        task = bar.add_task("", total=sum(sizes), files=0, found=0)
        for done, result in enumerate(results, 1):
            found = int(bar.tasks[0].fields["found"]) + len(result.matches)
            bar.update(task, advance=result.size, files=f"{done} of {len(sizes)}", found=found)
            yield result


def _counted(results: "Iterator[FileResult]", summary: "ScanSummary") -> "Iterator[FileResult]":
    """Pass results on, count them in, and name each file that could not be examined on standard error."""
    from hashmatch.scan import FileOutcome

    for result in results:
        summary.add(result)
        if result.outcome is FileOutcome.FAILED:
            click.echo(f"not examined: {shown(result.path)}: {shown(result.reason or '')}", err=True)
        yield result


def _say(summary: "ScanSummary") -> None:
    """Account for every file on standard error."""
    from hashmatch.hashing import Stage
    from hashmatch.scan import FileOutcome

    parts = ", ".join(f"{summary.outcomes[outcome]} {outcome}" for outcome in FileOutcome)
    click.echo(f"{summary.seen} files seen: {parts}; {summary.matches} matches", err=True)
    if summary.stages:
        by_stage = ", ".join(f"{stage} {summary.stages[stage]}" for stage in Stage if summary.stages[stage])
        click.echo(f"  found by stage: {by_stage}", err=True)
    for (outcome, reason), count in sorted(summary.reasons.items()):
        click.echo(f"  {outcome}: {count} x {shown(reason)}", err=True)
    for doubt, count in sorted(summary.doubts.items()):
        click.echo(f"  set aside for {doubt}: {count} files (see them with --every-file)", err=True)
