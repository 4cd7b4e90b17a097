"""Events in files: JSON Lines and CSV with the same columns, in and out.

    importing.py  a file into a ledger: all or nothing, or all but the bad lines. Start here.
    exporting.py  a ledger into a file that `import` takes back, chain included
    reading.py    records to events, and on to what the chain takes
    lines.py      lines of a file, or what is wrong with one
    rows.py       lines that were left out, as rows that programs read
    chain.py      the chain in an exported file, checked while it is read

A file is never believed: each record is parsed strictly, and an error names file, line and field. Memory does not grow
with the file. Knows the ledger, events and files.
"""

from hashmatch.takedown.transfer.exporting import export_events
from hashmatch.takedown.transfer.importing import Imported, import_chain, import_events
from hashmatch.takedown.transfer.reading import ImportOptions

__all__ = ["ImportOptions", "Imported", "export_events", "import_chain", "import_events"]
