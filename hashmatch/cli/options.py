"""Option types that several commands share."""

from collections.abc import Sequence
from typing import Any

import click


class RadiusType(click.ParamType[tuple[str | None, int]]):
    """A radius in bits, alone (``31``) or for one hash type (``phash=8``)."""

    name = "BITS|TYPE=BITS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str | None, int]:
        """Return (type or None, bits)."""
        if isinstance(value, tuple):
            return value
        name, _, bits = str(value).rpartition("=")
        if not (bits.isascii() and bits.isdigit()):
            self.fail(f"{value!r} is no number of bits; write 31, or phash=8", param, ctx)
        return name or None, int(bits)


def radius_setting(given: Sequence[tuple[str | None, int]]) -> int | dict[str, int] | None:
    """Turn repeated ``--radius`` options into what `Matcher` takes.

    Raises
    ------
    click.UsageError
        If a number without a type is given together with others.
    """
    if not given:
        return None
    if len(given) == 1 and given[0][0] is None:
        return given[0][1]
    named = {name: bits for name, bits in given if name is not None}
    if len(named) < len(given):
        raise click.UsageError(
            "--radius is given several times: name each type once, as in --radius pdq=31 --radius phash=8"
        )
    return named
