"""The reference of the command line, from Click's own objects: every command, argument and option."""

import inspect
from collections.abc import Iterator

import click

from docs.generator.markdown import code, prose, table
from hashmatch.cli import main

INTRODUCTION = """\
Every command and option, generated from the program. `hashmatch COMMAND --help` prints the same on a terminal, and
`python -m hashmatch` runs the program where its script is not on the path.

Exit codes: 0, done; 2, usage or fatal error; 130, interrupted. `scan` also exits with 1 (matches found) and 3 (nothing
found, but some files could not be examined); `hash` and `explain` exit with 3 if a file could not be examined. Rows go
to standard output, messages to standard error. [Output](output.md) names the fields of every row."""


def page() -> str:
    """Return the page."""
    parts = ["# The command line", INTRODUCTION]
    for context in commands():
        parts += [f"## {context.command_path}", prose(inspect.cleandoc(context.command.help or ""))]
        if isinstance(context.command, click.Group):
            parts.append(table(("command", "does"), _members(context)))
            parameters = [found for found in _parameters(context) if context.parent is None or found[0] != "--help"]
        else:
            usage = " ".join(context.command.collect_usage_pieces(context))
            parts.append(f"```text\n{context.command_path} {usage}\n```")
            parameters = list(_parameters(context))
        if parameters:
            parts.append(
                table(("argument or option", "meaning"), [(code(name), prose(text)) for name, text in parameters])
            )
    return "\n\n".join(parts) + "\n"


def commands() -> Iterator[click.Context]:
    """Yield a context for each command, a group before its members, in the order of the help page."""
    return _below(click.Context(main, info_name="hashmatch"))


def _below(context: click.Context) -> Iterator[click.Context]:
    """Yield `context` and those of all commands below it."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None  # noqa: S101 - listed by the same group
            yield from _below(click.Context(command, info_name=name, parent=context))


def _members(context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield a link and a short help for each member of a group."""
    for member in _below(context):
        if member.parent is context:
            path = member.command_path
            yield f"[{code(path)}](#{path.replace(' ', '-')})", prose(member.command.get_short_help_str(limit=200))


def _parameters(context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield each argument and option as its help page writes it, and its meaning."""
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield record
