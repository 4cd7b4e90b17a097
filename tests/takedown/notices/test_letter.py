import re
from datetime import UTC, datetime
from typing import Any

import pytest

from hashmatch.errors import NoticeError
from hashmatch.takedown.events.parsing import Place, parse_event
from hashmatch.takedown.notices.letter import (
    Form,
    Letter,
    ReportedItem,
    Sender,
    draft_letter,
    render_letter,
    reported_item,
)
from hashmatch.takedown.rules.load import load_regimes
from hashmatch.takedown.rules.regime import Duration

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ITEM = ReportedItem("item-1", "p", "https://a.example/x?y=1", NOW, ("pdq:" + "f0" * 32,))
HOTLINE = Sender("Example Hotline", "desk@example.org")
HEAD = "3:" + "ab" * 32


def letter(regime: str = "us-tida-2025", **changes: Any) -> Letter:
    values: dict[str, Any] = {"sender": HOTLINE, "given": {}, "head": HEAD, "now": NOW}
    return draft_letter(load_regimes()[regime], "p", [ITEM], **values | changes)


def test_what_is_known_is_filled_in_and_the_rest_is_a_gap() -> None:
    found = letter(given={"good_faith": "The person depicted told us so."})
    assert found.contains == ("location", "good_faith", "contact")
    assert found.gaps == ("signature",)


def test_without_a_contact_the_contact_is_a_gap() -> None:
    assert "contact" in letter(sender=Sender()).gaps


@pytest.mark.parametrize("form", ["markdown", "text"])
@pytest.mark.parametrize("regime", sorted(load_regimes()))
def test_a_letter_has_everything_its_rule_asks_for(regime: str, form: Form) -> None:
    rule = load_regimes()[regime]
    text = render_letter(letter(regime), form)
    for part in rule.requires:
        assert part.words in text
    assert {f"[MISSING: {name}]" for name in letter(regime).gaps} == set(re.findall(r"\[MISSING: \w+\]", text))
    for said in (rule.name, ITEM.item, ITEM.location, HEAD, HOTLINE.organisation, HOTLINE.contact):
        assert said in text
    allowed = rule.duration.words(business_days=rule.business_days) if rule.duration else "No fixed time is set"
    assert allowed in text


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_a_target_is_never_called_law(form: Form) -> None:
    targets = [rule.id for rule in load_regimes().values() if rule.kind == "target"]
    assert targets
    for target in targets:
        text = render_letter(letter(target), form)
        assert "Legal basis" not in text
        assert "Target (not law)" in text


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_addresses_are_exact_unless_asked_otherwise(form: Form) -> None:
    assert ITEM.location in render_letter(letter(), form)
    assert "https://" not in render_letter(letter(), form, defanged=True)


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_hashes_are_listed_only_when_asked(form: Form) -> None:
    assert ITEM.hashes[0] not in render_letter(letter(), form)
    assert ITEM.hashes[0] in render_letter(letter(), form, hashes=True)


def test_a_name_does_not_break_the_letters_table() -> None:
    assert "| From | A \\| B |" in render_letter(letter(sender=Sender("A | B", "desk@example.org")), "markdown")


def test_the_plain_letter_as_a_whole() -> None:
    given = {"signature": "/s/ Jane Roe", "good_faith": "Published without consent."}
    assert render_letter(letter(given=given), "text") == PLAIN


def test_a_part_that_the_rule_does_not_know_is_refused() -> None:
    with pytest.raises(NoticeError, match="stamp: is no part of a notice under us-tida-2025; its parts are: signature"):
        letter(given={"stamp": "x"})


def test_a_time_of_the_notices_own_needs_a_rule_that_allows_one() -> None:
    with pytest.raises(NoticeError, match="leaves no room"):
        letter(period=Duration.parse("PT72H"))
    assert "72 hours" in letter("au-osa-2021-intimate", period=Duration.parse("PT72H")).time_allowed
    assert "2026-11-24 12:00:00 UTC" in letter("sg-osra-2025", period=NOW).time_allowed


def test_several_reports_of_an_item_are_put_together() -> None:
    record = {"event": "reported", "item": "i", "platform": "p", "location": "https://a.example/x"}
    events = [
        parse_event({**record, "at": "2026-11-24T13:00Z", "hashes": ["md5:b", "md5:a"]}, place=Place("test")),
        parse_event({**record, "at": "2026-11-24T12:00Z", "hashes": ["md5:a"]}, place=Place("test")),
    ]
    assert reported_item(events, "i") == ReportedItem("i", "p", "https://a.example/x", NOW, ("md5:a", "md5:b"))


def test_an_item_that_was_never_reported_has_no_letter() -> None:
    with pytest.raises(NoticeError, match="i: was never reported"):
        reported_item([], "i")


PLAIN = f"""\
NOTICE: 1 item

To:       p
From:     Example Hotline
Contact:  desk@example.org
Written:  2026-11-24 12:00:00 UTC
Legal basis: TAKE IT DOWN Act, Pub. L. 119-12, section 3(a)(3), 47 U.S.C. 223a(a)(3) (us-tida-2025)

We ask you to remove the items below.
The rule makes removal a duty of the platform.
The time allowed is 48 hours, counted from receipt of a valid removal request.
In its words: "as soon as possible, but not later than 48 hours after receiving such request"
Covered: intimate visual depictions published without consent, digital forgeries included, on a covered platform.
May be given by: the identifiable individual depicted, or a person authorised by them; \
not authorities, not third parties.

ITEMS

1. https://a.example/x?y=1
   our reference item-1, reported 2026-11-24 12:00:00 UTC

WHAT A VALID NOTICE CONTAINS

signature ((i) a physical or electronic signature of the individual or of the authorised person):
  /s/ Jane Roe
location ((ii) an identification of the depiction and information reasonably sufficient to locate it):
  See the items below.
good_faith ((iii) a brief statement of the good-faith belief that it is not consensual, with relevant information):
  Published without consent.
contact ((iv) information sufficient to contact the individual or the authorised person):
  desk@example.org

OUR RECORD

Everything about these items is kept in an append-only ledger. Its head when this
was written, which you may keep to check later that nothing in it was changed:

{HEAD}
"""
