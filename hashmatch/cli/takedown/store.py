"""One event from a command's options into the ledger.

Here a name that the ledger does not know is a slip of the pen, and so is a time to come. Events that come out of order
are for `import`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

import click

from hashmatch.cli.takedown.shared import Shared, ledger_options, tz_option
from hashmatch.errors import BadEventError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from hashmatch.takedown import Event, Ledger

R = TypeVar("R")

COMMAND_LINE = "command line"


def event_options(*, regimes: bool = False) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Add what every command that writes takes: when it happened, its idempotency key, and where it is kept."""

    def decorate(command: Callable[..., R]) -> Callable[..., R]:
        for option in (
            click.option("--id", metavar="KEY", help="Key of this event: said again with it, it is stored once."),
            click.option("--at", metavar="T", help="When it happened (ISO 8601 with an offset); by default now."),
            tz_option,
            ledger_options(regimes=regimes),
        ):
            command = option(command)
        return command

    return decorate


def evidence_option(command: Callable[..., R]) -> Callable[..., R]:
    """Add ``--evidence``, which the command takes as `evidence`."""
    return click.option(
        "--evidence", multiple=True, metavar="NAME=VALUE", help="What supports it, such as status=404; repeatable."
    )(command)


def pairs_of(pairs: Iterable[str], option: str) -> dict[str, str]:
    """Read the ``NAME=VALUE`` pairs of an option."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint=option)
        found[name] = value
    return found


def event_of(fields: Mapping[str, object], shared: Shared, tz: "ZoneInfo | None") -> "Event":
    """Check the fields that were given; an option left out is no field."""
    from hashmatch.takedown import Place, parse_event, stamp

    given = {name: value for name, value in fields.items() if value not in (None, (), {}, False)}
    event = parse_event({"at": stamp(shared.now), **given}, place=Place(COMMAND_LINE), tz=tz)
    if event.at > shared.now:
        raise _slip("at", f"{stamp(event.at)} is later than now ({stamp(shared.now)}); correct it")
    return event


def store(event: "Event", shared: Shared, *, create: bool = False) -> None:
    """Append `event`; what it names must be in the ledger, unless it brings that in itself."""
    from hashmatch.takedown import EventKind, stamp

    with shared.open(create=create) as ledger:
        if event.kind is not EventKind.REPORTED:
            refuse_unknown(ledger, event.about, None if event.kind is EventKind.NOTIFIED else event.notice)
        result = ledger.append([event], recorded_at=shared.now)
    done = "stored" if result.new else "the ledger has it already"
    click.echo(f"{event.kind} at {stamp(event.at)}: {done}", err=True)


def refuse_unknown(ledger: "Ledger", items: Iterable[str], notice: str | None = None) -> None:
    """Raise if the ledger holds nothing about one of these."""
    way_out = "correct it, or bring in events out of order with 'hashmatch takedown import'"
    for item in items:
        if next(ledger.events(item=item), None) is None:
            raise _slip("item", f"the ledger knows no item {item!r}; {way_out}")
    if notice is not None and next(ledger.events(notice=notice), None) is None:
        raise _slip("notice", f"the ledger knows no notice {notice!r}; {way_out}")


def _slip(field: str, problem: str) -> BadEventError:
    return BadEventError(COMMAND_LINE, None, field, problem)
