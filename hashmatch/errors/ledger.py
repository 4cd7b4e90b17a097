"""Events, the ledger and what is made of it."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.text import shown


class EventError(HashmatchError):
    """An event cannot be made: a field is missing, is not one of its kind's, or has a value that it cannot have."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem

    def __str__(self) -> str:
        return f"event, {shown(self.field)}: {shown(self.problem)}"


class BadEventError(EventError):
    """A record cannot be read as an event; `line` is None where there are no lines."""

    def __init__(self, file: str, line: int | None, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.args = (file, line, field, problem)  # what pickle rebuilds the error from
        self.file, self.line = file, line

    def __str__(self) -> str:
        place = shown(self.file) if self.line is None else f"{shown(self.file)}, line {self.line}"
        return f"{place}, {shown(self.field)}: {shown(self.problem)}"


class LedgerError(HashmatchError):
    """A ledger cannot be used; `ledger` names it, without its password."""

    def __init__(self, ledger: str, problem: str) -> None:
        super().__init__(ledger, problem)
        self.ledger, self.problem = ledger, problem

    def __str__(self) -> str:
        return f"{shown(self.ledger)}: {self.problem}"


class NoLedgerError(LedgerError):
    """No ledger is there, and none was to be made."""


class NotALedgerError(LedgerError):
    """The file or database holds something else, or tables of a newer version."""


class LedgerBusyError(LedgerError):
    """Others were writing for longer than one waits."""


class DamagedLedgerError(LedgerError):
    """A stored event cannot be read, or contradicts the chain."""


class EventConflictError(LedgerError):
    """An id stands for another content in the ledger."""


class BadProofError(HashmatchError):
    """A proof, checkpoint or time stamp does not prove what it should."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name, self.problem = name, problem

    def __str__(self) -> str:
        return f"{shown(self.name)}: {self.problem}"


class NoticeError(HashmatchError):
    """A letter cannot be written; `subject` is the item, part or rule in the way."""

    def __init__(self, subject: str, problem: str) -> None:
        super().__init__(subject, problem)
        self.subject, self.problem = subject, problem

    def __str__(self) -> str:
        return f"{shown(self.subject)}: {shown(self.problem)}"
