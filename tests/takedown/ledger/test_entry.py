"""What stands in the chain: canonical bytes, and digests that hide what is kept beside it."""

import json

import rfc8785
from hypothesis import given

from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.parsing import to_record
from hashmatch.takedown.ledger.entry import GENESIS, Secrets, draft_of, item_digest, private_digest, read_entry
from tests.takedown import happenings

RECORDED = "2026-11-24T12:00:00Z"


@given(happenings.events)
def test_an_entry_is_canonical_json(event: Event) -> None:
    draft = draft_of(event)
    entry = draft.seal(7, GENESIS, RECORDED)
    assert rfc8785.dumps(json.loads(entry)).decode() == entry
    if draft.private is not None:
        assert rfc8785.dumps(json.loads(draft.private)).decode() == draft.private


@given(happenings.events)
def test_an_entry_is_read_as_it_was_written(event: Event) -> None:
    draft = draft_of(event)
    read = read_entry(draft.seal(7, GENESIS, RECORDED))
    assert read == (draft.content, draft.secrets.nonce, GENESIS, draft.digest, RECORDED, 7)


@given(happenings.events)
def test_parts_that_are_kept_beside_are_only_digests_inside(event: Event) -> None:
    draft = draft_of(event)
    content = json.loads(draft.content)
    record = json.loads(json.dumps(to_record(event)))
    private = {name: record.pop(name) for name in ("evidence", "reason", "text") if name in record}
    assert content.keys() == record.keys()
    assert content.get("items", []) == [
        item_digest(salt, item) for salt, item in zip(draft.secrets.items, event.items, strict=True)
    ]
    if private:
        assert json.loads(str(draft.private)) == private
        assert draft.digest == private_digest(draft.secrets.private, str(draft.private))
    else:
        assert draft.private is draft.digest is None


def test_equal_events_share_their_key_and_nothing_that_is_drawn() -> None:
    event = happenings.notified("n", "a", "b")
    first, second = draft_of(event), draft_of(event)
    assert first.key == second.key
    assert first.plain == second.plain
    assert first.content != second.content  # items salted apart
    assert len({first.secrets.nonce, second.secrets.nonce, *first.secrets.items, *second.secrets.items}) == 6


def test_secrets_rebuild_an_entry() -> None:
    event = happenings.notified("n", "a", "b")
    first = draft_of(event)
    again = draft_of(event, Secrets(first.secrets.nonce, first.secrets.items, first.secrets.private))
    assert again.seal(0, GENESIS, RECORDED) == first.seal(0, GENESIS, RECORDED)


def test_what_is_no_entry_is_none() -> None:
    entry = draft_of(happenings.reported("a")).seal(0, GENESIS, RECORDED)
    for changed in ("", "{}", entry[:-1], entry + " ", entry.replace('"seq":0', '"seq":00'), entry.upper()):
        assert read_entry(changed) is None


def test_a_nonce_inside_a_word_is_not_taken_for_the_entrys() -> None:
    event = happenings.reported('a","nonce":"b')
    draft = draft_of(event)
    read = read_entry(draft.seal(0, GENESIS, RECORDED))
    assert read is not None
    assert json.loads(read.content)["item"] == event.item
