import json
from pathlib import Path

import pytest

from hashmatch.takedown.ledger import Ledger, head_of
from tests.cli.takedown_desk import PDQ, Desk

DRAFT = "notice", "draft", "item-1", "--regime", "us-tida-2025", "--platform", "host.example"
SENDER = "--sender", "Example Hotline", "--contact", "desk@example.org"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.story()
    return desk


def test_a_letter_names_what_is_missing_and_states_the_ledgers_head(desk: Desk) -> None:
    result = desk.try_(*DRAFT, *SENDER, "--part", "signature=/s/ Jane Roe")
    with Ledger.open(str(desk.ledger)) as ledger, ledger.reading() as connection:
        head = str(head_of(connection))
    assert result.stderr == "missing: good_faith\n"
    assert head in result.stdout
    assert "[MISSING: good_faith]" in result.stdout
    assert result.stdout.startswith("# Notice: 1 item\n")


def test_a_draft_records_nothing(desk: Desk) -> None:
    with Ledger.open(str(desk.ledger)) as ledger:
        before = len(ledger)
        desk.run(*DRAFT)
        assert len(ledger) == before


def test_as_plain_text_with_hashes_and_nothing_to_follow(desk: Desk) -> None:
    text = desk.run(*DRAFT, "--text", "--hashes", "--defang")
    assert text.startswith("NOTICE: 1 item\n")
    assert PDQ in text
    assert "https://" not in text


def test_an_item_of_another_platform_is_noted(desk: Desk) -> None:
    words = [*DRAFT[:-1], "cdn.example"]
    assert "note: item 'item-1' was reported at 'host.example'" in desk.try_(*words).stderr


def test_x_arf(desk: Desk) -> None:
    (line,) = desk.run(*DRAFT, *SENDER, "--xarf", "--classification", "baseline").splitlines()
    report = json.loads(line)
    assert (report["type"], report["classification"], report["url"]) == (
        "csam",
        "baseline",
        "https://host.example/1.jpg",
    )


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ([*DRAFT, *SENDER, "--xarf"], "give --classification, or send the letter"),
        ([*DRAFT, *SENDER, "--xarf", "--classification", "C"], "C: X-ARF does not know this word; use one of baseline"),
        ([*DRAFT, "--xarf", "--classification", "A1"], "sender: X-ARF needs its name and e-mail address"),
        ([*DRAFT, "--part", "stamp=x"], "stamp: is no part of a notice under us-tida-2025"),
        ([*DRAFT, "--part", "stamp"], "'stamp' is not NAME=VALUE"),
        ([*DRAFT, "--duration", "PT9H"], "us-tida-2025: leaves no room for a time of the notice's own"),
        (["notice", "draft", "item-9", *DRAFT[3:]], "item-9: was never reported"),
        (["notice", "draft", "item-1", "--regime", "tr-5651", "--platform", "p"], "tr-5651 is disabled"),
    ],
)
def test_what_cannot_be_written_is_refused(desk: Desk, words: list[str], problem: str) -> None:
    assert problem in " ".join(desk.refused(*words).split())
