"""Hashes and their types."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.text import quoted, shown


class BadHashError(HashmatchError):
    """A text cannot be read as a hash."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{quoted(self.text)} is no hash: {self.problem}"


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
        return f"unknown hash type {quoted(self.name)}; choose one of {', '.join(self.known)}"


class WrongMediaError(HashmatchError):
    """A hash type cannot be computed from what was given."""

    def __init__(self, name: str, hash_type: str, problem: str) -> None:
        super().__init__(name, hash_type, problem)
        self.name, self.hash_type, self.problem = name, hash_type, problem

    def __str__(self) -> str:
        return f"{shown(self.name)}, {self.hash_type}: {self.problem}"
