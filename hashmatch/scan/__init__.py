"""Folders in, an account of every file out.

    tree.py          scan_tree: walk, hash in worker processes, look up. Start here.
    explain.py       explain_file: one file, and what was tried with it
    hashes.py        hash_tree: the same walk, for making lists
    results.py       FileResult, ScanSummary: what became of each file, and the sums
    rows.py          what programs read of all three
    journal.py       open_journal: what is finished, to resume a scan
    hashing_task.py  the hashes of one file, from a worker process
    walker.py        which files there are, without following links in circles

Promise: every file is matched, clean, skipped (why) or failed (why), and the sums agree. What was not examined is never
called clean. Knows the matcher and what is below it.
"""

from hashmatch.scan.explain import FileExplanation, explain_file
from hashmatch.scan.hashes import FileHashes, hash_tree
from hashmatch.scan.journal import Journal, open_journal
from hashmatch.scan.results import FileOutcome, FileResult, ScanSummary
from hashmatch.scan.rows import (
    CompareRow,
    ExplainRow,
    HashRow,
    ListedHashRow,
    ScanRow,
    compare_row,
    explain_row,
    hash_rows,
    listed_hash_cells,
    scan_rows,
    types_with_crops,
)
from hashmatch.scan.tree import scan_tree
from hashmatch.scan.walker import Found, walk

__all__ = [
    "CompareRow",
    "ExplainRow",
    "FileExplanation",
    "FileHashes",
    "FileOutcome",
    "FileResult",
    "Found",
    "HashRow",
    "Journal",
    "ListedHashRow",
    "ScanRow",
    "ScanSummary",
    "compare_row",
    "explain_file",
    "explain_row",
    "hash_rows",
    "hash_tree",
    "listed_hash_cells",
    "open_journal",
    "scan_rows",
    "scan_tree",
    "types_with_crops",
    "walk",
]
