"""The index: codes, ids, and its files."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.text import shown


class WidthError(HashmatchError):
    """Codes are not of the width that the index holds."""

    def __init__(self, got: str, expected: str) -> None:
        super().__init__(got, expected)
        self.got, self.expected = got, expected

    def __str__(self) -> str:
        return f"{self.got} cannot be codes: {self.expected}"


class BadQueryError(HashmatchError):
    """A search asks for something that cannot be, such as a negative radius."""

    def __init__(self, name: str, value: int, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name, self.value, self.expected = name, value, expected

    def __str__(self) -> str:
        return f"{self.name} {self.value}: expected {self.expected}"


class BadIdError(HashmatchError):
    """Ids of an index are not one whole number from 0 to 2**64 - 1 for each code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.problem}: expected one whole number from 0 to 2**64 - 1 for each code"


class DuplicateIdError(HashmatchError):
    """An id is given twice, or the index holds it already."""

    def __init__(self, id: int) -> None:  # noqa: A002  it is what the whole field calls it
        super().__init__(id)
        self.id = id

    def __str__(self) -> str:
        return f"id {self.id} is in use; remove it first, or choose another"


class DamagedIndexError(HashmatchError):
    """A file of an index is missing or is not what was written."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}: {self.problem}; restore the folder from a copy, or build the index again"


class ForeignIndexError(HashmatchError):
    """A folder holds no index, or one that this version or this machine does not read."""

    def __init__(self, folder: str, problem: str) -> None:
        super().__init__(folder, problem)
        self.folder, self.problem = folder, problem

    def __str__(self) -> str:
        return f"{shown(self.folder)}: {self.problem}"


class IndexLockedError(HashmatchError):
    """Another program is saving an index in the same folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{shown(self.folder)}: somebody else is saving this index; try again when they are done"


class IndexChangedError(HashmatchError):
    """Another program saved the folder since this index was opened, so that saving would undo its work."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{shown(self.folder)}: holds a version this index does not come from; open it again, or save elsewhere"
