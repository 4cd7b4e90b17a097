"""`hashmatch list`: look into hash lists."""

from collections.abc import Iterator
from pathlib import Path

import click

from hashmatch.cli.output import Output, Row, output_option
from hashmatch.errors import shown
from hashmatch.exchange import ListSummary, inspect_list

COLUMNS = ("what", "hash_type", "count")


@click.group()
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
    output.write(_counts(summary), COLUMNS)
    for bad in summary.bad_rows:
        click.echo(shown(str(bad)), err=True)


def _counts(summary: ListSummary) -> Iterator[Row]:
    """Give the counts of a summary, one a row; those of one hash type name it, and all but the first only if not 0."""
    yield {"what": "rows", "hash_type": None, "count": summary.rows}
    yield {"what": "entries", "hash_type": None, "count": summary.entries}
    yield {"what": "duplicates", "hash_type": None, "count": summary.duplicates}
    yield {"what": "blank digests", "hash_type": None, "count": summary.blank}
    yield {"what": "bad rows", "hash_type": None, "count": len(summary.bad_rows)}
    for of_type in summary.types:
        yield {"what": "hashes", "hash_type": of_type.hash_type, "count": of_type.hashes}
        for what, count in (
            ("quality 50 and more", of_type.good_quality),
            ("quality below 50", of_type.low_quality),
            ("quality unknown", of_type.no_quality),
            ("all zero", of_type.all_zero),
            ("all one", of_type.all_one),
        ):
            if count:
                yield {"what": what, "hash_type": of_type.hash_type, "count": count}
