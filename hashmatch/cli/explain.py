"""`hashmatch explain`: how one file was treated, variant by variant."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hashmatch.cli.output import Output, Row, output_option
from hashmatch.errors import shown
from hashmatch.files.durable import replace_file

if TYPE_CHECKING:
    from hashmatch.matcher import Near

COLUMNS = ("hash_type", "stage", "variant", "frame", "quality", "distance", "radius", "near", "reference", "labels")
NOT_EXAMINED = 3


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--list", "hash_list", type=click.Path(exists=True), required=True, help="Hash list of reported media.")
@click.option("--list-type", help="Hash type of a list that does not say it.")
@click.option("--variants", type=click.Choice(["none", "orientation", "all"]), default="all", show_default=True)
@click.option("--nearest", type=click.IntRange(1), default=1, show_default=True, help="Entries for each variant.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Also draw what was cut, as outlines.")
@output_option("table", "jsonl", "csv")
@click.pass_context
def explain(
    ctx: click.Context,
    file: str,
    hash_list: str,
    list_type: str | None,
    variants: str,
    nearest: int,
    html: Path | None,
    output: Output,
) -> None:
    """Say how FILE is treated: each variant that is tried, and the reported media nearest to it.

    A row for each variant; `near` says whether the distance is within the radius. Exits with 3 if FILE could not be
    examined.
    """
    from hashmatch.matcher import Matcher
    from hashmatch.report import explain_page
    from hashmatch.scan import explain_file

    matcher = Matcher.open(hash_list, hash_type=list_type, variants=variants)
    found = explain_file(file, matcher, nearest=nearest)
    output.write((_row(near) for near in found.near), COLUMNS)
    if html is not None:
        replace_file(html, explain_page(found).encode(), private=False)
    if found.problem is not None:
        click.echo(f"not examined: {shown(str(found.problem))}", err=True)
        ctx.exit(NOT_EXAMINED)


def _row(near: "Near") -> Row:
    """Return the columns of one variant and one entry."""
    match = near.match
    return {
        "hash_type": match.hash_type,
        "stage": match.variant.stage,
        "variant": str(match.variant),
        "frame": match.frame,
        "quality": match.quality,
        "distance": match.distance,
        "radius": near.radius,
        "near": match.distance <= near.radius,
        "reference": match.entry.reference,
        "labels": list(match.entry.labels),
    }
