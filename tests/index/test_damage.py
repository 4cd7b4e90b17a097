"""500 damaged folders: each is an error that names a file, or gives the last good version; never a wrong answer."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pytest

from hashmatch.errors import DamagedIndexError, ForeignIndexError
from hashmatch.index import HammingIndex
from hashmatch.index.plan import Tuning
from tests.index.test_store import rewritten

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Damage: TypeAlias = "Callable[[Path, random.Random], None]"

RNG = np.random.default_rng(7)
CODES = RNG.integers(0, 256, (1_500, 32), dtype=np.uint8)
QUERIES = CODES[::100].copy()
QUERIES[:, 3] ^= 0x81
WAYS = [Tuning(), Tuning(scanned_word=1e9), Tuning(scanned_word=1e9, surprise=0, call=0)]


def answers(folder: Path, tuning: Tuning) -> list[list[int]]:
    index = HammingIndex.open(folder, tuning=tuning)
    hits = [index.search(QUERIES, 31), index.search(QUERIES[:3], 100), index.nearest(QUERIES[:3], 2)]
    hits.append(index.search(QUERIES[:3], 256, only=[0, 100, 200, 1_400]))
    return [array.tolist() for found in hits for array in (found.offsets, found.ids, found.distances)]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One index saved twice, the newer state over the older."""
    work = tmp_path_factory.mktemp("work")
    index = HammingIndex(256, merging="manual", tuning=Tuning(banded_from=100, tail_rows=100, bytes_per_code=2_000))
    index.add(np.concatenate((CODES[:640], CODES[:2])))
    index.add(CODES[640:700])  # a tail, whose files do not outlive the state
    index.save(work / "index")
    folders = {"older": work / "older", "newer": work / "newer"}
    shutil.copytree(work / "index", folders["older"])
    index.add(CODES[700:1_440])
    index.remove([100, 101])
    index.add(CODES[1_440:])
    index.save(work / "index")
    shutil.copytree(work / "index", folders["newer"])
    return folders


def some_file(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(path for path in folder.iterdir() if path.name != "lock"))


def cut(folder: Path, chance: random.Random) -> None:
    path = some_file(folder, chance)
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def flip_one_bit(folder: Path, chance: random.Random) -> None:
    path = some_file(folder, chance)
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def zero_a_block(folder: Path, chance: random.Random) -> None:
    path = some_file(folder, chance)
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data))
    data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    path.write_bytes(data)


def append(folder: Path, chance: random.Random) -> None:
    with some_file(folder, chance).open("ab") as file:
        file.write(chance.randbytes(chance.choice([1, 4, 4096])))


def swap_two_files(folder: Path, chance: random.Random) -> None:
    one, other = some_file(folder, chance), some_file(folder, chance)
    beside = folder / "beside"
    one.rename(beside)
    if other.exists():
        other.rename(one)
        beside.rename(other)
    else:
        beside.rename(one)


def swap_with_checksums(folder: Path, chance: random.Random) -> None:
    part = chance.choice(["first", "second", "table", "rows"])
    one, other = chance.sample(sorted(folder.glob(f"*-{part}.npy")), 2)
    for suffix in (".npy", ".crc"):
        swapped = one.with_suffix(suffix).read_bytes()
        one.with_suffix(suffix).write_bytes(other.with_suffix(suffix).read_bytes())
        other.with_suffix(suffix).write_bytes(swapped)


def delete(folder: Path, chance: random.Random) -> None:
    some_file(folder, chance).unlink()


def turn_bytes_round(folder: Path, chance: random.Random) -> None:
    """As copied from a machine of the other byte order by a tool that meant well."""
    path = chance.choice(sorted(folder.glob("*.npy")))
    data = path.read_bytes()
    path.write_bytes(data[:128] + np.frombuffer(data[128:], np.uint32).byteswap().tobytes())


def other_byte_order(folder: Path, chance: random.Random) -> None:
    rewritten(folder, byteorder=chance.choice(["big", "middle"]))


DAMAGES: list[Damage] = [
    cut, flip_one_bit, flip_one_bit, zero_a_block, append, swap_two_files, swap_with_checksums, delete,
    turn_bytes_round, other_byte_order,
]  # fmt: skip


def test_undamaged_versions_differ(versions: dict[str, Path]) -> None:
    assert answers(versions["older"], WAYS[0]) != answers(versions["newer"], WAYS[0])
    for folder in versions.values():
        assert answers(folder, WAYS[0]) == answers(folder, WAYS[1]) == answers(folder, WAYS[2])


@pytest.mark.parametrize("each", [6, pytest.param(50, marks=pytest.mark.slow)])
@pytest.mark.parametrize("damage", dict.fromkeys(DAMAGES), ids=lambda damage: damage.__name__)
def test_damaged_folders(damage: Damage, each: int, versions: dict[str, Path], tmp_path: Path) -> None:
    good = answers(versions["newer"], WAYS[0])
    errors = 0
    for seed in range(each * DAMAGES.count(damage)):
        folder = tmp_path / str(seed)
        shutil.copytree(versions["newer"], folder)
        damage(folder, random.Random(seed))  # noqa: S311  repeatable on purpose
        errors += opens_wrongly_or_not(folder, [good], WAYS[seed % 3])
        shutil.rmtree(folder)
    assert errors > each / 4  # the damage is real: most is noticed, and the rest lies where nothing was read


def test_an_older_manifest(versions: dict[str, Path], tmp_path: Path) -> None:
    """Where its files are still there it is the older version, whole; where they are not, an error."""
    good: list[Any] = [answers(folder, WAYS[0]) for folder in versions.values()]
    for keep_old_files in (True, False):
        folder = tmp_path / str(keep_old_files)
        shutil.copytree(versions["newer"], folder)
        if keep_old_files:
            shutil.copytree(versions["older"], folder, dirs_exist_ok=True)
        shutil.copy(versions["older"] / "manifest.json", folder)
        assert opens_wrongly_or_not(folder, good, WAYS[1]) == (not keep_old_files)


def opens_wrongly_or_not(folder: Path, good: list[Any], tuning: Tuning) -> bool:
    """Tell whether the damage was noticed; an answer that is not among the `good` ones fails the test."""
    try:
        found = answers(folder, tuning)
    except (DamagedIndexError, ForeignIndexError) as error:
        return str(folder) in str(error)
    assert found in good
    return False
