"""Figures to pages: self-contained HTML, without pictures, scripts or live links.

    scan_page.py   what a scan found
    page.py        how templates are filled: everything is escaped

Knows everything but the command line.
"""

from hashmatch.report.scan_page import scan_page

__all__ = ["scan_page"]
