"""`hashmatch takedown report`, `observe` and `record`: one event each; notices have a module of their own."""

from typing import Any

import click

from hashmatch.cli.takedown.shared import Shared
from hashmatch.cli.takedown.store import event_of, event_options, evidence_option, pairs_of, store
from hashmatch.takedown import ANSWERS, EventKind, LookOutcome

RECORDED = [str(kind) for kind in EventKind if kind in {*ANSWERS, EventKind.CLAIMED_REMOVED, EventKind.NOTED}]

text_option = click.option("--text", help="A note; kept beside the chain, erasable.")


@click.command()
@click.argument("item")
@click.option("--platform", required=True, help="The service that hosts it.")
@click.option("--location", required=True, help="Its address there, or a path.")
@click.option("--hash", "hashes", multiple=True, metavar="TYPE:VALUE", help="A hash of it: pdq:...; repeatable.")
@click.option("--category", help="What it is, in your own classes.")
@click.option("--reference", help="Your own reference.")
@text_option
@evidence_option
@event_options()
def report(*, evidence: tuple[str, ...], shared: Shared, tz: Any, **fields: Any) -> None:
    """Record that ITEM was reported, which counts as a look that found it up; makes the ledger if there is none."""
    about = {"event": EventKind.REPORTED, "evidence": pairs_of(evidence, "--evidence"), **fields}
    store(event_of(about, shared, tz), shared, create=True)


@click.command()
@click.argument("item")
@click.argument("outcome", type=click.Choice([str(outcome) for outcome in LookOutcome]))
@text_option
@evidence_option
@event_options()
def observe(*, evidence: tuple[str, ...], shared: Shared, tz: Any, **fields: Any) -> None:
    """Record what a look at ITEM found.

    `altered`: other media at its place, which counts as gone. `unreachable` proves nothing.
    """
    about = {"event": EventKind.OBSERVED, "evidence": pairs_of(evidence, "--evidence"), **fields}
    store(event_of(about, shared, tz), shared)


@click.command()
@click.argument("event", type=click.Choice(RECORDED))
@click.option("--notice", help="The notice it is about.")
@click.option("--item", "items", multiple=True, help="The item it is about; several narrow an answer to them.")
@click.option("--reason", help="Why, in the words given; kept beside the chain, erasable.")
@text_option
@evidence_option
@event_options()
def record(
    *, event: str, items: tuple[str, ...], evidence: tuple[str, ...], shared: Shared, tz: Any, **fields: Any
) -> None:
    """Record EVENT: what became of a notice, the platform's word that an item is gone, or a note."""
    if event in ANSWERS:
        fields["items"] = items
    elif len(items) > 1:
        raise click.BadParameter(f"{event!r} is about one item", param_hint="--item")
    else:
        fields["item"] = items[0] if items else None
    about = {"event": event, "evidence": pairs_of(evidence, "--evidence"), **fields}
    store(event_of(about, shared, tz), shared)
