"""The ledger keeps every event once, in whatever order they come, and lets nobody change one."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from hashmatch.errors import EventConflictError, LedgerError, NoLedgerError, NotALedgerError
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.ledger import Ledger, erase, head_of, verify
from tests.takedown import happenings
from tests.takedown.happenings import NOW, notified, observed, reported

OFTEN = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STORY = [reported("a"), notified("n1", "a", "b"), observed("a", 2), observed("b", 3, LookOutcome.ABSENT, text="gone")]


def stored(ledger: Ledger, **which: str) -> list[Event]:
    return [recorded.event for recorded in ledger.events(**which)]


def test_events_come_back_in_the_order_of_the_chain(ledger: Ledger) -> None:
    assert ledger.append(STORY, recorded_at=NOW).new == 4
    assert stored(ledger) == STORY
    assert [recorded.seq for recorded in ledger.events()] == [0, 1, 2, 3]
    assert {recorded.recorded_at for recorded in ledger.events()} == {NOW}
    assert len(ledger) == 4


def test_an_item_is_touched_by_its_own_events_and_its_notices(ledger: Ledger) -> None:
    answer = Event(kind=EventKind.ACKNOWLEDGED, at=happenings.at(4), notice="n1")
    narrowed = Event(kind=EventKind.REFUSED, at=happenings.at(5), notice="n1", items=("b",))
    ledger.append([*STORY, answer, narrowed], recorded_at=NOW)
    assert stored(ledger, item="a") == [STORY[0], STORY[1], STORY[2], answer]
    assert stored(ledger, item="b") == [STORY[1], STORY[3], answer, narrowed]
    assert stored(ledger, notice="n1") == [STORY[1], answer, narrowed]
    assert stored(ledger, item="z") == stored(ledger, notice="z") == []


def test_ids_reported_at_one_location_are_one_item(ledger: Ledger) -> None:
    again = reported("a2", 5, location="https://example.org/a")
    elsewhere = reported("z", 5)
    look = observed("a2", 6)
    ledger.append([*STORY, again, elsewhere, look], recorded_at=NOW)
    assert stored(ledger, item="a") == stored(ledger, item="a2") == [*STORY[:3], again, look]


@OFTEN
@given(happenings.histories)
def test_importing_twice_in_any_order_changes_nothing(new_url: Iterator[str], history: list[Event]) -> None:
    url = new_url()  # type: ignore[operator]  # the fixture is a function
    with Ledger.open(url, create=True) as ledger:
        first = ledger.append(history, recorded_at=NOW)
        before = [recorded.hash for recorded in ledger.events()]
        again = ledger.append(reversed(history), recorded_at=happenings.at(1))
        assert (again.new, again.known) == (0, len(history))
        assert [recorded.hash for recorded in ledger.events()] == before
        assert first.new == len(before)
        assert first.new + first.known == len(history)
        with ledger.reading() as connection:
            assert verify(connection).fault is None


def test_events_that_differ_only_in_private_words_are_two(ledger: Ledger) -> None:
    looks = [observed("a", 1, text=words) for words in (None, "one", "two", "one")]
    assert ledger.append(looks, recorded_at=NOW).new == 3


def test_an_id_is_an_idempotency_key(ledger: Ledger) -> None:
    look = Event(kind=EventKind.OBSERVED, at=NOW, item="a", outcome=LookOutcome.PRESENT, id="look-1")
    other = Event(kind=EventKind.OBSERVED, at=NOW, item="a", outcome=LookOutcome.ABSENT, id="look-1")
    twin = Event(kind=EventKind.OBSERVED, at=NOW, item="a", outcome=LookOutcome.PRESENT, id="look-2")
    assert ledger.append([look, look, twin], recorded_at=NOW).new == 2
    with pytest.raises(EventConflictError, match="id 'look-1' stands for an event with other content"):
        ledger.append([reported("b"), other], recorded_at=NOW)
    assert stored(ledger) == [look, twin]  # the report before it is not stored either


def test_erased_words_do_not_come_back_by_a_second_import(ledger: Ledger) -> None:
    ledger.append(STORY, recorded_at=NOW)
    erase(ledger, 3, by="clerk", why="asked for", now=NOW)
    assert ledger.append(STORY, recorded_at=NOW).new == 0
    assert stored(ledger)[3].text is None


def test_an_error_in_the_middle_stores_nothing(ledger: Ledger) -> None:
    def broken() -> Iterator[Event]:
        yield from (observed("a", hour) for hour in range(2500))
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        ledger.append(broken(), recorded_at=NOW)
    assert len(ledger) == 0


@pytest.mark.parametrize("table", ["events", "named", "private"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET seq = seq + 100"])
def test_the_database_refuses_changes(ledger: Ledger, table: str, change: str) -> None:
    ledger.append(STORY, recorded_at=NOW)
    with pytest.raises(LedgerError, match="append-only"), ledger.writing() as connection:
        connection.execute(text(change.format(table)))
    with ledger.reading() as connection:
        assert verify(connection).fault is None


@pytest.mark.parametrize("table", ["events", "named", "private"])
def test_sqlite_refuses_to_replace(sqlite_ledger: Ledger, table: str) -> None:
    """REPLACE deletes the old row without asking the triggers against DELETE."""
    sqlite_ledger.append(STORY, recorded_at=NOW)
    with pytest.raises(LedgerError, match="append-only"), sqlite_ledger.writing() as connection:
        connection.execute(text(f"REPLACE INTO {table} SELECT * FROM {table}"))  # noqa: S608 - our own names


def test_postgresql_refuses_to_truncate(ledger: Ledger) -> None:
    if ledger.name.startswith("sqlite"):
        return  # it has no TRUNCATE
    with pytest.raises(LedgerError, match="append-only"), ledger.writing() as connection:
        connection.execute(text("TRUNCATE events"))


def test_only_the_owner_reads_the_files(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with Ledger.open(sqlite_url, create=True) as ledger:
        ledger.append(STORY, recorded_at=NOW)
        with ledger.reading():  # keeps -wal and -shm there
            files = list(path.parent.iterdir())
            assert len(files) == 3
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    path.chmod(0o644)
    Ledger.open(sqlite_url).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("form", ["sqlite:///{}", "{}"])
def test_a_file_is_named_by_url_or_path(tmp_path: Path, form: str) -> None:
    url = form.format(tmp_path / "ledger.db")
    Ledger.open(url, create=True).close()
    with Ledger.open(url) as ledger:
        assert len(ledger) == 0


def test_a_mistyped_path_is_no_empty_ledger(tmp_path: Path) -> None:
    with pytest.raises(NoLedgerError, match=r"typo\.db: no ledger is here"):
        Ledger.open(str(tmp_path / "typo.db"))
    assert not (tmp_path / "typo.db").exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("no database, " * 100, encoding="utf-8")
    other = tmp_path / "other.db"
    engine = create_engine(f"sqlite:///{other}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (x)"))
    engine.dispose()
    for path, told in ((words, "no SQLite file"), (other, "other tables are here"), (tmp_path, "directory")):
        with pytest.raises(LedgerError, match=told):
            Ledger.open(str(path), create=True)
    assert words.read_text(encoding="utf-8").startswith("no database")


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "sqlite://", "sqlite:///:memory:", "://", "nonsense://x"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(LedgerError, match=r"write sqlite:///file\.db, a bare path, or postgresql"):
        Ledger.open(url)


def test_no_password_is_shown() -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.open("postgresql://me:secret@127.0.0.1:1/x?connect_timeout=1")
    assert "secret" not in str(caught.value)
    assert "me:***@127.0.0.1" in str(caught.value)


def test_a_newer_ledger_is_not_touched(ledger: Ledger, url: str) -> None:
    with ledger.writing() as connection:
        connection.execute(text("UPDATE hashmatch_ledger SET version = 99"))
    with pytest.raises(NotALedgerError, match="made by a newer hashmatch"):
        Ledger.open(url)


def test_the_head_is_the_tree_over_all_entries(ledger: Ledger) -> None:
    for start in (0, 200, 255, 256, 257, 1100):  # across the borders of stored subtrees
        ledger.append((observed("a", hour) for hour in range(start)), recorded_at=NOW)
        with ledger.reading() as connection:
            assert head_of(connection) == verify(connection).checkpoint


def test_errors_of_the_database_are_ours(ledger: Ledger) -> None:
    with pytest.raises(LedgerError) as caught, ledger.writing() as connection:
        connection.execute(text("SELECT hash_of_a_victim FROM nowhere"))
    assert isinstance(caught.value.__cause__, DatabaseError)
