"""`hashmatch hash`: print hashes, or make a hash list."""

import sys
from typing import TYPE_CHECKING

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.errors import shown
from hashmatch.files.rows import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hashmatch.scan import FileHashes

SOME_FAILED = 3


def _labels_of(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse labels that would come back from a list as others."""
    for label in given:
        if not label or ";" in label or label != label.strip():
            raise click.BadParameter(
                f"{label!r}: a label has no semicolon, which separates labels, and no blank at either end"
            )
    return given


@click.command("hash")
@click.argument("paths", type=click.Path(exists=True), nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--type", "hash_types", multiple=True, default=["pdq"], show_default=True, help="Hash type; may be repeated."
)
@click.option(
    "--fast",
    is_flag=True,
    help="Hash JPEG files from a reduced decode: ten times faster, some bits off, never for lists.",
)
@click.option("--background", default="white", show_default=True, help="Colour below transparent pixels.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes. [default: one a processor]")
@click.option("--views", is_flag=True, help="Also hash a dozen crops of each picture, so that `scan` finds deep crops.")
@click.option(
    "--label", multiple=True, callback=_labels_of, help="Category for every row of the list; may be repeated."
)
@click.option("--source", help="Who reported the media, for every row of the list.")
@click.option("--reference", help="Your own name for the media, for every row of the list. [default: the path]")
@output_option("table", "jsonl", "csv")
@click.pass_context
def hash_(
    ctx: click.Context,
    paths: tuple[str, ...],
    hash_types: tuple[str, ...],
    fast: bool,
    background: str,
    jobs: int | None,
    views: bool,
    label: tuple[str, ...],
    source: str | None,
    reference: str | None,
    output: Output,
) -> None:
    """Print the hashes of pictures; with --format csv or jsonl, a hash list that `scan` takes.

    Exits with 3 if a file could not be hashed.
    """
    from hashmatch.bank import Entry
    from hashmatch.exchange import write_csv_list
    from hashmatch.hashing import Decoding, Fidelity, find_type
    from hashmatch.scan import HashRow, ListedHashRow, hash_rows, hash_tree, listed_hash_cells, types_with_crops

    if fast and output.format == "csv":
        raise click.UsageError("a fast hash is for queries and never leaves in a list; leave out --fast")
    types = [find_type(name).name for name in dict.fromkeys(hash_types)]
    decoding = Decoding(Fidelity.FAST if fast else Fidelity.EXACT, background)
    failed: list[str] = []
    hashed = _without_failed(hash_tree(paths, types, decoding=decoding, views=views, jobs=jobs), failed)
    entries = (
        (each, Entry(each.hashes, (reference or each.path,), label, (source,) if source else (), views=each.views))
        for each in hashed
    )
    if output.format == "csv":
        write_csv_list(
            (entry for _, entry in entries),
            sys.stdout,
            hash_types=types if len(types) > 1 else (),
            views=[name for name in types if views and name in types_with_crops()],
        )
    elif output.format == "table":
        output.write_rows((row for each, _ in entries for row in hash_rows(each)), HashRow)
    else:
        columns = (*columns_of(ListedHashRow), *(f"{name}_views" for name in types_with_crops()))
        output.write((cells for each, entry in entries for cells in listed_hash_cells(each, entry)), columns)
    if failed:
        click.echo(f"{len(failed)} files not hashed: their hashes are missing above", err=True)
    ctx.exit(SOME_FAILED if failed else 0)


def _without_failed(hashed: "Iterable[FileHashes]", failed: list[str]) -> "Iterator[FileHashes]":
    """Pass hashes on, and name each file without them on standard error."""
    for each in hashed:
        if each.reason is None:
            yield each
        else:
            failed.append(each.path)
            click.echo(f"not hashed: {shown(each.path)}: {shown(each.reason)}", err=True)
