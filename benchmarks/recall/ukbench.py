"""The recipe that neural methods report on (UKBench, transformed): every version of a picture must find every other.

Crop an eighth from each side, flip in both directions, turn by 25 degrees, force into a square. The pictures are ours,
so that figures compare engines here, not with those of papers.
"""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from benchmarks.recall.engines import Engine, Pixels
from benchmarks.recall.figures import Share, wilson


def versions(picture: Image.Image) -> list[Pixels]:
    """Return the picture and its five transformations."""
    width, height = picture.size
    made = [
        picture,
        picture.crop((round(width / 8), round(height / 8), round(width * 7 / 8), round(height * 7 / 8))),
        picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        picture.rotate(25, Image.Resampling.BICUBIC, expand=True),
        picture.resize((512, 512), Image.Resampling.BICUBIC),
    ]
    return [np.asarray(version, dtype=np.uint8) for version in made]


def all_pairs(engine: Engine, pictures: Sequence[Image.Image]) -> list[Share]:
    """Return, for each stage, the share of ordered pairs of versions that match: one is searched, the other stored."""
    found = np.zeros(len(engine.stages), dtype=np.int64)
    pairs = 0
    for picture in pictures:
        made = versions(picture)
        stored = [engine.stored(version) for version in made]
        for number, version in enumerate(made):
            asked = engine.query(version)
            for codes in (codes for place, codes in enumerate(stored) if place != number):
                bits = np.bitwise_count(asked.codes[:, None] ^ codes).sum(axis=2)
                near = asked.stages[(bits <= engine.radius).any(axis=1)]
                found[near.min(initial=len(found)) :] += 1  # stages are cumulative
                pairs += 1
    return [wilson(int(count) / pairs, pairs) for count in found]
