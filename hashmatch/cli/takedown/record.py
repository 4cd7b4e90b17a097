"""`hashmatch takedown report`, `observe` and `record`: one event each; notices have a module of their own."""

from typing import Any

import click

from hashmatch.cli.takedown.shared import Shared
from hashmatch.cli.takedown.store import event_of, event_options, evidence_option, pairs_of, store
from hashmatch.takedown import ANSWERS, EventKind, LookOutcome

RECORDED = [str(kind) for kind in EventKind if kind in {*ANSWERS, EventKind.CLAIMED_REMOVED, EventKind.NOTED}]

text_option = click.option("--text", help="A note. It is stored outside the chain and can be erased.")


@click.command()
@click.argument("item")
@click.option("--platform", required=True, help="Service that hosts the item.")
@click.option("--location", required=True, help="Address of the item at the platform, or a path.")
@click.option(
    "--hash", "hashes", multiple=True, metavar="TYPE:VALUE", help="Hash of the item, such as pdq:...; repeatable."
)
@click.option("--category", help="What the item shows, in your own classes.")
@click.option("--reference", help="Your own reference.")
@text_option
@evidence_option
@event_options()
def report(*, evidence: tuple[str, ...], shared: Shared, tz: Any, **fields: Any) -> None:
    """Record that ITEM was reported.

    A report counts as a look that found the item up. The ledger is created if it does not exist.
    """
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

    `altered` means that other media is at its place, and counts as gone. `unreachable` proves nothing.
    """
    about = {"event": EventKind.OBSERVED, "evidence": pairs_of(evidence, "--evidence"), **fields}
    store(event_of(about, shared, tz), shared)


@click.command()
@click.argument("event", type=click.Choice(RECORDED))
@click.option("--notice", help="Notice that the event is about.")
@click.option(
    "--item", "items", multiple=True, help="Item that the event is about; repeatable, to limit an answer to some items."
)
@click.option("--reason", help="Reason as it was given. It is stored outside the chain and can be erased.")
@text_option
@evidence_option
@event_options()
def record(
    *, event: str, items: tuple[str, ...], evidence: tuple[str, ...], shared: Shared, tz: Any, **fields: Any
) -> None:
    """Record EVENT: an answer to a notice, a platform's claim that it removed an item, or a note."""
    if event in ANSWERS:
        fields["items"] = items
    elif len(items) > 1:
        raise click.BadParameter(f"{event!r} is about one item", param_hint="--item")
    else:
        fields["item"] = items[0] if items else None
    about = {"event": event, "evidence": pairs_of(evidence, "--evidence"), **fields}
    store(event_of(about, shared, tz), shared)
