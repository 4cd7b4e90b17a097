"""A picture's group alone decides which part it plays, and what is set aside shares nothing with what is not."""

from dataclasses import replace

import pytest

from benchmarks.corpus import Picture
from benchmarks.recall.split import Part, is_aside, part_of, split_of

PHOTOGRAPH = Picture("a.jpg", "photograph", "pack:a.jpg", "JPEG", 800, 600, "pack", "1", "a.jpg", "CC0", "00")


def named(name: str, **changes: object) -> Picture:
    return replace(PHOTOGRAPH, file=name, path=name, group=f"pack:{name}", **changes)  # type: ignore[arg-type] # of a test


@pytest.mark.parametrize(
    ("picture", "part"),
    [
        pytest.param(PHOTOGRAPH, Part.ORIGINAL, id="a photograph is an original"),
        pytest.param(replace(PHOTOGRAPH, height=255), Part.NONE, id="unless it is small"),
        pytest.param(replace(PHOTOGRAPH, path="data/aloeR.jpg"), Part.NONE, id="or another view of a scene"),
        pytest.param(replace(PHOTOGRAPH, kind="artwork"), Part.OTHER, id="artwork is among the others"),
        pytest.param(replace(PHOTOGRAPH, kind="mask"), Part.NONE, id="a mask is no picture anybody reports"),
    ],
)
def test_which_part_a_picture_plays(picture: Picture, part: Part) -> None:
    assert part_of(picture) is part


def test_landscapes_play_all_three_parts() -> None:
    parts = {part_of(named(f"{number}.jpg", package="endless-sky-data")) for number in range(100)}
    assert parts == {Part.ORIGINAL, Part.OTHER, Part.NEIGHBOUR}


def test_a_picture_is_for_design_or_set_aside_never_both() -> None:
    pictures = [named(f"{number}.jpg", kind=kind) for number in range(200) for kind in ("photograph", "artwork")]
    design, aside = (split_of(pictures, set_aside=part) for part in (False, True))
    assert not set(design.originals + design.others) & set(aside.originals + aside.others)
    assert 0.2 <= len(aside.originals) / len(design.originals + aside.originals) <= 0.45


def test_near_duplicates_are_set_aside_together_and_play_once() -> None:
    small, large = replace(PHOTOGRAPH, file="small.jpg", width=400, height=300), PHOTOGRAPH
    split = split_of([small, large], set_aside=is_aside(large))
    assert split.originals == [large]


def test_more_pictures_change_no_other_pictures_part() -> None:
    few = [named(f"{number}.jpg") for number in range(50)]
    many = [*few, *(named(f"{number}-more.jpg") for number in range(50))]
    before, after = (split_of(pictures, set_aside=False).originals for pictures in (few, many))
    assert [picture for picture in after if picture in few] == before
