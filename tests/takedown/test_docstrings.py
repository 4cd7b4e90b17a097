"""Examples in docstrings run and print what they say; what people use most has one."""

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

from hashmatch import takedown

MODULES = sorted(found.name for found in pkgutil.walk_packages(takedown.__path__, "hashmatch.takedown."))
MOST_USED = (
    takedown.Event,
    takedown.Ledger,
    takedown.parse_event,
    takedown.parse_time,
    takedown.load_regimes,
    takedown.pick,
    takedown.deadline,
    takedown.obligations,
    takedown.judge,
    takedown.summarize,
    takedown.draft_letter,
    takedown.import_events,
    takedown.check_proof,
    takedown.Checkpoint.parse,
    takedown.Duration.parse,
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # ledgers of examples are files
    done = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert done.failed == 0


@pytest.mark.parametrize("used", MOST_USED, ids=lambda used: used.__qualname__)
def test_what_is_used_most_has_an_example(used: object) -> None:
    assert ">>> " in (inspect.getdoc(used) or "")
