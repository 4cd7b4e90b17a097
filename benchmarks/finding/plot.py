"""Recall as dots, an alteration a line, a column a colour: an SVG without scripts, fonts or links."""

from collections.abc import Iterator
from html import escape

from benchmarks.finding.figures import recall
from benchmarks.finding.pages import Results

COLOURS = ("#9aa0a6", "#4285c8", "#e0a030", "#3a9a5c", "#b0508c", "#7a5bd0", "#d0523c", "#20a0a8", "#806a4a", "#303438")
LINE, LEFT, WIDTH, TOP = 17, 300, 620, 24  # pixels


def svg(results: Results) -> Iterator[str]:
    """Yield the lines of the drawing."""
    alterations = results.study.alterations
    legend = TOP + LINE * len(results.rows)
    height = legend + LINE * (len(alterations) + 2)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 30} {height}" '
        'font-family="sans-serif" font-size="11">'
    )
    yield f'<rect width="100%" height="{height}" fill="white"/>'
    for number, column in enumerate(results.rows):
        y = TOP + LINE * number
        yield f'<circle cx="{LEFT}" cy="{y - 4}" r="4.5" fill="{_colour(number)}"/>'
        yield f'<text x="{LEFT + 12}" y="{y}">{escape(str(column))}</text>'
    for percent in range(0, 101, 20):
        x = LEFT + WIDTH * percent / 100
        yield f'<line x1="{x}" x2="{x}" y1="{legend}" y2="{height - LINE}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{height - 4}" text-anchor="middle">{percent} %</text>'
    for place, alteration in enumerate(alterations):
        middle = legend + LINE * (place + 0.7)
        yield f'<text x="{LEFT - 10}" y="{middle + 4}" text-anchor="end">{escape(alteration.name)}</text>'
        for number, (column, rows) in enumerate(results.rows.items()):
            share = recall([row for row in rows if row.alteration == alteration.name], column.radius)
            x = LEFT + WIDTH * share.value
            yield f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="4.5" fill="{_colour(number)}" fill-opacity="0.85"/>'
    yield "</svg>"


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]
