"""`hashmatch regimes`: the rules and targets that give a platform a deadline."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hashmatch.cli.given_once import Group
from hashmatch.cli.output import Output, Row, output_option
from hashmatch.cli.root import FATAL
from hashmatch.files.rows import cells_of, columns_of

if TYPE_CHECKING:
    from hashmatch.takedown import Regime

SHORT = ("id", "jurisdiction", "kind", "nature", "enabled", "duration", "in_force_from", "in_force_until", "certainty")

regimes_option = click.option(
    "--regimes",
    "own",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Your own rules: a TOML file or a folder of them. [default: regimes in your configuration folder]",
)


@click.group(cls=Group)
def regimes() -> None:
    """Show the rules that give a platform a deadline, and check your own."""


@regimes.command("list")
@regimes_option
@output_option("table", "jsonl", "csv")
def list_(own: Path | None, output: Output) -> None:
    """List every rule and target, one a line."""
    from hashmatch.takedown import RegimeRow, load_regimes, regime_row

    columns = SHORT if output.format == "table" else columns_of(RegimeRow)
    output.write((cells_of(regime_row(each)) for each in load_regimes(own).values()), columns)


@regimes.command()
@click.argument("regime", metavar="ID")
@regimes_option
@output_option("table", "jsonl")
def show(regime: str, own: Path | None, output: Output) -> None:
    """Show every field of the rule ID, or of each version of a family of rules."""
    from hashmatch.takedown import load_regimes, regime_cells, versions

    for found in versions(load_regimes(own), regime):
        if output.format == "table":
            output.write(_lines(found), ("field", "value"))
        else:
            complete = regime_cells(found)
            output.write([complete], tuple(complete))


@regimes.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@output_option("table", "jsonl", "csv")
@click.pass_context
def check(ctx: click.Context, path: Path, output: Output) -> None:
    """Check the rules in a file or folder of your own; exits with 2 if anything is wrong.

    Each fault is a line on standard output.
    """
    from hashmatch.takedown import ProblemRow, check_regimes, problem_row

    usable, problems = check_regimes(path)
    if problems:
        output.write((cells_of(problem_row(each)) for each in problems), columns_of(ProblemRow))
    click.echo(f"{path}: {len(problems)} wrong, {len(usable)} without a fault", err=True)
    ctx.exit(FATAL if problems else 0)


def _lines(regime: "Regime") -> Iterator[Row]:
    """Yield a line for each field that has a value, and for each required part and step."""
    from hashmatch.takedown import regime_cells

    for name, value in regime_cells(regime).items():
        if name == "requires":
            yield from ({"field": f"requires {part.name}", "value": part.words} for part in regime.requires)
        elif name == "steps":
            for step in regime.steps:
                words = step.duration.words(business_days=step.business_days)
                yield {"field": f"step {step.name}", "value": f"{words} from {step.trigger}: {step.who} to {step.what}"}
        elif value not in (None, "", ()):
            yield {"field": name, "value": value}
