"""The folder: what is saved is what is opened, by one writer at a time, by nobody but its owner."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hashmatch.errors import DamagedIndexError, ForeignIndexError, IndexChangedError, IndexLockedError
from hashmatch.index import HammingIndex
from hashmatch.index.lock import locked
from hashmatch.index.plan import Tuning
from tests.index.brute import listed

if TYPE_CHECKING:
    from pathlib import Path

RNG = np.random.default_rng(6)
CODES = RNG.integers(0, 256, (3_000, 32), dtype=np.uint8)
BANDED = Tuning(banded_from=100, tail_rows=200, scanned_word=1e9)


@pytest.fixture
def index() -> HammingIndex:
    """A segment with bands and a code held twice, a small one under chosen ids, removed ids in both, and a tail."""
    index = HammingIndex(256, merging="manual", tuning=BANDED)
    index.add(np.concatenate((CODES[:2_000], CODES[:1])))
    index.add(CODES[2_000:2_900], np.arange(50_000, 3_000, -50)[:900])
    index.add(CODES[2_900:])
    index.remove([7, 50_000])
    return index


def answers(index: HammingIndex) -> list[Any]:
    queries = CODES[[0, 7, 1_999, 2_000, 2_001, 2_999]]
    found: list[Any] = [len(index)]
    for hits in (index.search(queries, 31), index.search(queries, 110), index.nearest(queries, 3)):
        found += [hits.offsets.tolist(), hits.ids.tolist(), hits.distances.tolist()]
    return found


def test_what_is_opened_is_what_was_saved(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "made" / "anew")
    opened = HammingIndex.open(tmp_path / "made" / "anew", tuning=BANDED)
    assert (opened.bits, len(opened)) == (256, 2_999)
    assert answers(opened) == answers(index)
    opened.verify()
    assert answers(opened) == answers(index)
    assert opened.add(CODES[:1]).tolist() == index.add(CODES[:1]).tolist()


def test_saving_again_writes_only_what_is_new(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.npy")}
    index.add(CODES[:1])
    index.save(tmp_path)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.npy")}
    assert {path.stem.split("-")[1] for path in before.keys() - after.keys()} == {"words", "ids"}  # the old tail
    assert len(after.keys() & before.keys()) == len(before) - 2
    assert all(after[path] == before[path] for path in after.keys() & before.keys())
    assert listed(HammingIndex.open(tmp_path).search(CODES[:1], 0)) == [(0, 0), (0, 2_000), (0, 50_101)]


def test_an_open_index_outlives_the_files_it_came_from(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    reader = HammingIndex.open(tmp_path, tuning=BANDED)
    index.merge()
    index.save(tmp_path)
    assert answers(reader) == answers(HammingIndex.open(tmp_path, tuning=BANDED)) == answers(index)


def test_only_the_owner_reads_it(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    assert stat.S_IMODE((tmp_path / "index").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "index").iterdir()} == {0o600}


def test_what_a_killed_writer_left_is_cleared_away(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    kept = {path.name for path in tmp_path.iterdir()}
    for name in ("0123-first.npy", "0123-first.crc", ".manifest.json.0123"):
        (tmp_path / name).write_bytes(b"half")
    index.save(tmp_path)
    changing = {"tail-"}
    assert {name for name in kept if not name.startswith(tuple(changing))} == {
        path.name for path in tmp_path.iterdir() if not path.name.startswith(tuple(changing))
    }


def test_two_writers_cannot_undo_each_other(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    other = HammingIndex.open(tmp_path)
    other.add(CODES[:1])
    other.save(tmp_path)
    with pytest.raises(IndexChangedError, match="open it again, or save elsewhere"):
        index.save(tmp_path)
    with pytest.raises(IndexChangedError):
        HammingIndex(256).save(tmp_path)
    assert len(HammingIndex.open(tmp_path)) == 3_000


def test_one_writer_at_a_time(index: HammingIndex, tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(IndexLockedError, match="try again when they are done"):
        index.save(tmp_path)
    index.save(tmp_path)


def test_a_lock_dies_with_its_process(index: HammingIndex, tmp_path: Path) -> None:
    holder = (
        "import pathlib, sys\nfrom hashmatch.index.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(IndexLockedError):
            index.save(tmp_path)
        process.kill()
    index.save(tmp_path)


def test_processes_share_a_mapped_index(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    searcher = (
        "import sys, numpy as np\nfrom hashmatch.index import HammingIndex\n"
        "query = np.frombuffer(bytes.fromhex(sys.argv[2]), np.uint8)[None]\n"
        "print(HammingIndex.open(sys.argv[1]).search(query, 31).ids.tolist())"
    )
    here = HammingIndex.open(tmp_path)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", searcher, tmp_path, CODES[row].tobytes().hex()], stdout=subprocess.PIPE, text=True
        )
        for row in (0, 2_999)
    ]
    outputs = [process.communicate()[0].strip() for process in processes]
    assert outputs == [str(here.search(CODES[row][None], 31).ids.tolist()) for row in (0, 2_999)]


def test_a_folder_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(ForeignIndexError, match="holds no index; save one there first"):
        HammingIndex.open(tmp_path)


def rewritten(folder: Path, **changes: object) -> None:
    """Change fields of the manifest and give it its right checksum: not damaged, but of another origin."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes().partition(b"\n")[0])
    text = json.dumps({**manifest, **changes}).encode()
    path.write_bytes(text + b"\n" + hashlib.sha256(text).hexdigest().encode() + b"\n")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("format", "something-else", "holds something else than a hashmatch-index"),
        ("version", 2, "is of version 2, this program reads 1; update hashmatch"),
        ("byteorder", {"little": "big", "big": "little"}[sys.byteorder], "-endian; build the index again here"),
    ],
)
def test_an_index_of_another_origin(
    index: HammingIndex, tmp_path: Path, field: str, value: object, message: str
) -> None:
    index.save(tmp_path)
    rewritten(tmp_path, **{field: value})
    for call in (lambda: HammingIndex.open(tmp_path), lambda: index.save(tmp_path)):
        with pytest.raises(ForeignIndexError, match=message):
            call()


def test_a_missing_file_is_named(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    table = next(tmp_path.glob("*-table.npy"))
    table.unlink()
    with pytest.raises(DamagedIndexError, match=f"{table.name}: is missing; restore the folder"):
        HammingIndex.open(tmp_path)


def test_a_pickle_is_never_loaded(index: HammingIndex, tmp_path: Path) -> None:
    """An array of objects would be unpickled by a careless reader, which can run anything."""
    index.save(tmp_path)
    ids = next(tmp_path.glob("*-rows.npy"))
    size = ids.stat().st_size
    with ids.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "|O", "fortran_order": False, "shape": (9,)})
        file.write(bytes(size - file.tell()))
    with pytest.raises(DamagedIndexError, match="a header that says something else"):
        HammingIndex.open(tmp_path)


def test_damage_is_found_by_the_search_that_reads_it_and_by_verify(index: HammingIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    first = max(tmp_path.glob("*-first.npy"), key=lambda path: path.stat().st_size)
    data = bytearray(first.read_bytes())
    data[-1] ^= 1
    first.write_bytes(data)
    opened = HammingIndex.open(tmp_path, tuning=BANDED)  # reads no codes
    assert listed(opened.search(CODES[:1], 0)) == [(0, 0), (0, 2_000)]  # nor does this read the last ones
    with pytest.raises(DamagedIndexError, match=f"{first.name}: is damaged .* bytes into its data"):
        opened.search(CODES[1_999:2_000], 0)
    with pytest.raises(DamagedIndexError):
        opened.verify()
