"""Are our bits the reference's, and how far off are fast hashes? ``python -m benchmarks.exactness FOLDER``.

Runs over the corpus in FOLDER and the photographs of the fixtures. Every picture whose bits or quality differ from
those of `pdqhash`, the reference's C++ code, is listed with its gap: the distance between the two middle coefficients,
as the reference computes them. Below 1e-3 its own rounding decides bits.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pdqhash
from numpy.typing import NDArray

from benchmarks.corpus import read_manifest
from benchmarks.machine import described
from fixtures.copies import photos
from hashmatch.errors import HashmatchError
from hashmatch.hashing import Fidelity, Hash, hash_image
from hashmatch.media import decode

GAPS = (1e-3, 1e-5, 0.0)
LEAST_QUALITY = 50  # hashes below it have too little structure to be compared
FAST_OFF = 6  # bits; more is listed


@dataclass(frozen=True, slots=True)
class Finding:
    """One picture, hashed by both."""

    path: Path
    kind: str
    gap: float
    bits_off: int
    quality: int  # the reference's
    quality_off: int
    fast_off: int | None  # bits between our fast and exact hash; None where fast is exact anyway


def examine(path: Path, kind: str) -> Finding:
    """Hash one picture by both codes, from the same pixels."""
    pixels = decode(path).pixels
    rgb = np.ascontiguousarray(pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2))
    bits, quality = pdqhash.compute(rgb)
    terms, _ = pdqhash.compute_float(rgb)
    ours, fast = hash_image(pixels), hash_image(path, fidelity="fast")
    return Finding(
        path,
        kind,
        gap=_gap(terms),
        bits_off=ours.distance(Hash("pdq", np.packbits(bits))),
        quality=quality,
        quality_off=abs(quality - (ours.quality or 0)),
        fast_off=fast.distance(ours) if fast.fidelity is Fidelity.FAST else None,
    )


def _gap(terms: NDArray[np.float32]) -> float:
    low, high = np.partition(terms, (127, 128))[127:129]
    return float(high - low)


def examined(folder: Path) -> Iterator[Finding]:
    """Examine all pictures; what cannot be read is said, not passed over."""
    listed = [(folder / picture.file, picture.kind) for picture in read_manifest(folder)]
    fixtures = [(path, "fixture") for path in (*photos(reported=True), *photos(reported=False))]
    for path, kind in [*fixtures, *listed]:
        try:
            yield examine(path, kind)
        except HashmatchError as error:
            print(f"not examined: {error}")


def by_gap(findings: list[Finding]) -> Iterator[str]:
    """Yield the number of equal hashes and qualities for each class of gaps, then every picture that differs."""
    yield "gap at the median     pictures  bits equal  quality equal"
    ceiling = float("inf")
    for floor in GAPS:
        found = [finding for finding in findings if floor <= finding.gap < ceiling]
        name = f"{floor:g} and more" if ceiling == float("inf") else f"{floor:g} to {ceiling:g}"
        yield (
            f"{name:<20}{len(found):10}{sum(finding.bits_off == 0 for finding in found):12}"
            f"{sum(finding.quality_off == 0 for finding in found):15}"
        )
        ceiling = floor
    for finding in findings:
        if finding.bits_off or finding.quality_off:
            yield (
                f"  {finding.path.name} ({finding.kind}): {finding.bits_off} bits, quality {finding.quality_off} off "
                f"{finding.quality}, gap {finding.gap:.2g}"
            )


def fast_against_exact(findings: list[Finding]) -> Iterator[str]:
    """Yield by how many bits fast hashes differ, by kind of picture, for pictures of sufficient quality."""
    telling = [finding for finding in findings if finding.fast_off is not None and finding.quality >= LEAST_QUALITY]
    yield f"{len(telling)} JPEG files of quality {LEAST_QUALITY} and more; bits between fast and exact hash"
    yield "kind          files  mean  nine of ten  most  how many are off by how much"
    for kind in (None, *sorted({finding.kind for finding in telling})):
        offs = [finding.fast_off or 0 for finding in telling if kind in (None, finding.kind)]
        counts = ", ".join(f"{off}: {count}" for off, count in sorted(Counter(offs).items()))
        yield (
            f"{kind or 'all':<12}{len(offs):7}{np.mean(offs):6.2f}{np.quantile(offs, 0.9):13.0f}{max(offs):6}  {counts}"
        )
    for finding in telling:
        if finding.fast_off and finding.fast_off > FAST_OFF:
            yield f"  {finding.path.name} ({finding.kind}): {finding.fast_off} bits, gap {finding.gap:.2g}"


def main(folder: Path) -> None:
    """Print both tables."""
    print(described())
    findings = list(examined(folder))
    print("\n".join([f"{len(findings)} pictures", *by_gap(findings), "", *fast_against_exact(findings)]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
