"""How the commands that judge obligations do it: the options they share, and one sentence that says so."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from hashmatch.errors import BadDurationError

if TYPE_CHECKING:
    from hashmatch.takedown import Judgement, Obligation

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Judging:
    """What ``--accept-claims`` and ``--treat-as-valid`` said."""

    accept_claims: bool
    treat_as_valid: bool

    def judge(self, obligation: "Obligation", now: datetime) -> "Judgement":
        """Judge `obligation` in this way."""
        from hashmatch.takedown import judge

        return judge(obligation, now, accept_claims=self.accept_claims, treat_as_valid=self.treat_as_valid)


def judging_options(command: Callable[P, R]) -> Callable[..., R]:
    """Add ``--accept-claims`` and ``--treat-as-valid``, which the command takes as `judging`."""

    @functools.wraps(command)
    def with_judging(*args: P.args, **kwargs: P.kwargs) -> R:
        judging = Judging(bool(kwargs.pop("accept_claims")), bool(kwargs.pop("treat_as_valid")))
        if judging.accept_claims:
            click.echo("The platforms' own word counts as looks here (--accept-claims).", err=True)
        kwargs["judging"] = judging
        return command(*args, **kwargs)

    claims = "Count the platform's own word as a look that found the item gone."
    valid = "Start the clock also where a notice lacks parts that the rule requires."
    with_judging = click.option("--treat-as-valid", is_flag=True, help=valid)(with_judging)
    return click.option("--accept-claims", is_flag=True, help=claims)(with_judging)


class Length(click.ParamType[timedelta]):
    """A length of time: ``6h``, ``90m``, ``2d``, or ISO 8601; a day is 24 hours."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the length."""
        from hashmatch.takedown import Duration

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
