"""The options that make a matcher, the same for every command that looks for reported media."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from hashmatch.cli.options import RadiusType, radius_setting

if TYPE_CHECKING:
    from hashmatch.matcher import Matcher

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What the options say."""

    hash_lists: Sequence[str]
    list_type: str | None
    skip_bad: bool
    radius: Sequence[tuple[str | None, int]]
    hash_types: Sequence[str]
    min_quality: int
    variants: str
    every_variant: bool
    confirm: str | None
    margins: bool

    def matcher(self) -> "Matcher":
        """Read the hash lists, say on standard error what became of their rows, and make the matcher."""
        from hashmatch.matcher import Matcher

        matcher = Matcher.open(
            *self.hash_lists,
            hash_type=self.list_type,
            skip_bad=self.skip_bad,
            variants=self.variants,
            every_variant=self.every_variant,
            radius=radius_setting(self.radius),
            hash_types=self.hash_types or None,
            min_quality=self.min_quality,
            confirm=self.confirm,
            margins=self.margins,
        )
        for each in matcher.hash_lists:
            click.echo(each.account, err=True)
        if matcher.unsearchable:
            types = ", ".join(matcher.hash_types)
            click.echo(f"{matcher.unsearchable} entries have no hash to search by ({types})", err=True)
        for setting in matcher.without_effect:
            click.echo(f"--{setting} has no effect: no entry has a hash that it can judge", err=True)
        return matcher


OPTIONS = (
    click.option(
        "--list",
        "hash_lists",
        type=click.Path(exists=True),
        required=True,
        multiple=True,
        help="Hash list of reported media, or a folder of lists; may be repeated.",
    ),
    click.option("--list-type", help="Hash type of a list without a type column."),
    click.option("--skip-bad", is_flag=True, help="Skip rows of the list that cannot be read; they are counted."),
    click.option(
        "--radius", type=RadiusType(), multiple=True, help="Bits, as in 31 or phash=8. [default: 31 of PDQ, 8 of 64]"
    ),
    click.option("--type", "hash_types", multiple=True, help="Match by this hash type only; may be repeated."),
    click.option(
        "--min-quality",
        type=click.IntRange(0, 100),
        default=50,
        show_default=True,
        help="Set matches aside if a PDQ hash has less.",
    ),
    click.option(
        "--variants",
        type=click.Choice(["none", "orientation", "all"]),
        default="all",
        show_default=True,
        help="Copies to find: none: upright only; orientation: turned and mirrored too; all: also framed, captioned, "
        "cropped or turned a little, which takes some 40 ms more for each picture without a match.",
    ),
    click.option("--every-variant", is_flag=True, help="Try all variants also after one has matched."),
    click.option("--confirm", metavar="TYPE", help="Second hash type that must agree if an entry has it."),
    click.option(
        "--margins",
        is_flag=True,
        help="Weigh how close each bit of a PDQ hash was to flipping: entries up to 13 bits beyond the radius match if "
        "only uncertain bits differ. Finds more altered copies, and takes longer.",
    ),
)


def matching_options(command: Callable[P, R]) -> Callable[..., R]:
    """Add the options, which the command takes as `matching`."""

    @functools.wraps(command)
    def with_matching(*args: P.args, **kwargs: P.kwargs) -> R:
        given = {name: kwargs.pop(name) for name in Matching.__dataclass_fields__}
        return command(*args, **kwargs, matching=Matching(**given))  # type: ignore[arg-type]  # Click fills them by name

    for option in reversed(OPTIONS):
        with_matching = option(with_matching)
    return with_matching
