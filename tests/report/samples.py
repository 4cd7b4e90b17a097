"""Results to make pages of: real objects with made-up figures, and the pages themselves."""

from datetime import UTC, datetime

from hashmatch.bank import Entry
from hashmatch.errors import TruncatedMediaError
from hashmatch.hashing import Hash, Stage, Variant
from hashmatch.matcher import Doubt, Match, Near
from hashmatch.report import explain_page, scan_page
from hashmatch.report.summary import summary_page
from hashmatch.scan import Explanation, FileOutcome, FileResult, ScanSummary
from hashmatch.takedown.cases.summary import By, Summary

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
HASH = Hash.parse("pdq:" + "0123456789abcdef" * 4)


def match(
    reference: str = "case-1", *, distance: int = 12, quality: int | None = 88, variant: Variant | None = None
) -> Match:
    entry = Entry((HASH,), references=(reference,), labels=("label-1",))
    return Match(entry, "pdq", distance, quality, variant or Variant())


def scanned(path: str = "a.jpg", reference: str = "case-1") -> str:
    """The page of a scan in which one file matched, one matched doubtfully and one could not be examined."""
    results = [
        FileResult(path, 1000, FileOutcome.MATCHED, matches=(match(reference),)),
        FileResult(path, 1000, FileOutcome.CLEAN, doubtful=((match(reference, distance=7), Doubt.LOW_QUALITY),)),
        FileResult(path, 1000, FileOutcome.FAILED, reason=str(TruncatedMediaError(path, "truncated"))),
    ]
    summary = ScanSummary()
    for result in results:
        summary.add(result)
    return scan_page(results, summary, path)


def explained(path: str = "a.jpg", reference: str = "case-1") -> str:
    """The page of 640 x 480 pixels: all of them, a part that is near an entry, and a larger picture that is not."""
    near = (
        Near(match(reference, distance=90), radius=31),
        Near(match(reference, distance=5, variant=Variant(stage=Stage.CONTENT, box=(80, 50, 560, 430))), radius=31),
        Near(match(reference, distance=60, variant=Variant(stage=Stage.UNCROP, box=(-32, 0, 640, 480))), radius=31),
    )
    return explain_page(Explanation(path, (480, 640), "JPEG", near))


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
