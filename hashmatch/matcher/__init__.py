"""Media in, matches out.

    matcher.py        Matcher: the object that a pipeline imports. Start here.
    inquiry.py        Inquiry: what is asked of one medium, round by round, until it is decided
    searching.py      which codes are searched, and how far
    judging.py        which near codes are matches, and which are set aside
    examination.py    Match, Examination: what is found out about a medium
    nearest_codes.py  what lies nearest, to explain a miss
    settings.py       what a matcher is told; radii.py how far apart two hashes of one picture may lie

Promise: what was only half asked has no answer (`Inquiry.examination`). Knows the bank, exchange and what is below.
"""

from hashmatch.matcher.examination import Doubt, Examination, Match
from hashmatch.matcher.inquiry import Inquiry, MatchingRules
from hashmatch.matcher.matcher import Matcher
from hashmatch.matcher.nearest_codes import Near, nearest
from hashmatch.matcher.radii import Radius
from hashmatch.matcher.settings import Keywords, Settings

__all__ = [
    "Doubt",
    "Examination",
    "Inquiry",
    "Keywords",
    "Match",
    "Matcher",
    "MatchingRules",
    "Near",
    "Radius",
    "Settings",
    "nearest",
]
