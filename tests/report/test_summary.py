import re
from typing import Any

import pytest

from tests.report.samples import summarized


def cells(page: str) -> list[str]:
    """The one row of the table."""
    (row,) = re.findall(r"<tr>(<td.*?)</tr>", page)
    return re.findall(r"<td[^>]*>([^<]*)", row)


def test_the_figures_stand_as_given() -> None:
    assert cells(summarized("example.org")) == [
        *("example.org", "duty", "9", "3", "1", "2", "1", "1", "1", "0", "0", "75.0 %", "1.5 to 20.0")
    ]


@pytest.mark.parametrize(
    ("figures", "cell", "expected"),
    [
        pytest.param({"share_met": None}, -2, "-", id="no share where nothing was met or missed"),
        pytest.param({"share_met": 0.0}, -2, "0.0 %", id="a share of nothing is a share"),
        pytest.param({"median_hours_max": None}, -1, "1.5 to ?", id="half of the items may be up still"),
        pytest.param({"median_hours_min": None, "median_hours_max": None}, -1, "-", id="no removal to speak of"),
        pytest.param({"kind": "target"}, 1, "target, not law", id="a target of one's own is never called law"),
    ],
)
def test_what_is_not_known(figures: dict[str, Any], cell: int, expected: str) -> None:
    assert cells(summarized(**figures))[cell] == expected


def test_the_page_says_what_it_counts_by_and_at_which_moment() -> None:
    assert "<h1>Removal by platform, as known on 2026-11-03 12:00:00 UTC</h1>" in summarized()


def test_accepted_claims_are_said() -> None:
    assert "own word counts as looks" in summarized(accept_claims=True)
    assert "own word" not in summarized()
