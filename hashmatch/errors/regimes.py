"""Rules, times and durations."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.text import quoted, shown


class BadTimeError(HashmatchError):
    """A text cannot be read as one moment."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{quoted(self.text)} is no moment: {self.problem}"


class UnknownZoneError(HashmatchError):
    """No time zone of this name is known."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"unknown time zone {quoted(self.name)}; write an IANA name, such as Europe/Berlin"


class BadDurationError(HashmatchError):
    """A text cannot be read as a duration."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{quoted(self.text)} is no duration: {self.problem}"


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
        return f"unknown regime {quoted(self.name)}; {meant}'hashmatch regimes list' shows all"


class DisabledRegimeError(HashmatchError):
    """A regime may not be used, because it is not certain or not in force."""

    def __init__(self, regime: str, reason: str) -> None:
        super().__init__(regime, reason)
        self.regime, self.reason = regime, reason

    def __str__(self) -> str:
        return (
            f"{shown(self.regime)} is disabled: {self.reason}; once a lawyer has confirmed the rule, put a copy of it "
            "into a folder of your own, under a new id and with enabled = true"
        )
