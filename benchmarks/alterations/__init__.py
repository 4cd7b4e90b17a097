"""What people and platforms do to a picture before it turns up again: one function an alteration, one module a family.

    alteration.py    Alteration: a name, a change, the file it is served as; which are set aside. Start here.
    catalogue.py     all of them
    recompress.py tones.py geometry.py borders.py captions.py overlays.py screenshots.py collages.py combinations.py
    drawing.py       letters, faces and round corners, which several families need

A change gets the picture and its `Chance`: the same photograph and alteration give the same copy, on every run.
Layouts, texts and symbols are drawn here and are nobody's.
"""

from benchmarks.alterations.alteration import Alteration, Chance, altered, chance_of, is_set_aside
from benchmarks.alterations.catalogue import ALTERATIONS

__all__ = ["ALTERATIONS", "Alteration", "Chance", "altered", "chance_of", "is_set_aside"]
