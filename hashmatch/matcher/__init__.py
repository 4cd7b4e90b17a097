"""Media in, matches out.

    matcher.py   Matcher: the object that a pipeline imports. Start here.
    confirm.py   second opinions on a match
    match.py     Match, Examination: what is found out about a medium
    reach.py     by which hash types entries are searched
    radii.py     how far apart two hashes of one picture may lie

Knows the bank and what is below it.
"""

from hashmatch.matcher.match import Doubt, Examination, Match, Near
from hashmatch.matcher.matcher import Matcher

__all__ = ["Doubt", "Examination", "Match", "Matcher", "Near"]
