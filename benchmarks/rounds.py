"""What one examination costs in openings, decodes and searches: ``python -m benchmarks.rounds``.

Two JPEG files of 12 megapixels are made of the fixtures: one that matches nothing, and a reported photograph in a
frame.
"""

import os
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from PIL import Image, ImageFile

from fixtures import copies
from hashmatch import Decoding, Entry, HammingIndex, Hits, Matcher, hash_image
from hashmatch.index import Codes

SIZE = (4000, 3000)
RUNS = 5


def make_files(folder: Path) -> dict[str, Path]:
    files = {name: folder / f"{name}.jpg" for name in ("clean", "framed")}
    with Image.open(copies.photos(reported=False)[2]) as other:
        other.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS).save(files["clean"], quality=90)
    with Image.open(copies.photos(reported=True)[1]) as photo:
        canvas = Image.new("RGB", SIZE)
        canvas.paste(photo.convert("RGB").resize((3000, 2200), Image.Resampling.LANCZOS), (500, 400))
    canvas.save(files["framed"], quality=90)
    return files


def counted(matcher: Matcher, file: Path) -> Counter[str]:
    """Examine once, and count."""
    count: Counter[str] = Counter()
    opening, loading, searching = os.open, ImageFile.ImageFile.load, HammingIndex.search

    def open_(*args: Any, **kwargs: Any) -> int:
        count["opens"] += 1
        return opening(*args, **kwargs)

    def load(self: ImageFile.ImageFile) -> Any:
        count["decodes"] += bool(self.tile)  # a picture that is loaded already has none left
        return loading(self)

    def search(self: HammingIndex, queries: Codes, radius: int, **how: Any) -> Hits:
        count.update(searches=1, codes=len(queries))
        return searching(self, queries, radius, **how)

    os.open, ImageFile.ImageFile.load, HammingIndex.search = open_, load, search  # type: ignore[method-assign]  # to count
    try:
        matcher.examine(file)
    finally:
        os.open, ImageFile.ImageFile.load, HammingIndex.search = opening, loading, searching  # type: ignore[method-assign]
    return count


def milliseconds(matcher: Matcher, file: Path) -> float:
    taken = []
    for _ in range(RUNS):
        begin = process_time()
        matcher.examine(file)
        taken.append(1e3 * (process_time() - begin))
    return median(taken)


def main() -> None:
    entries = [Entry((hash_image(photo),), (photo.name,)) for photo in copies.photos(reported=True)]
    print("fidelity variants picture: opens decodes searches codes, ms of processor time")
    with tempfile.TemporaryDirectory() as folder:
        files = make_files(Path(folder))
        for fidelity in ("exact", "fast"):
            for variants in ("none", "orientation", "all"):
                matcher = Matcher(entries, variants=variants, decoding=Decoding(fidelity))
                for name, file in files.items():
                    ms, count = milliseconds(matcher, file), counted(matcher, file)
                    figures = " ".join(str(count[each]) for each in ("opens", "decodes", "searches", "codes"))
                    print(f"{fidelity} {variants} {name}: {figures}, {ms:.0f}")


if __name__ == "__main__":
    main()
