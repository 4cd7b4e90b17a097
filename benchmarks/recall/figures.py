"""Compute recall, false matches and cost from what the engines found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, median, variance

from benchmarks.recall.engines import Engine
from benchmarks.recall.query import Seen

Z = 1.96  # of a normal distribution: 95 per cent


@dataclass(frozen=True, slots=True)
class Column:
    """One engine up to one of its stages, at one radius."""

    engine: str
    stage: str
    radius: int  # bits

    def of(self, rows: Iterable[Seen]) -> list[Seen]:
        """Return what it saw."""
        return [row for row in rows if (row.engine, row.stage) == (self.engine, self.stage)]

    def __str__(self) -> str:
        return f"{self.engine}: {self.stage} (r {self.radius})"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with an interval of 95 per cent."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} ({100 * self.low:.1f} to {100 * self.high:.1f})"


def wilson(share: float, total: float) -> Share:
    """Return a share of `total` independent ones with Wilson's interval, which also holds near 0 and 1."""
    spread = Z * Z / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt(share * (1 - share) / total + spread / (4 * total))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))


def recall(rows: Sequence[Seen], radius: int) -> Share:
    """Return how many of these copies found their original."""
    return wilson(mean(row.own <= radius for row in rows), len(rows))


def mean_recall(rows: Sequence[Seen], radius: int) -> Share:
    """Return the mean over alterations.

    Copies of one photograph are not independent: they count as so many as give the photographs' means their variance
    (Kish's effective sample size).
    """
    by_photograph: dict[int, list[bool]] = {}
    for row in rows:
        by_photograph.setdefault(row.photograph, []).append(row.own <= radius)
    means = [mean(found) for found in by_photograph.values()]
    share, spread = mean(means), variance(means) / len(means) if len(means) > 1 else 1.0
    independent = share * (1 - share) / spread if spread else len(rows)
    return wilson(share, min(max(1.0, independent), len(rows)))


@dataclass(frozen=True, slots=True)
class Price:
    """What a column costs: false matches of both kinds, codes, time."""

    copies: int
    pairs: int  # of a copy and a wrong original
    wrong: int  # of these pairs within the radius
    others: Share  # of the copies: those that hit any of the other codes
    codes: float  # a query, median
    ms: float  # a query with all stages of the engine and the search, median


def price(rows: Sequence[Seen], radius: int, originals: int) -> Price:
    """Count false matches and cost over all copies."""
    return Price(
        copies=len(rows),
        pairs=len(rows) * (originals - 1),
        wrong=sum(bits <= radius for row in rows for bits, _ in row.wrong),
        others=wilson(mean(row.other <= radius for row in rows), len(rows)),
        codes=median(row.codes for row in rows),
        ms=median(row.ms for row in rows),
    )


def columns(engines: Sequence[Engine], rows: Sequence[Seen]) -> list[Column]:
    """Return a column a stage; short hashes come twice: at the false-match rate of plain PDQ, and as usual."""
    found = []
    reference = next((engine for engine in engines if engine.hash_type == "pdq"), None)
    for engine in engines:
        for stage in engine.stages:
            usual = Column(engine.name, stage, engine.radius)
            if engine.hash_type != "pdq" and reference is not None:
                rate = _false_rate(Column(reference.name, reference.stages[0], reference.radius), rows)
                fair = (Column(engine.name, stage, radius) for radius in range(engine.radius - 1, -1, -1))
                found += [column for column in fair if _false_rate(column, rows) <= rate][:1]
            found.append(usual)
    return found


def _false_rate(column: Column, rows: Sequence[Seen]) -> float:
    return mean(row.other <= column.radius for row in column.of(rows))
