"""A ledger that an earlier version wrote opens, verifies, and says what it said then."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashmatch.files.rows import cells_of
from hashmatch.takedown import (
    Checkpoint,
    Ledger,
    check_proof,
    export_events,
    judge,
    load_regimes,
    obligation_row,
    prove_item,
    verify,
)

BEFORE = Path(__file__).parent / "before"
HEAD = Checkpoint.parse((BEFORE / "head.txt").read_text(encoding="ascii").strip())


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    path.write_bytes(gzip.decompress((BEFORE / "ledger.db.gz").read_bytes()))
    return path


def test_it_is_whole(ledger: Path) -> None:
    with Ledger.open(str(ledger)) as opened, opened.reading() as connection:
        found = verify(connection, HEAD)
    assert found.fault is None
    assert (found.checkpoint, found.erased) == (HEAD, 1)


def test_its_verdicts_are_those_of_then(ledger: Path) -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    with Ledger.open(str(ledger)) as opened:
        rows = [cells_of(obligation_row(each, judge(each, now))) for each in opened.obligations(load_regimes())]
    said = [json.loads(line) for line in (BEFORE / "status.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == said


def test_its_export_is_that_of_then(ledger: Path, tmp_path: Path) -> None:
    with Ledger.open(str(ledger)) as opened, (tmp_path / "export.jsonl").open("w", encoding="utf-8") as file:
        export_events(opened, file)
    assert (tmp_path / "export.jsonl").read_bytes() == (BEFORE / "export.jsonl").read_bytes()


def test_a_proof_handed_over_then_still_proves(ledger: Path) -> None:
    handed_over = (BEFORE / "proof.json").read_bytes()
    assert check_proof("proof.json", handed_over, HEAD).item == "bee"
    with Ledger.open(str(ledger)) as opened, opened.reading() as connection:
        assert prove_item(connection, "bee") == json.loads(handed_over)
