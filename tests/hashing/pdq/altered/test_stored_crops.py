"""Views: deep crops of a reported picture are found by the hashes of its crops, through a list and back."""

import io
import json
from pathlib import Path

import numpy as np
from PIL import Image

from hashmatch import Entry, Matcher, hash_image
from hashmatch.exchange import read_list, write_csv_list
from hashmatch.hashing import Hash, Stage
from hashmatch.hashing.pdq import PDQ
from hashmatch.hashing.pdq.altered.stored_crops import stored_crops
from hashmatch.media import decode
from tests.cli.test_commands import run


def test_a_view_is_the_exact_hash_of_its_crop(reported: list[Path]) -> None:
    pixels = decode(reported[0]).pixels
    made = stored_crops(pixels)
    assert len(made) == 12
    for variant, found in made:
        assert variant.stage is Stage.VIEW
        assert variant.box is not None
        left, top, right, bottom = variant.box
        alone = PDQ().hash_pixels(np.ascontiguousarray(pixels[top:bottom, left:right]))
        assert (found.code == alone.code).all()


def test_flat_crops_are_not_stored() -> None:
    assert stored_crops(np.full((300, 300, 3), 70, np.uint8)) == []


def test_a_deep_crop_is_found_by_a_view_only(reported: list[Path]) -> None:
    pixels = decode(reported[0]).pixels
    height, width = pixels.shape[:2]
    crop = np.ascontiguousarray(pixels[height // 10 : -height // 10, width // 10 : -width // 10])
    plain = Entry((hash_image(reported[0]),), ("it",))
    crops = tuple(Hash("pdq", found.code, found.quality) for _, found in stored_crops(pixels))
    assert Matcher([plain]).match(crop) == []
    (match,) = Matcher([Entry(plain.hashes, plain.references, views=crops)]).match(crop)
    assert match.entry.reference == "it"


def test_views_travel_in_a_list(reported: list[Path], tmp_path: Path) -> None:
    made = run("hash", reported[0], reported[1], "--views", "--format", "csv")
    (tmp_path / "list.csv").write_bytes(made.stdout)
    entries = read_list(tmp_path / "list.csv").entries
    assert [len(entry.views) for entry in entries] == [12, 12]
    again = io.StringIO(newline="")
    write_csv_list(entries, again, views=("pdq",))
    assert again.getvalue() == made.stdout.decode()


def test_views_travel_in_json_lines(reported: list[Path], tmp_path: Path) -> None:
    made = run("hash", reported[0], "--views", "--format", "jsonl")
    (tmp_path / "list.jsonl").write_bytes(made.stdout)
    (entry,) = read_list(tmp_path / "list.jsonl").entries
    assert [view.hex for view in entry.views] == json.loads(made.stdout)["pdq_views"]


def test_a_crop_served_is_found_by_a_scan(reported: list[Path], tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    with Image.open(reported[0]) as photo:
        cut = photo.crop((photo.width // 10, photo.height // 10, photo.width * 9 // 10, photo.height * 9 // 10))
    cut.save(tmp_path / "served" / "crop.jpg", quality=85)
    for views_wanted, code in ([], 0), (["--views"], 1):
        (tmp_path / "list.csv").write_bytes(run("hash", reported[0], "--format", "csv", *views_wanted).stdout)
        found = run("scan", tmp_path / "served", "--list", tmp_path / "list.csv", "--variants", "orientation")
        assert found.returncode == code
