"""The matcher and the scan."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.media import LimitError, MediaError
from hashmatch.errors.text import quoted, shown


class BadRadiusError(HashmatchError):
    """A radius that no search by these hash types can have."""

    def __init__(self, radius: int, problem: str) -> None:
        super().__init__(radius, problem)
        self.radius, self.problem = radius, problem

    def __str__(self) -> str:
        return f"radius {self.radius}: {self.problem}"


class BadSettingError(HashmatchError):
    """A setting of a matcher that means nothing."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name, self.value, self.expected = name, value, expected

    def __str__(self) -> str:
        return f"{self.name}: {quoted(str(self.value))} means nothing here; use {self.expected}"


class UndecidedError(HashmatchError):
    """A medium was only half asked: no answer may be given yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{shown(self.name)}: not decided yet; hash it as `wanted` says and `tell` the inquiry until it is None"


class WrongAnswerError(HashmatchError):
    """An inquiry was told something else than the answer to what it wants."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name, self.problem = name, problem

    def __str__(self) -> str:
        return f"{shown(self.name)}: {self.problem}; hash the medium as `wanted` says, and tell the whole answer"


class EmptyListError(HashmatchError):
    """A hash list has no entries, so that everything would pass as clean."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file

    def __str__(self) -> str:
        return f"{shown(self.file)}: no entries; nothing could ever match"


class NothingToMatchError(HashmatchError):
    """Entries have no hash of a type to search by."""

    def __init__(self, present: tuple[str, ...], wanted: tuple[str, ...] | None) -> None:
        super().__init__(present, wanted)
        self.present, self.wanted = present, wanted

    def __str__(self) -> str:
        asked = "a type to search by" if self.wanted is None else " or ".join(self.wanted)
        return f"no entry has a hash of {asked}: they have {', '.join(self.present)} only; choose one of these"


class DecoderCrashError(MediaError):
    """The process that examined a file died of it."""

    def __init__(self, name: str, how: str) -> None:
        MediaError.__init__(self, name, f"its decoder crashed ({how})")
        self.args = (name, how)  # pickle rebuilds an error from its args


class TooSlowError(LimitError):
    """A file took longer than it may."""

    def __init__(self, name: str, seconds: float) -> None:
        MediaError.__init__(self, name, f"took longer than {seconds:g} seconds")
        self.args = (name, seconds)


class JournalError(HashmatchError):
    """The file named as a scan's journal cannot be used as one."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}: {self.problem}"


class WorkersDiedError(HashmatchError):
    """No worker process stays alive, whatever the file."""

    def __str__(self) -> str:
        return (
            "the worker processes die before they begin; "
            "in a script, scan below 'if __name__ == \"__main__\":', for they import it too"
        )
