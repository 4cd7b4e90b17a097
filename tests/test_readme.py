"""What the README shows is true: its Python runs, and it knows every command."""

import re
from pathlib import Path

import pytest

from fixtures import copies
from hashmatch.cli.root import COMMANDS

README = (Path(copies.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0])
def test_a_python_block_runs_in_the_fixtures(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copies.HERE)
    names: dict[str, object] = {}
    exec(compile(block, "README.md", "exec"), names)  # noqa: S102 - our own text
    assert "hashmatch" in block
    assert len(names) > 1


def test_every_command_is_mentioned() -> None:
    assert BLOCKS
    assert [name for name in COMMANDS if f"hashmatch {name}" not in README] == []
