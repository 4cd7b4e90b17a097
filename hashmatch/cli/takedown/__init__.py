"""`hashmatch takedown`: what was reported, notified and seen, and what it proves.

shared.py    --ledger, --now, --regimes: what every command takes
transfer.py  import, export, rebuild
store.py     one event from a command's options into the ledger
record.py    report, observe, record
notice.py    notice draft, notice record
judging.py   --accept-claims, --treat-as-valid: how verdicts are taken
status.py    status, due
show.py      show
summary.py   summary
"""

import click

from hashmatch.cli.lazy import Lazy, LazyGroup

__all__ = ["takedown"]

COMMANDS = {
    "report": Lazy("hashmatch.cli.takedown.record:report", "Record that an item was reported."),
    "notice": Lazy("hashmatch.cli.takedown.notice:notice", "Record a notice, or draft one."),
    "observe": Lazy("hashmatch.cli.takedown.record:observe", "Record a look at an item."),
    "record": Lazy("hashmatch.cli.takedown.record:record", "Record anything else that happened."),
    "import": Lazy("hashmatch.cli.takedown.transfer:import_", "Read events from a file, all or nothing."),
    "export": Lazy("hashmatch.cli.takedown.transfer:export", "Write all events to a file that import takes."),
    "status": Lazy("hashmatch.cli.takedown.status:status", "Show obligations and their verdicts."),
    "due": Lazy("hashmatch.cli.takedown.status:due", "Show what expires next."),
    "show": Lazy("hashmatch.cli.takedown.show:show", "Tell the whole story of one item."),
    "summary": Lazy("hashmatch.cli.takedown.summary:summary", "Count verdicts by platform, regime or week."),
    "rebuild": Lazy("hashmatch.cli.takedown.transfer:rebuild", "Fold the state from the events again, or compare."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def takedown() -> None:
    """Track notices against their deadlines, and prove the outcome."""
