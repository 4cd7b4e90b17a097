"""`hashmatch explain`: one file, variant by variant; and what the scan says of its stages."""

import json
from pathlib import Path

import pytest
from PIL import Image

from hashmatch.scan import ScanSummary
from tests.cli.test_commands import LIST, run


@pytest.fixture
def framed(tmp_path: Path, reported: list[Path]) -> Path:
    """A reported photograph, mirrored, in a frame: nothing that turning alone can find."""
    with Image.open(reported[0]) as photo:
        canvas = Image.new("RGB", (photo.width + 160, photo.height + 100), "white")
        canvas.paste(photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (80, 50))
    canvas.save(tmp_path / "framed.png")
    return tmp_path / "framed.png"


def test_each_variant_has_a_row_with_the_nearest_entry(framed: Path, reported: list[Path]) -> None:
    done = run("explain", framed, "--list", LIST, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [row["stage"] for row in rows[:8]] == ["orientation"] * 8
    assert not any(row["near"] for row in rows[:8])
    best = min(rows, key=lambda row: row["distance"])
    assert best["near"]
    assert best["stage"] == "content"
    assert best["variant"].startswith("mirrored, cut to columns 8")
    assert best["reference"].endswith(reported[0].name)


def test_the_page_has_the_outlines_that_were_hashed(framed: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run("explain", framed, "--list", LIST, "--html", page)
    text = page.read_text(encoding="utf-8")
    assert text.count('<rect class="near"') >= 1
    assert text.count('<rect class="tried"') >= 3


def test_what_cannot_be_examined_says_so(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("nothing to see", encoding="utf-8")
    done = run("explain", tmp_path / "note.txt", "--list", LIST)
    assert done.returncode == 3
    assert b"not examined: " in done.stderr


def test_a_scan_finds_it_by_default_and_says_by_which_stage(framed: Path) -> None:
    done = run("scan", framed, "--list", LIST, "--format", "jsonl")
    assert done.returncode == 1
    assert b"found by stage: content 1" in done.stderr
    assert run("scan", framed, "--list", LIST, "--variants", "orientation").returncode == 0


def test_a_journal_keeps_what_was_undone(framed: Path, tmp_path: Path) -> None:
    arguments = ("scan", framed, "--list", LIST, "--journal", tmp_path / "journal.jsonl", "--format", "jsonl")
    first, again = run(*arguments), run(*arguments)
    assert first.stdout == again.stdout
    assert b"mirrored, cut to" in again.stdout


def test_no_stage_is_named_where_nothing_matched() -> None:
    assert not ScanSummary().stages
