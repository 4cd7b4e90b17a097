"""Costs are measured on demand, kept, and never trusted blindly. That no cost changes an answer is in test_exact.py."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from hashmatch.index import HammingIndex, calibrate
from hashmatch.index.calibration import kept, usual_tuning
from hashmatch.index.plan import Tuning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache_of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _name: tmp_path)
    usual_tuning.cache_clear()
    yield
    usual_tuning.cache_clear()


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `calibrate` writes on this machine."""
    path = tmp_path_factory.mktemp("costs") / "costs.json"
    calibrate(path)
    written: dict[str, Any] = json.loads(path.read_bytes())
    return written


def test_what_was_measured_is_what_later_indexes_plan_with() -> None:
    assert asdict(usual_tuning()) == asdict(Tuning())  # nothing measured yet
    tuning = calibrate()
    assert asdict(usual_tuning()) == asdict(tuning)
    assert HammingIndex(64)._layout.tuning is usual_tuning()
    assert min(tuning.probe, tuning.candidate, tuning.scanned_word, tuning.call) > 0


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="an empty file"),
        pytest.param(lambda _: b"\xff\xfe", id="no text"),
        pytest.param(lambda _: b"[]", id="another kind of JSON"),
        pytest.param(lambda text: text[: len(text) // 2], id="cut"),
        pytest.param(lambda text: text.replace(b'"version": 1', b'"version": 2'), id="a later version"),
        pytest.param(lambda text: text.replace(b'"machine": [', b'"machine": ["another", '), id="another machine"),
        pytest.param(lambda text: text.replace(b'"probe": ', b'"probe": -'), id="a negative cost"),
        pytest.param(lambda text: text.replace(b'"probe": ', b'"probe": "x", "was": '), id="a cost that is no number"),
        pytest.param(lambda text: text.replace(b'"call": ', b'"other": '), id="a cost that is missing"),
    ],
)
def test_what_cannot_be_relied_on_is_passed_over(
    damage: Callable[[bytes], bytes], measured: dict[str, Any], tmp_path: Path
) -> None:
    text = json.dumps(measured).encode()
    path = tmp_path / "index-costs.json"
    path.write_bytes(text)
    assert kept(path) is not None
    damaged = damage(text)
    assert damaged != text
    path.write_bytes(damaged)
    assert kept(path) is None
    assert asdict(usual_tuning()) == asdict(Tuning())


def test_nothing_kept(tmp_path: Path) -> None:
    assert kept(tmp_path / "missing.json") is None
