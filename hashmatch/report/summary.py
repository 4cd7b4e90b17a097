"""Takedown figures as one HTML page."""

from collections.abc import Iterable
from datetime import datetime

from hashmatch.files.templates import templates
from hashmatch.takedown.cases.summary import By, Summary


def summary_page(rows: Iterable[Summary], by: By, now: datetime) -> str:
    """Return a self-contained HTML page with a table row for each of `rows`.

    Parameters
    ----------
    rows : iterable of Summary
    by : By
        What a row is about, for the headings.
    now : datetime
        In UTC: the moment up to which events are known.

    Returns
    -------
    str
        HTML.
    """
    return templates("hashmatch.report").get_template("summary.html").render(rows=list(rows), by=by, now=now)
