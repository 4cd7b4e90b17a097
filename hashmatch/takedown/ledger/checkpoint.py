"""The head of a ledger, to deposit where the ledger's keeper cannot reach: how many events, and the root over them."""

import re
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, select

from hashmatch.errors import BadProofError, DamagedLedgerError
from hashmatch.takedown.ledger.merkle import LEVEL, SPAN, Frontier, leaf_hash, subtree_root
from hashmatch.takedown.ledger.read import count_of
from hashmatch.takedown.ledger.schema import events, subtrees


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A count of events and the RFC 6962 root over them, written ``COUNT:HEAD``."""

    count: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``COUNT:HEAD``; ``Checkpoint.parse(str(c)) == c``.

        Raises
        ------
        BadProofError
            If `text` is no checkpoint.

        Examples
        --------
        >>> Checkpoint.parse("7:" + "0" * 64).count
        7
        """
        match = re.fullmatch(r"(0|[1-9][0-9]{0,17}):([0-9a-fA-F]{64})", text.strip())
        if match is None:
            raise BadProofError(repr(text), "write COUNT:HEAD, as 'hashmatch audit head' prints it")
        return cls(int(match[1]), bytes.fromhex(match[2]))

    def __str__(self) -> str:
        return f"{self.count}:{self.root.hex()}"


class Tree:
    """The Merkle tree over the first `size` entries, from stored roots of whole spans and the entries themselves."""

    def __init__(self, connection: Connection, size: int | None = None) -> None:
        self._connection = connection
        self.size = count_of(connection) if size is None else size
        roots = select(subtrees.c.root).where(subtrees.c.number < self.size // SPAN).order_by(subtrees.c.number)
        self._spans: list[bytes] = list(connection.execute(roots).scalars())
        if len(self._spans) != self.size // SPAN:
            raise DamagedLedgerError("subtrees", "roots are missing; run 'hashmatch audit verify'")
        self._known: dict[tuple[int, int], bytes] = {}

    def root(self) -> bytes:
        """Return the root over all entries."""
        return self.root_of(0, self.size)

    def root_of(self, start: int, stop: int) -> bytes:
        """Return the root over some entries; `start` is where a subtree begins, as in every audit path."""
        if (start, stop) not in self._known:
            self._known[start, stop] = self._computed(start, stop)
        return self._known[start, stop]

    def _computed(self, start: int, stop: int) -> bytes:
        if stop - start < SPAN:
            return subtree_root(self.leaves(start, stop))
        frontier = Frontier()
        for number in range(start // SPAN, stop // SPAN):
            frontier.add(self._spans[number], LEVEL)
        for leaf in self.leaves(stop - stop % SPAN, stop):
            frontier.add(leaf)
        return frontier.root()

    def leaves(self, start: int, stop: int) -> list[bytes]:
        """Return the leaf hashes of these entries."""
        if start == stop:
            return []
        query = select(events.c.entry).where(events.c.seq.between(start, stop - 1)).order_by(events.c.seq)
        found = [leaf_hash(entry.encode()) for entry in self._connection.execute(query).scalars()]
        if len(found) != stop - start:
            raise DamagedLedgerError("events", "events are missing; run 'hashmatch audit verify'")
        return found


def confirmed(connection: Connection, expect: Checkpoint) -> Checkpoint:
    """Return `expect` if the ledger goes on from it.

    Raises
    ------
    BadProofError
        If the ledger is shorter, or its first events are others.
    """
    if expect.count > count_of(connection):
        raise BadProofError(str(expect), "the ledger has fewer events: it was cut off or rolled back")
    if Tree(connection, expect.count).root() != expect.root:
        raise BadProofError(str(expect), "the ledger's first events are others: it was rewritten")
    return expect


def head_of(connection: Connection) -> Checkpoint:
    """Return the head now; checks nothing, which is what `verify` is for."""
    tree = Tree(connection)
    return Checkpoint(tree.size, tree.root())
