"""`hashmatch takedown report`: an item was reported."""

from typing import Any

import click

from hashmatch.cli.takedown.store import event_options, evidence_option, pairs_of, store


@click.command()
@click.argument("item")
@click.option("--platform", required=True, help="The service that hosts it.")
@click.option("--location", required=True, help="Its address there, or a path.")
@click.option(
    "--hash", "hashes", multiple=True, metavar="TYPE:VALUE", help="A hash of it, such as pdq:...; repeatable."
)
@click.option("--category", help="What it is, in your own classes.")
@click.option("--reference", help="Your own reference.")
@click.option("--text", help="A note; kept beside the chain, erasable.")
@evidence_option
@event_options
def report(
    *,
    item: str,
    platform: str,
    location: str,
    hashes: tuple[str, ...],
    category: str | None,
    reference: str | None,
    text: str | None,
    evidence: tuple[str, ...],
    **storing: Any,
) -> None:
    """Record that ITEM was reported; this counts as a look that found it up. Makes the ledger if there is none."""
    store(
        {
            "event": "reported",
            "item": item,
            "platform": platform,
            "location": location,
            "hashes": hashes,
            "category": category,
            "reference": reference,
            "text": text,
            "evidence": pairs_of(evidence, "--evidence"),
        },
        create=True,
        **storing,
    )
