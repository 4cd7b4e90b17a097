"""A ledger into a file that `import` takes back, chain included."""

import csv
from collections.abc import Callable
from typing import Any, TextIO

from hashmatch.takedown.events.event import COLUMNS
from hashmatch.takedown.events.records import CSV_COLUMNS, csv_row, json_text
from hashmatch.takedown.ledger import Ledger
from hashmatch.takedown.ledger.read import Stored, all_events
from hashmatch.takedown.transfer.chain import chain_of


def export_events(
    ledger: Ledger, out: TextIO, *, as_csv: bool = False, report: Callable[[int], None] = lambda _: None
) -> int:
    """Write every event in the order of the chain and return how many; words that were erased are not there.

    Parameters
    ----------
    out : TextIO
        In UTF-8; for CSV opened with ``newline=""``.
    as_csv : bool
        Rows instead of JSON Lines; no cell is run by a spreadsheet.
    report : callable
        Called with the number of events written since the last call.
    """
    writer = csv.writer(out, lineterminator="\n")
    if as_csv:
        writer.writerow(CSV_COLUMNS)
    count = 0
    with ledger.reading() as connection:
        for stored in all_events(connection):
            record = _exported(stored)
            if as_csv:
                writer.writerow(csv_row(record))
            else:
                out.write(json_text(record))
            count += 1
            report(1)
    return count


def _exported(stored: Stored) -> dict[str, Any]:
    record = stored.record()
    ordered = {name: record[name] for name in COLUMNS if name in record}
    return {**ordered, "recorded_at": stored.entry.recorded_at, "chain": chain_of(stored)}
