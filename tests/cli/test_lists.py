"""`hashmatch list inspect`: wiring only; what is counted is tested in tests/bank."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hashmatch.cli import main

LIST = f"pdq,quality\n{'f8' * 32},80\n{'0b' * 32},20\n{'f8' * 32},90\n{'0b' * 31},\n"


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    path = tmp_path / "reported.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["list", "inspect", *map(str, arguments)])


def test_counts_are_data_and_bad_rows_are_talk(reported: Path) -> None:
    result = run(reported, "--skip-bad")
    assert result.exit_code == 0
    assert [tuple(json.loads(line).values()) for line in result.stdout.splitlines()] == [
        ("rows", None, 4),
        ("entries", None, 2),
        ("duplicates", None, 1),
        ("blank digests", None, 0),
        ("bad rows", None, 1),
        ("hashes", "pdq", 2),
        ("quality 50 and more", "pdq", 1),
        ("quality below 50", "pdq", 1),
    ]
    assert result.stderr.startswith(f"{reported}, line 5, pdq: ")


def test_csv(reported: Path) -> None:
    rows = list(csv.reader(io.StringIO(run(reported, "--skip-bad", "--format", "csv").stdout)))
    assert rows[:2] == [["what", "hash_type", "count"], ["rows", "", "4"]]


def test_table(reported: Path) -> None:
    assert run(reported, "--skip-bad", "--format", "table").stdout.split()[:4] == ["what", "hash", "type", "count"]


def test_bad_row_is_one_line_and_exit_code_2(reported: Path) -> None:
    result = run(reported)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"hashmatch: {reported}, line 5, pdq: ")
    assert result.stderr.count("\n") == 1


def test_type_of_the_whole_list(tmp_path: Path) -> None:
    path = tmp_path / "hashes.txt"
    path.write_text("f8" * 32 + "\n", encoding="utf-8")
    assert run(path).exit_code == 2
    assert run(path, "--type", "pdq").exit_code == 0
    assert "unknown hash type 'pqd'" in run(path, "--type", "pqd").stderr
