"""Figures to pages: self-contained HTML, without pictures, scripts or live links.

    scan_page.py     what a scan found
    explain_page.py  what was cut out of one file, as outlines
    page.py          how templates are filled: everything is escaped

Knows everything but the command line.
"""

from hashmatch.report.explain_page import explain_page
from hashmatch.report.scan_page import scan_page

__all__ = ["explain_page", "scan_page"]
