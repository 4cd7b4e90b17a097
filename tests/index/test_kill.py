"""A writer killed at any instant leaves the last version it finished, or the one it was about to."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

KILLER = '''
"""Fork a writer, kill it after some milliseconds, open what it left; again and again, each where the last ended."""
import os, pathlib, random, signal, sys, time
import numpy as np
from hashmatch.index import HammingIndex
from hashmatch.index.plan import Tuning

folder, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2])
tuning = Tuning(tail_rows=40, banded_from=60, bytes_per_code=1000)
codes = np.random.default_rng(8).integers(0, 256, (100_000, 8), dtype=np.uint8)
chance = random.Random(9)


def write(index, pipe):
    """Version v holds ids v to 10 * v, save those just before; report each one that is saved."""
    version = index.add(codes[:0]).size or (len(index) and int(index.nearest(codes[:1], 10**6).ids.max()) + 1) // 10
    while True:
        version += 1
        index.add(codes[10 * version - 10 : 10 * version])
        index.remove([version - 1])
        if version % 7 == 0:
            index.merge()
        index.save(folder)
        os.write(pipe, version.to_bytes(4, "big"))


def check(acknowledged):
    index = HammingIndex.open(folder, tuning=tuning)
    found = index.nearest(codes[:1], 10**6)
    version = (int(found.ids.max()) + 1) // 10
    assert acknowledged <= version <= acknowledged + 1, (acknowledged, version)
    assert sorted(found.ids.tolist()) == list(range(version, 10 * version)), version
    index.verify()
    return index, version


index = HammingIndex(64, merging="manual", tuning=tuning)
index.add(codes[:10])
index.remove([0])
index.save(folder)
version = 1
kept = 0
for _ in range(rounds):
    index, version = check(version)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            write(index, writer)
        finally:
            os._exit(1)
    os.close(writer)
    time.sleep(chance.random() * 0.15)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    reports = os.read(reader, 1 << 16)
    os.close(reader)
    if reports:
        version = int.from_bytes(reports[-4:], "big")
    kept += bool(reports)
check(version)
assert kept > rounds / 10, "hardly any writer lived long enough to save"
print("killed", rounds)
'''


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which Windows has not")
@pytest.mark.parametrize("rounds", [20, pytest.param(500, marks=pytest.mark.slow)])
def test_kill_a_writer_at_any_instant(tmp_path: Path, rounds: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", KILLER, tmp_path / "index", str(rounds)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == (f"killed {rounds}\n", "")
