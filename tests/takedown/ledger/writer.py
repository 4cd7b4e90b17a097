"""A writer that is killed: appends events as fast as it can, and notes each one that the ledger acknowledged."""

import os
from pathlib import Path

from hashmatch.takedown.events.event import Event
from hashmatch.takedown.ledger import Ledger
from tests.takedown.happenings import NOW, observed


def batch_of(writer: str, number: int) -> list[Event]:
    """Return what a writer appends together: an event of its own, and one that all writers have."""
    return [observed(f"{writer}-{number}", number, text=writer), observed("shared", number)]


def write(url: str, writer: str, acknowledged: Path) -> None:
    """Append until killed."""
    notes = os.open(acknowledged, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    with Ledger.open(url) as ledger:
        number = 0
        while True:
            ledger.append(batch_of(writer, number), recorded_at=NOW)
            os.write(notes, f"{number}\n".encode())
            number += 1
