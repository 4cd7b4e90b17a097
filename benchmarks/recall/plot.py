"""Recall as dots, an alteration a line, an engine a colour: an SVG without scripts, fonts or links.

    python -m benchmarks.recall.plot ASIDE/recall.csv DESIGN/recall.csv > recall.svg

Full dots are of the first file, rings of the second. What was set aside while designing is in italics.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

COLOURS = ("#9aa0a6", "#4285c8", "#3a9a5c", "#7a5bd0", "#d0523c", "#e0a030", "#806a4a", "#303438")
LINE, LEFT, WIDTH, TOP = 17, 300, 620, 24  # pixels


class Figure(NamedTuple):
    """One recall of recall.csv."""

    alteration: str
    set_aside: bool
    engine: str  # with its stage, where others of the engine are shown too
    recall: float  # 0 to 1


def read_figures(path: Path) -> list[Figure]:
    """Read the figures of each engine's last stage, which includes all others, and of plain PDQ, our first stage.

    Of two radii the smaller counts, at which false matches are as rare as those of PDQ.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first, last = rows[0]["engine"], {row["engine"]: row["stage"] for row in rows}
    radius = {
        row["engine"]: min(int(each["radius"]) for each in rows if each["engine"] == row["engine"]) for row in rows
    }
    found = []
    for row in rows:
        engine, stage = row["engine"], row["stage"]
        name = engine if stage == last[engine] else f"{engine}: {stage}"
        if int(row["radius"]) == radius[engine] and (stage == last[engine] or (engine, stage) == (first, "plain")):
            found.append(Figure(row["alteration"], row["set_aside"] == "True", name, float(row["recall"])))
    return found


def svg(parts: Sequence[Sequence[Figure]]) -> Iterator[str]:
    """Yield the lines of the drawing of one part, or of two."""
    figures = [figure for part in parts for figure in part]
    engines = list(dict.fromkeys(figure.engine for figure in figures))
    alterations = dict.fromkeys((figure.alteration, figure.set_aside) for figure in figures)
    legend = TOP + LINE * len(engines)
    height = legend + LINE * (len(alterations) + 2)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 30} {height}" '
        'font-family="sans-serif" font-size="11">'
    )
    yield f'<rect width="100%" height="{height}" fill="white"/>'
    for number, engine in enumerate(engines):
        y = TOP + LINE * number
        yield f'<circle cx="{LEFT}" cy="{y - 4}" r="4.5" fill="{_colour(number)}"/>'
        yield f'<text x="{LEFT + 12}" y="{y}">{escape(engine)}</text>'
    for percent in range(0, 101, 20):
        x = LEFT + WIDTH * percent / 100
        yield f'<line x1="{x}" x2="{x}" y1="{legend}" y2="{height - LINE}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{height - 4}" text-anchor="middle">{percent} %</text>'
    middles = {}
    for place, (alteration, aside) in enumerate(alterations):
        middle = middles[alteration] = legend + LINE * (place + 0.7)
        style = ' font-style="italic"' if aside else ""
        yield f'<text x="{LEFT - 10}" y="{middle + 4}" text-anchor="end"{style}>{escape(alteration)}</text>'
    for part, drawn in zip(parts, ('fill="{}" fill-opacity="0.85"', 'fill="none" stroke="{}"'), strict=False):
        for figure in part:
            x, paint = LEFT + WIDTH * figure.recall, drawn.format(_colour(engines.index(figure.engine)))
            yield f'<circle class="dot" cx="{x:.1f}" cy="{middles[figure.alteration]:.1f}" r="4.5" {paint}/>'
    yield "</svg>"


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


if __name__ == "__main__":
    print("\n".join(svg([read_figures(Path(name)) for name in sys.argv[1:3]])))
