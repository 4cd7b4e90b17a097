"""The tables, what guards them, and the steps from one version to the next; LEDGER.md says what each column means."""

from itertools import product

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
)

from hashmatch.errors import NotALedgerError

metadata = MetaData()
_seq = BigInteger().with_variant(Integer, "sqlite")  # INTEGER PRIMARY KEY is SQLite's own row number

events = Table(
    "events",
    metadata,
    Column("seq", _seq, primary_key=True, autoincrement=False),
    Column("key", BigInteger, nullable=False),
    Column("item", Text),
    Column("notice", Text),
    Column("place", BigInteger),
    Column("entry", Text, nullable=False),
)
Index("events_key", events.c.key)
for _column in (events.c.item, events.c.notice, events.c.place):
    given = _column.is_not(None)
    Index(f"events_{_column.name}", _column, sqlite_where=given, postgresql_where=given)

named = Table(  # the items of a list, which the chain holds as digests
    "named",
    metadata,
    Column("seq", BigInteger, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("item", Text, nullable=False, index=True),
    Column("salt", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

private = Table(  # free text and evidence; an erasure empties both columns
    "private",
    metadata,
    Column("seq", _seq, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary),
    Column("body", Text),
)

subtrees = Table(  # roots over 256 entries each, so that the head and proofs need not hash everything again
    "subtrees",
    metadata,
    Column("number", _seq, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
)

state = Table(  # one row
    "state",
    metadata,
    Column("count", BigInteger, nullable=False),
    Column("last", Text, nullable=False),
)

obligations = Table(  # folded from events, see obligations.py
    "obligations",
    metadata,
    Column("item", Text, primary_key=True),
    Column("notice", Text, primary_key=True, index=True),
    Column("platform", Text, nullable=False),
    Column("regime", Text, nullable=False),
    Column("due", BigInteger, index=True),
    Column("due_if_valid", BigInteger, index=True),
    Column("facts", Text, nullable=False),
)

folding = Table(  # one row: up to which event, and under which rules
    "folding",
    metadata,
    Column("count", BigInteger, nullable=False),
    Column("rules", Text, nullable=False),
)

schema_version = Table("hashmatch_ledger", metadata, Column("version", Integer, nullable=False))


def _create(connection: Connection) -> None:
    from hashmatch.takedown.ledger.entry import GENESIS

    metadata.create_all(connection)
    connection.execute(state.insert(), {"count": 0, "last": GENESIS})
    connection.execute(folding.insert(), {"count": 0, "rules": ""})
    connection.execute(schema_version.insert(), {"version": 0})
    guards = _sqlite_guards() if connection.dialect.name == "sqlite" else _postgres_guards()
    for statement in guards:
        connection.execute(text(statement))


REFUSED = "the ledger is append-only"
NOT_AN_ERASURE = "NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL OR NEW.body IS NOT NULL"


def _sqlite_guards() -> list[str]:
    refused = [*product(("events", "named"), ("UPDATE", "DELETE")), ("private", "DELETE")]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    statements = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}" for table, verb in refused
    ]
    statements.append(f"CREATE TRIGGER private_only_erased BEFORE UPDATE ON private WHEN {NOT_AN_ERASURE} {refuse}")
    # REPLACE deletes the row in its way without a word to the triggers against DELETE.
    for table, columns in (("events", ("seq",)), ("named", ("seq", "position")), ("private", ("seq",))):
        there = " AND ".join(f"{column} = NEW.{column}" for column in columns)
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {there})"  # noqa: S608 - our own names
        statements.append(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}")
    return statements


def _postgres_guards() -> list[str]:
    function = "CREATE FUNCTION hashmatch_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    statements = [f"{function} $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"]
    run = "EXECUTE FUNCTION hashmatch_append_only()"
    for table, verbs in (("events", "UPDATE OR DELETE"), ("named", "UPDATE OR DELETE"), ("private", "DELETE")):
        statements += [
            f"CREATE TRIGGER {table}_append_only BEFORE {verbs} ON {table} FOR EACH ROW {run}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {run}",
        ]
    when = f"FOR EACH ROW WHEN ({NOT_AN_ERASURE})"
    statements.append(f"CREATE TRIGGER private_only_erased BEFORE UPDATE ON private {when} {run}")
    return statements


MIGRATIONS = (_create,)
"""Step n leads from version n to n + 1. A released step is never edited: once there is a second, the first has its
statements written out instead of following the tables above."""

VERSION = len(MIGRATIONS)


def version_of(connection: Connection) -> int:
    """Return the version of the tables found, 0 in an empty database.

    Raises
    ------
    NotALedgerError
        If the database holds other tables but no ledger.
    """
    names = set(inspect(connection).get_table_names())
    if schema_version.name in names:
        version: int = connection.execute(select(schema_version.c.version)).scalar_one()
        return version
    if {"events", "private", "state"} & names or (names and connection.dialect.name == "sqlite"):
        raise NotALedgerError(_name(connection), "other tables are here; name a ledger or an empty database")
    return 0


def migrate(connection: Connection) -> None:
    """Bring the tables to `VERSION`, in the transaction of `connection`, which must hold the writers' lock."""
    found = version_of(connection)
    if found > VERSION:
        raise NotALedgerError(
            _name(connection), f"made by a newer hashmatch (format {found}, known {VERSION}); upgrade"
        )
    for step in MIGRATIONS[found:]:
        step(connection)
    if found < VERSION:
        connection.execute(schema_version.update(), {"version": VERSION})


def _name(connection: Connection) -> str:
    return connection.engine.url.render_as_string(hide_password=True)
