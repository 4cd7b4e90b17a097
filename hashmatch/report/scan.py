"""What a scan found, as one HTML page: paths and distances, never a picture."""

from collections.abc import Iterable

from hashmatch.files.templates import templates
from hashmatch.scan import FileOutcome, FileResult, ScanSummary


def scan_page(results: Iterable[FileResult], summary: ScanSummary, hash_list: str) -> str:
    """Return a self-contained page.

    Parameters
    ----------
    results : iterable of FileResult
        Taken to its end before `summary` is read, so that both may grow together.
    hash_list : str
        What the media were looked for in.
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
