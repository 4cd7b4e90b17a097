"""`hashmatch takedown notice`: write the letter, and record when it reached the platform."""

from typing import TYPE_CHECKING, Any

import click

from hashmatch.cli.given_once import Group
from hashmatch.cli.takedown.shared import Shared, ledger_options, tz_option
from hashmatch.cli.takedown.store import event_of, event_options, pairs_of, store

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from hashmatch.takedown import Letter, Regime

regime_option = click.option("--regime", required=True, help="Rule, family of rules, or target of your own.")


@click.group(cls=Group)
def notice() -> None:
    """Draft a notice, or record that one reached a platform."""


@notice.command("record")
@click.argument("notice")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@regime_option
@click.option("--platform", required=True, help="Platform that received the notice.")
@click.option("--channel", help="How it was sent: a form, an address.")
@click.option(
    "--contains",
    multiple=True,
    metavar="PART",
    help="Required part that the notice had; repeatable. Leave out if not assessed.",
)
@click.option("--contains-nothing", is_flag=True, help="The notice was assessed and had none of the required parts.")
@click.option("--treat-as-valid", is_flag=True, help="Start the clock although parts are missing.")
@click.option("--sent-at", metavar="T", help="When the notice was sent; --at is when it reached the platform.")
@click.option("--due", metavar="T", help="End of the period that the notice sets, if the rule allows one.")
@click.option("--duration", help="Period that the notice sets, such as PT72H, if the rule allows one.")
@click.option("--reference", help="Your own reference.")
@event_options(regimes=True)
def record_notice(
    *, contains: tuple[str, ...], contains_nothing: bool, shared: Shared, tz: "ZoneInfo | None", **fields: Any
) -> None:
    """Record that NOTICE reached a platform and asks for the removal of ITEMs.

    Recorded again under the same id with further parts, it completes an incomplete notice.
    """
    from hashmatch.takedown import EventKind, pick

    assessed = {"contains": list(contains)} if contains or contains_nothing else {}
    event = event_of({"event": EventKind.NOTIFIED, **fields, **assessed}, shared, tz)
    rule = pick(shared.regimes(), str(event.regime), event.at)  # an unknown or disabled one is refused with its reason
    _refuse_unknown_parts(rule, contains)
    store(event, shared)


def _refuse_unknown_parts(rule: "Regime", contains: tuple[str, ...]) -> None:
    """Raise if a part is not one of the rule's: a misspelt part would leave the right one missing."""
    known = [part.name for part in rule.requires]
    for name in contains:
        if name not in known:
            parts = ", ".join(known) or "none"
            raise click.BadParameter(f"{name!r} is no part of a notice under {rule.id}; its parts: {parts}")


@notice.command()
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@regime_option
@click.option("--platform", required=True, help="Platform that is to receive the notice.")
@click.option("--sender", default="", help="Your organisation.")
@click.option("--contact", default="", help="Your e-mail address.")
@click.option("--part", "parts", multiple=True, metavar="NAME=TEXT", help="Text for a part that the rule requires.")
@click.option("--due", metavar="T", help="End of the period that the notice sets, if the rule allows one.")
@click.option("--duration", help="Period that the notice sets, such as PT72H, if the rule allows one.")
@click.option("--text", "plain", is_flag=True, help="Plain text instead of Markdown.")
@click.option("--hashes", is_flag=True, help="List the items' hashes, which are personal data.")
@click.option(
    "--defang", is_flag=True, help="Write addresses that cannot be followed. Most rules require the exact ones."
)
@click.option(
    "--xarf", is_flag=True, help="Write X-ARF v4 reports (CSAM only), one JSON line an item, instead of a letter."
)
@click.option("--classification", help="For --xarf: baseline, A1, A2, B1 or B2.")
@click.option("--detection", default="hash_match", show_default=True, help="For --xarf: how the item was found.")
@click.option("--media", default="image", show_default=True, help="For --xarf: image, video, audio, text or mixed.")
@tz_option
@ledger_options()
def draft(
    *,
    plain: bool,
    hashes: bool,
    defang: bool,
    xarf: bool,
    classification: str | None,
    detection: str,
    media: str,
    **about: Any,
) -> None:
    """Write a notice about ITEMs of the ledger to standard output. Nothing is sent or recorded.

    Required parts without a text are marked MISSING and named on standard error. The letter states the head of the
    ledger, so that the platform can confirm later what the ledger held.
    """
    from hashmatch.takedown import render_letter

    letter = _letter_about(**about)
    if xarf:
        _write_xarf(letter, classification, detection, media)
    else:
        click.echo(render_letter(letter, "text" if plain else "markdown", defanged=defang, hashes=hashes), nl=False)
        if letter.gaps:
            click.echo(f"missing: {', '.join(letter.gaps)}", err=True)
    for item in letter.items:
        if item.platform != letter.platform:
            click.echo(f"note: item {item.item!r} was reported at {item.platform!r}", err=True)


def _letter_about(
    *,
    items: tuple[str, ...],
    regime: str,
    platform: str,
    sender: str,
    contact: str,
    parts: tuple[str, ...],
    due: str | None,
    duration: str | None,
    tz: "ZoneInfo | None",
    shared: Shared,
) -> "Letter":
    """Return the letter, from the ledger and the command's options."""
    from hashmatch.takedown import Duration, Sender, draft_letter, head_of, parse_time, pick, reported_item

    rule = pick(shared.regimes(), regime, shared.now)
    with shared.open() as ledger:
        found = [reported_item((recorded.event for recorded in ledger.events(item=item)), item) for item in items]
        with ledger.reading() as connection:
            head = str(head_of(connection))
    return draft_letter(
        rule,
        platform,
        found,
        sender=Sender(sender, contact),
        given=pairs_of(parts, "--part"),
        head=head,
        now=shared.now,
        period=parse_time(due, tz) if due else Duration.parse(duration) if duration else None,
    )


def _write_xarf(letter: "Letter", classification: str | None, detection: str, media: str) -> None:
    """Write an X-ARF report for each item."""
    import uuid

    from hashmatch.cli.output import json_line
    from hashmatch.takedown import XarfFinding, xarf_report

    if classification is None:
        raise click.UsageError("X-ARF has a type for CSAM only: give --classification, or send the letter")
    finding = XarfFinding(classification, detection, media)
    for item in letter.items:
        report = xarf_report(item, letter.sender, finding, report_id=uuid.uuid4(), now=letter.written)
        click.echo(json_line(report))
