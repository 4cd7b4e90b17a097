"""Eight writers at once, killed in the middle: nothing acknowledged is lost, nothing is doubled, the chain is whole."""

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from hashmatch.takedown.events.parsing import to_record
from hashmatch.takedown.ledger import Checkpoint, Ledger, head_of, verify
from tests.takedown.ledger.writer import batch_of, write

WRITERS = 8
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["hashmatch.takedown.ledger", "tests.takedown.ledger.writer"])


def kill_in_the_middle(url: str, names: list[str], folder: Path, seconds: float) -> None:
    """Let the writers write until each has written, and then kill them all with SIGKILL."""
    writers = [CONTEXT.Process(target=write, args=(url, name, folder / name)) for name in names]
    for writer in writers:
        writer.start()
    deadline = time.monotonic() + 60
    while not any((folder / name).exists() and (folder / name).stat().st_size for name in names):
        assert time.monotonic() < deadline, "no writer could write"
        time.sleep(0.01)
    time.sleep(seconds)
    for writer in writers:
        writer.kill()
    for writer in writers:
        writer.join()
        assert writer.exitcode == -9, "a writer ended by itself"


def check(ledger: Ledger, names: list[str], folder: Path, before: Checkpoint) -> Checkpoint:
    with ledger.reading() as connection:
        found = verify(connection, before)
    assert found.fault is None
    stored = Counter(str(to_record(recorded.event)) for recorded in ledger.events())
    assert set(stored.values()) == {1}, "an event is there twice"
    for name in names:
        notes = folder / name
        for number in notes.read_text(encoding="ascii").split() if notes.exists() else ():
            for event in batch_of(name, int(number)):
                assert str(to_record(event)) in stored, f"{name} was told that {number} is stored"
    return found.checkpoint


def rounds(url: str, folder: Path, count: int) -> None:
    rng = random.Random(7)  # noqa: S311 - not for secrets
    with Ledger.open(url, create=True) as ledger:
        with ledger.reading() as connection:
            head = head_of(connection)
        for number in range(count):
            names = [f"round-{number}-writer-{writer}" for writer in range(WRITERS)]
            kill_in_the_middle(url, names, folder, rng.uniform(0, 0.3))
            head = check(ledger, names, folder, head)
    assert head.count


def test_killed_writers_lose_and_double_nothing(url: str, tmp_path: Path) -> None:
    rounds(url, tmp_path, 2)


@pytest.mark.slow
def test_writers_killed_a_hundred_times_lose_and_double_nothing(new_url: Callable[[], str], tmp_path: Path) -> None:
    for number in range(10):
        folder = tmp_path / str(number)
        folder.mkdir()
        rounds(new_url(), folder, 10)
