"""`hashmatch takedown import|export|rebuild` and `hashmatch audit`: data to stdout, talk to stderr, 0 or 2."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hashmatch.cli import main

T = "2026-11-24T14:35:20+01:00"
EVENTS: list[dict[str, Any]] = [
    {"event": "reported", "at": T, "item": "a", "platform": "example", "location": "https://example.org/a"},
    {"event": "notified", "at": T, "notice": "n", "regime": "us-tida-2025", "platform": "example", "items": ["a", "b"]},
    {"event": "observed", "at": T, "item": "a", "outcome": "present", "text": "seen by Eve"},
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_text("".join(json.dumps(event) + "\n" for event in EVENTS), encoding="utf-8")
    return path


def run(*arguments: str | Path, ledger: Path | None, code: int = 0, stdin: str | None = None) -> Result:
    env = {"HASHMATCH_LEDGER": None if ledger is None else str(ledger)}
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=env, input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def head(ledger: Path, events: Path) -> str:
    """The head of a ledger with the events in it."""
    run("takedown", "import", events, ledger=ledger)
    return run("audit", "head", ledger=ledger).stdout.strip()


def test_importing_twice_changes_nothing(ledger: Path, events: Path) -> None:
    assert run("takedown", "import", events, ledger=ledger).stderr == "3 new events, 0 known.\n"
    assert run("takedown", "import", events, ledger=ledger).stderr == "0 new events, 3 known.\n"


def test_a_ledger_must_be_named(events: Path) -> None:
    assert "HASHMATCH_LEDGER" in run("takedown", "import", events, ledger=None, code=2).stderr


def test_a_bad_line_ends_the_import(ledger: Path, events: Path) -> None:
    with events.open("a", encoding="utf-8") as file:
        file.write('{"event": "seen"}\n')
    result = run("takedown", "import", events, ledger=ledger, code=2)
    assert result.stderr.startswith(f"hashmatch: {events}, line 4, event: 'seen' is no event; use one of")
    assert result.stdout == ""
    assert run("audit", "head", ledger=ledger).stdout.startswith("0:")


def test_bad_lines_are_listed_when_skipped(ledger: Path) -> None:
    lines = json.dumps(EVENTS[0]) + '\n{"event": "seen"}\nnonsense\n'
    result = run("takedown", "import", "-", "--skip-bad", ledger=ledger, stdin=lines)
    bad = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["file"], row["line"], row["field"]) for row in bad] == [("-", 2, "event"), ("-", 3, "line")]
    assert result.stderr == "1 new events, 0 known, 2 bad lines left out.\n"


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_moves_a_ledger_with_its_heads(ledger: Path, head: str, tmp_path: Path, form: str) -> None:
    export, other = tmp_path / f"export.{form}", tmp_path / "other.db"
    run("takedown", "export", "--format", form, "-o", export, ledger=ledger)
    assert export.stat().st_mode & 0o077 == 0
    assert run("takedown", "export", "--format", form, ledger=ledger).stdout == export.read_text(encoding="utf-8")
    run("takedown", "import", export, "--verify-chain", "--expect", head, ledger=other)
    assert run("audit", "head", ledger=other).stdout.strip() == head


def test_a_broken_export_is_refused(ledger: Path, head: str, tmp_path: Path) -> None:
    assert head
    export = tmp_path / "export.jsonl"
    export.write_text(run("takedown", "export", ledger=ledger).stdout.replace("seen", "sown"), encoding="utf-8")
    result = run("takedown", "import", export, "--verify-chain", ledger=tmp_path / "other.db", code=2)
    assert "line 3, chain: broken: event 2 was changed" in result.stderr


def test_verify_says_what_it_cannot_prove(ledger: Path, head: str) -> None:
    result = run("audit", "verify", ledger=ledger)
    assert json.loads(result.stdout) == {"count": 3, "head": head.partition(":")[2], "erased": 0}
    assert "Not proved: that nothing was cut off at the end" in result.stderr
    assert "Not proved" not in run("audit", "verify", "--expect", head, ledger=ledger).stderr


def test_verify_names_the_first_bad_event(ledger: Path, head: str) -> None:
    assert head
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("DROP TRIGGER events_no_update")
        database.execute("UPDATE events SET entry = replace(entry, 'example', 'elsewhere') WHERE seq = 0")
        database.commit()
    result = run("audit", "verify", ledger=ledger, code=2)
    assert "event 0: edited" in result.stderr
    assert result.stdout == ""


def test_a_proof_is_checked_without_the_ledger(ledger: Path, head: str, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    proof.write_text(run("audit", "prove", "a", ledger=ledger).stdout, encoding="utf-8")
    ledger.unlink()
    result = run("audit", "check", proof, "--expect", head, ledger=None)
    events = [json.loads(line)["event"] for line in result.stdout.splitlines()]
    assert [event["event"] for event in events] == ["reported", "notified", "observed"]
    assert events[0]["location"].startswith("hxxps://")  # nobody follows it from a terminal
    assert "Not proved: that the ledger has no further event about it." in result.stderr
    run("audit", "check", proof, "--expect", "3:" + "0" * 64, ledger=None, code=2)


def test_erasing_is_recorded(ledger: Path, head: str) -> None:
    result = run("audit", "erase", "2", "--why", "Eve asked", "--by", "clerk", "--now", T, ledger=ledger)
    told = json.loads(result.stdout)["event"]
    assert (told["event"], told["at"], told["by"], told["reason"]) == (
        "erased",
        "2026-11-24T13:35:20Z",
        "clerk",
        "Eve asked",
    )
    assert "Eve asked" not in run("takedown", "export", ledger=ledger).stdout.splitlines()[2]
    run("audit", "verify", "--expect", head, ledger=ledger)
    assert "erased before" in run("audit", "erase", "2", "--why", "again", ledger=ledger, code=2).stderr


def test_a_request_for_a_time_stamp_is_written(ledger: Path, head: str, tmp_path: Path) -> None:
    request = tmp_path / "head.tsq"
    assert run("audit", "head", "--request", request, ledger=ledger).stdout.strip() == head
    assert request.read_bytes().startswith(b"\x30")
    run("audit", "head", "--timestamp", request, ledger=ledger, code=2)  # whose authority?
    result = run("audit", "head", "--timestamp", request, "--authority", request, ledger=ledger, code=2)
    assert "no PEM certificates" in result.stderr


def test_an_old_head_is_confirmed(ledger: Path, head: str, events: Path) -> None:
    events.write_text(json.dumps({**EVENTS[2], "outcome": "absent"}), encoding="utf-8")
    run("takedown", "import", events, ledger=ledger)
    assert run("audit", "head", "--expect", head, ledger=ledger).stdout.strip() == head
    assert run("audit", "head", ledger=ledger).stdout.startswith("4:")
    run("audit", "head", "--expect", "3:" + "0" * 64, ledger=ledger, code=2)
    run("audit", "head", "--expect", "9:" + "0" * 64, ledger=ledger, code=2)


def test_a_changed_state_is_found_and_rebuilt(ledger: Path, head: str) -> None:
    assert head
    run("takedown", "rebuild", "--check", ledger=ledger)
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("UPDATE obligations SET due = due + 1 WHERE item = 'a'")
        database.commit()
    result = run("takedown", "rebuild", "--check", ledger=ledger, code=2)
    assert result.stdout == "item 'a', notice 'n': the stored state differs from what its events say\n"
    run("takedown", "rebuild", ledger=ledger)
    run("takedown", "rebuild", "--check", ledger=ledger)
