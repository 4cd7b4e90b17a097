"""Files as such, whatever they hold."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.text import shown


class UnreadableTextError(HashmatchError):
    """The text of a file cannot be read on; who knows what the file is raises an error of that."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}: {self.problem}"
