"""Find reported pictures again by their perceptual hashes, and prove whether a platform removed them in time.

    from hashmatch import Matcher

    for match in Matcher.open("reported.csv").match("upload.jpg"):
        print(match.entry.reference, match.distance, match.variant)

What stands in ``__all__`` is the public interface, with `hashmatch.errors`; each name is loaded when it is first used,
so that importing the package costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashmatch.bank import Entry
    from hashmatch.errors import HashmatchError
    from hashmatch.exchange import HashList, read_list
    from hashmatch.hashing import Decoding, Fidelity, Hash, Stage, Variant, Variants, hash_image, hash_orientations
    from hashmatch.index import HammingIndex, Hits
    from hashmatch.matcher import Doubt, Examination, Match, Matcher
    from hashmatch.media import Limits, Orientation
    from hashmatch.scan import FileOutcome, FileResult, Journal, ScanSummary, open_journal, scan_tree

__version__ = "0.1.0"

__all__ = [
    "Decoding",
    "Doubt",
    "Entry",
    "Examination",
    "Fidelity",
    "FileOutcome",
    "FileResult",
    "HammingIndex",
    "Hash",
    "HashList",
    "HashmatchError",
    "Hits",
    "Journal",
    "Limits",
    "Match",
    "Matcher",
    "Orientation",
    "ScanSummary",
    "Stage",
    "Variant",
    "Variants",
    "__version__",
    "hash_image",
    "hash_orientations",
    "open_journal",
    "read_list",
    "scan_tree",
]

_HOMES = {
    "hashmatch.bank": ("Entry",),
    "hashmatch.exchange": ("HashList", "read_list"),
    "hashmatch.errors": ("HashmatchError",),
    "hashmatch.hashing": (
        "Fidelity",
        "Hash",
        "Decoding",
        "Stage",
        "Variant",
        "Variants",
        "hash_image",
        "hash_orientations",
    ),
    "hashmatch.index": ("HammingIndex", "Hits"),
    "hashmatch.matcher": ("Doubt", "Examination", "Match", "Matcher"),
    "hashmatch.media": ("Limits", "Orientation"),
    "hashmatch.scan": ("FileResult", "Journal", "FileOutcome", "ScanSummary", "open_journal", "scan_tree"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name from its home (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'hashmatch' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what can be imported."""
    return sorted(__all__)
