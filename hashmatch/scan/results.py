"""What became of each file, and the sums."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from hashmatch.errors import HashmatchError, MediaError
from hashmatch.hashing import Stage
from hashmatch.matcher import Doubt, Match


class FileOutcome(StrEnum):
    """What became of a file; exactly one of these."""

    MATCHED = "matched"
    CLEAN = "clean"  # examined to its end, and nothing found
    SKIPPED = "skipped"  # holds no picture, and could not
    FAILED = "failed"  # could hold one, but was not examined


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    path: str  # as the walk met it; bytes that are not UTF-8 as lone surrogates (PEP 383)
    size: int  # bytes
    outcome: FileOutcome
    matches: tuple[Match, ...] = ()
    set_aside: tuple[Match, ...] = ()  # by `doubt`; never among `matches`
    reason: str | None = None  # why it was skipped or failed, or was not examined to its end after a match


@dataclass(slots=True)
class ScanSummary:
    """The account of a scan, which grows with every result."""

    outcomes: Counter[FileOutcome] = field(default_factory=Counter)
    reasons: Counter[tuple[FileOutcome, str]] = field(default_factory=Counter)
    doubts: Counter[Doubt] = field(default_factory=Counter)  # files that point to an entry only doubtfully
    stages: Counter[Stage] = field(default_factory=Counter)  # matches, by what had to be undone
    matches: int = 0
    size: int = 0  # bytes

    def add(self, result: FileResult) -> None:
        """Count one file in."""
        self.outcomes[result.outcome] += 1
        self.size += result.size
        self.matches += len(result.matches)
        self.stages.update(match.variant.stage for match in result.matches)
        if result.reason is not None:
            self.reasons[result.outcome, result.reason] += 1
        self.doubts.update({match.doubt for match in result.set_aside if match.doubt is not None})

    @property
    def seen(self) -> int:
        """Files met; always the sum of the four outcomes."""
        return self.outcomes.total()

    @property
    def exit_code(self) -> int:
        """1: something matched; 3: nothing matched, but something was not examined; 0: all examined, nothing found."""
        if self.outcomes[FileOutcome.MATCHED]:
            return 1
        return 3 if self.outcomes[FileOutcome.FAILED] else 0


def reason_of(problem: HashmatchError) -> str:
    """Return a problem without the name of the file, so that equal reasons can be counted."""
    return problem.reason if isinstance(problem, MediaError) else str(problem)
