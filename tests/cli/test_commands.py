"""The commands, as a user calls them: in processes of their own."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures import copies
from hashmatch import hash_image

LIST = copies.HERE / "reported.csv"


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("hashmatch")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | environment)


def test_scan_writes_a_row_a_match_and_accounts_for_every_file(served: Path) -> None:
    done = run("scan", served, "--list", LIST, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert len(rows) == 192
    assert {row["reference"].rpartition("/")[2].removesuffix(".jpg") for row in rows} == {
        Path(row["path"]).name.partition("--")[0] for row in rows
    }
    assert b"206 files seen: 192 matched, 12 clean, 2 skipped, 0 failed; 192 matches" in done.stderr


def test_scan_exits_with_3_where_nothing_was_found_but_something_not_examined(
    tmp_path: Path, others: list[Path]
) -> None:
    (tmp_path / "whole.jpg").write_bytes(others[0].read_bytes())
    assert run("scan", tmp_path, "--list", LIST).returncode == 0
    (tmp_path / "cut.jpg").write_bytes(others[1].read_bytes()[:5000])
    done = run("scan", tmp_path, "--list", LIST)
    assert done.returncode == 3
    assert b"not examined: " in done.stderr
    assert b"truncated" in done.stderr


def test_names_that_are_not_utf8_or_move_the_cursor_round_trip_in_json(tmp_path: Path, reported: list[Path]) -> None:
    name = b"a\xff\n\x1b[2J.jpg"
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(reported[0].read_bytes())
    done = run("scan", tmp_path, "--list", LIST, "--format", "jsonl")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert os.fsencode(row["path"]).endswith(name)
    for form in ("table", "csv", "html"):
        shown = run("scan", tmp_path, "--list", LIST, "--format", form)
        assert b"\x1b" not in shown.stdout + shown.stderr
        assert rb"a\udcff\n\x1b[2J.jpg" in shown.stdout


def test_hash_makes_a_list_that_scan_takes(tmp_path: Path, reported: list[Path], served: Path) -> None:
    done = run(
        "hash", *reported[:2], "--format", "csv", "--label", "a", "--source", "desk", "--type", "pdq", "--type", "phash"
    )
    assert [row["source"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))] == ["desk"] * 2
    hash_list = tmp_path / "list.csv"
    hash_list.write_bytes(done.stdout)
    found = run(
        "scan", served / f"{reported[0].stem}--gray.jpg", "--list", hash_list, "--confirm", "phash", "--format", "jsonl"
    )
    (row,) = [json.loads(line) for line in found.stdout.splitlines()]
    assert (row["hash_type"], row["confirmed"], row["labels"]) == ("pdq", True, ["a"])


def test_the_rows_of_hash_are_a_list_as_they_are(tmp_path: Path, reported: list[Path], served: Path) -> None:
    done = run("hash", *reported[:2], "--format", "jsonl", "--label", "a", "--label", "b", "--source", "desk")
    hash_list = tmp_path / "list.jsonl"
    hash_list.write_bytes(done.stdout)
    found = run("scan", served / f"{reported[0].stem}--gray.jpg", "--list", hash_list, "--format", "jsonl")
    (row,) = [json.loads(line) for line in found.stdout.splitlines()]
    assert (row["reference"], row["labels"], row["sources"]) == (str(reported[0]), ["a", "b"], ["desk"])


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        pytest.param("--label", "a;b", "no semicolon", id="a label that is two"),
        pytest.param("--label", " a", "no blank", id="a label with a blank before it"),
        pytest.param("--type", "pqd", "unknown hash type 'pqd'", id="no hash type"),
        pytest.param("--background", "whit", "'whit' is no colour", id="no colour"),
        pytest.param("--fast", None, "a fast hash is for queries", id="hashes that a list may not hold"),
    ],
)
def test_a_list_that_could_not_be_written_is_not_begun(
    option: str, value: str | None, message: str, reported: list[Path]
) -> None:
    done = run("hash", reported[0], "--format", "csv", option, *([] if value is None else [value]))
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()


def test_a_list_without_some_files_says_so(tmp_path: Path, reported: list[Path]) -> None:
    (tmp_path / "cut.jpg").write_bytes(reported[1].read_bytes()[:5000])
    done = run("hash", reported[0], tmp_path / "cut.jpg", "--format", "csv", "--type", "pdq", "--type", "pdq")
    assert done.returncode == 3
    assert [row["hash_type"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))] == ["pdq"]
    assert b"1 files not hashed" in done.stderr


def test_compare_says_it_in_words(reported: list[Path], served: Path) -> None:
    done = run(
        "compare", reported[0], served / f"{reported[0].stem}--rotate-90.jpg", "--type", "pdq", "--format", "jsonl"
    )
    row = json.loads(done.stdout)
    assert (row["distance"], row["meaning"], row["variant"]) == (0, "equal hashes", "turned right")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["scan", ".", "--list", "{list}", "--radius", "300"], "a pdq hash has 256 bits", id="radius"),
        pytest.param(["hash", "{list}", "--type", "pqd"], "unknown hash type 'pqd'", id="type"),
        pytest.param(["compare", "pdq:12", "{list}"], "a pdq hash has 64 hex digits", id="hash"),
    ],
)
def test_an_error_is_one_line_and_exit_code_2(arguments: list[str], message: str) -> None:
    done = run(*(argument.replace("{list}", str(LIST)) for argument in arguments))
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().startswith("hashmatch: ")
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    debug = run("--debug", *(argument.replace("{list}", str(LIST)) for argument in arguments))
    assert b"Traceback" in debug.stderr


def test_scan_says_how_many_entries_it_cannot_find(tmp_path: Path, others: list[Path]) -> None:
    hash_list = tmp_path / "list.csv"
    hash_list.write_text(f"hash\npdq:{'f8' * 32}\nphash:{'f8' * 8}\nphash:{'0b' * 8}\n", encoding="utf-8")
    assert b"no hash to search by" not in run("scan", others[0], "--list", hash_list).stderr
    done = run("scan", others[0], "--list", hash_list, "--type", "pdq")
    assert done.returncode == 0
    assert b"2 entries have no hash to search by (pdq)" in done.stderr


def test_a_table_shows_what_fits_and_what_was_asked_for(reported: list[Path]) -> None:
    def header(*options: str) -> list[str]:
        return (
            run("scan", reported[0], "--list", LIST, "--format", "table", *options)
            .stdout.decode()
            .split("\n")[0]
            .split()
        )

    plain = header()
    assert plain == ["path", "reference", "labels", "hash", "type", "distance", "quality", "variant", "frame"]
    assert header("--confirm", "phash") == [*plain, "confirmed"]
    assert header("--every-file") == [*plain, "outcome", "doubt", "reason"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("form", ["jsonl", "csv", "table", "html"])
def test_a_full_disk_is_said_and_never_looks_like_an_end(form: str, reported: list[Path]) -> None:
    program = str(Path(sys.executable).with_name("hashmatch"))
    command = [program, "scan", str(reported[0]), "--list", str(LIST), "--format", form]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"hashmatch: stopped before the end: No space left on device" in done.stderr


def test_version_names_what_decides_the_hashes() -> None:
    text = run("--version").stdout.decode()
    assert all(name in text for name in ("hashmatch", "Pillow", "numpy", "ImageHash"))


def test_help_imports_no_decoder() -> None:
    code = (
        "import sys, hashmatch.cli; print([m for m in ('numpy', 'PIL', 'sqlalchemy', 'imagehash') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_a_scan_says_what_became_of_the_rows_of_its_list(tmp_path: Path, reported: list[Path]) -> None:
    """40 of 42 rows that cannot be read: whoever goes on without them is told so."""
    rows = [str(hash_image(photo)) for photo in reported[:2]] + ["pdq:f8"] * 40
    (tmp_path / "reported.txt").write_text("\n".join(rows), encoding="utf-8")
    for command in ("scan", "explain"):
        done = run(command, reported[0], "--list", tmp_path / "reported.txt", "--skip-bad")
        assert b"reported.txt: 42 rows, 2 entries, 0 duplicates, 40 rows that cannot be read" in done.stderr


def test_a_scan_looks_in_every_list(tmp_path: Path, reported: list[Path]) -> None:
    for place, photo in enumerate(reported[:2]):
        (tmp_path / f"{place}.txt").write_text(str(hash_image(photo)), encoding="utf-8")
    lists: list[str | Path] = ["--list", tmp_path / "0.txt", "--list", tmp_path / "1.txt"]
    done = run("scan", *reported[:2], *lists, "--format", "jsonl")
    assert len(done.stdout.splitlines()) == 2
    for place in (0, 1):
        assert f"{place}.txt: 1 row, 1 entry".encode() in done.stderr
