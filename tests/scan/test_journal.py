"""A scan that was stopped goes on where it was, and never takes an old answer for a new one."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fixtures import copies
from hashmatch import Decoding, Entry, FileOutcome, FileResult, Matcher, hash_image, scan_tree
from hashmatch.errors import JournalError
from hashmatch.scan import open_journal, walk

LIST = copies.HERE / "reported.csv"
COMMAND = Path(sys.executable).with_name("hashmatch")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.open(LIST)


@pytest.fixture
def folder(tmp_path: Path, served: Path) -> Path:
    """A few of the served files, of every outcome."""
    folder = tmp_path / "served"
    folder.mkdir()
    for name in ("bee--gray.jpg", "bee--gif.gif", "notes.txt"):
        shutil.copy(served / name, folder)
    shutil.copy(copies.photos(reported=False)[0], folder / "other.jpg")
    (folder / "cut.jpg").write_bytes((served / "bee--gray.jpg").read_bytes()[:5000])
    return folder


def scan(folder: Path, matcher: Matcher, journal: Path) -> tuple[list[FileResult], set[str]]:
    """Scan, and return the results and the names of the files that were examined for them."""
    before = journal.read_bytes() if journal.exists() else b""
    with open_journal(journal, matcher) as opened:
        known = {found.path for found in walk([folder]) if opened.result(found)}
        results = list(scan_tree([folder], matcher, jobs=1, journal=opened))
    added = [json.loads(line)["path"] for line in journal.read_bytes()[len(before) :].splitlines() if line]
    examined = {result.path for result in results} - known
    assert set(added) == {r.path for r in results if r.path in examined and r.outcome is not FileOutcome.FAILED}
    return results, {Path(path).name for path in examined}


def test_what_is_finished_is_not_examined_again_and_told_again(folder: Path, matcher: Matcher, tmp_path: Path) -> None:
    first, examined = scan(folder, matcher, tmp_path / "journal")
    assert len(examined) == 5
    again, examined = scan(folder, matcher, tmp_path / "journal")
    assert again == first
    assert examined == {"cut.jpg"}  # it failed, and may be whole by now


def test_a_changed_file_is_examined_again(folder: Path, matcher: Matcher, tmp_path: Path) -> None:
    scan(folder, matcher, tmp_path / "journal")
    other, size = folder / "other.jpg", (folder / "other.jpg").stat().st_size
    times = (other.stat().st_atime_ns, other.stat().st_mtime_ns)
    bee = (folder / "bee--gray.jpg").read_bytes()
    other.write_bytes(bee.ljust(size, b"\0")[: max(size, len(bee))])
    os.utime(other, ns=times)  # as one who wants to hide it would
    results, examined = scan(folder, matcher, tmp_path / "journal")
    assert "other.jpg" in examined
    assert {Path(r.path).name: r.outcome for r in results}["other.jpg"] is FileOutcome.MATCHED


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"radius": 30}, id="radius"),
        pytest.param({"min_quality": 49}, id="quality"),
        pytest.param({"variants": "none"}, id="variants"),
        pytest.param({"confirm": "phash"}, id="second hash"),
        pytest.param({"margins": True}, id="margins"),
        pytest.param({"decoding": Decoding(background="black")}, id="decoding"),
        pytest.param({}, id="list"),
    ],
)
def test_another_list_or_setting_starts_anew(
    changed: dict[str, Any], folder: Path, matcher: Matcher, tmp_path: Path
) -> None:
    scan(folder, matcher, tmp_path / "journal")
    kept = [matcher.collection.entry(place) for place in range(len(matcher.collection))]
    entries = kept if changed else kept[::-1]
    _, examined = scan(folder, Matcher(entries, **changed), tmp_path / "journal")
    assert len(examined) == 5
    _, examined = scan(folder, matcher, tmp_path / "journal")
    assert examined == {"cut.jpg"}  # the first list's lines are still there


def test_no_hash_is_written_and_nobody_else_may_read(folder: Path, matcher: Matcher, tmp_path: Path) -> None:
    scan(folder, matcher, tmp_path / "journal")
    text = (tmp_path / "journal").read_text(encoding="ascii")
    entries = map(matcher.collection.entry, range(len(matcher.collection)))
    assert not any(each.hex in text for entry in entries for each in entry.hashes)
    assert (tmp_path / "journal").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["hash\npdq:00\n", "{}\n", "x"])
def test_another_file_is_never_written_to(content: str, matcher: Matcher, tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(JournalError, match="holds something else"), open_journal(path, matcher):
        pass
    assert path.read_text(encoding="utf-8") == content


def test_a_line_cut_anywhere_is_forgotten_and_the_rest_is_kept(folder: Path, matcher: Matcher, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    first, _ = scan(folder, matcher, journal)
    lines = journal.read_bytes().splitlines(keepends=True)
    for cut in (1, 20, len(lines[-1]) // 2, len(lines[-1]) - 1):
        journal.write_bytes(b"".join(lines)[:-cut])
        with open_journal(journal, matcher) as opened:
            assert len(opened) in {len(lines) - 1, len(lines)}  # without its line end the last may still be whole
        assert scan(folder, matcher, journal)[0] == first
    journal.write_bytes(lines[0][:9])
    assert scan(folder, matcher, journal)[0] == first


def test_a_killed_scan_is_taken_up_again(tmp_path: Path, served: Path) -> None:
    journal = tmp_path / "journal"
    options = ["--list", str(LIST), "--journal", str(journal), "--jobs", "1", "--format", "jsonl"]
    command = [str(COMMAND), "scan", str(served), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        for _ in range(20):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    finished = journal.read_bytes().count(b"\n")
    assert 20 <= finished < 206
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 192
    assert b"files are finished and not examined again" in done.stderr
    assert b"206 files seen: 192 matched, 12 clean, 2 skipped, 0 failed; 192 matches" in done.stderr
    assert journal.read_bytes().count(b"\n") in {206, 207}  # one line may have been cut


def test_the_radius_of_the_second_hash_is_a_setting_too(folder: Path, tmp_path: Path, reported: list[Path]) -> None:
    entry = Entry((hash_image(reported[0]), hash_image(reported[0], "phash")))
    scan(folder, Matcher([entry], confirm="phash"), tmp_path / "journal")
    _, examined = scan(folder, Matcher([entry], confirm="phash", radius={"phash": 10}), tmp_path / "journal")
    assert len(examined) == 5
