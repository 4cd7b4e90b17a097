"""Altered copies are repeatable, differ from their original, and each has a name of its own."""

import hashlib

import pytest
from PIL import Image

from benchmarks.alterations import ALTERATIONS, Alteration, altered, chance_of, is_set_aside
from benchmarks.alterations.alteration import through_jpeg
from fixtures.copies import photos

every_alteration = pytest.mark.parametrize("alteration", ALTERATIONS, ids=lambda alteration: alteration.name)


@pytest.fixture(scope="module")
def pictures() -> list[Image.Image]:
    """Five photographs, one to be altered and four to stand beside it."""
    found = []
    for path in photos(reported=True)[:5]:
        with Image.open(path) as photo:
            photo.thumbnail((320, 320))
            found.append(photo.convert("RGB"))
    return found


def digest(picture: Image.Image) -> str:
    return hashlib.sha256(picture.tobytes()).hexdigest()


def copy_of(pictures: list[Image.Image], alteration: Alteration, name: str = "a photograph") -> Image.Image:
    return altered(pictures[0], alteration, chance_of(name, alteration.name, pictures[1:]))


@every_alteration
def test_a_copy_is_a_picture_that_differs_from_the_original(
    alteration: Alteration, pictures: list[Image.Image]
) -> None:
    copy = copy_of(pictures, alteration)
    assert copy.mode == "RGB"
    assert min(copy.size) >= 20
    assert max(copy.size) <= 3000
    served = through_jpeg(pictures[0], 88)
    assert (copy.size, digest(copy)) != (served.size, digest(served))


@every_alteration
def test_the_same_photograph_gives_the_same_copy_and_stays_as_it_is(
    alteration: Alteration, pictures: list[Image.Image]
) -> None:
    before = [digest(picture) for picture in pictures]
    assert digest(copy_of(pictures, alteration)) == digest(copy_of(pictures, alteration))
    assert [digest(picture) for picture in pictures] == before


def test_chance_differs_from_photograph_to_photograph(pictures: list[Image.Image]) -> None:
    chosen = next(alteration for alteration in ALTERATIONS if alteration.name == "coloured frame")
    assert digest(copy_of(pictures, chosen)) != digest(copy_of(pictures, chosen, "another photograph"))


def test_names_are_unique() -> None:
    assert len({alteration.name for alteration in ALTERATIONS}) == len(ALTERATIONS)


def test_the_table_of_the_prototype_has_33() -> None:
    assert sum(alteration.table for alteration in ALTERATIONS) == 33


def test_about_a_third_is_set_aside_and_none_of_the_table() -> None:
    aside = [alteration for alteration in ALTERATIONS if is_set_aside(alteration)]
    assert 0.25 <= len(aside) / len(ALTERATIONS) <= 0.4
    assert not any(alteration.table for alteration in aside)


@pytest.mark.parametrize(
    ("name", "aside"),
    [
        pytest.param("letterbox", False, id="of the table: known, so not to be set aside"),
        pytest.param("uneven bands", True, id="SHA-256 begins with 5"),
        pytest.param("gradient frame", False, id="SHA-256 begins with b"),
    ],
)
def test_the_name_alone_decides_the_split(name: str, aside: bool) -> None:
    (chosen,) = (alteration for alteration in ALTERATIONS if alteration.name == name)
    assert is_set_aside(chosen) is aside
