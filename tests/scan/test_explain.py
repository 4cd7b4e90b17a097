"""One file explained, by the matcher that would scan it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hashmatch import Decoding, Doubt, Entry, Limits, Matcher, explain_file, hash_image
from hashmatch.errors import TooManyPixelsError


def test_it_says_what_the_scan_says(reported: list[Path]) -> None:
    pdq = hash_image(reported[0])
    faint = Entry((replace(pdq, quality=10),), ("faint",))
    found = explain_file(reported[0], Matcher([Entry((pdq,), ("bee",)), faint], variants="none"))
    assert [match.entry.reference for match in found.examination.matches] == ["bee"]
    assert [(match.entry.reference, match.doubt) for match in found.examination.set_aside] == [
        ("faint", Doubt.LOW_QUALITY)
    ]
    assert (found.format, found.problem) == ("JPEG", None)
    with Image.open(reported[0]) as picture:
        assert found.size == (picture.height, picture.width)


def test_an_entry_that_is_never_searched_by_the_second_hash_is_not_called_near(reported: list[Path]) -> None:
    """Its first hash is of another picture: the scan finds nothing, and the explanation says why, not otherwise."""
    both = Entry((hash_image(reported[1]), hash_image(reported[0], "phash")), ("both",))
    alone = Entry((hash_image(reported[2], "phash"),), ("alone",))
    matcher = Matcher([both, alone], confirm="phash", variants="none")
    assert matcher.match(reported[0]) == []
    assert not any(near.is_within for near in explain_file(reported[0], matcher).near)


def test_it_decodes_as_the_matcher_says(tmp_path: Path) -> None:
    clear = np.zeros((99, 99, 4), np.uint8)
    clear[20:60, 30:90] = 255
    Image.fromarray(clear).save(tmp_path / "clear.png")
    entry = Entry((hash_image(clear, background="black"),))
    for background, distance in (("black", True), ("white", False)):
        matcher = Matcher([entry], decoding=Decoding(background=background), variants="none", min_quality=0)
        (near,) = explain_file(tmp_path / "clear.png", matcher).near
        assert (near.distance == 0) is distance
    limited = Matcher([entry], decoding=Decoding(limits=Limits(max_pixels=100)))
    assert isinstance(explain_file(tmp_path / "clear.png", limited).problem, TooManyPixelsError)


@pytest.mark.parametrize("types", [("md5",), ("pdq", "md5")], ids=str)
def test_what_is_no_picture_has_no_size(types: tuple[str, ...], tmp_path: Path, reported: list[Path]) -> None:
    (tmp_path / "note.txt").write_text("nothing to see", encoding="utf-8")
    found = explain_file(tmp_path / "note.txt", Matcher([Entry(tuple(hash_image(reported[0], t) for t in types))]))
    assert (found.size, found.format) == (None, None)
    assert (found.problem is None) is (types == ("md5",))
