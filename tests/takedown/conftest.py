"""What tests of the takedown tower may ask for: an empty ledger on each engine."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from hashmatch.takedown.ledger import Ledger

POSTGRES = os.environ.get("HASHMATCH_TEST_POSTGRES")
NewUrl = Callable[[], str]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Makes URLs of ledgers that do not exist yet, on either engine."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"
        return
    if not POSTGRES:
        pytest.skip("no PostgreSQL here: name one in HASHMATCH_TEST_POSTGRES")
    schemas: list[str] = []
    engine = create_engine(make_url(POSTGRES).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")

    def url() -> str:
        schemas.append(f"ledger_{uuid.uuid4().hex}")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {schemas[-1]}"))
        own = make_url(str(POSTGRES)).update_query_dict({"options": f"-csearch_path={schemas[-1]}"})
        return own.render_as_string(hide_password=False)

    yield url
    with engine.connect() as connection:
        for schema in schemas:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def url(new_url: NewUrl) -> str:
    """The URL of a ledger that does not exist yet, on either engine."""
    return new_url()


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An empty ledger, on either engine."""
    with Ledger.open(url, create=True) as opened:
        yield opened


@pytest.fixture
def sqlite_ledger(sqlite_url: str) -> Iterator[Ledger]:
    """An empty ledger in a file, for what does not depend on the engine."""
    with Ledger.open(sqlite_url, create=True) as opened:
        yield opened
