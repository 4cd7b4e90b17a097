"""What the import contracts cannot say themselves; `lint-imports` checks what they can."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMANDS = sorted((ROOT / "hashmatch" / "cli").rglob("*.py"))


def test_takedown_is_forbidden_every_package_but_files_and_errors() -> None:
    """A new package must be added to the list: the contract knows no "all but"."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        each
        for each in configuration["tool"]["importlinter"]["contracts"]
        if each.get("source_modules") == ["hashmatch.takedown"]
    ]
    packages = {f"hashmatch.{path.parent.name}" for path in (ROOT / "hashmatch").glob("*/__init__.py")}
    allowed = {"hashmatch.takedown", "hashmatch.files", "hashmatch.errors"}
    assert set(contract["forbidden_modules"]) == packages - allowed


@pytest.mark.parametrize("module", COMMANDS, ids=lambda path: path.stem)
def test_a_command_imports_nothing_of_takedown_but_its_face(module: Path) -> None:
    """What the command line can do, any program can."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    sources = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    assert not [source for source in sources if source.startswith("hashmatch.takedown.")]
