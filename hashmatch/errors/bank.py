"""Hash lists: reading and writing them."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.text import quoted, shown


class BadListError(HashmatchError):
    """A hash list as a whole cannot be read."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}: {self.problem}"


class BadRowError(HashmatchError):
    """A row of a hash list cannot be read."""

    def __init__(self, file: str, line: int, field: str, problem: str) -> None:
        super().__init__(file, line, field, problem)
        self.file, self.line, self.field, self.problem = file, line, field, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}, line {self.line}, {self.field}: {self.problem}; correct the row or skip bad rows"


class UnwritableEntryError(HashmatchError):
    """An entry cannot be written into a hash list without losing something."""

    def __init__(self, reference: str, problem: str) -> None:
        super().__init__(reference, problem)
        self.reference, self.problem = reference, problem

    def __str__(self) -> str:
        return f"entry {quoted(self.reference)} cannot be written: {self.problem}"
