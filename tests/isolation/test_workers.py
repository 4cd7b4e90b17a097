"""Whatever a file does to its worker, it costs that file only."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from hashmatch import Entry, FileOutcome, Hash, Matcher, scan_tree
from hashmatch.errors import UnknownHashTypeError
from hashmatch.hashing import Ask, Fingerprint, PixelHashType, hash_source, registry
from hashmatch.isolation import Workers

HARM = {"abort": 1, "hang": 2, "raise": 3, "exit": 4}  # what is done, by the red of the picture's first pixel


class Harmful(PixelHashType):
    """A hash type of another package whose code breaks on some pictures."""

    name: ClassVar[str] = "harmful"
    bits: ClassVar[int] = 64
    radius: ClassVar[int] = 8

    def hash_pixels(self, pixels: NDArray[np.uint8]) -> Fingerprint:
        match int(pixels[0, 0, 0]):
            case 1:
                os.abort()
            case 2:
                time.sleep(600)
            case 3:
                raise ValueError("f8f8")
            case 4:
                raise SystemExit(0)
        return Fingerprint(np.zeros(8, np.uint8), None)


@pytest.fixture
def harmful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Bring the type by entry point, as an installed package would, here and in the workers."""
    about = tmp_path / "path" / "harmful-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: harmful\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        "[hashmatch.hash_types]\nharmful = harmful_type:Harmful\n", encoding="utf-8"
    )
    (about.parent / "harmful_type.py").write_text(Path(__file__).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.syspath_prepend(about.parent)
    registry.forget()
    yield
    registry.forget()


@pytest.mark.usefixtures("harmful")
def test_a_crash_a_hang_and_an_unforeseen_error_cost_their_own_file_only(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name, red in {"a": 0, **HARM, "z": 0}.items():
        Image.new("RGB", (16, 16), (red, 0, 0)).save(folder / f"{name}.png")
    matcher = Matcher([Entry((Hash("harmful", np.zeros(8, np.uint8)),), ("zero",))], variants="none")
    results = {Path(each.path).stem: each for each in scan_tree([folder], matcher, jobs=2, seconds=5)}
    assert {name: (each.outcome, each.reason) for name, each in results.items()} == {
        "a": (FileOutcome.MATCHED, None),
        "abort": (FileOutcome.FAILED, "its decoder crashed (Abnormal termination)"),
        "hang": (FileOutcome.FAILED, "took longer than 5 seconds"),
        "raise": (FileOutcome.FAILED, "its decoder crashed (ValueError)"),
        "exit": (FileOutcome.FAILED, "its decoder crashed (SystemExit)"),
        "z": (FileOutcome.MATCHED, None),
    }


def test_a_setting_that_no_file_can_meet_stops_the_scan(reported: list[Path]) -> None:
    with Workers(1, 60) as pool, pytest.raises(UnknownHashTypeError):
        pool.submit("bee", hash_source, str(reported[0]), Ask(("pqd",))).result()


def test_a_worker_calls_any_function_on_any_source(reported: list[Path]) -> None:
    """Bytes that came over a network, say: no path, and no hash type of ours in it."""
    data = reported[0].read_bytes()
    with Workers(1) as pool:
        assert pool.submit("sum", sum, [1, 2, 3]).result() == 6
        query = pool.submit("upload", hash_source, data, Ask(("sha256",)), name="upload").result()
    assert (query.name, query.problem) == ("upload", None)
    assert query.codes["sha256"].codes.tobytes() == hashlib.sha256(data).digest()


def test_a_script_without_its_guard_is_told_so(tmp_path: Path, reported: list[Path]) -> None:
    script = tmp_path / "scan.py"
    script.write_text(
        "from hashmatch import Matcher, scan_tree\n"
        "import sys\n"
        "matcher = Matcher.open(sys.argv[1])\n"
        "print(list(scan_tree(sys.argv[2:], matcher, jobs=1)))\n",
        encoding="utf-8",
    )
    hash_list = tmp_path / "list.txt"
    hash_list.write_text(f"pdq:{'f8' * 32}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, hash_list, reported[0]], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"WorkersDiedError: the worker processes die before they begin" in done.stderr
