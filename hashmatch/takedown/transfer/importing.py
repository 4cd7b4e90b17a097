"""A file of events into a ledger: all or nothing, or all but the bad lines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from hashmatch.errors import BadEventError
from hashmatch.takedown.ledger import Ledger
from hashmatch.takedown.ledger.checkpoint import Checkpoint
from hashmatch.takedown.ledger.ledger import conflict_text
from hashmatch.takedown.transfer.chain import ChainReader
from hashmatch.takedown.transfer.reading import BATCH, ImportOptions, batches_of, drafts_of, events_of

OnBad = Callable[[BadEventError], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's events."""

    new: int
    known: int
    bad: int  # left out, with `on_bad`


def import_events(
    ledger: Ledger,
    stream: BinaryIO,
    how: ImportOptions,
    *,
    now: datetime,
    on_bad: OnBad | None = None,
    report: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Store the events of a file, in one transaction.

    Parameters
    ----------
    stream : BinaryIO
        Plain or gz.
    now : datetime
        When the ledger learns of them.
    on_bad : callable, optional
        Called with each bad line, which is then left out. Without it the first one ends the import.
    report : callable
        Called with the number of records read since the last call.

    Raises
    ------
    BadEventError
        At the first bad line, without `on_bad`; nothing is stored then.

    Examples
    --------
    >>> import io
    >>> from tempfile import TemporaryDirectory
    >>> from hashmatch.takedown import load_regimes, parse_time
    >>> lines = b'{"event": "observed", "item": "bee", "outcome": "absent", "at": "2026-11-04T09:40Z"}'
    >>> how = ImportOptions("looks.jsonl", as_csv=False, regimes=load_regimes())
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/ledger.db", create=True) as ledger:
    ...     import_events(ledger, io.BytesIO(lines), how, now=parse_time("2026-11-04T10:00Z"))
    Imported(new=1, known=0, bad=0)
    """
    bad = new = known = 0

    def refuse(error: BadEventError) -> None:
        nonlocal bad
        if on_bad is None:
            raise error
        on_bad(error)
        bad += 1

    with ledger.appending(now) as appender:
        for batch in drafts_of(stream, how):
            good = [(number, draft) for number, draft in batch if not isinstance(draft, BadEventError)]
            for _, error in batch:
                if isinstance(error, BadEventError):
                    refuse(error)
            added = appender.add_drafts([draft for _, draft in good])
            for index in added.conflicts:
                number, draft = good[index]
                refuse(BadEventError(how.name, number, "id", conflict_text(draft.id)))
            new, known = new + added.new, known + added.known
            report(len(batch))
    return Imported(new, known, bad)


def import_chain(
    ledger: Ledger,
    stream: BinaryIO,
    how: ImportOptions,
    *,
    now: datetime,
    expect: Checkpoint | None = None,
    report: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Store the events of an export whose chain is whole, in one transaction.

    An empty ledger takes over the chain as it is, so that heads deposited before stay good; any other stores the events
    that it does not know at its own end.

    Parameters
    ----------
    expect : Checkpoint, optional
        Of the exported ledger. Without it, a file that was cut off at the end is not noticed.

    Raises
    ------
    BadEventError
        At the first line that is bad or does not follow from the one before; nothing is stored then.
    BadProofError
        If the file does not go on from `expect`.
    """
    chain = ChainReader(expect)
    new = known = 0
    with ledger.appending(now) as appender:
        restores = appender.count == 0
        for batch in batches_of(events_of(stream, how), BATCH):
            entries = [chain.check(event, record, place) for place, event, record in batch]
            if restores:
                appender.restore(entries)
                new += len(entries)
            else:
                added = appender.add([event for _, event, _ in batch])
                for index in added.conflicts:
                    raise BadEventError(*batch[index][0], "id", conflict_text(batch[index][1].id))
                new, known = new + added.new, known + added.known
            report(len(batch))
        chain.close(how.name)
    return Imported(new, known, 0)
