"""The result of a scan as one HTML page: paths and distances, never a picture."""

from collections.abc import Iterable

from hashmatch.files.templates import templates
from hashmatch.scan import FileOutcome, FileResult, ScanSummary


def scan_page(results: Iterable[FileResult], summary: ScanSummary, hash_list: str) -> str:
    """Return a self-contained HTML page: matches, matches set aside, and files that were not examined.

    Parameters
    ----------
    results : iterable of FileResult
        It is read to its end before `summary` is read, so that both may grow together.
    summary : ScanSummary
        The counts for the head of the page.
    hash_list : str
        The name of the hash list for the head of the page.

    Returns
    -------
    str
        HTML. Clean and skipped files are counted, not listed.
    """
    kept = [result for result in results if result.matches or result.set_aside or result.outcome is FileOutcome.FAILED]
    return (
        templates("hashmatch.report")
        .get_template("scan.html")
        .render(
            matched=[(result, match) for result in kept for match in result.matches],
            set_aside=[(result, match) for result in kept for match in result.set_aside],
            failed=[result for result in kept if result.outcome is FileOutcome.FAILED],
            outcomes=[(outcome, summary.outcomes[outcome]) for outcome in FileOutcome],
            summary=summary,
            hash_list=hash_list,
        )
    )
