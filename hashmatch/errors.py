"""Every error that hashmatch raises on purpose, in one tree.

    HashmatchError
      BadEventError         a record that is no event
      BadHashError          text that is no hash
      BadProofError         a proof, checkpoint or time stamp that proves nothing
      LedgerError           a ledger that cannot be used
        DamagedLedgerError    an event that cannot be read or contradicts the chain
        EventConflictError    an id that stands for another content
        LedgerBusyError       others were writing for too long
        NoLedgerError         no ledger is there
        NotALedgerError       something else is there
      BadDurationError      text that is no duration
      BadHashError          text that is no hash
      BadRegimeError        a rule's data cannot be used
      BadTimeError          text that is no moment, or two
      DisabledRegimeError   a rule that may not be used yet
      MixedHashesError      hashes of different types do not compare
      NoticeError           a letter that cannot be written
      UnknownHashTypeError  no such hash type
      UnknownRegimeError    no such rule
      UnknownZoneError      no such time zone
      WrongMediaError       a hash type that cannot hash this

Each message names the file, row or field and says what to do. Arguments go to ``super().__init__`` unchanged, so that
an error survives the way back from a worker process (pickle rebuilds an exception from its ``args``).
"""

__all__ = [
    "BadDurationError",
    "BadEventError",
    "BadHashError",
    "BadProofError",
    "BadRegimeError",
    "BadTimeError",
    "DamagedLedgerError",
    "DisabledRegimeError",
    "EventConflictError",
    "HashmatchError",
    "LedgerBusyError",
    "LedgerError",
    "MixedHashesError",
    "NoLedgerError",
    "NotALedgerError",
    "NoticeError",
    "UnknownHashTypeError",
    "UnknownRegimeError",
    "UnknownZoneError",
    "WrongMediaError",
    "shown",
]


def shown(text: str) -> str:
    r"""Return `text` safe to print on one line: what could move a cursor, hide or reorder letters is escaped.

    File names and fields are written by others. Bytes of a name that are not UTF-8 (PEP 383) come out as ``\udcXX``.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


class HashmatchError(Exception):
    """Base of every error raised on purpose; anything else that escapes is a bug of ours."""


# --- hashing ---


class BadHashError(HashmatchError):
    """A text cannot be read as a hash."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{self.text!r} is no hash: {self.problem}"


class MixedHashesError(HashmatchError):
    """Two hashes have no distance, because they are not of one type and width."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left, self.right = left, right

    def __str__(self) -> str:
        return f"a {self.left} hash and a {self.right} hash do not compare; hash both media with the same type"


class UnknownHashTypeError(HashmatchError):
    """No hash type of this name is registered."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        return f"unknown hash type {self.name!r}; choose one of {', '.join(self.known)}"


class WrongMediaError(HashmatchError):
    """A hash type cannot be computed from what was given."""

    def __init__(self, name: str, hash_type: str, problem: str) -> None:
        super().__init__(name, hash_type, problem)
        self.name, self.hash_type, self.problem = name, hash_type, problem

    def __str__(self) -> str:
        return f"{shown(self.name)}, {self.hash_type}: {self.problem}"


# --- takedown: events and the ledger ---


class BadEventError(HashmatchError):
    """A record cannot be read as an event; `line` is None where there are no lines."""

    def __init__(self, file: str, line: int | None, field: str, problem: str) -> None:
        super().__init__(file, line, field, problem)
        self.file, self.line, self.field, self.problem = file, line, field, problem

    def __str__(self) -> str:
        place = shown(self.file) if self.line is None else f"{shown(self.file)}, line {self.line}"
        return f"{place}, {shown(self.field)}: {shown(self.problem)}"


class LedgerError(HashmatchError):
    """A ledger cannot be used; `ledger` names it, without its password."""

    def __init__(self, ledger: str, problem: str) -> None:
        super().__init__(ledger, problem)
        self.ledger, self.problem = ledger, problem

    def __str__(self) -> str:
        return f"{self.ledger}: {self.problem}"


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


# --- takedown: times and regimes ---


class BadTimeError(HashmatchError):
    """A text cannot be read as one moment."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{self.text!r} is no moment: {self.problem}"


class UnknownZoneError(HashmatchError):
    """No time zone of this name is known."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"unknown time zone {self.name!r}; write an IANA name, such as Europe/Berlin"


class BadDurationError(HashmatchError):
    """A text cannot be read as a duration."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{self.text!r} is no duration: {self.problem}"


class BadRegimeError(HashmatchError):
    """A file of regimes, or a regime or field in it, cannot be used; what is not meant is empty."""

    def __init__(self, file: str, regime: str, field: str, problem: str) -> None:
        super().__init__(file, regime, field, problem)
        self.file, self.regime, self.field, self.problem = file, regime, field, problem

    def __str__(self) -> str:
        place = ", ".join(shown(part) for part in (self.file, self.regime, self.field) if part)
        return f"{place}: {self.problem}"


class UnknownRegimeError(HashmatchError):
    """No regime or family of regimes has this id."""

    def __init__(self, name: str, close: tuple[str, ...]) -> None:
        super().__init__(name, close)
        self.name, self.close = name, close

    def __str__(self) -> str:
        meant = f"did you mean {' or '.join(self.close)}? " if self.close else ""
        return f"unknown regime {self.name!r}; {meant}'hashmatch regimes list' shows all"


class DisabledRegimeError(HashmatchError):
    """A regime may not be used, because it is not certain or not in force."""

    def __init__(self, regime: str, reason: str) -> None:
        super().__init__(regime, reason)
        self.regime, self.reason = regime, reason

    def __str__(self) -> str:
        return (
            f"{self.regime} is disabled: {self.reason}; once a lawyer has confirmed the rule, put a copy of it into a "
            "folder of your own, under a new id and with enabled = true"
        )


# --- takedown: notices ---


class NoticeError(HashmatchError):
    """A letter cannot be written; `subject` is the item, part or rule in the way."""

    def __init__(self, subject: str, problem: str) -> None:
        super().__init__(subject, problem)
        self.subject, self.problem = subject, problem

    def __str__(self) -> str:
        return f"{shown(self.subject)}: {shown(self.problem)}"
