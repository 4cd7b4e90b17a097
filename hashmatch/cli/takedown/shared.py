"""What every command of a ledger takes: which ledger, the present moment, and the rules."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from hashmatch.takedown import Ledger, Regime

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Shared:
    """What the shared options said; the present moment is read once for a whole command."""

    url: str
    now: datetime
    folder: Path | None = field(default=None)

    def open(self, *, create: bool = False) -> "Ledger":
        """Open the ledger; with `create`, make it if there is none."""
        from hashmatch.takedown import Ledger

        return Ledger.open(self.url, create=create)

    def regimes(self) -> "Mapping[str, Regime]":
        """Load the rules: those shipped and the user's own."""
        from hashmatch.takedown import load_regimes

        return load_regimes(self.folder)


def ledger_options(*, regimes: bool = True) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Add ``--ledger`` and ``--now``, and unless told otherwise ``--regimes``; the command takes them as `shared`."""

    def decorate(command: Callable[P, R]) -> Callable[..., R]:
        @functools.wraps(command)
        def with_shared(*args: P.args, **kwargs: P.kwargs) -> R:
            url, now, folder = kwargs.pop("ledger"), kwargs.pop("now"), kwargs.pop("regimes", None)
            kwargs["shared"] = Shared(str(url), _moment(now), folder if isinstance(folder, Path) else None)
            return command(*args, **kwargs)

        options = [
            click.option(
                "--ledger",
                envvar="HASHMATCH_LEDGER",
                show_envvar=True,
                required=True,
                metavar="URL",
                help="A file, sqlite:///file or postgresql://...",
            ),
            click.option("--now", metavar="T", help="Take this as the present moment (ISO 8601 with an offset)."),
        ]
        if regimes:
            options.append(regimes_option)
        for option in reversed(options):
            with_shared = option(with_shared)
        return with_shared

    return decorate


regimes_option = click.option(
    "--regimes",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of rules and targets of your own (TOML).",
)


def _moment(text: object) -> datetime:
    from hashmatch.takedown import parse_time

    return datetime.now(UTC) if text is None else parse_time(str(text))


def _zone(_ctx: click.Context, _param: click.Parameter, name: str | None) -> ZoneInfo | None:
    from hashmatch.takedown import zone_named

    return None if name is None else zone_named(name)


def tz_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--tz``: the zone of times that carry no offset, which are refused without it."""
    return click.option("--tz", metavar="ZONE", callback=_zone, help="Zone of times without an offset: Europe/Paris.")(
        command
    )
