"""Results to make pages of: real objects with made-up figures, and the pages themselves."""

from datetime import UTC, datetime

from hashmatch.bank import Entry
from hashmatch.errors import TruncatedMediaError
from hashmatch.hashing import Hash, Stage, Variant
from hashmatch.matcher import Doubt, Examination, Match, Near
from hashmatch.report import explain_page, scan_page
from hashmatch.report.summary import summary_page
from hashmatch.scan import FileExplanation, FileOutcome, FileResult, ScanSummary
from hashmatch.takedown.cases.summary import By, Summary

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
HASH = Hash.parse("pdq:" + "0123456789abcdef" * 4)


def entry(reference: str = "case-1") -> Entry:
    return Entry((HASH,), references=(reference,), labels=("label-1",))


def match(
    reference: str = "case-1", *, distance: int = 12, quality: int | None = 88, doubt: Doubt | None = None
) -> Match:
    return Match(entry(reference), 0, "pdq", distance, quality, doubt=doubt)


def near(reference: str = "case-1", *, distance: int, variant: Variant | None = None) -> Near:
    """A code at this distance from an entry's, whose radius is 31 bits."""
    return Near(entry(reference), "pdq", distance, 31, 88, variant or Variant(), 0)


def scanned(path: str = "a.jpg", reference: str = "case-1") -> str:
    """The page of a scan in which one file matched, one matched doubtfully and one could not be examined."""
    results = [
        FileResult(path, 1000, FileOutcome.MATCHED, matches=(match(reference),)),
        FileResult(path, 1000, FileOutcome.CLEAN, set_aside=(match(reference, distance=7, doubt=Doubt.LOW_QUALITY),)),
        FileResult(path, 1000, FileOutcome.FAILED, reason=str(TruncatedMediaError(path, "truncated"))),
    ]
    summary = ScanSummary()
    for result in results:
        summary.add(result)
    return scan_page(results, summary, path)


def explained(path: str = "a.jpg", reference: str = "case-1") -> str:
    """The page of 640 x 480 pixels: all of them, a part that is near an entry, and a larger picture that is not."""
    tried = (
        near(reference, distance=90),
        near(reference, distance=5, variant=Variant(stage=Stage.CONTENT, box=(80, 50, 560, 430))),
        near(reference, distance=60, variant=Variant(stage=Stage.UNCROP, box=(-32, 0, 640, 480))),
    )
    return explain_page(FileExplanation(path, (480, 640), "JPEG", tried, Examination(path, ())))


def summarized(group: str = "example.org", _reference: str = "", **figures: str | float | None) -> str:
    """The page of one platform's figures."""
    counts = {
        "obligations": 9, "met": 3, "missed": 1, "unproven": 2, "pending": 1, "none": 1, "withdrawn": 1,
        "contestable": 0, "reappeared": 0, "share_met": 0.75, "median_hours_min": 1.5, "median_hours_max": 20.0,
        "accept_claims": False,
    }  # fmt: skip
    row = Summary(**({"group": group, "nature": "duty", "kind": "law"} | counts | figures))  # type: ignore[arg-type] # mixed
    return summary_page([row], By.PLATFORM, NOW)


PAGES = {"scan": scanned, "explain": explained, "summary": summarized}
