"""What the import contracts cannot say themselves; `lint-imports` checks what they can."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


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
