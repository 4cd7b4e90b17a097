"""What a person sees while a command works."""

import io
import sys

import pytest

from hashmatch.cli.progress import progress


class Terminal(io.StringIO):
    """Takes what is drawn, and calls itself a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, *, of_bytes: bool) -> str:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress("{task.completed} events", of_bytes=of_bytes) as bar:
        bar.add_task("", total=4_000_000, completed=1_000_000)
    return terminal.getvalue()


def test_events_are_counted_as_events(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1000000 events" in drawn(monkeypatch, of_bytes=False)
    assert "MB" not in drawn(monkeypatch, of_bytes=False)


def test_bytes_are_counted_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1.0/4.0 MB" in drawn(monkeypatch, of_bytes=True)


def test_nothing_is_drawn_for_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with progress("{task.completed} events") as bar:
        bar.add_task("", total=1)
    assert pipe.getvalue() == ""
