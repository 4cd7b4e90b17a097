"""The README's story: every command runs, and prints what the README says it prints."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from fixtures import copies
from hashmatch.cli import main
from hashmatch.hashing import hash_image

README = Path(__file__).parents[3] / "README.md"
STORY = re.compile(r"<!-- story: takedown [^\n]*-->\n```console\n(.*?)```", re.DOTALL)


def story() -> list[tuple[str, list[str]]]:
    """Return each command with the lines it prints."""
    found = STORY.search(README.read_text(encoding="utf-8"))
    assert found, "the README has no story marked 'takedown'"
    steps = found[1].replace("\\\n", " ").removeprefix("$ ").split("\n$ ")
    return [(command, printed) for command, *printed in (step.splitlines() for step in steps)]


def run(command: str) -> list[str]:
    """Run one command as a shell would, as far as the story needs one."""
    program, *words = shlex.split(command)
    assert program == "hashmatch"
    file = None
    if words[-2] == ">":
        *words, _, file = words
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    if file is not None:
        Path(file).write_text(result.stdout, encoding="utf-8")
    printed = result.output if file is None else result.stderr
    return [line.rstrip() for line in printed.splitlines()]


def test_the_story_runs_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (export, _), *steps = story()
    name, _, value = export.removeprefix("export ").partition("=")
    monkeypatch.setenv(name, value)
    for command, printed in steps:
        assert run(command) == printed, command
    assert "[MISSING: good_faith]" in (tmp_path / "letter.md").read_text(encoding="utf-8")


def test_the_storys_hash_is_that_of_the_photograph() -> None:
    (bee,) = [path for path in copies.photos(reported=True) if path.stem == "bee"]
    assert any(f"--hash {hash_image(bee, 'pdq')} " in command for command, _ in story())
