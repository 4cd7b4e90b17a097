"""Reaching a ledger: SQLite in a file that only its owner reads, or PostgreSQL by URL; one writer at a time on both."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from hashmatch.errors import LedgerBusyError, LedgerError, NoLedgerError, NotALedgerError

WAIT_SECONDS = 600  # an import of millions of events is one transaction, and others wait for it
VACUUM_SECONDS = 5
WRITERS_LOCK = 0x68617368_6D617463  # PostgreSQL's advisory lock that serialises writers: "hashmatc"


def engine_for(url: str, *, create: bool) -> Engine:
    """Return an engine for a URL or a bare path; with `create`, a missing SQLite file is made.

    Raises
    ------
    NoLedgerError
        If the file is not there and `create` is false: a mistyped path must not look like an empty ledger.
    LedgerError
        If the URL is neither SQLite's nor PostgreSQL's.
    """
    parsed = _parsed(url)
    # hide_parameters: values hold hashes and locations, which must not reach a log.
    if parsed.get_backend_name() == "sqlite":
        _prepare_file(Path(str(parsed.database)), create=create)
        engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), hide_parameters=True)
    except ModuleNotFoundError as error:
        raise LedgerError(_shown(parsed), "needs psycopg: pip install 'hashmatch[postgres]'") from error
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _parsed(url: str) -> URL:
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        backend = ""
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        return parsed
    # The URL itself may hold a password, so it is not repeated.
    raise LedgerError("the ledger's URL", "write sqlite:///file.db, a bare path, or postgresql://...")


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _prepare_file(path: Path, *, create: bool) -> None:
    """Make the file readable by its owner only; SQLite gives its -wal and -shm files the same mode."""
    try:
        if create:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        status = path.stat()
    except FileNotFoundError:
        raise NoLedgerError(str(path), "no ledger is here; correct the path, or make one by import or report") from None
    except OSError as error:
        raise LedgerError(str(path), error.strerror or str(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise NotALedgerError(str(path), "this is no file; name a ledger")
    if status.st_mode & 0o077 and status.st_uid == os.geteuid():
        path.chmod(0o600)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin below, not where the driver thinks best
    for setting in (
        "journal_mode = WAL",  # readers go on while one writes
        "synchronous = FULL",  # what was acknowledged survives a power cut
        "secure_delete = ON",  # erased words leave the file, not only the table
        "foreign_keys = ON",
        "cache_size = -131072",  # 128 MiB: the indexes of a large import
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the writers' lock at once; upgrading later fails without waiting when another wrote meanwhile.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _is_writer(connection) else "BEGIN")


def _begin_postgres(connection: Connection) -> None:
    if _is_writer(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
    else:
        # One snapshot for all queries of a reader, as SQLite gives it.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _is_writer(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("hashmatch_writer"))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Hold the one writers' lock in a transaction; commit at the end, or leave no trace after an error."""
    with _translated(engine), engine.connect() as idle:
        connection = idle.execution_options(hashmatch_writer=True)
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read from one snapshot, whatever is written meanwhile."""
    with _translated(engine), engine.connect() as connection, connection.begin():
        yield connection


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns, by the driver's own way: SQLAlchemy's takes as long again."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
        return
    statement = table.insert().compile(dialect=connection.dialect, column_keys=list(rows[0]))
    in_order = itemgetter(*statement.positiontup or ())
    connection.exec_driver_sql(str(statement), list(map(in_order, rows)))


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    driver = connection.dialect.loaded_dbapi
    statement = f"COPY {table.name} ({', '.join(rows[0])}) FROM STDIN"
    try:
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))
    except driver.Error as error:  # SQLAlchemy, which would translate it, does not see a COPY
        raise LedgerError(_shown(connection.engine.url), str(error).partition("\n")[0]) from error


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    """Turn the database's errors into ours at the border."""
    try:
        yield
    except OperationalError as error:
        if _is_busy(error):
            problem = f"others were writing for {WAIT_SECONDS} seconds; try again later"
            raise LedgerBusyError(_shown(engine.url), problem) from error
        raise LedgerError(_shown(engine.url), _first_line(error)) from error
    except DatabaseError as error:
        if "not a database" in str(error.orig):
            raise NotALedgerError(_shown(engine.url), "this is no SQLite file; name a ledger") from error
        raise LedgerError(_shown(engine.url), _first_line(error)) from error


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).strip().partition("\n")[0]  # PostgreSQL adds the row, which may hold hashes


def _is_busy(error: OperationalError) -> bool:
    # SQLite says it in words only; PostgreSQL by SQLSTATE 55P03, lock_not_available.
    return "locked" in str(error.orig) or getattr(error.orig, "sqlstate", None) == "55P03"


def vacuum_private(engine: Engine) -> None:
    """Make erased words leave the database's own files as far as the engine can."""
    with _translated(engine), engine.connect() as connection:
        autocommit = connection.execution_options(isolation_level="AUTOCOMMIT")
        if engine.dialect.name == "sqlite":
            # The log holds the words until no reader needs it: then this, or the next one, empties it.
            autocommit.execute(text(f"PRAGMA busy_timeout = {VACUUM_SECONDS * 1000}"))
            autocommit.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            autocommit.execute(text(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}"))
        else:
            autocommit.execute(text("VACUUM private"))
