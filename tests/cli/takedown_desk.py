"""A desk that works on one ledger through the command line."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from hashmatch.cli import main

NOW = "2026-11-04T00:00:00Z"
PDQ = "pdq:" + "f0" * 32


class Desk:
    """Runs `hashmatch takedown` commands on its own ledger, at a moment that the test chooses."""

    def __init__(self, folder: Path) -> None:
        self.ledger = folder / "ledger.db"

    def try_(self, *words: str, now: str = NOW) -> Result:
        """Run a command, whatever comes of it."""
        return CliRunner().invoke(main, ["takedown", *words, "--ledger", str(self.ledger), "--now", now])

    def run(self, *words: str, now: str = NOW) -> str:
        """Run a command that must succeed; return its standard output."""
        result = self.try_(*words, now=now)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def refused(self, *words: str, now: str = NOW) -> str:
        """Run a command that must fail cleanly; return what it says."""
        result = self.try_(*words, now=now)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "internal error" not in result.stderr
        return result.stderr

    def rows(self, *words: str, now: str = NOW) -> list[dict[str, Any]]:
        """Run a command that writes JSON Lines."""
        return [json.loads(line) for line in self.run(*words, "--format", "jsonl", now=now).splitlines()]

    def story(self) -> None:
        """Fill the ledger: one item, a notice under two rules at 12:30, looks at 13:20 and 13:50."""
        self.run(
            *("report", "item-1", "--platform", "host.example", "--location", "https://host.example/1.jpg"),
            *("--hash", PDQ, "--at", "2026-11-03T12:00:00Z"),
        )
        for notice, regime in (("N-us", "us-tida-2025"), ("N-eu", "eu-tco-2021-784")):
            self.run(
                *("notice", "record", notice, "item-1", "--regime", regime, "--platform", "host.example"),
                *("--at", "2026-11-03T12:30:00Z"),
            )
        self.run("observe", "item-1", "present", "--at", "2026-11-03T13:20:00Z")
        self.run("observe", "item-1", "absent", "--at", "2026-11-03T13:50:00Z", "--evidence", "status=404")
