"""An option that may be given once is refused when it is given twice, for every command in one place.

Click lets the last one win without a word: a second ``--list`` would take the place of the first.
"""

from collections.abc import Sequence

import click


class Group(click.Group):
    """A group whose commands refuse an option that is given twice."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and look through its arguments before it reads them."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:  # a shell that completes words asks too
            _refuse_repeated(command, rest)
        return name, command, rest


def _refuse_repeated(command: click.Command, args: Sequence[str]) -> None:
    """Refuse an option that stands twice among the arguments and takes one value only.

    Raises
    ------
    click.UsageError
        Naming the option.
    """
    options = {name: each for each in command.params if isinstance(each, click.Option) for name in _names(each)}
    seen: dict[int, str] = {}  # how each was spelt
    left = iter(args)
    for word in left:
        if word == "--" or (isinstance(command, click.Group) and not word.startswith("-")):
            return  # what follows is no option, or belongs to a command of the group
        name = word.partition("=")[0] if word.startswith("--") else word[:2]
        option = options.get(name)
        if option is None:
            continue
        if not option.multiple and not option.count and id(option) in seen:
            twice = (
                f"{name} is given twice"
                if seen[id(option)] == name
                else f"{seen[id(option)]} and {name} are one option"
            )
            raise click.UsageError(f"{twice}; give it once, for only one of the two would count")
        seen[id(option)] = name
        takes_value = not option.is_flag and word == name
        for _ in range(option.nargs if takes_value else 0):
            next(left, None)  # its value, which may look like an option


def _names(option: click.Option) -> tuple[str, ...]:
    return (*option.opts, *option.secondary_opts)
