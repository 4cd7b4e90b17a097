"""`hashmatch audit`: the head of a ledger, checks of all its events, proofs of some, and erasure."""

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hashmatch.cli.given_once import Group
from hashmatch.cli.output import Output, output_option
from hashmatch.cli.progress import progress
from hashmatch.cli.takedown.shared import Shared, ledger_options
from hashmatch.errors import DamagedLedgerError, shown
from hashmatch.files.durable import replace_file
from hashmatch.files.rows import cells_of, columns_of

if TYPE_CHECKING:
    from hashmatch.takedown import Checkpoint

existing = click.Path(exists=True, dir_okay=False, path_type=Path)
new_file = click.Path(dir_okay=False, path_type=Path)


class Head(click.ParamType["Checkpoint"]):
    """A checkpoint, written COUNT:HEAD."""

    name = "COUNT:HEAD"

    def convert(self, value: object, _param: click.Parameter | None, _ctx: click.Context | None) -> "Checkpoint":
        """Return the checkpoint; the message of `BadProofError` needs no usage line."""
        from hashmatch.takedown import Checkpoint

        return value if isinstance(value, Checkpoint) else Checkpoint.parse(str(value))


@click.group(cls=Group)
def audit() -> None:
    """Prove that no event of a ledger was changed."""


@audit.command()
@click.option("--request", type=new_file, metavar="FILE.tsq", help="Write an RFC 3161 time stamp request for the head.")
@click.option(
    "--timestamp", type=existing, metavar="FILE.tsr", help="Check a time stamp that an authority gave for the head."
)
@click.option("--authority", type=existing, metavar="CA.pem", help="With --timestamp: the certificates that you trust.")
@click.option("--expect", type=Head(), help="With --timestamp: the head that was stamped, if the ledger has grown.")
@ledger_options(regimes=False)
def head(
    request: Path | None, timestamp: Path | None, authority: Path | None, expect: "Checkpoint | None", shared: Shared
) -> None:
    """Print COUNT:HEAD. Deposit it where the keeper of the ledger cannot change it."""
    from hashmatch.takedown import check_timestamp, confirmed, head_of, stamp, timestamp_request

    if (timestamp is None) != (authority is None):
        raise click.UsageError("--timestamp and --authority need each other")
    with shared.open() as ledger, ledger.reading() as connection:
        checkpoint = head_of(connection) if expect is None else confirmed(connection, expect)
    if request is not None:
        replace_file(request, timestamp_request(checkpoint), private=False)
        click.echo(f"Send {shown(str(request))} to a time stamping authority, and keep the line printed now.", err=True)
    if timestamp is not None and authority is not None:
        stamped = check_timestamp(str(timestamp), timestamp.read_bytes(), checkpoint, authority.read_bytes())
        click.echo(f"Stamped at {stamp(stamped)}: these events existed then, exactly as they are now.", err=True)
    click.echo(str(checkpoint))


@audit.command()
@click.option("--expect", type=Head(), help="Head that was printed before and kept outside the ledger.")
@ledger_options(regimes=False)
@output_option("table", "jsonl", "csv")
def verify(expect: "Checkpoint | None", shared: Shared, output: Output) -> None:
    """Check every event. The first that was edited, dropped, inserted or reordered is named."""
    from hashmatch.takedown import VerifiedRow, verified_row
    from hashmatch.takedown import verify as check

    with shared.open() as ledger, ledger.reading() as connection, progress("{task.completed} events") as bar:
        task = bar.add_task("verify", total=len(ledger))
        found = check(connection, expect, lambda count: bar.advance(task, count))
    if found.fault is not None:
        raise DamagedLedgerError(ledger.name, f"{found.fault}; keep a copy of the ledger as evidence")
    output.write([cells_of(verified_row(found))], columns_of(VerifiedRow))
    if expect is None:
        click.echo(
            "The ledger is consistent. Not proved: that nothing was cut off at the end, or rewritten from some event "
            "on. Only a head kept outside the ledger proves that (--expect COUNT:HEAD).",
            err=True,
        )
    else:
        click.echo(f"No event was changed since {expect}, and none of those before is missing.", err=True)


@audit.command()
@click.argument("item")
@ledger_options(regimes=False)
def prove(item: str, shared: Shared) -> None:
    """Write the events of ITEM with a proof that they are in the ledger. Other items are not shown."""
    from hashmatch.takedown import prove_item

    with shared.open() as ledger, ledger.reading() as connection:
        proof = prove_item(connection, item)
    click.echo(json.dumps(proof, indent=1))
    click.echo(f"Check it with: hashmatch audit check PROOF --expect {proof['checkpoint']}", err=True)


@audit.command()
@click.argument("proof", type=existing)
@click.option("--expect", type=Head(), required=True, help="Head of the ledger, from another source than the proof.")
@output_option("table", "jsonl", "csv")
def check(proof: Path, expect: "Checkpoint", output: Output) -> None:
    """Check PROOF without the ledger, and show its events."""
    from hashmatch.takedown import RecordedRow, check_proof, recorded_row

    found = check_proof(str(proof), proof.read_bytes(), expect)
    output.write((cells_of(recorded_row(each)) for each in found.events), columns_of(RecordedRow))
    click.echo(
        f"{len(found.events)} events about {shown(found.item)} are in the ledger with this head, unchanged. "
        "Not proved: that the ledger has no further event about it.",
        err=True,
    )


@audit.command()
@click.argument("event", type=click.IntRange(min=0))
@click.option("--why", required=True, help="Reason for the erasure; it is recorded.")
@click.option(
    "--by",
    default=getpass.getuser,
    show_default="your user name",
    help="Name of the person who erases; it is recorded.",
)
@ledger_options(regimes=False)
@output_option("table", "jsonl", "csv")
def erase(event: int, why: str, by: str, shared: Shared, output: Output) -> None:
    """Erase the text, reason and evidence of EVENT, a number in the ledger."""
    from hashmatch.takedown import RecordedRow, recorded_row
    from hashmatch.takedown import erase as erase_words

    with shared.open() as ledger:
        erasure = erase_words(ledger, event, by=by, why=why, now=shared.now)
    output.write([cells_of(recorded_row(erasure))], columns_of(RecordedRow))
    click.echo("Erased here. Exports, proofs and backups made before still have the words.", err=True)
