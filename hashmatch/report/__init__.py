"""Results as HTML pages: each is one file, without pictures, scripts or links.

    scan.py      scan_page: the matches of a scan, and what was not examined. Start here.
    explain.py   explain_page: the rectangles of one file that were hashed, as outlines
    summary.py   summary_page: takedown figures by platform, regime or week
    templates/   the pages' HTML; templates/page.html is the frame of each

Promise: a page loads nothing, runs nothing and links to nothing, whatever files, references and platforms are called
(tests/report/test_page.py). Knows everything but the command line.
"""

from hashmatch.report.explain import explain_page
from hashmatch.report.scan import scan_page

__all__ = ["explain_page", "scan_page"]
