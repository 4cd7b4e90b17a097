"""Takedown figures as one HTML page."""

from collections.abc import Iterable
from datetime import datetime

from hashmatch.files.templates import templates
from hashmatch.takedown.cases.summary import By, Summary


def summary_page(rows: Iterable[Summary], by: By, now: datetime) -> str:
    """Return the rows as a self-contained page."""
    return templates("hashmatch.report").get_template("summary.html").render(rows=list(rows), by=by, now=now)
