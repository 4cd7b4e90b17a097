"""The pages say what was seen, and every false match once, with the first stage that made it."""

import csv
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks.alterations import ALTERATIONS
from benchmarks.corpus import Picture
from benchmarks.recall.background import Background
from benchmarks.recall.figures import Column, wilson
from benchmarks.recall.pages import Results, markdown, write_false_matches, write_figures
from benchmarks.recall.plot import read_figures, svg
from benchmarks.recall.query import FAR, Seen
from benchmarks.recall.study import Study

PLAIN, TURNED = Column("ours", "plain", 31), Column("ours", "orientation", 31)
BLURRED, UNEVEN = (each for each in ALTERATIONS if each.name in {"blurred", "uneven bands"})
PICTURES = [
    Picture(name, "photograph", name, "JPEG", 800, 600, "pack", "1", name, "CC0", "00") for name in ("a.jpg", "b.jpg")
]


def seen(column: Column, alteration: str, own: int, **false: object) -> Seen:
    row = Seen(0, alteration, column.engine, column.stage, own, (), FAR, -1, 8, 2.0)
    return row._replace(**false)  # type: ignore[arg-type] # of a test


@pytest.fixture
def results() -> Results:
    """One photograph in two alterations: found upright, then also the other, with two false matches."""
    rows = {
        PLAIN: [seen(PLAIN, "blurred", 4), seen(PLAIN, "uneven bands", FAR, wrong=((30, 1),))],
        TURNED: [
            seen(TURNED, "blurred", 4, other=28, other_id=0),
            seen(TURNED, "uneven bands", 20, wrong=((30, 1),)),
        ],
    }
    others = Background({}, np.array([[0, 1]], dtype=np.int32), ["x.jpg", "y.jpg"])
    study = Study(Path(), PICTURES, [], [BLURRED, UNEVEN], [])
    return Results(study, others, rows, {PLAIN: wilson(0.5, 100)})


def test_the_page_has_cost_means_and_a_line_an_alteration(results: Results) -> None:
    lines = list(markdown(results))
    assert "| ours: plain (r 31) | 1 of 2 | 0.0 (0.0 to 65.8) of 2 | 8 | 2.0 | 50.0 (40.4 to 59.6) |" in lines
    assert "| ours: orientation (r 31) | 1 of 2 | 50.0 (9.5 to 90.5) of 2 | 8 | 2.0 |  |" in lines
    (means,) = (line for line in lines if line.startswith("| **all alterations** (2)"))
    assert [cell.split()[0] for cell in means.split("|")[2:4]] == ["50.0", "100.0"]
    assert any(line.startswith("| uneven bands (aside) | 0.0 ") for line in lines)
    assert any(line.startswith("| blurred (33) | 100.0 ") for line in lines)


def test_figures_are_a_row_an_alteration_and_column(results: Results, tmp_path: Path) -> None:
    write_figures(results, tmp_path / "recall.csv")
    rows = list(csv.DictReader((tmp_path / "recall.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["alteration"], row["stage"], row["recall"]) for row in rows] == [
        ("blurred", "plain", "1.0000"),
        ("blurred", "orientation", "1.0000"),
        ("uneven bands", "plain", "0.0000"),
        ("uneven bands", "orientation", "1.0000"),
    ]


def test_a_false_match_is_listed_once_with_what_it_was_taken_for(results: Results, tmp_path: Path) -> None:
    write_false_matches(results, tmp_path / "false.csv")
    rows = list(csv.DictReader((tmp_path / "false.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["stage"], row["alteration"], row["matched"], row["bits"], row["kind"]) for row in rows] == [
        ("plain", "uneven bands", "b.jpg", "30", "wrong original"),
        ("orientation", "blurred", "x.jpg and y.jpg", "28", "other"),
    ]


def test_the_drawing_has_a_dot_an_alteration_and_engine(results: Results, tmp_path: Path) -> None:
    """Of an engine's stages the last, and of ours the first; full dots of one part, rings of another."""
    write_figures(results, tmp_path / "recall.csv")
    part = read_figures(tmp_path / "recall.csv")
    assert [(each.alteration, each.engine, each.recall) for each in part] == [
        ("blurred", "ours: plain", 1.0),
        ("blurred", "ours", 1.0),
        ("uneven bands", "ours: plain", 0.0),
        ("uneven bands", "ours", 1.0),
    ]
    drawing = ET.fromstring("\n".join(svg([part, part[:2]])))  # noqa: S314 # our own text
    dots = [each.attrib["fill"] for each in drawing.iter() if each.attrib.get("class") == "dot"]
    assert (len(dots), dots.count("none")) == (6, 2)
