"""Searches are tested with numpy; test_accelerate.py says that machine code agrees."""

from __future__ import annotations

import pytest

from hashmatch.index import accelerate


@pytest.fixture(autouse=True)
def plain_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the machine code would be fetched somewhere in the middle of the run."""
    monkeypatch.setenv(accelerate.SWITCH, "1")
    accelerate.unload()
