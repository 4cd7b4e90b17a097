"""One event from a command's options into the ledger."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from hashmatch.cli.takedown.options import Moment, ledger_option, now_option, tz_option

if TYPE_CHECKING:
    from hashmatch.takedown.ledger import Ledger

F = TypeVar("F", bound=Callable[..., Any])

COMMAND_LINE = "command line"


def event_options(command: F) -> F:
    """Add the options of every command that writes: when it happened, its idempotency key, and where it is kept."""
    for option in (
        click.option("--id", "id_", metavar="KEY", help="Key of this event: said again with it, it is stored once."),
        click.option("--at", type=Moment(), help="When it happened (ISO 8601 with offset); by default now."),
        tz_option,
        now_option,
        ledger_option,
    ):
        command = option(command)
    return command


def store(
    fields: Mapping[str, object],
    *,
    ledger: str,
    now: datetime,
    at: datetime | None,
    id_: str | None,
    tz: ZoneInfo | None,
    regimes: Mapping[str, Any] | None = None,
    create: bool = False,
) -> None:
    """Check one event and append it; what it names must be in the ledger, unless the event itself brings it in.

    Events that come out of order are for `import`: here an unknown name is a slip of the pen.
    """
    from hashmatch.errors import BadEventError
    from hashmatch.takedown.event import Place, parse_event
    from hashmatch.takedown.ledger import Ledger
    from hashmatch.takedown.times import stamp

    at = at or now
    if at > now:
        raise BadEventError(COMMAND_LINE, None, "at", f"{stamp(at)} is later than now ({stamp(now)}); correct it")
    given = {name: value for name, value in fields.items() if value not in (None, (), {}, False)}
    record = {**given, "at": stamp(at), "id": id_}
    event = parse_event(record, place=Place(COMMAND_LINE), tz=tz, regimes=regimes)
    with Ledger.open(ledger, create=create) as opened:
        if event.kind != "reported":
            refuse_unknown(opened, event.about, None if event.kind == "notified" else event.notice)
        result = opened.append([event], recorded_at=now)
    done = "stored" if result.new else "the ledger has it already"
    click.echo(f"{event.kind} at {stamp(event.at)}: {done}", err=True)


def refuse_unknown(ledger: "Ledger", items: tuple[str, ...], notice: str | None) -> None:
    """Raise if the ledger holds nothing about one of these."""
    from hashmatch.errors import BadEventError

    way_out = "correct it, or bring in events out of order with 'hashmatch takedown import'"
    for item in items:
        if next(ledger.events(item=item), None) is None:
            raise BadEventError(COMMAND_LINE, None, "item", f"the ledger knows no item {item!r}; {way_out}")
    if notice is not None and next(ledger.events(notice=notice), None) is None:
        raise BadEventError(COMMAND_LINE, None, "notice", f"the ledger knows no notice {notice!r}; {way_out}")


def pairs_of(pairs: tuple[str, ...], option: str) -> dict[str, str]:
    """Read the ``NAME=VALUE`` pairs of an option."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint=option)
        found[name] = value
    return found


def evidence_option(command: F) -> F:
    """Add ``--evidence``, which the command takes as `evidence`."""
    return click.option(
        "--evidence", multiple=True, metavar="NAME=VALUE", help="What supports it, such as status=404; repeatable."
    )(command)
