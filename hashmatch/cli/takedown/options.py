"""Options that the commands of `hashmatch takedown` share."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from hashmatch.errors import BadDurationError, BadTimeError, UnknownZoneError

F = TypeVar("F", bound=Callable[..., Any])


class Moment(click.ParamType[datetime]):
    """An ISO 8601 time with its offset; one without is read in the zone of ``--tz``, where the command has that."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC."""
        from hashmatch.takedown.times import parse_time

        if isinstance(value, datetime):
            return value
        try:
            return parse_time(value, ctx.params.get("tz") if ctx else None)
        except BadTimeError as error:
            self.fail(str(error), param, ctx)


class Zone(click.ParamType[ZoneInfo]):
    """The name of a time zone."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        """Return the zone."""
        from hashmatch.takedown.times import zone_named

        if isinstance(value, ZoneInfo):
            return value
        try:
            return zone_named(value)
        except UnknownZoneError as error:
            self.fail(str(error), param, ctx)


class Length(click.ParamType[timedelta]):
    """A length of time: ``6h``, ``90m``, ``2d``, or ISO 8601."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the length; a day is 24 hours."""
        from hashmatch.takedown.regime import Duration

        if isinstance(value, timedelta):
            return value
        text = str(value).upper()
        if not text.startswith("P"):
            text = f"P{text}" if text.endswith(("D", "W")) else f"PT{text}"
        try:
            found = Duration.parse(text)
        except BadDurationError:
            self.fail(f"{value!r} is no length of time; write 6h, 90m or 2d", param, ctx)
        return found.elapsed + timedelta(days=found.days)


def ledger_option(command: F) -> F:
    """Add ``--ledger``, which the command takes as `ledger`."""
    return click.option(
        "--ledger",
        envvar="HASHMATCH_LEDGER",
        required=True,
        show_envvar=True,
        metavar="URL",
        help="The ledger: a file, or a postgresql:// URL.",
    )(command)


def now_option(command: F) -> F:
    """Add ``--now``, which the command takes as `now`: the moment that counts as the present."""
    return click.option(
        "--now",
        type=Moment(),
        default=lambda: datetime.now(UTC),
        help="The moment that counts as the present; by default it is.",
    )(command)


def regimes_option(command: F) -> F:
    """Add ``--regimes``, which the command takes as `regimes`."""
    return click.option(
        "--regimes",
        type=click.Path(exists=True, path_type=Path),
        metavar="DIR",
        help="A folder of your own rules and targets; by default that in your configuration folder.",
    )(command)


def tz_option(command: F) -> F:
    """Add ``--tz``, which the command takes as `tz`."""
    return click.option(
        "--tz",
        type=Zone(),
        is_eager=True,
        metavar="ZONE",
        help="Zone of times without an offset, such as Europe/Berlin.",
    )(command)


def judging_options(command: F) -> F:
    """Add ``--accept-claims`` and ``--treat-as-valid``, which the command takes under these names."""
    command = click.option(
        "--treat-as-valid", is_flag=True, help="Start the clock also where a notice lacks parts that the rule requires."
    )(command)
    return click.option(
        "--accept-claims", is_flag=True, help="Count the platform's own word as a look that found the item gone."
    )(command)


def say_claims(accept_claims: bool) -> None:
    """Say on standard error what every row says in its own way, too."""
    if accept_claims:
        click.echo("The platforms' own word counts as looks here (--accept-claims).", err=True)
