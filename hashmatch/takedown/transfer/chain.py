"""The chain in an exported file: each record carries what rebuilds its entry, and so what checks it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from hashmatch.errors import BadEventError, BadProofError
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.parsing import Place
from hashmatch.takedown.ledger.checkpoint import Checkpoint
from hashmatch.takedown.ledger.entry import GENESIS, Draft, Secrets, draft_of
from hashmatch.takedown.ledger.merkle import Frontier, leaf_hash
from hashmatch.takedown.ledger.read import Stored


def chain_of(stored: Stored) -> dict[str, Any]:
    """Return the `chain` field of an exported record; takedown/ledger/LEDGER.md says its fields."""
    entry = stored.entry
    chain: dict[str, Any] = {"seq": stored.seq, "hash": stored.hash, "prev": entry.prev, "nonce": entry.nonce}
    if entry.private is not None:
        chain["private"] = entry.private
    if stored.private_salt is not None:
        chain["salt"] = stored.private_salt.hex()
    if stored.item_salts:
        chain["item_salts"] = [salt.hex() for salt in stored.item_salts]
    return chain


class ChainReader:
    """Checks that records follow one another as their chain says, from the first on."""

    def __init__(self, expect: Checkpoint | None = None) -> None:
        self.count = 0
        self._last = GENESIS
        self._frontier = Frontier()
        self._expect = expect
        self._met = expect is None or expect == Checkpoint(0, self._frontier.root())

    def check(self, event: Event, record: Mapping[str, Any], place: Place) -> tuple[Draft, str]:
        """Return the event and its entry, rebuilt from what the record shows.

        Raises
        ------
        BadEventError
            If the record has no chain, or its chain is broken.
        """
        try:
            chain, recorded_at = record["chain"], record["recorded_at"]
            salts = tuple(map(bytes.fromhex, chain.get("item_salts", ())))
            drawn = Secrets(chain["nonce"], salts, bytes.fromhex(chain.get("salt", "")))
            draft = draft_of(event, drawn, chain.get("private"))
            entry = draft.seal(self.count, self._last, recorded_at)
            hashes = chain["hash"], chain["seq"], chain["prev"]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            problem = "no chain as 'hashmatch takedown export' writes it; export again"
            raise BadEventError(*place, "chain", problem) from error
        if hashes[1:] != (self.count, self._last):
            raise BadEventError(
                *place, "chain", f"broken: this is not event {self.count} of its ledger; find the original"
            )
        data = entry.encode()
        self._last = sha256(data).hexdigest()
        if hashes[0] != self._last:
            raise BadEventError(*place, "chain", f"broken: event {self.count} was changed; find the original")
        self._frontier.add(leaf_hash(data))
        self.count += 1
        if self._expect is not None and self._expect.count == self.count:
            self._met = self._expect.root == self._frontier.root()
        return draft, entry

    def close(self, name: str) -> None:
        """Refuse a file that does not hold the events of the checkpoint.

        Raises
        ------
        BadProofError
            If there was a checkpoint, and the file ended before it or has other events.
        """
        if not self._met:
            raise BadProofError(name, f"its {self.count} events do not go on from {self._expect}; find the original")
