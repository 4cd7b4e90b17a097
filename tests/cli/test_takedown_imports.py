"""The command line needs nothing of takedown but its face: what it can do, any program can."""

import ast
from pathlib import Path

import pytest

import hashmatch.cli

MODULES = sorted(Path(hashmatch.cli.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_command_imports_no_inner_module_of_takedown(module: Path) -> None:
    tree = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    froms = [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
    assert not [name for name in froms if name.startswith("hashmatch.takedown.")]
