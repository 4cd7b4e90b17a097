import re

from hashmatch.hashing import Stage, Variant
from hashmatch.matcher import Examination
from hashmatch.report import explain_page
from hashmatch.scan import FileExplanation
from tests.report.samples import explained, near


def outlines(page: str) -> list[tuple[str, int, int, int, int]]:
    """Class, x, y, width and height of every rectangle that is drawn."""
    pattern = r'<rect class="(\w+)" x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/>'
    return [(kind, *map(int, numbers)) for kind, *numbers in re.findall(pattern, page)]


def test_every_rectangle_is_drawn_in_pixels_and_only_near_ones_in_red() -> None:
    assert outlines(explained()) == [
        ("whole", 0, 0, 640, 480),
        ("near", 80, 50, 480, 380),
        ("tried", -32, 0, 672, 480),
    ]


def test_the_drawing_is_large_enough_for_what_lies_outside_of_the_picture() -> None:
    (box,) = re.findall(r'viewBox="([^"]+)"', explained())
    left, top, width, height = map(int, box.split())
    assert left <= -32
    assert top <= 0
    assert left + width >= 640
    assert top + height >= 480


def test_a_rectangle_that_several_hashes_share_is_drawn_once() -> None:
    part = Variant(stage=Stage.CONTENT, box=(1, 2, 3, 4))
    twice = tuple(near(distance=distance, variant=part) for distance in (40, 41))
    assert len(outlines(explain_page(FileExplanation("a.jpg", (10, 10), "PNG", twice, Examination("a.jpg", ()))))) == 2


def test_what_lies_aslant_is_in_the_table_and_not_in_the_drawing() -> None:
    straightened = Variant(stage=Stage.ANGLE, degrees=2.0, box=(-3, -3, 13, 13))
    aslant = (near(distance=12, variant=straightened),)
    page = explain_page(FileExplanation("a.jpg", (10, 10), "PNG", aslant, Examination("a.jpg", ())))
    assert len(outlines(page)) == 1
    assert "turned back by +2 degrees" in page


def test_each_row_says_distance_and_radius() -> None:
    rows = re.findall(r"<tr><td>pdq<td>([^<]+)<td[^>]*>(\d+)<td[^>]*>(\d+)<td[^>]*>(\d+)<td>([^<]+)</tr>", explained())
    assert rows == [
        ("upright", "88", "90", "31", "case-1"),
        ("cut to columns 80 to 560, rows 50 to 430", "88", "5", "31", "case-1"),
        ("grown to columns -32 to 640, rows 0 to 480", "88", "60", "31", "case-1"),
    ]


def test_a_file_that_could_not_be_examined_says_so() -> None:
    assert "not examined" in explain_page(FileExplanation("a.txt", None, None, (), Examination("a.txt", ())))
