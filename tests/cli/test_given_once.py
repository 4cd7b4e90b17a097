"""An option that may be given once is an error when it is given twice, in every command."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from hashmatch.cli import main
from hashmatch.cli.given_once import Group


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = list(commands(main))
OPTIONS = [
    pytest.param(path, option, id=f"{' '.join(path)} {option.opts[0]}")
    for path, command in ALL
    for option in command.params
    if isinstance(option, click.Option) and not option.multiple
]


def test_every_group_looks() -> None:
    assert isinstance(main, Group)
    assert [path for path, command in ALL if isinstance(command, click.Group) and not isinstance(command, Group)] == []
    assert len(OPTIONS) > 100


@pytest.mark.parametrize(("path", "option"), OPTIONS)
def test_twice_is_refused(path: tuple[str, ...], option: click.Option) -> None:
    once = [option.opts[0]] if option.is_flag else [option.opts[0], "1"]
    result = CliRunner().invoke(main, [*path, *once, *once])
    assert result.exit_code == 2
    assert f"{option.opts[0]} is given twice" in result.output


@pytest.mark.parametrize(
    ("args", "refused"),
    [
        pytest.param(["--nearest=1", "--nearest", "2"], True, id="with an equals sign"),
        pytest.param(["--type", "pdq", "--type", "phash"], False, id="one that may be repeated"),
        pytest.param(["--html", "--html", "--nearest", "2"], False, id="a value that looks like an option"),
        pytest.param(["--nearest", "1", "--", "--nearest", "2"], False, id="behind the end of options"),
    ],
)
def test_what_counts_as_given(args: list[str], refused: bool) -> None:
    result = CliRunner().invoke(main, ["explain", *args])
    assert ("is given twice" in result.output) is refused


def test_a_short_option_is_the_long_one() -> None:
    result = CliRunner().invoke(main, ["takedown", "export", "-o", "a", "--output", "b"])
    assert "-o and --output are one option" in result.output


def test_a_shell_may_complete_what_will_be_refused() -> None:
    words = {
        "_HASHMATCH_COMPLETE": "bash_complete",
        "COMP_WORDS": "hashmatch scan --jobs 1 --jobs 2 --l",
        "COMP_CWORD": "6",
    }
    result = CliRunner().invoke(main, [], env=words, prog_name="hashmatch")
    assert result.exit_code == 0
    assert "plain,--list" in result.output
