"""The ledger at full size: import, verify, fold, what is due, one item's status; time and memory, on either engine.

    python -m benchmarks.make_events 1000000 events.jsonl
    python -m benchmarks.bench_ledger events.jsonl [URL]

Without URL a SQLite file beside the events is used (and must not be there yet). Each step runs in a process of its own,
so that its peak memory is its own; each result is checked before its time is printed.
"""

import multiprocessing
import platform
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.make_events import NOW
from hashmatch.takedown.cases.judgement import judge
from hashmatch.takedown.ledger import Ledger, Wanted, head_of, prove_item, verify
from hashmatch.takedown.rules.load import load_regimes
from hashmatch.takedown.transfer import ImportOptions, import_events

Step = Callable[[str, Path], tuple[int, str]]
"""Do one thing; return how many of what."""

SOON = NOW - timedelta(days=2)  # of the story's end, where deadlines are still ahead


def import_all(url: str, path: Path) -> tuple[int, str]:
    with Ledger.open(url, create=True) as ledger, path.open("rb", buffering=0) as file:
        done = import_events(ledger, file, ImportOptions(str(path), False, load_regimes(), beside=True), now=NOW)
    assert done.bad == 0
    assert done.known < done.new / 1000  # by chance, two looks at one item in the same second
    return done.new, "events"


def fold(url: str, _path: Path) -> tuple[int, str]:
    items = 0

    def count(more: int) -> None:
        nonlocal items
        items += more

    with Ledger.open(url) as ledger:
        ledger.refresh(load_regimes(), count)
    return items, "items"


def verify_all(url: str, _path: Path) -> tuple[int, str]:
    with Ledger.open(url) as ledger, ledger.reading() as connection:
        head = head_of(connection)
        found = verify(connection, head)
    assert found.fault is None
    assert found.checkpoint == head
    return head.count, "events"


def import_again(url: str, path: Path) -> tuple[int, str]:
    """The first hundred thousand lines are known."""
    part = path.with_suffix(".part")
    with path.open("rb") as whole, part.open("wb") as file:
        file.writelines(line for line, _ in zip(whole, range(100_000), strict=False))
    with Ledger.open(url) as ledger, part.open("rb", buffering=0) as stream:
        done = import_events(ledger, stream, ImportOptions("part", as_csv=False, regimes=load_regimes()), now=NOW)
    assert done.new == 0
    return done.known, "known events"


def due(url: str, _path: Path) -> tuple[int, str]:
    with Ledger.open(url) as ledger:
        wanted = Wanted(due_from=SOON, due_until=SOON + timedelta(hours=24))
        found = [judge(obligation, SOON) for obligation in ledger.obligations(load_regimes(), wanted)]
    assert found
    return len(found), "obligations due within 24 h"


def status(url: str, _path: Path) -> tuple[int, str]:
    with Ledger.open(url) as ledger:
        found = [
            judge(obligation, NOW) for obligation in ledger.obligations(load_regimes(), Wanted(item="item-0000077"))
        ]
    assert len(found) == 1
    return len(found), "item's status"


def head(url: str, _path: Path) -> tuple[int, str]:
    with Ledger.open(url) as ledger, ledger.reading() as connection:
        return head_of(connection).count and 1, "head"


def prove(url: str, _path: Path) -> tuple[int, str]:
    with Ledger.open(url) as ledger, ledger.reading() as connection:
        return len(prove_item(connection, "item-0000077")["events"]), "events proved"


STEPS: tuple[Step, ...] = (import_all, verify_all, import_again, fold, due, status, head, prove)


def cpu_seconds() -> float:
    """Processor time of this process and its workers, which a busy machine does not change."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def measured(step: Step, url: str, path: Path) -> None:
    """Run one step and print what it took."""
    load_regimes()  # start-up, which is not what is measured
    begin, before = time.perf_counter(), cpu_seconds()
    count, what = step(url, path)
    seconds, cpu = time.perf_counter() - begin, cpu_seconds() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = f"{count / seconds:,.0f}/s"
    print(
        f"{step.__name__:13} {seconds:9.3f} s (CPU {cpu:.3f}) {rate:>12} {count:>9,} {what}, peak {peak:,.0f} MiB",
        flush=True,
    )


def main() -> None:
    path = Path(sys.argv[1])
    url = sys.argv[2] if len(sys.argv) > 2 else str(path.with_suffix(".db"))
    print(f"Python {platform.python_version()}, {platform.machine()}, {url.partition(':')[0][:10]}, {path.name}")
    for step in STEPS:
        process = multiprocessing.get_context("spawn").Process(target=measured, args=(step, url, path))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)


if __name__ == "__main__":
    main()
