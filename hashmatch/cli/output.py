"""Rows on standard output: a table for people, JSON Lines or CSV for programs."""

import csv
import functools
import io
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from hashmatch.errors import shown
from hashmatch.files.cells import guarded
from hashmatch.files.rows import cells_of, columns_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = ParamSpec("P")
R = TypeVar("R")

Row = Mapping[str, object]  # str, int, float, bool, None, or a list or mapping of these


@dataclass(frozen=True, slots=True)
class Output:
    """Where rows go and in which form."""

    format: str

    def write_rows(
        self,
        rows: "Iterable[DataclassInstance]",
        schema: "type[DataclassInstance]",
        *,
        table: Sequence[str] | None = None,
    ) -> None:
        """Write rows of one schema; a table with the columns `table`, where that names some."""
        columns = columns_of(schema) if table is None or self.format != "table" else table
        self.write(map(cells_of, rows), columns)

    def write(self, rows: Iterable[Row], columns: Sequence[str]) -> None:
        """Write `rows`, each with all `columns`, in their order.

        JSON Lines and CSV are written row by row as they come; a table waits for all: its widths depend on them.
        """
        match self.format:
            case "table":
                _write_table(rows, columns)
            case "csv":
                _write_csv(rows, columns)
            case _:
                for row in rows:
                    click.echo(json_line({name: row[name] for name in columns}))


def json_line(row: Row) -> str:
    r"""Return `row` as one line of ASCII JSON; bytes of a file name that are not UTF-8 stay as ``\udcXX`` (PEP 383)."""
    return json.dumps(row, ensure_ascii=True, allow_nan=False)


def _csv_cell(value: object) -> object:
    """Return what stands in a CSV cell: lists joined by ``;``, text safe to print and run by no spreadsheet."""
    if isinstance(value, (list, tuple)):
        value = ";".join(str(part) for part in value)
    if isinstance(value, Mapping):
        value = json_line(value)
    if not isinstance(value, str):
        return value
    return guarded(shown(value))


def _write_csv(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Write a header row and `rows` (RFC 4180, but with a bare newline between rows), each as soon as it comes."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\n")
    for cells in itertools.chain([columns], ([_csv_cell(row[name]) for name in columns] for row in rows)):
        writer.writerow(cells)
        click.echo(line.getvalue(), nl=False)
        line.seek(0)
        line.truncate()


def _write_table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Draw `rows` for a person; into a pipe or file nothing is cut off to fit a width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_table_cell(row[name])) for name in columns))
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 10_000)
    console.print(table)


def _table_cell(value: object) -> str:
    """Return `value` as a person reads it; nothing in it can move the cursor."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(str(part)) for part in value)
    return shown(str(value))


def output_option(*formats: str) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Add ``--format`` with these choices, which the command takes as `output`.

    The default is the first on a terminal and JSON Lines elsewhere.
    """

    def decorate(command: Callable[P, R]) -> Callable[..., R]:
        @functools.wraps(command)
        def with_output(*args: P.args, **kwargs: P.kwargs) -> R:
            chosen = kwargs.pop("format_")
            default = formats[0] if sys.stdout.isatty() else "jsonl"
            kwargs["output"] = Output(str(chosen or default))
            return command(*args, **kwargs)

        return click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            help=f"How to write rows; by default {formats[0]} on a terminal, jsonl otherwise.",
        )(with_output)

    return decorate
