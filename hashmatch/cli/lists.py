"""`hashmatch list`: look into hash lists."""

from pathlib import Path

import click

from hashmatch.cli.given_once import Group
from hashmatch.cli.output import Output, output_option
from hashmatch.errors import shown
from hashmatch.exchange import CountRow, count_rows, inspect_list


@click.group(cls=Group)
def lists() -> None:
    """Look into hash lists."""


@lists.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--type", "hash_type", metavar="TYPE", help="Hash type of a list without a type column, such as pdq.")
@click.option("--skip-bad", is_flag=True, help="Skip rows that cannot be read; each is listed on standard error.")
@output_option("table", "jsonl", "csv")
def inspect(file: Path, hash_type: str | None, skip_bad: bool, output: Output) -> None:
    """Count what is in the hash list FILE: rows, types, qualities, duplicates, bad rows."""
    summary = inspect_list(file, hash_type=hash_type, skip_bad=skip_bad)
    output.write_rows(count_rows(summary), CountRow)
    for bad in summary.bad_rows:
        click.echo(shown(str(bad)), err=True)
