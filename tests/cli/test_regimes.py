"""`hashmatch regimes`: what a program may rely on, and what a person reads."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hashmatch.cli import main

# The example of the page that explains the fields: what a user copies first.
PAGE = (files("hashmatch.takedown.rules") / "regimes" / "README.md").read_text(encoding="utf-8")
TARGET = PAGE.split("```toml\n")[1].split("```")[0]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["regimes", *map(str, args)])


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_list_has_the_fields_that_programs_rely_on() -> None:
    found = {str(row["id"]): row for row in rows(run("list", "--format", "jsonl"))}
    expected = {
        "id": "us-tida-2025",
        "jurisdiction": "US",
        "instrument": "TAKE IT DOWN Act, Pub. L. 119-12",
        "kind": "law",
        "nature": "duty",
        "enabled": True,
        "duration": "PT48H",
        "in_force_from": "2026-05-19",
        "in_force_until": None,
        "certainty": "seen",
    }
    assert expected.items() <= found["us-tida-2025"].items()
    assert found["kr-nsa-44-2"]["duration"] is None
    assert found["tr-5651"]["enabled"] is False


@pytest.mark.parametrize("form", ["table", "csv"])
def test_list_in_other_forms(form: str) -> None:
    result = run("list", "--format", form)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("id")
    assert any(line.startswith("us-tida-2025") for line in lines)


def test_an_own_target_is_listed_and_never_called_law(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(TARGET, encoding="utf-8")
    listed = run("list", "--regimes", tmp_path, "--format", "jsonl").stdout.splitlines()
    (line,) = (line for line in listed if "example-hotline-3-days" in line)
    assert json.loads(line)["kind"] == "target"
    for words in (
        line,
        *(
            run("show", "example-hotline-3-days", "--regimes", tmp_path, "--format", f).stdout
            for f in ("table", "jsonl")
        ),
    ):
        assert "law" not in words.lower()


def test_show() -> None:
    said = run("show", "us-ca-bpc-22671", "--format", "table").stdout
    assert "48 hours from receipt of the report: platform to confirm receipt of the report" in said
    said = run("show", "us-tida-2025", "--format", "table").stdout
    assert "(iv) information sufficient to contact" in said


def test_show_a_family_shows_its_versions() -> None:
    assert [row["duration"] for row in rows(run("show", "in-it-rules-3-1-d", "--format", "jsonl"))] == ["PT36H", "PT3H"]


def test_show_what_is_not_there() -> None:
    result = run("show", "us-tida")
    assert result.exit_code == 2
    assert (
        result.stderr
        == "hashmatch: unknown regime 'us-tida'; did you mean us-tida-2025? 'hashmatch regimes list' shows all\n"
    )


def test_check(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(TARGET, encoding="utf-8")
    for each in (path, tmp_path):
        result = run("check", each)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"{each}: 0 wrong, 1 without a fault\n"


def test_check_finds_every_fault_at_once(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(TARGET.replace("P3D", "3 days").replace("zone", "zome"), encoding="utf-8")
    result = run("check", path, "--format", "jsonl")
    assert result.exit_code == 2
    assert [(row["regime"], row["field"]) for row in map(json.loads, result.stdout.splitlines())] == [
        ("example-hotline-3-days", "zone"),
        ("example-hotline-3-days", "duration"),
        ("example-hotline-3-days", "zome"),
    ]
    assert result.stderr == f"{path}: 3 wrong, 0 without a fault\n"


def test_a_faulty_folder_stops_every_command(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[us-tida-2025]", encoding="utf-8")
    result = run("list", "--regimes", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "own.toml, us-tida-2025" in result.stderr
