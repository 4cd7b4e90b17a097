import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest
import xarf

from hashmatch.errors import NoticeError
from hashmatch.takedown.notices.letter import ReportedItem, Sender
from hashmatch.takedown.notices.xarf import CLASSIFICATIONS, DETECTION_METHODS, MEDIA_TYPES, XarfFinding, xarf_report

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOTLINE = Sender("Example Hotline", "desk@example.org")
FOUND = XarfFinding("baseline", "hash_match", "image")
PDQ = "pdq:" + "f0" * 32
MD5 = "0" * 31 + "1"


def item(location: str = "https://Host.example/x", hashes: tuple[str, ...] = (PDQ, f"md5:{MD5}")) -> ReportedItem:
    return ReportedItem("item-1", "p", location, NOW, hashes)


def written(of: ReportedItem, finding: XarfFinding = FOUND, sender: Sender = HOTLINE) -> dict[str, object]:
    return xarf_report(of, sender, finding, report_id=UUID("b7ca7591-811e-4d40-83d9-dc043c080001"), now=NOW)


@pytest.mark.parametrize("classification", CLASSIFICATIONS)
@pytest.mark.parametrize("method", DETECTION_METHODS)
@pytest.mark.parametrize("media", MEDIA_TYPES)
@pytest.mark.parametrize("hashes", [(), (PDQ,), (PDQ, f"md5:{MD5}")], ids=len)
def test_the_standards_own_validator_takes_it(
    classification: str, method: str, media: str, hashes: tuple[str, ...]
) -> None:
    found = xarf.parse(written(item(hashes=hashes), XarfFinding(classification, method, media)))
    assert (found.errors, found.warnings) == ([], [])


def test_the_address_is_live_and_its_host_is_named() -> None:
    found = written(item())
    assert (found["url"], found["domain"]) == ("https://Host.example/x", "host.example")


def test_hashes_that_the_standard_has_no_field_for_are_evidence() -> None:
    found = written(item())
    assert found["hash_values"] == {"md5": MD5}
    parsed = xarf.parse(found).report
    assert parsed
    assert parsed.evidence
    assert base64.b64decode(parsed.evidence[0].payload).decode() == f"{PDQ}\n"


@pytest.mark.parametrize(
    ("of", "sender", "problem"),
    [
        pytest.param(item("folder/a.jpg"), HOTLINE, "item-1: .*no address with a host", id="a path"),
        pytest.param(item(), Sender("Example Hotline"), "sender: .*e-mail", id="no contact"),
        pytest.param(item(), Sender("", "desk@example.org"), "sender: .*name", id="no name"),
        pytest.param(item(), Sender("Example Hotline", "desk"), "sender: .*e-mail", id="no domain"),
    ],
)
def test_what_the_standard_requires_is_required(of: ReportedItem, sender: Sender, problem: str) -> None:
    with pytest.raises(NoticeError, match=problem):
        written(of, sender=sender)
