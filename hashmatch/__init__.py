"""Find reported pictures again by their perceptual hashes, and prove whether a platform removed them in time.

    from hashmatch import Matcher

    for match in Matcher.open("reported.csv").match("upload.jpg"):
        print(match.entry.reference, match.distance, match.variant)

``__all__`` and `hashmatch.errors` are the public interface. Each name is loaded when it is first used, so that
importing the package costs next to nothing. The parts, each of which imports only from those below it:

    cli/         the command line
    report/      results as HTML pages
    scan/        folders: every file hashed, matched and accounted for
    matcher/     one medium against reported media
    isolation/   worker processes for hostile files
    exchange/    hash lists: reading and writing them
    bank/        entries, and collections of them
    index/       exact Hamming search
    hashing/     pixels to codes
    media/       bytes to pixels
    takedown/    notices, deadlines and proof; stands on files/ and errors/ only
    files/       opening, reading and writing files
    errors/      every error, in one tree
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashmatch.bank import Collection, Entry, EntryId, InMemory
    from hashmatch.errors import HashmatchError
    from hashmatch.exchange import (
        BadRow,
        HashList,
        ListSummary,
        TypeSummary,
        inspect_list,
        read_list,
        write_csv_list,
        write_jsonl_list,
    )
    from hashmatch.hashing import (
        Ask,
        Comparison,
        Decoding,
        Fidelity,
        Hash,
        Query,
        QueryCodes,
        Stage,
        Variant,
        Variants,
        compared,
        hash_image,
        hash_orientations,
        hash_source,
        hash_type_names,
    )
    from hashmatch.index import Codes, HammingIndex, Hits, Merging, Tuning
    from hashmatch.matcher import Doubt, Examination, Inquiry, Match, Matcher, Near, Radius, Settings
    from hashmatch.media import Limits, Orientation, Source
    from hashmatch.scan import (
        FileExplanation,
        FileOutcome,
        FileResult,
        Journal,
        ScanSummary,
        explain_file,
        open_journal,
        scan_tree,
    )

__version__ = "0.1.0"

__all__ = [
    "Ask",
    "BadRow",
    "Codes",
    "Collection",
    "Comparison",
    "Decoding",
    "Doubt",
    "Entry",
    "EntryId",
    "Examination",
    "Fidelity",
    "FileExplanation",
    "FileOutcome",
    "FileResult",
    "HammingIndex",
    "Hash",
    "HashList",
    "HashmatchError",
    "Hits",
    "InMemory",
    "Inquiry",
    "Journal",
    "Limits",
    "ListSummary",
    "Match",
    "Matcher",
    "Merging",
    "Near",
    "Orientation",
    "Query",
    "QueryCodes",
    "Radius",
    "ScanSummary",
    "Settings",
    "Source",
    "Stage",
    "Tuning",
    "TypeSummary",
    "Variant",
    "Variants",
    "__version__",
    "compared",
    "explain_file",
    "hash_image",
    "hash_orientations",
    "hash_source",
    "hash_type_names",
    "inspect_list",
    "open_journal",
    "read_list",
    "scan_tree",
    "write_csv_list",
    "write_jsonl_list",
]

HOMES = {
    "hashmatch.bank": (
        "Collection",
        "Entry",
        "EntryId",
        "InMemory",
    ),
    "hashmatch.errors": ("HashmatchError",),
    "hashmatch.exchange": (
        "BadRow",
        "HashList",
        "ListSummary",
        "TypeSummary",
        "inspect_list",
        "read_list",
        "write_csv_list",
        "write_jsonl_list",
    ),
    "hashmatch.hashing": (
        "Ask",
        "Comparison",
        "Decoding",
        "Fidelity",
        "Hash",
        "Query",
        "QueryCodes",
        "Stage",
        "Variant",
        "Variants",
        "compared",
        "hash_image",
        "hash_orientations",
        "hash_source",
        "hash_type_names",
    ),
    "hashmatch.index": (
        "Codes",
        "HammingIndex",
        "Hits",
        "Merging",
        "Tuning",
    ),
    "hashmatch.matcher": (
        "Doubt",
        "Examination",
        "Inquiry",
        "Match",
        "Matcher",
        "Near",
        "Radius",
        "Settings",
    ),
    "hashmatch.media": (
        "Limits",
        "Orientation",
        "Source",
    ),
    "hashmatch.scan": (
        "FileExplanation",
        "FileOutcome",
        "FileResult",
        "Journal",
        "ScanSummary",
        "explain_file",
        "open_journal",
        "scan_tree",
    ),
}
_HOME_OF = {name: home for home, names in HOMES.items() for name in names}


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
