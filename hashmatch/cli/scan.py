"""`hashmatch scan`: find reported media in folders."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from hashmatch.cli.options import RadiusType, radius_setting
from hashmatch.cli.output import Output, Row, output_option
from hashmatch.errors import shown

if TYPE_CHECKING:
    from hashmatch.matcher import Doubt, Match
    from hashmatch.scan import FileResult, ScanSummary

COLUMNS: tuple[str, ...] = (
    "path", "outcome", "reference", "labels", "sources", "hash_type", "distance", "quality", "variant", "frame",
    "confirmed", "doubt", "reason",
)  # fmt: skip
# What a person needs at a glance: thirteen columns on a terminal leave eight letters to each.
TABLE = ("path", "reference", "labels", "hash_type", "distance", "quality", "variant", "frame")


@click.command()
@click.argument("paths", type=click.Path(exists=True), nargs=-1, required=True, metavar="DIR...")
@click.option("--list", "hash_list", type=click.Path(exists=True), required=True, help="Hash list of reported media.")
@click.option("--list-type", help="Hash type of a list that does not say it.")
@click.option("--skip-bad", is_flag=True, help="Go on without rows of the list that cannot be read.")
@click.option(
    "--radius", type=RadiusType(), multiple=True, help="Bits, as in 31 or phash=8. [default: 31 of PDQ, 8 of 64]"
)
@click.option("--type", "hash_types", multiple=True, help="Match by this hash type only; may be repeated.")
@click.option("--min-quality", type=click.IntRange(0, 100), default=50, show_default=True, help="Of PDQ hashes.")
@click.option(
    "--variants",
    type=click.Choice(["none", "orientation", "all"]),
    default="all",
    show_default=True,
    help="Copies to find: upright; turned and mirrored; all: also framed, captioned, cropped, turned a little, "
    "which takes some 40 ms more for each picture without a match.",
)
@click.option("--every-variant", is_flag=True, help="Try all variants also where one has matched.")
@click.option(
    "--confirm",
    help="Hash type that must agree where the list has it, as in phash. Or margins, which judges PDQ only: it may "
    "differ in uncertain bits, and then in 13 more than the radius, which finds more altered copies and takes longer.",
)
@click.option("--jobs", type=click.IntRange(1), help="Worker processes. [default: one a processor]")
@click.option("--seconds", type=click.FloatRange(0.1), default=120, show_default=True, help="The longest for one file.")
@click.option("--journal", type=click.Path(), help="File of what is finished; with it a stopped scan goes on.")
@click.option("--every-file", is_flag=True, help="A row for every file and doubtful match, not only for matches.")
@output_option("table", "jsonl", "csv", "html")
@click.pass_context
def scan(
    ctx: click.Context,
    paths: tuple[str, ...],
    hash_list: str,
    list_type: str | None,
    skip_bad: bool,
    radius: tuple[tuple[str | None, int], ...],
    hash_types: tuple[str, ...],
    min_quality: int,
    variants: str,
    every_variant: bool,
    confirm: str | None,
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
    from hashmatch.matcher import Matcher
    from hashmatch.report import scan_page
    from hashmatch.scan import ScanSummary, open_journal, scan_tree

    matcher = Matcher.open(
        hash_list,
        hash_type=list_type,
        skip_bad=skip_bad,
        variants=variants,
        every_variant=every_variant,
        radius=radius_setting(radius),
        hash_types=hash_types or None,
        min_quality=min_quality,
        confirm=confirm,
    )
    if matcher.out_of_reach:
        types = ", ".join(matcher.hash_types)
        click.echo(f"{matcher.out_of_reach} entries of the list have no hash to search by ({types})", err=True)
    summary = ScanSummary()
    taken_up = None if journal is None else ctx.with_resource(open_journal(journal, matcher))
    if taken_up is not None and (len(taken_up) or taken_up.others):
        click.echo(f"journal: {taken_up}", err=True)
    scanned = scan_tree(paths, matcher, jobs=jobs, seconds=seconds, journal=taken_up)
    results = _counted(_watched(paths, scanned), summary)
    if output.format == "html":
        click.echo(scan_page(results, summary, hash_list), nl=False)
    else:
        columns = COLUMNS
        if output.format == "table":
            columns = (
                *TABLE,
                *(["confirmed"] if confirm else []),
                *(["outcome", "doubt", "reason"] if every_file else []),
            )
        output.write((row for result in results for row in _rows(result, every_file=every_file)), columns)
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


def _rows(result: "FileResult", *, every_file: bool) -> Iterator[Row]:
    """Yield a row for each match; with `every_file` for each doubtful match too, and one for a file without any."""
    for match in result.matches:
        yield row(result, match, None)
    if every_file:
        for match, doubt in result.doubtful:
            yield row(result, match, doubt)
        if not result.matches and not result.doubtful:
            yield row(result, None, None)


def row(result: "FileResult", match: "Match | None", doubt: "Doubt | None") -> Row:
    """Return the columns of one match, or of a file that has none."""
    about: dict[str, object] = {"path": result.path, "outcome": result.outcome, "doubt": doubt, "reason": result.reason}
    if match is None:
        return dict.fromkeys(COLUMNS) | about
    return about | {
        "reference": match.entry.reference,
        "labels": list(match.entry.labels),
        "sources": list(match.entry.sources),
        "hash_type": match.hash_type,
        "distance": match.distance,
        "quality": match.quality,
        "variant": str(match.variant),
        "frame": match.frame,
        "confirmed": match.confirmed,
    }


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
