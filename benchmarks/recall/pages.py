"""Results as pages: a table for people in Markdown, the figures and every false match as CSV."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.alterations import Alteration, is_set_aside
from benchmarks.recall.background import Background
from benchmarks.recall.figures import Column, Share, mean_recall, price, recall
from benchmarks.recall.query import Seen
from benchmarks.recall.study import Study

FIGURES = ("alteration", "family", "table", "set_aside", "engine", "stage", "radius", "recall", "low", "high")
FALSE = ("engine", "stage", "alteration", "copy_of", "matched", "bits", "kind")


@dataclass(frozen=True, slots=True)
class Results:
    """What the pages are made of."""

    study: Study
    others: Background
    rows: Mapping[Column, Sequence[Seen]]
    ukbench: Mapping[Column, Share]

    def of(self, column: Column, names: set[str]) -> list[Seen]:
        """Return what a column saw of these alterations."""
        return [row for row in self.rows[column] if row.alteration in names]


def groups(alterations: Sequence[Alteration]) -> dict[str, set[str]]:
    """Return the names behind each mean that is shown."""
    sets = {
        "all alterations": {each.name for each in alterations},
        "the prototype's 33": {each.name for each in alterations if each.table},
        "set aside": {each.name for each in alterations if is_set_aside(each)},
    }
    sets |= {family: {each.name for each in alterations if each.family == family} for family in _families(alterations)}
    return {name: members for name, members in sets.items() if members}


def markdown(results: Results) -> Iterator[str]:
    """Yield the lines of the page: cost, means, and each alteration with its interval."""
    columns = list(results.rows)
    originals, others = len(results.study.originals), len(results.others.sources)
    yield f"Altered copies among {originals} originals and {others} codes of other pictures."
    yield ""
    yield _line(
        [
            "engine: stage (radius)",
            "wrong originals, of pairs",
            "copies that hit others, %",
            "codes",
            "ms",
            "all pairs, %",
        ]
    )
    yield _line(["---"] * 6)
    for column in columns:
        cost = price(results.rows[column], column.radius, originals)
        false = f"{cost.wrong} of {cost.pairs}", f"{cost.others} of {cost.copies}"
        yield _line([str(column), *false, f"{cost.codes:g}", f"{cost.ms:.1f}", str(results.ukbench.get(column, ""))])
    yield ""
    yield _line(["recall, %", *map(str, columns)])
    yield _line(["---"] * (len(columns) + 1))
    for name, members in groups(results.study.alterations).items():
        shares = [mean_recall(results.of(column, members), column.radius) for column in columns]
        yield _line([f"**{name}** ({len(members)})", *map(str, shares)])
    for alteration in results.study.alterations:
        yield _line([_marked(alteration), *map(str, _recalls(results, alteration))])


def _recalls(results: Results, alteration: Alteration) -> Iterator[Share]:
    for column in results.rows:
        yield recall(results.of(column, {alteration.name}), column.radius)


def _marked(alteration: Alteration) -> str:
    return f"{alteration.name}{' (33)' * alteration.table}{' (aside)' * is_set_aside(alteration)}"


def _families(alterations: Sequence[Alteration]) -> list[str]:
    return list(dict.fromkeys(each.family for each in alterations))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_figures(results: Results, path: Path) -> None:
    """Write recall with its interval, a row an alteration and column."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIGURES)
        for each in results.study.alterations:
            for column, share in zip(results.rows, _recalls(results, each), strict=True):
                shown = (f"{figure:.4f}" for figure in (share.value, share.low, share.high))
                at = (each.name, each.family, each.table, is_set_aside(each))
                writer.writerow([*at, column.engine, column.stage, column.radius, *shown])


def write_false_matches(results: Results, path: Path) -> None:
    """Write every false match once, with the first stage that makes it."""
    names = [picture.file for picture in results.study.originals]
    told: set[tuple[str, int, str, str]] = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FALSE)
        for column, rows in results.rows.items():
            for row in rows:
                for matched, bits, kind in _false(row, column.radius, names, results.others):
                    key = (column.engine, row.photograph, row.alteration, matched)
                    if key not in told:
                        told.add(key)
                        writer.writerow(
                            [column.engine, column.stage, row.alteration, names[row.photograph], matched, bits, kind]
                        )


def _false(row: Seen, radius: int, names: Sequence[str], others: Background) -> Iterator[tuple[str, int, str]]:
    for bits, number in row.wrong:
        if bits <= radius:
            yield names[number], bits, "wrong original"
    if row.other <= radius:
        yield others.described(row.other_id), row.other, "other"
