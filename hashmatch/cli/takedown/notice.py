"""`hashmatch takedown notice`: write the letter, and record when it reached the platform."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hashmatch.cli.takedown.options import Moment, ledger_option, now_option, regimes_option
from hashmatch.cli.takedown.store import event_options, pairs_of, store

if TYPE_CHECKING:
    from hashmatch.takedown.notice import Letter
    from hashmatch.takedown.regime import Regime


@click.group()
def notice() -> None:
    """Write a notice, or record that one was given."""


@notice.command("record")
@click.argument("notice")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@click.option("--regime", required=True, help="The rule or family of rules, or your own target.")
@click.option("--platform", required=True, help="Who received it.")
@click.option("--channel", help="How: a form, an address.")
@click.option("--contains", multiple=True, metavar="PART", help="A part that it had; repeatable. None: not assessed.")
@click.option("--contains-nothing", is_flag=True, help="It was assessed, and had none of the rule's parts.")
@click.option("--treat-as-valid", is_flag=True, help="Start the clock although parts are missing.")
@click.option("--sent-at", type=Moment(), help="When it was sent; --at is when it reached the platform.")
@click.option("--due", type=Moment(), help="The end of a period of its own, where the rule allows one.")
@click.option("--duration", help="A period of its own, such as PT72H, where the rule allows one.")
@click.option("--reference", help="Your own reference.")
@regimes_option
@event_options
def record_notice(
    *,
    notice: str,
    items: tuple[str, ...],
    regime: str,
    contains: tuple[str, ...],
    contains_nothing: bool,
    sent_at: datetime | None,
    due: datetime | None,
    regimes: Path | None,
    now: datetime,
    at: datetime | None,
    **rest: Any,
) -> None:
    """Record that NOTICE reached a platform and asks for the removal of ITEMs.

    Said again under the same name with further parts, it completes an incomplete notice.
    """
    from hashmatch.takedown.regime import pick
    from hashmatch.takedown.regime_file import load_regimes
    from hashmatch.takedown.times import stamp

    rule = pick(load_regimes(regimes), regime, at or now)  # an unknown or disabled one is refused with its reason
    refuse_unknown_parts(rule, contains)
    storing = {name: rest.pop(name) for name in ("ledger", "id_", "tz")}
    fields = {
        "event": "notified",
        "notice": notice,
        "items": items,
        "regime": regime,
        "sent_at": sent_at and stamp(sent_at),
        "due": due and stamp(due),
        **rest,
    }
    if contains or contains_nothing:
        fields["contains"] = list(contains)
    store(fields, now=now, at=at, **storing)


def refuse_unknown_parts(rule: "Regime", contains: tuple[str, ...]) -> None:
    """Raise if a part is none of the rule's: a misspelt one would leave the right one missing."""
    known = [part.name for part in rule.requires]
    for name in contains:
        if name not in known:
            parts = ", ".join(known) or "none"
            raise click.BadParameter(f"{name!r} is no part of a notice under {rule.id}; its parts: {parts}")


@notice.command("draft")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@click.option("--regime", required=True, help="The rule or family of rules, or your own target.")
@click.option("--platform", required=True, help="Who is to receive it.")
@click.option("--sender", default="", help="Your organisation.")
@click.option("--contact", default="", help="Your e-mail address.")
@click.option("--part", "parts", multiple=True, metavar="NAME=TEXT", help="Text for a part that the rule requires.")
@click.option("--due", type=Moment(), help="The end of a period of its own, where the rule allows one.")
@click.option("--duration", help="A period of its own, such as PT72H, where the rule allows one.")
@click.option("--text", "form", flag_value="text", help="Plain text instead of Markdown.")
@click.option("--hashes", is_flag=True, help="List the items' hashes: they are personal data.")
@click.option("--defang", is_flag=True, help="Addresses nobody can follow; rules mostly ask for the exact ones.")
@click.option("--xarf", is_flag=True, help="X-ARF v4 reports (CSAM only) instead of a letter, one JSON line an item.")
@click.option("--classification", help="For --xarf: baseline, A1, A2, B1 or B2.")
@click.option("--detection", default="hash_match", show_default=True, help="For --xarf: how it was found.")
@click.option("--media", default="image", show_default=True, help="For --xarf: image, video, audio, text or mixed.")
@ledger_option
@regimes_option
@now_option
def draft_notice(
    *,
    items: tuple[str, ...],
    parts: tuple[str, ...],
    form: str | None,
    hashes: bool,
    defang: bool,
    xarf: bool,
    classification: str | None,
    detection: str,
    media: str,
    **rest: Any,
) -> None:
    """Write a notice about ITEMs that the ledger holds, to standard output: nothing is sent or recorded.

    What the rule requires and is not given is marked as MISSING, and named on standard error. The letter states the
    ledger's current head, so that the platform can witness it.
    """
    from hashmatch.takedown.notice import render

    letter = letter_about(items, given=pairs_of(parts, "--part"), **rest)
    if xarf:
        write_xarf(letter, classification, detection, media)
    else:
        click.echo(render(letter, "text" if form else "markdown", defanged=defang, hashes=hashes), nl=False)
    if letter.gaps and not xarf:
        click.echo(f"missing: {', '.join(letter.gaps)}", err=True)
    for item in letter.items:
        if item.platform != letter.platform:
            click.echo(f"note: item {item.item!r} was reported at {item.platform!r}", err=True)


def letter_about(
    items: tuple[str, ...],
    *,
    given: dict[str, str],
    regime: str,
    platform: str,
    sender: str,
    contact: str,
    due: datetime | None,
    duration: str | None,
    ledger: str,
    regimes: Path | None,
    now: datetime,
) -> "Letter":
    """Put the letter together from the ledger and the command's options."""
    from hashmatch.takedown.ledger import Ledger
    from hashmatch.takedown.ledger.checkpoint import head_of
    from hashmatch.takedown.ledger.connect import reading
    from hashmatch.takedown.notice import Sender, draft, reported
    from hashmatch.takedown.regime import Duration, pick
    from hashmatch.takedown.regime_file import load_regimes

    rule = pick(load_regimes(regimes), regime, now)
    with Ledger.open(ledger) as opened:
        found = [reported((recorded.event for recorded in opened.events(item=item)), item) for item in items]
        with reading(opened.engine) as connection:
            head = str(head_of(connection))
    return draft(
        rule,
        platform,
        found,
        sender=Sender(sender, contact),
        given=given,
        head=head,
        now=now,
        period=due or (Duration.parse(duration) if duration else None),
    )


def write_xarf(letter: "Letter", classification: str | None, detection: str, media: str) -> None:
    """Write an X-ARF report for each item."""
    import uuid

    from hashmatch.cli.output import json_line
    from hashmatch.takedown import xarf

    if classification is None:
        raise click.UsageError("X-ARF has a type for CSAM only: give --classification, or send the letter.")
    finding = xarf.Finding(classification, detection, media)
    for item in letter.items:
        report = xarf.report(item, letter.sender, finding, report_id=uuid.uuid4(), now=letter.written)
        click.echo(json_line(report))
