"""`hashmatch compare`: how far apart two pictures or hashes are."""

import click

from hashmatch.cli.output import Output, output_option


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--type", "hash_types", multiple=True, help="Hash type; may be repeated. [default: all]")
@output_option("table", "jsonl", "csv")
def compare(a: str, b: str, hash_types: tuple[str, ...], output: Output) -> None:
    """Say how far apart A and B are: files, or hashes written as type:digits.

    Two files are compared by every hash type. B is also turned and mirrored; the orientation nearest to A is shown.
    """
    from hashmatch.hashing import compared
    from hashmatch.scan import CompareRow, compare_row

    output.write_rows(map(compare_row, compared(a, b, hash_types or None)), CompareRow)
