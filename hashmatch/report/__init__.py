"""Figures to pages: self-contained HTML, without pictures, scripts or live links.

    scan.py          what a scan found
    explain.py       what was cut out of one file, as outlines
    summary.py       figures of takedown

Knows everything but the command line.
"""

from hashmatch.report.explain import explain_page
from hashmatch.report.scan import scan_page

__all__ = ["explain_page", "scan_page"]
