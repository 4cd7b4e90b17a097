import re

from hashmatch.matcher import Doubt
from hashmatch.report import scan_page
from hashmatch.scan import FileOutcome, FileResult, ScanSummary
from tests.report.samples import match, scanned
from tests.report.test_page import Parts


def cells(page: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, cell by cell."""
    section = page.split(f"<h2>{heading}", 1)[1].split("<h2>", 1)[0]
    return [re.findall(r"<td[^>]*>([^<]*)", row) for row in re.findall(r"<tr>(<td.*?)</tr>", section)]


def test_the_sums_are_those_of_the_summary() -> None:
    text = " ".join("".join(Parts(scanned()).texts).split())
    assert "3 files seen: 1 matched, 1 clean, 0 skipped, 1 failed." in text


def test_a_match_says_file_reference_distance_quality_and_variant() -> None:
    assert cells(scanned("dir/a.jpg", "case-7"), "Matches (1)") == [
        ["dir/a.jpg", "case-7", "label-1", "pdq", "12", "88", "upright"]
    ]


def test_what_was_set_aside_says_why() -> None:
    assert cells(scanned(), "Set aside (1)") == [["a.jpg", "case-1", "pdq", "7", "88", str(Doubt.LOW_QUALITY)]]


def test_what_was_not_examined_says_why() -> None:
    assert cells(scanned(), "Not examined (1)") == [["a.jpg", "a.jpg: truncated"]]


def test_a_hash_without_quality_leaves_the_cell_empty() -> None:
    page = scan_page(
        [FileResult("a.jpg", 1, FileOutcome.MATCHED, matches=(match(quality=None),))], ScanSummary(), "list.csv"
    )
    assert cells(page, "Matches (1)")[0][5] == ""


def test_where_nothing_matched_it_says_none_and_names_the_list() -> None:
    page = scan_page([FileResult("a.jpg", 1, FileOutcome.CLEAN)], ScanSummary(), "reported.csv")
    assert "Looked for in reported.csv." in page
    assert "<h2>Matches (0)</h2>\n<p>None.</p>" in page
    assert "Set aside" not in page
    assert "Not examined" not in page
    assert "a.jpg" not in page  # clean files are counted, not listed


def test_results_may_come_while_the_summary_grows() -> None:
    """`results` is taken to its end first: a generator that adds to the summary counts in full."""
    summary = ScanSummary()

    def scanning() -> "list[FileResult]":
        result = FileResult("a.jpg", 1, FileOutcome.MATCHED, matches=(match(),))
        summary.add(result)
        return [result]

    page = scan_page((result for _ in range(2) for result in scanning()), summary, "list.csv")
    assert "<p>2 files seen:" in page


def test_a_match_is_never_called_a_verdict() -> None:
    assert "It is no verdict: a person decides." in scanned()
