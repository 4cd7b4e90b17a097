"""Every file is accounted for, whatever it is."""

import os
import socket
from collections import Counter
from pathlib import Path
from queue import SimpleQueue

import pytest
from PIL import Image

from fixtures import copies
from hashmatch import Decoding, Entry, Fidelity, Limits, Matcher, hash_image
from hashmatch.isolation import Workers
from hashmatch.scan import FileOutcome, FileResult, Found, ScanSummary, hash_tree, scan_tree, walk
from hashmatch.scan.tree import Answered, _File
from tests.media import hostile

LIST = Path(copies.__file__).parent / "reported.csv"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.open(LIST)


def test_the_served_folder_gives_each_copy_once_and_nothing_else(matcher: Matcher, served: Path) -> None:
    results = list(scan_tree([served], matcher, jobs=2))
    assert [result.path for result in results] == sorted(str(path) for path in served.iterdir())
    assert Counter(result.outcome for result in results) == {"matched": 192, "clean": 12, "skipped": 2}
    for result in results:
        wanted = [f"fixtures/photos/{Path(result.path).name.partition('--')[0]}.jpg"] * (result.outcome == "matched")
        assert [match.entry.reference for match in result.matches] == wanted


def test_the_sums_agree(matcher: Matcher, served: Path) -> None:
    summary = ScanSummary()
    for result in scan_tree([served, served / "removed.jpg"], matcher, jobs=1):
        summary.add(result)
    assert summary.seen == sum(summary.outcomes[outcome] for outcome in FileOutcome) == 206
    assert summary.exit_code == 1


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        pytest.param([], 0, id="nothing there"),
        pytest.param(["clean", "skipped"], 0, id="all examined, nothing found"),
        pytest.param(["clean", "failed"], 3, id="something was not examined"),
        pytest.param(["failed", "matched"], 1, id="a match goes first"),
    ],
)
def test_exit_codes(outcomes: list[str], code: int) -> None:
    summary = ScanSummary()
    for outcome in outcomes:
        summary.add(FileResult("file", 1, FileOutcome(outcome)))
    assert summary.exit_code == code


def test_odd_things_in_a_folder_are_met_and_never_waited_for(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "round").symlink_to(".")
    os.mkfifo(tmp_path / "pipe")
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff\n\x1b[2J.jpg", os.O_CREAT))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        results = {os.fsencode(Path(r.path).name): r for r in scan_tree([tmp_path], matcher, jobs=1, seconds=30)}
    assert {name: result.outcome.value for name, result in results.items()} == {
        b"broken": "failed",
        b"loop": "failed",
        b"round": "skipped",
        b"pipe": "skipped",
        b"socket": "skipped",
        b"\xff\n\x1b[2J.jpg": "skipped",
    }


def test_hash_tree_gives_every_distinct_frame_and_names_what_has_none(served: Path, reported: list[Path]) -> None:
    hashed = list(hash_tree([reported[0], served / "removed.jpg"], ["pdq", "md5"], jobs=1))
    assert [hash_.hash_type for hash_ in hashed[0].hashes] == ["pdq", "md5"]
    assert [(Path(each.path).name, each.reason is None) for each in hashed] == [
        (reported[0].name, True),
        ("removed.jpg", True),  # its digest
        ("removed.jpg", False),
    ]


def test_overlapping_paths_are_walked_once(served: Path) -> None:
    assert [found.path for found in walk([served, served])] == [found.path for found in walk([served])]


def test_a_tree_deeper_than_the_recursion_limit_is_walked(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(1200):
        folder /= "d"
        folder.mkdir()
    (folder / "picture.jpg").touch()
    assert [found.path for found in walk([tmp_path])] == [str(folder / "picture.jpg")]
    (folder / "picture.jpg").unlink()
    while folder != tmp_path:  # pytest's own cleaning up is recursive
        folder.rmdir()
        folder = folder.parent


def test_hostile_files_cost_their_own_result_only(tmp_path: Path, matcher: Matcher, reported: list[Path]) -> None:
    written = 0
    for case in hostile.cases(reported[0]):
        folder = tmp_path / f"{written:03}"
        folder.mkdir()
        case.write(folder)
        written += 1
    assert written >= 100
    results = list(scan_tree([tmp_path, *reported[:2]], matcher, jobs=2, seconds=60))
    assert [result.outcome for result in results[-2:]] == [FileOutcome.MATCHED] * 2
    assert all(result.reason for result in results if result.outcome in {FileOutcome.FAILED, FileOutcome.SKIPPED})


def test_media_are_decoded_as_the_matcher_says(served: Path) -> None:
    """A limit that a matcher was given holds in the worker processes too."""
    limited = Matcher.open(LIST, decoding=Decoding(limits=Limits(max_pixels=1000)))
    (result,) = scan_tree([served / "bee--gray.jpg"], limited, jobs=1)
    assert (result.outcome, "pixels" in (result.reason or "")) == (FileOutcome.FAILED, True)


def test_a_blank_picture_and_an_entry_of_a_wide_radius_stop_no_scan(tmp_path: Path, reported: list[Path]) -> None:
    Image.new("RGB", (300, 200), (9, 9, 9)).save(tmp_path / "blank.png")
    matcher = Matcher([Entry((hash_image(reported[0]),), radius=40)])
    results = list(scan_tree([tmp_path / "blank.png", reported[0]], matcher, jobs=1))
    assert [result.outcome for result in results] == [FileOutcome.CLEAN, FileOutcome.MATCHED]


def test_a_type_that_is_named_twice_hashes_once(reported: list[Path]) -> None:
    (hashed,) = hash_tree([reported[0]], ["pdq", "pdq"], jobs=1)
    assert len(hashed.hashes) == 1


def test_a_files_time_is_for_all_its_rounds_together(reported: list[Path]) -> None:
    """What earlier rounds took is not given again: with next to nothing left the later ones end at once."""
    inquiry = Matcher([Entry((hash_image(reported[1]),))], variants="all").inquiry(fidelity=Fidelity.FAST)
    file = _File(Found(str(reported[0]), 1), inquiry, None, 60)
    answered: Answered = SimpleQueue()
    left = [60.0]
    with Workers(1) as pool:
        file.ask(pool, answered)
        while file.result is None:
            answered.get().take()
            left.append(file._seconds_left)
            file.ask(pool, answered)
    assert len(left) >= 3
    assert left == sorted(left, reverse=True)
    assert len(set(left)) == len(left)
