"""Ours and its peers in turns, so that a busy machine changes all of them alike and the ratios survive."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from time import process_time

from pytest_benchmark.fixture import BenchmarkFixture

Call = Callable[[], object]
CLOCK = process_time  # what else runs on the machine does not count; all peers have one thread
LONG_ENOUGH = 0.5  # seconds that ours runs in all, over as many rounds as that takes

LUMA_ALONE = "its luma"  # a peer of this name is a part of the peer `REFERENCE`, which is also shown without it
REFERENCE = "pdqhash"


@dataclass(frozen=True, slots=True)
class Result:
    """One race: seconds of each turn, by name."""

    group: str
    ours: list[float]
    peers: dict[str, list[float]]

    def ratios(self, peer: str) -> list[float]:
        """Return peer / ours of each turn; above 1 ours is faster."""
        return [theirs / mine for theirs, mine in zip(self.peers[peer], self.ours, strict=True)]


FINISHED: list[Result] = []


def race(benchmark: BenchmarkFixture, ours: Call, peers: Mapping[str, Call]) -> None:
    """Let every peer run once before each round of ours; keep all times for the table at the end.

    pytest-benchmark records ours, and in `extra_info` the medians of peer / ours. Nobody finds warm caches: the others
    ran in between, as the decoder does in real work.
    """
    turns: dict[str, list[float]] = {name: [] for name in peers}
    mine: list[float] = []

    def peers_turn() -> None:
        for name, call in peers.items():
            turns[name].append(_seconds(call))

    rounds = min(500, max(7, round(LONG_ENOUGH / _seconds(ours))))
    benchmark.pedantic(  # type: ignore[no-untyped-call] # pytest-benchmark types half of its methods
        lambda: mine.append(_seconds(ours)), setup=peers_turn, rounds=rounds
    )
    if LUMA_ALONE in turns:
        pairs = zip(turns[REFERENCE], turns[LUMA_ALONE], strict=True)
        turns[f"{REFERENCE} without its luma"] = [whole - luma for whole, luma in pairs]
    result = Result(benchmark.group or benchmark.name, mine, turns)
    benchmark.extra_info |= {f"{peer} / ours": round(median(result.ratios(peer)), 2) for peer in result.peers}
    FINISHED.append(result)


def _seconds(call: Call) -> float:
    begin = CLOCK()
    call()
    return CLOCK() - begin


def table(results: list[Result]) -> list[str]:
    """Return a line for each group and peer; several races of a group (one for each file) become one line.

    Of one race the spread is that of its turns, from quartile to quartile; of several it is that of their medians, from
    lowest to highest.
    """
    lines = [f"{'':44}{'ours':>11}{'peer':>11}  peer / ours"]
    for group in dict.fromkeys(result.group for result in results):
        same = [result for result in results if result.group == group]
        lines.append(group if len(same) == 1 else f"{group}, {len(same)} of them")
        lines += [_line(same, peer) for peer in same[0].peers]
    return lines


def _line(same: list[Result], peer: str) -> str:
    ours = median(median(result.ours) for result in same)
    theirs = median(median(result.peers[peer]) for result in same)
    if len(same) == 1:
        ratios = same[0].ratios(peer)
        low, _, high = quantiles(ratios, n=4)
    else:
        ratios = [median(result.ratios(peer)) for result in same]
        low, high = min(ratios), max(ratios)
    return f"  {peer:<42}{ours * 1e3:8.3f} ms{theirs * 1e3:8.3f} ms{median(ratios):8.2f}  ({low:.2f} to {high:.2f})"
