"""`hashmatch takedown`: what was reported, notified and seen goes in; deadlines and verdicts come out.

options.py      what the commands share: --ledger, --now, --regimes, and how to judge
store.py        one event from a command's options into the ledger
rows.py         the fields of `status` and `due`
report.py, notice.py, observe.py, record.py    write an event
status.py, due.py, show.py, summary.py         judge obligations
"""

import click

from hashmatch.cli.lazy import Lazy, LazyGroup

COMMANDS = {
    "report": Lazy("hashmatch.cli.takedown.report:report", "Record that an item was reported."),
    "notice": Lazy("hashmatch.cli.takedown.notice:notice", "Write a notice, or record that one was given."),
    "record": Lazy("hashmatch.cli.takedown.record:record", "Record an answer, a claim or a note."),
    "observe": Lazy("hashmatch.cli.takedown.observe:observe", "Record what a look at an item found."),
    "status": Lazy("hashmatch.cli.takedown.status:status", "Judge obligations, one a line."),
    "due": Lazy("hashmatch.cli.takedown.due:due", "Say what expires next."),
    "show": Lazy("hashmatch.cli.takedown.show:show", "Tell the whole story of one item."),
    "summary": Lazy("hashmatch.cli.takedown.summary:summary", "Count verdicts by platform, regime or week."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def takedown() -> None:
    """Track items against the deadlines that platforms have, and prove the outcome."""
