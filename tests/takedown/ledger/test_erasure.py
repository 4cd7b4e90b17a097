"""Erased words are gone from the files, the chain stays whole, and the ledger says who erased them, when and why."""

from pathlib import Path

import pytest

from hashmatch.errors import LedgerError
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.ledger import Ledger, erase, head_of, verify
from tests.takedown.happenings import NOW, at, observed, reported

WORDS = "a word that occurs nowhere else"


def test_an_erasure_is_an_event_of_its_own(ledger: Ledger) -> None:
    ledger.append([reported("a"), observed("a", 1, text=WORDS)], recorded_at=NOW)
    with ledger.reading() as connection:
        before = head_of(connection)
    erasure = erase(ledger, 1, by="clerk", why="Eve asked for it", now=at(9))
    look, told = list(ledger.events())[1:]
    assert (look.erased, look.event.text) == (True, None)
    assert told == erasure
    assert (told.event.kind, told.event.at, told.event.by) == (EventKind.ERASED, at(9), "clerk")
    assert (told.event.reason, told.event.erases) == ("Eve asked for it", look.hash)
    with ledger.reading() as connection:
        found = verify(connection, before)
    assert (found.fault, found.erased) == (None, 1)


def test_nothing_of_the_words_stays_in_the_files(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    sqlite_ledger.append([observed("a", 1, text=WORDS)], recorded_at=NOW)
    assert any(WORDS.encode() in file.read_bytes() for file in tmp_path.iterdir())
    erase(sqlite_ledger, 0, by="clerk", why="asked for", now=NOW)
    assert not any(WORDS.encode() in file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("seq", "told"),
    [
        pytest.param(0, "event 0: it has no text, reason or evidence", id="nothing to erase"),
        pytest.param(1, "event 1: its words were erased before", id="twice"),
        pytest.param(9, "there is no event 9", id="no such event"),
    ],
)
def test_what_cannot_be_erased_is_told(ledger: Ledger, seq: int, told: str) -> None:
    ledger.append([reported("a"), observed("a", 1, text=WORDS)], recorded_at=NOW)
    erase(ledger, 1, by="clerk", why="asked for", now=NOW)
    with pytest.raises(LedgerError, match=told):
        erase(ledger, seq, by="clerk", why="asked for", now=NOW)
    assert len(ledger) == 3
