"""Command groups whose members are imported when they run."""

import importlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import click

from hashmatch.cli.given_once import Group


class Lazy(NamedTuple):
    """Where a command lives, and its line in the group's help."""

    target: str  # "package.module:attribute"
    help: str


class LazyGroup(Group):
    """A group that knows its commands by name and imports one only to run it or to show its own help.

    Parameters
    ----------
    lazy : mapping of str to Lazy
        In the order of the help page.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, Lazy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order given, which is the order of the help page."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the command, or return None for a name that the group does not have."""
        if cmd_name not in self.lazy:
            return None
        module, _, attribute = self.lazy[cmd_name].target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the help page's list from the stored lines, importing nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.lazy.items()])
