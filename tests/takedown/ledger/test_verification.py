"""Whatever is changed in the database file, behind the triggers, is found; a cut tail by a head kept elsewhere."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.ledger import Checkpoint, Ledger, Verification, erase, head_of, verify
from hashmatch.takedown.rules.load import load_regimes
from tests.takedown.happenings import NOW, at, notified, observed, reported

TABLES = ("events", "named", "private", "subtrees", "state")
Database = sqlite3.Connection
Tampering = Callable[[Database, random.Random], bool]
"""Changes the database; returns whether it did no more than cut off the tail."""


def story() -> Iterator[Event]:
    """Three hundred events: more than one stored subtree, words, items of notices."""
    for number in range(50):
        item, other = f"item-{number}", f"item-{(number * 7) % 50}"
        yield reported(item, number)
        yield notified(f"n-{number}", *{item: 0, other: 0}, hours=number + 1)
        yield observed(item, number + 2, text=f"seen by {number}" if number % 2 else None)
        yield observed(item, number + 3, LookOutcome.UNREACHABLE)
        yield observed(other, number + 4, LookOutcome.ABSENT, text="gone")
        yield Event(kind=EventKind.ACKNOWLEDGED, at=at(number + 5), notice=f"n-{number}")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in one file, with an erasure."""
    path = tmp_path_factory.mktemp("original") / "ledger.db"
    with Ledger.open(str(path), create=True) as ledger:
        events = list(story())
        ledger.append(events[:20], recorded_at=NOW)
        erase(ledger, 8, by="clerk", why="asked for", now=NOW)
        ledger.append(events[20:], recorded_at=NOW)
        ledger.refresh(load_regimes())
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")  # one file, to be copied whole
    return path


@pytest.fixture(scope="module")
def head(original: Path) -> Checkpoint:
    with Ledger.open(str(original)) as ledger, ledger.reading() as connection:
        return head_of(connection)


def checked(path: Path, expect: Checkpoint | None) -> Verification:
    with Ledger.open(str(path)) as ledger, ledger.reading() as connection:
        return verify(connection, expect)


def tamper(original: Path, copy: Path, tampering: Tampering, rng: random.Random) -> bool:
    """Change a copy of the ledger the way an attacker with the file would."""
    for rest in ("-wal", "-shm"):
        copy.with_name(copy.name + rest).unlink(missing_ok=True)
    shutil.copy(original, copy)
    with closing(sqlite3.connect(copy)) as database:
        database.execute("PRAGMA synchronous = OFF")
        triggers = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in triggers:
            database.execute(f"DROP TRIGGER {name}")
        only_cut = tampering(database, rng)
        database.commit()
    return only_cut


# --- tamperings ---


def columns(database: Database, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def keys(table: str) -> Sequence[str]:
    return {"named": ("seq", "position"), "subtrees": ("number",), "state": ("count",)}.get(table, ("seq",))


def all_rows(database: Database, table: str) -> list[dict[str, Any]]:
    names = columns(database, table)
    rows = database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
    return [dict(zip(names, row, strict=True)) for row in rows]


def pick_row(database: Database, table: str, rng: random.Random) -> dict[str, Any]:
    return rng.choice(all_rows(database, table))


def where(table: str, row: dict[str, Any]) -> tuple[str, list[Any]]:
    return " AND ".join(f"{name} = ?" for name in keys(table)), [row[name] for name in keys(table)]


def changed(value: Any, rng: random.Random) -> Any:
    """Return something else of the same kind."""
    match value:
        case None:
            return rng.choice([0, "a", b"\x00" * 16])
        case int():
            return value + rng.choice([-1, 1, 1000, -(2**40)])
        case bytes():
            place = rng.randrange(len(value))
            return value[:place] + bytes([value[place] ^ 1 << rng.randrange(8)]) + value[place + 1 :]
        case _:
            place = rng.randrange(len(value))
            letter = rng.choice([letter for letter in "0a1b}" if letter != value[place]])
            return value[:place] + rng.choice(["", letter, letter + value[place]]) + value[place + 1 :]


def edit(database: Database, rng: random.Random) -> bool:
    table = rng.choice(TABLES)
    while True:
        row = pick_row(database, table, rng)
        column = rng.choice(list(row))
        condition, values = where(table, row)
        new = None if row[column] is not None and rng.random() < 0.1 else changed(row[column], rng)
        try:
            database.execute(f"UPDATE {table} SET {column} = ? WHERE {condition}", [new, *values])  # noqa: S608
        except sqlite3.IntegrityError:
            continue  # the schema itself refused it: another key exists, or NULL is none
        if row not in all_rows(database, table):
            return False  # otherwise SQLite's type affinity gave the same value


def drop(database: Database, rng: random.Random) -> bool:
    table = rng.choice(TABLES)
    row = pick_row(database, table, rng)
    condition, values = where(table, row)
    database.execute(f"DELETE FROM {table} WHERE {condition}", values)  # noqa: S608
    return False


def swap(database: Database, rng: random.Random) -> bool:
    """Two events, or their words, or the items they name, change places."""
    table = rng.choice(["events", "private"])
    first, second = (pick_row(database, table, rng) for _ in range(2))
    if first["seq"] == second["seq"] or (table == "private" and first["body"] == second["body"]):
        return swap(database, rng)
    for old, new in ((first["seq"], -1), (second["seq"], first["seq"]), (-1, second["seq"])):
        database.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", [new, old])  # noqa: S608
    return False


def insert(database: Database, rng: random.Random) -> bool:
    """A copy of an event takes a place of its own; those after it move on."""
    row = pick_row(database, "events", rng)
    place = rng.randint(0, 301)
    for table in ("events", "private", "named"):
        database.execute(f"UPDATE {table} SET seq = -seq - 2 WHERE seq >= ?", [place])  # noqa: S608
        database.execute(f"UPDATE {table} SET seq = -seq - 1 WHERE seq < 0")  # noqa: S608
    names = columns(database, "events")
    values = [place if name == "seq" else row[name] for name in names]
    database.execute(f"INSERT INTO events VALUES ({', '.join('?' * len(names))})", values)  # noqa: S608
    if rng.random() < 0.5:
        database.execute("UPDATE state SET count = count + 1")
    return False


def smuggle(database: Database, rng: random.Random) -> bool:
    """A row that belongs to no event, or one more for an event."""
    statement, values = rng.choice(
        [
            ("INSERT INTO private VALUES (?, x'00', 'x')", [rng.choice([5, 301, 9999])]),
            ("INSERT INTO named VALUES (?, 5, 'x', x'00')", [rng.choice([0, 1, 301])]),
            ("INSERT INTO subtrees VALUES (?, x'00')", [rng.choice([-1, 1, 7])]),
            ("INSERT INTO state VALUES (?, 'x')", [rng.choice([0, 301])]),
        ]
    )
    database.execute(statement, values)
    return False


def cut(database: Database, rng: random.Random) -> bool:
    """The last events go, and everything that tells of them."""
    count = rng.randrange(21, 301)  # the erasure at 20 stays: without it, its blank words would tell
    for table in ("events", "private", "named"):
        database.execute(f"DELETE FROM {table} WHERE seq >= ?", [count])  # noqa: S608
    database.execute("DELETE FROM subtrees WHERE number >= ?", [count // 256])
    last = database.execute("SELECT entry FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    digest = sha256(last[0].encode()).hexdigest() if last else "0" * 64
    database.execute("UPDATE state SET count = ?, last = ?", [count, digest])
    return True


TAMPERINGS: Sequence[Tampering] = (edit, edit, edit, edit, drop, swap, insert, smuggle, cut)


def assert_found(original: Path, head: Checkpoint, folder: Path, seeds: range) -> None:
    copy = folder / "ledger.db"
    for seed in seeds:
        rng = random.Random(seed)  # noqa: S311 - not for secrets
        tampering = rng.choice(TAMPERINGS)
        only_cut = tamper(original, copy, tampering, rng)
        with (
            Ledger.open(str(copy)) as ledger,
            ledger.reading() as connection,
        ):  # once: it takes as long
            with_head, without = verify(connection, head), verify(connection)
        assert with_head.fault is not None, f"{tampering.__name__}, seed {seed}: not found with a head"
        assert only_cut == (without.fault is None), f"{tampering.__name__}, seed {seed}: without a head"


def test_a_good_ledger_is_good(original: Path, head: Checkpoint) -> None:
    found = checked(original, head)
    assert (found.fault, found.checkpoint, found.erased) == (None, head, 1)
    assert head.count == 301


def test_random_tamperings_are_found(original: Path, head: Checkpoint, tmp_path: Path) -> None:
    assert_found(original, head, tmp_path, range(300))


@pytest.mark.slow
def test_ten_thousand_tamperings_are_found(original: Path, head: Checkpoint, tmp_path: Path) -> None:
    assert_found(original, head, tmp_path, range(1000, 11_000))


# --- what is said about it ---


def run(statement: str) -> Tampering:
    def change(database: Database, _rng: random.Random) -> bool:
        database.executescript(statement)
        return False

    return change


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        pytest.param(
            "UPDATE events SET entry = replace(entry, 'absent', 'present') WHERE seq = 4",
            "event 4: edited",
            id="edited",
        ),
        pytest.param(
            "UPDATE events SET entry = replace(entry, 'recorded_at\":\"2026', 'recorded_at\":\"2025') WHERE seq = 4",
            "event 4: edited, or another put in its place",
            id="its time edited",
        ),
        pytest.param(
            "UPDATE events SET entry = substr(entry, 1, instr(entry, 'prev') + 6) || substr(hex(zeroblob(32)), 1, 64) "
            "|| substr(entry, instr(entry, 'prev') + 71) WHERE seq = 4",
            "event 4: edited, or another put in its place",
            id="its link edited",
        ),
        pytest.param("UPDATE events SET item = 'other' WHERE seq = 4", "event 4: edited: its item", id="column edited"),
        pytest.param("DELETE FROM events WHERE seq = 4", "event 4: dropped", id="dropped"),
        pytest.param("DELETE FROM events WHERE seq = 300", "event 300: dropped", id="last one dropped"),
        pytest.param(
            "UPDATE events SET seq = -1 WHERE seq = 4; UPDATE events SET seq = 4 WHERE seq = 5; "
            "UPDATE events SET seq = 5 WHERE seq = -1",
            "event 4: reordered or inserted: its entry belongs to place 5",
            id="reordered",
        ),
        pytest.param(
            "UPDATE private SET body = NULL, salt = NULL WHERE seq = 4",
            "event 4: edited: its words are gone, and no event says who erased them",
            id="erased by hand",
        ),
        pytest.param("UPDATE private SET body = 'x' WHERE seq = 4", "event 4: edited: its words", id="words edited"),
        pytest.param(
            "UPDATE named SET item = 'x' WHERE seq = 1", "event 1: edited: an item it names", id="item edited"
        ),
        pytest.param("UPDATE subtrees SET root = x'00'", "edited: the stored root of subtree 0", id="root edited"),
    ],
)
def test_the_first_bad_event_is_named(original: Path, tmp_path: Path, statement: str, told: str) -> None:
    copy = tmp_path / "ledger.db"
    tamper(original, copy, run(statement), random.Random(0))  # noqa: S311
    fault = checked(copy, None).fault
    assert str(fault).startswith(told)


def test_a_cut_ledger_is_found_after_it_has_grown_again(original: Path, head: Checkpoint, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.db"
    tamper(original, copy, cut, random.Random(1))  # noqa: S311
    with Ledger.open(str(copy)) as ledger:
        ledger.append((observed("other", hour) for hour in range(400)), recorded_at=NOW)
    assert checked(copy, None).fault is None  # no chain can tell: it is a good ledger, only another one
    assert str(checked(copy, head).fault) == "the first 301 events are not those of the checkpoint: they were rewritten"


def test_an_old_head_still_fits_a_ledger_that_only_grew(original: Path, head: Checkpoint, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.db"
    shutil.copy(original, copy)
    with Ledger.open(str(copy)) as ledger:
        ledger.append((observed("other", hour) for hour in range(400)), recorded_at=NOW)
    found = checked(copy, head)
    assert (found.fault, found.checkpoint.count) == (None, 701)


def test_a_cut_ledger_is_told_by_its_count(original: Path, head: Checkpoint, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.db"
    tamper(original, copy, cut, random.Random(1))  # noqa: S311
    assert "dropped: the checkpoint counts 301 events" in str(checked(copy, head).fault)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE obligations SET facts = replace(facts, 'present', 'absent') WHERE item = 'item-7'",
        "UPDATE obligations SET due = due + 1 WHERE item = 'item-7'",
        "UPDATE obligations SET platform = 'other' WHERE item = 'item-7'",
        "UPDATE obligations SET item = 'other' WHERE item = 'item-7'",
        "DELETE FROM obligations WHERE item = 'item-7'",
        "INSERT INTO obligations SELECT 'x', notice, platform, regime, due, due, facts FROM obligations LIMIT 1",
    ],
)
def test_a_changed_state_is_found_and_folded_again(original: Path, tmp_path: Path, statement: str) -> None:
    copy = tmp_path / "ledger.db"
    tamper(original, copy, run(statement), random.Random(0))  # noqa: S311
    with Ledger.open(str(copy)) as ledger:
        assert list(ledger.differences(load_regimes()))
        ledger.refresh(load_regimes(), all_again=True)
        assert list(ledger.differences(load_regimes())) == []
