"""`hashmatch takedown import`, `export` and `rebuild`: events in and out, and the state folded from them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast
from zoneinfo import ZoneInfo

import click

from hashmatch.cli.output import Output, output_option
from hashmatch.cli.progress import progress
from hashmatch.cli.takedown.shared import Shared, ledger_options, tz_option
from hashmatch.errors import DamagedLedgerError
from hashmatch.files.durable import replaced_text
from hashmatch.files.rows import cells_of, columns_of

if TYPE_CHECKING:
    from hashmatch.takedown import Imported


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--csv/--jsonl", "as_csv", default=None, help="What FILE holds; by default its name says it (.csv).")
@click.option("--skip-bad", is_flag=True, help="List bad lines and import the others.")
@click.option("--verify-chain", is_flag=True, help="FILE is an export: refuse it if its chain is broken.")
@click.option("--expect", metavar="COUNT:HEAD", help="With --verify-chain: a head of the exported ledger.")
@tz_option
@ledger_options()
@output_option("table", "jsonl", "csv")
def import_(
    *,
    file: Path,
    as_csv: bool | None,
    skip_bad: bool,
    verify_chain: bool,
    expect: str | None,
    tz: ZoneInfo | None,
    shared: Shared,
    output: Output,
) -> None:
    """Read the events of FILE (JSON Lines or CSV, plain or gz; - is standard input): all, or none.

    An event that the ledger has is passed over, so a file can be imported twice.
    """
    from hashmatch.takedown import BadLineRow, Checkpoint, ImportOptions, bad_line_row, import_chain, import_events

    if skip_bad and verify_chain:
        raise click.UsageError("--skip-bad and --verify-chain exclude each other: a chain with a gap is broken")
    if expect and not verify_chain:
        raise click.UsageError("--expect needs --verify-chain")
    how = ImportOptions(str(file), _is_csv(file) if as_csv is None else as_csv, shared.regimes(), tz, beside=True)
    bad: list[BadLineRow] = []
    with shared.open(create=True) as ledger:
        with _opened(file) as (stream, report):
            if verify_chain:
                checkpoint = None if expect is None else Checkpoint.parse(expect)
                done = import_chain(ledger, stream, how, now=shared.now, expect=checkpoint, report=report)
            else:
                on_bad = (lambda error: bad.append(bad_line_row(error))) if skip_bad else None
                done = import_events(ledger, stream, how, now=shared.now, on_bad=on_bad, report=report)
        with _folding() as report:
            ledger.refresh(how.regimes, report)
    if skip_bad:
        output.write(map(cells_of, bad), columns_of(BadLineRow))
    click.echo(_summary(done), err=True)
    if verify_chain and not expect:
        click.echo("The chain is whole; without --expect a file cut off at its end looks the same.", err=True)


def _summary(done: "Imported") -> str:
    bad = f", {done.bad} bad lines left out" if done.bad else ""
    return f"{done.new} new events, {done.known} known{bad}."


def _is_csv(file: Path) -> bool:
    return ".csv" in [suffix.lower() for suffix in file.suffixes[-2:]]


@contextmanager
def _opened(file: Path) -> Iterator[tuple[BinaryIO, Callable[[int], None]]]:
    """Open FILE with a bar that follows its bytes; of standard input only the events are counted."""
    if str(file) == "-":
        with progress("{task.completed} events") as bar:
            task = bar.add_task("import", total=None)
            yield sys.stdin.buffer, lambda count: bar.advance(task, count)
        return
    with file.open("rb", buffering=0) as raw, progress("{task.percentage:.0f} %", of_bytes=True) as bar:
        task = bar.add_task("import", total=file.stat().st_size)
        yield raw, lambda _: bar.update(task, completed=raw.tell())


@contextmanager
def _folding() -> Iterator[Callable[[int], None]]:
    with progress("{task.completed} items folded") as bar:
        task = bar.add_task("fold", total=None)
        yield lambda count: bar.advance(task, count)


@click.command()
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="Instead of stdout.")
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@ledger_options(regimes=False)
def export(file: Path | None, format_: str, shared: Shared) -> None:
    """Write all events, chain included, in the form that import takes."""
    from hashmatch.takedown import export_events

    with shared.open() as ledger, progress("{task.completed} events") as bar:
        task = bar.add_task("export", total=len(ledger))
        stdout = cast(TextIO, click.open_file("-", "w", encoding="utf-8"))
        target: AbstractContextManager[TextIO] = nullcontext(stdout) if file is None else replaced_text(file)
        with target as out:
            export_events(ledger, out, as_csv=format_ == "csv", report=lambda count: bar.advance(task, count))


@click.command()
@click.option("--check", is_flag=True, help="Change nothing: compare the stored state with a fresh fold.")
@ledger_options()
def rebuild(check: bool, shared: Shared) -> None:
    """Fold the state from the events again.

    The events are the truth, and the state is kept only for speed: this is never needed, unless somebody changed it.
    """
    with shared.open() as ledger, _folding() as report:
        if not check:
            ledger.refresh(shared.regimes(), report, all_again=True)
            return
        name, found = ledger.name, list(ledger.differences(shared.regimes(), report))
    for sentence in found:
        click.echo(sentence)
    if found:
        raise DamagedLedgerError(name, "the stored state is not what the events say; rebuild it without --check")
    click.echo("The stored state is what the events say.", err=True)
