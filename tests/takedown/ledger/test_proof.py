"""A proof shows one item's events to somebody who has only a head; whatever is changed in it is refused."""

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hashmatch.errors import BadProofError
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.ledger import Checkpoint, Ledger, check_proof, erase, head_of, prove_item
from tests.takedown.happenings import NOW, at, notified, observed, reported

STORY = [
    reported("mine"),
    reported("others-secret"),
    notified("n", "mine", "others-secret"),
    observed("mine", 3, text="seen by me"),
    observed("others-secret", 4, LookOutcome.ABSENT, text="secret words"),
    Event(kind=EventKind.ACKNOWLEDGED, at=at(5), notice="n"),
    Event(kind=EventKind.REFUSED, at=at(6), notice="n", items=("others-secret",)),
    reported("mine-again", 7, location="https://example.org/mine"),
]
MINE = [0, 2, 3, 5, 7]
Proof = dict[str, Any]


@pytest.fixture
def proved(ledger: Ledger) -> tuple[Proof, Checkpoint]:
    ledger.append(STORY, recorded_at=NOW)
    ledger.append((observed("filler", hour) for hour in range(600)), recorded_at=NOW)
    with ledger.reading() as connection:
        return prove_item(connection, "mine"), head_of(connection)


def written(proof: Proof) -> bytes:
    return json.dumps(proof).encode()


def test_a_proof_shows_the_items_events(proved: tuple[Proof, Checkpoint]) -> None:
    proof, head = proved
    found = check_proof("proof.json", written(proof), head)
    assert [recorded.seq for recorded in found.events] == MINE
    shown = [recorded.event for recorded in found.events]
    assert shown[0] == STORY[0]
    assert shown[1].items == ("mine",)
    assert shown[2].text == "seen by me"


def test_a_proof_shows_nothing_of_other_items(proved: tuple[Proof, Checkpoint]) -> None:
    text = json.dumps(proved[0])
    assert "secret" not in text
    assert "filler" not in text


def test_any_id_of_an_item_proves_it(ledger: Ledger) -> None:
    ledger.append(STORY, recorded_at=NOW)
    with ledger.reading() as connection:
        proof, head = prove_item(connection, "mine-again"), head_of(connection)
    assert [recorded.seq for recorded in check_proof("x", written(proof), head).events] == MINE


def test_every_item_can_be_proved(ledger: Ledger) -> None:
    """Across full subtrees and the tail that is not full."""
    ledger.append((observed(f"item-{number}", number) for number in range(700)), recorded_at=NOW)
    with ledger.reading() as connection:
        head = head_of(connection)
        for number in range(0, 700, 23):
            proof = prove_item(connection, f"item-{number}")
            assert check_proof("x", written(proof), head).events[0].seq == number


def test_erased_words_are_not_proved_but_their_event_is(ledger: Ledger) -> None:
    ledger.append(STORY, recorded_at=NOW)
    erase(ledger, 3, by="clerk", why="asked for", now=NOW)
    with ledger.reading() as connection:
        proof, head = prove_item(connection, "mine"), head_of(connection)
    look = check_proof("x", written(proof), head).events[2]
    assert (look.erased, look.event.text) == (True, None)


def test_an_unknown_item_cannot_be_proved(ledger: Ledger) -> None:
    with pytest.raises(BadProofError, match="nobody: no event touches this item"), ledger.reading() as connection:
        prove_item(connection, "nobody")


def test_a_proof_is_for_one_head(proved: tuple[Proof, Checkpoint], ledger: Ledger) -> None:
    ledger.append([observed("mine", 99)], recorded_at=NOW)
    with ledger.reading() as connection, pytest.raises(BadProofError, match="made for the checkpoint 608:"):
        check_proof("proof.json", written(proved[0]), head_of(connection))


# --- forgeries ---


def forge(proof: Proof, rng: random.Random) -> Proof:
    """Change one thing, anywhere in it."""
    forged = copy.deepcopy(proof)
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            places.append((node, key))
            if isinstance(value, dict | list):
                walk(value)

    walk(forged)
    node, key = rng.choice(places)
    value = node[key]
    if isinstance(value, str) and rng.random() < 0.8:
        place = rng.randrange(len(value))
        node[key] = (
            value[:place] + rng.choice([letter for letter in "0a1}" if letter != value[place]]) + value[place + 1 :]
        )
    elif isinstance(value, int):
        node[key] = value + 1
    elif isinstance(value, list) and len(value) > 1 and value != value[::-1]:
        value.reverse()
    elif key == "private" or node is forged["events"]:
        node[key] = None  # leaving out words or an event is not a forgery; putting nothing in their place is
        return forged if key != "private" else forge(proof, rng)
    else:
        node[key] = rng.choice([7, [], {}, "x", True])
    return forged if forged != proof else forge(proof, rng)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_forged_proofs_are_refused(sqlite_proof: tuple[Proof, Checkpoint], seed: int) -> None:
    proof, head = sqlite_proof
    forged = forge(proof, random.Random(seed))  # noqa: S311 - not for secrets
    with pytest.raises(BadProofError):
        check_proof("proof.json", written(forged), head)


@pytest.fixture
def sqlite_proof(sqlite_ledger: Ledger) -> tuple[Proof, Checkpoint]:
    sqlite_ledger.append(STORY, recorded_at=NOW)
    with sqlite_ledger.reading() as connection:
        return prove_item(connection, "mine"), head_of(connection)


def test_the_proofs_own_head_proves_nothing(sqlite_ledger: Ledger, sqlite_proof: tuple[Proof, Checkpoint]) -> None:
    proof, head = sqlite_proof
    with Ledger.open(sqlite_ledger.name + ".forged", create=True) as other:
        other.append([*STORY[:3], observed("mine", 3, LookOutcome.ABSENT)], recorded_at=NOW)
        with other.reading() as connection:
            forged = prove_item(connection, "mine")
    for claimed in (forged["checkpoint"], str(head)):
        with pytest.raises(BadProofError):
            check_proof("proof.json", written({**forged, "checkpoint": claimed}), head)
    assert check_proof("proof.json", written(proof), head).checkpoint == head


def test_an_event_about_another_item_is_refused(sqlite_ledger: Ledger, sqlite_proof: tuple[Proof, Checkpoint]) -> None:
    proof, head = sqlite_proof
    with sqlite_ledger.reading() as connection:
        strange = prove_item(connection, "others-secret")["events"]
    mixed = sorted([*proof["events"], strange[0]], key=lambda event: int(event["entry"].rpartition(":")[2][:-1]))
    with pytest.raises(BadProofError, match="event 1 is not about 'mine'"):
        check_proof("proof.json", written({**proof, "events": mixed}), head)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format": "hashmatch-proof-1"}']
)
def test_what_is_no_proof_is_refused(data: bytes) -> None:
    with pytest.raises(BadProofError, match=r"proof\.json: "):
        check_proof("proof.json", data, Checkpoint(1, bytes(32)))


@pytest.mark.parametrize("text", ["", "7", "7:", "7:ab", "-1:" + "0" * 64, "07:" + "0" * 64, "7:" + "g" * 64])
def test_a_mistyped_head_is_refused(text: str) -> None:
    with pytest.raises(BadProofError, match="write COUNT:HEAD"):
        Checkpoint.parse(text)
