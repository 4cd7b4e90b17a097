"""`hashmatch takedown record`: an answer to a notice, a platform's claim, or a note."""

from typing import Any

import click

from hashmatch.cli.takedown.store import event_options, evidence_option, pairs_of, store

ABOUT_A_NOTICE = ("acknowledged", "paused", "resumed", "refused", "withdrawn", "escalated")


@click.command()
@click.argument("event", type=click.Choice([*ABOUT_A_NOTICE, "claimed_removed", "noted"]))
@click.option("--notice", help="The notice it is about.")
@click.option(
    "--item", "items", multiple=True, help="The item it is about; of an answer, narrows it; repeatable there."
)
@click.option("--reason", help="Why, in the words given; kept beside the chain, erasable.")
@click.option("--text", help="A note; kept beside the chain, erasable.")
@evidence_option
@event_options
def record(
    *,
    event: str,
    notice: str | None,
    items: tuple[str, ...],
    reason: str | None,
    text: str | None,
    evidence: tuple[str, ...],
    **storing: Any,
) -> None:
    """Record EVENT: what became of a notice, the platform's word that an item is gone, or a note."""
    if event in ABOUT_A_NOTICE:
        about: dict[str, object] = {"items": items}
    elif len(items) > 1:
        raise click.BadParameter(f"{event!r} is about one item", param_hint="--item")
    else:
        about = {"item": items[0] if items else None}
    fields = {
        "event": event,
        "notice": notice,
        "reason": reason,
        "text": text,
        "evidence": pairs_of(evidence, "--evidence"),
    }
    store({**fields, **about}, **storing)
