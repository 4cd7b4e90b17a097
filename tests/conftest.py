"""What every test may ask for: the photographs of the fixtures, and a folder as a platform would serve it."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from fixtures import copies

# Rules and the ledger of whoever runs the tests decide nothing here: set before test modules load regimes, and handed
# on to the processes that tests start.
os.environ["XDG_CONFIG_HOME"] = str(Path(__file__).parent / "no-configuration")
os.environ.pop("HASHMATCH_LEDGER", None)

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("hashmatch", deadline=None)
settings.load_profile("hashmatch")


@pytest.fixture(scope="session")
def reported() -> list[Path]:
    """The twelve photographs that play the part of reported media."""
    return copies.photos(reported=True)


@pytest.fixture(scope="session")
def others() -> list[Path]:
    """The twelve photographs that nobody reported: none may ever match."""
    return copies.photos(reported=False)


@pytest.fixture(scope="session")
def photos(reported: list[Path], others: list[Path]) -> list[Path]:
    """All photographs, in the order of their names."""
    return sorted([*reported, *others])


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of altered copies, unreported photographs and two files that are no pictures; never write to it."""
    folder = tmp_path_factory.mktemp("served")
    copies.serve(folder)
    return folder
