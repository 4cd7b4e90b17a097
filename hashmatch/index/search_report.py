"""What a search did, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashmatch.index.segment_search import SearchStep


@dataclass(frozen=True, slots=True)
class SearchReport:
    """The steps of one search; ``str()`` prints them for people.

    Attributes
    ----------
    radius : int
        In bits.
    codes : int
        Codes that the index held when the search began.
    found : int
        Codes within the radius.
    seconds : float
    steps : tuple of SearchStep
        One for each segment, and one for the tail.
    """

    radius: int
    codes: int
    found: int
    seconds: float
    steps: tuple[SearchStep, ...]

    def __str__(self) -> str:
        first = f"{self.found} of {self.codes} codes within {self.radius} bits, {1e6 * self.seconds:.0f} us"
        return "\n".join([first, *(f"  {_line(step)}" for step in self.steps)])


def _line(step: SearchStep) -> str:
    line = f"{step.rows} rows, {step.way}: {step.candidates} compared, {step.found} found"
    if step.thresholds:
        split = " ".join("-" if threshold < 0 else str(threshold) for threshold in step.thresholds)
        line += f", {step.probes} buckets, bits split {split}"
    return f"{line}, {1e6 * step.seconds:.0f} us ({step.why})"
