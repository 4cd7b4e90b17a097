"""All alterations, family by family."""

from benchmarks.alterations.borders import BORDERS
from benchmarks.alterations.captions import CAPTIONS
from benchmarks.alterations.collages import COLLAGES
from benchmarks.alterations.combinations import COMBINATIONS
from benchmarks.alterations.geometry import GEOMETRY
from benchmarks.alterations.overlays import OVERLAYS
from benchmarks.alterations.recompress import RECOMPRESS
from benchmarks.alterations.screenshots import SCREENSHOTS
from benchmarks.alterations.tones import TONES

ALTERATIONS = (
    *RECOMPRESS,
    *TONES,
    *GEOMETRY,
    *BORDERS,
    *CAPTIONS,
    *OVERLAYS,
    *SCREENSHOTS,
    *COLLAGES,
    *COMBINATIONS,
)
