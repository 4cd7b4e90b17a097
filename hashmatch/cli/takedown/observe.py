"""`hashmatch takedown observe`: somebody looked at an item."""

from typing import Any

import click

from hashmatch.cli.takedown.store import event_options, evidence_option, pairs_of, store


@click.command()
@click.argument("item")
@click.argument("outcome", type=click.Choice(["present", "absent", "altered", "unreachable"]))
@click.option("--text", help="A note; kept beside the chain, erasable.")
@evidence_option
@event_options
def observe(*, item: str, outcome: str, text: str | None, evidence: tuple[str, ...], **storing: Any) -> None:
    """Record what a look at ITEM found.

    `altered`: other media at its place, which counts as gone. `unreachable` proves nothing.
    """
    fields = {
        "event": "observed",
        "item": item,
        "outcome": outcome,
        "text": text,
        "evidence": pairs_of(evidence, "--evidence"),
    }
    store(fields, **storing)
