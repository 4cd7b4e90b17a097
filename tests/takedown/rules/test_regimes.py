"""The rules as data: what is shipped, how strictly it is read, and which version of a rule a day picks."""

import pickle
import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.errors import (
    BadDurationError,
    BadRegimeError,
    BadTimeError,
    DisabledRegimeError,
    HashmatchError,
    UnknownRegimeError,
    UnknownZoneError,
    quoted,
)
from hashmatch.takedown import Duration, Regime, check_regimes, load_regimes, missing_parts, parse_time, pick
from hashmatch.takedown.rules.load import read_file, shipped_regimes
from hashmatch.takedown.rules.regime import NATURES

# The summary of the reference on removal regimes, one line a rule: id, duration or - for none, status.
SUMMARY = """
eu-tco-2021-784 PT1H on
in-it-rules-3-2-b-2026 PT2H on
in-it-rules-3-1-d-2026 PT3H on
id-mr5-2020-urgent PT4H off
id-mr5-2020 PT24H off
au-osa-2021-intimate PT24H on
au-osa-2021-class1 PT24H on
au-osa-2021-adult-abuse PT24H on
au-osa-2021-child-bullying PT24H on
au-osa-2021-complaint - on
fr-lcen-6-1 PT24H on
fr-sren-2024-art5 PT24H on
nz-fvpca-1993-119e PT24H on
us-tida-2025 PT48H on
us-fl-836-13 PT48H on
us-ca-bpc-22671 - on
nz-hdca-2015-24 - on
it-l71-2017-art2 PT48H off
uk-ta-2006-s3 P2D on
uk-osa-2023-10-3a PT48H on
jp-revenge-porn-2014 - off
jp-joho-pura-2025 - off
ng-nitda-code-2022 PT24H off
my-onsa-period-2025 - off
vn-csl-2025-25 PT24H on
vn-csl-2025-25-urgent PT6H on
vn-decree-147-2024 PT24H off
vn-decree-147-2024-complaint PT48H off
tr-5651 - off
pk-rbuoc-2021 - off
tw-csec-8 PT24H off
th-mdes-2022 - off
ph-ra-11930 - off
lk-osa-2024 - off
de-netzdg-manifest PT24H historic
de-netzdg-other P7D historic
at-kopl-g PT24H historic
at-kopl-g-other P7D historic
in-it-rules-3-1-d-2021 PT36H historic
in-it-rules-3-2-b-2021 PT24H historic
eu-dsa-2022-2065-art9 - on
eu-dsa-2022-2065-art16 - on
uk-osa-2023-10-3 - on
kr-tba-22-5 - on
kr-nsa-44-2 - on
kr-nsa-44-7 - on
kr-svpa-23-2 - on
sg-osra-2025 - on
sg-ocha-2023 - on
my-onsa-2025-25 - on
tw-sacpa-13 - on
br-mci-21 - on
br-dec-12976-2026-intimate PT2H on
br-dec-12976-2026-manifest - on
br-dec-12976-2026-other - on
br-eca-digital-29 - on
eu-vaw-2024-1385 - off
ca-c-63 - off
target-eu-coc-plus-2025 - target
target-inhope-p3d P3D target
target-iwf-uk - target
target-arachnid - target
target-rph-ncii - target
target-kr-kcsc-24h PT24H target
"""

MINE = """
[my-target]
kind = "target"
jurisdiction = "DE"
instrument = "Our hotline: three days"
covers = "everything we report"
given_by = "our hotline"
starts = "notified"
trigger = "our notice reaches the platform"
duration = "P3D"
counting = "plain"
zone = "Europe/Berlin"
"""


@pytest.fixture(scope="module")
def regimes() -> Mapping[str, Regime]:
    return {regime.id: regime for regime in shipped_regimes()}


# --- what is shipped ---


def test_all_that_is_shipped(regimes: Mapping[str, Regime]) -> None:
    expected = dict(line.split(maxsplit=1) for line in SUMMARY.split("\n") if line)
    found = {}
    for regime in regimes.values():
        status = "on" if regime.enabled else "off"
        if regime.kind == "target":
            status = "target"
        elif regime.enabled and regime.in_force_until and regime.in_force_until < date(2026, 11, 24):
            status = "historic"
        found[regime.id] = f"{regime.duration or '-'} {status}"
    assert found == expected


def test_shipped_rules_pass_the_check_that_users_rules_pass() -> None:
    with as_file(files("hashmatch.takedown.rules") / "regimes") as folder:
        for path in folder.glob("*.toml"):
            read, problems = read_file(path)  # as if they were a user's: their calendars are looked up, too
            assert not problems
            assert read


def test_every_law_names_its_source_and_how_sure_it_is(regimes: Mapping[str, Regime]) -> None:
    for regime in regimes.values():
        if regime.kind == "law":
            assert regime.source, regime.id
            assert regime.certainty, regime.id
        assert regime.verified == (regime.certainty == "seen"), regime.id
        assert regime.nature in NATURES


def test_what_is_enabled_with_a_duration_was_seen_or_has_ended(regimes: Mapping[str, Regime]) -> None:
    for regime in regimes.values():
        if regime.enabled and regime.duration and regime.certainty == "known":
            assert regime.in_force_until, f"{regime.id} would judge by a text that nobody re-read"


def test_natures_that_keep_a_late_item_from_being_called_a_breach(regimes: Mapping[str, Regime]) -> None:
    natures = {
        "us-tida-2025": "duty",
        "uk-ta-2006-s3": "deeming",
        "uk-osa-2023-10-3a": "system",
        "nz-hdca-2015-24": "shield",
        "us-ca-bpc-22671": "procedure",
        "de-netzdg-other": "system",
        "br-dec-12976-2026-manifest": "procedure",
        "jp-joho-pura-2025": "procedure",
        "target-inhope-p3d": "target",
    }
    assert {id_: regimes[id_].nature for id_ in natures} == natures


@pytest.mark.parametrize("nature", ["procedure"])
def test_a_time_to_answer_is_never_a_time_to_remove(nature: str, regimes: Mapping[str, Regime]) -> None:
    assert all(regime.duration is None for regime in regimes.values() if regime.nature == nature)


def test_the_page_explains_every_field(regimes: Mapping[str, Regime]) -> None:
    page = (files("hashmatch.takedown.rules") / "regimes" / "README.md").read_text(encoding="utf-8")
    explained = {name for row in re.findall(r"^\|(.*?)\|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert regimes
    with as_file(files("hashmatch.takedown.rules") / "regimes") as folder:
        text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.toml"))
    used = set(re.findall(r"^(\w+) = ", text, re.MULTILINE))
    parts = {part.name for regime in regimes.values() for part in regime.requires}
    inside_steps = {"name", "what", "who"}
    assert used - parts - inside_steps <= explained


def test_the_page_s_example_can_be_used(tmp_path: Path) -> None:
    page = (files("hashmatch.takedown.rules") / "regimes" / "README.md").read_text(encoding="utf-8")
    example = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0]
    (tmp_path / "own.toml").write_text(example, encoding="utf-8")
    assert load_regimes(tmp_path)["example-hotline-3-days"].duration == Duration(days=3)


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("us-tida-2025", ("signature", "location", "good_faith", "contact")),
        ("eu-tco-2021-784", ("authority", "reasons", "location", "legal_basis", "signature", "redress")),
        ("eu-dsa-2022-2065-art16", ("reasons", "location", "contact", "good_faith")),
        ("nz-hdca-2015-24", ("contact", "reasons", "location", "consent")),
        ("uk-osa-2023-10-3a", ("declaration", "standing", "good_faith", "location", "contact")),
        ("uk-ta-2006-s3", ("opinion", "demand", "warning", "repeats")),
        ("au-osa-2021-class1", ("written", "location")),
        ("br-dec-12976-2026-intimate", ("reasons", "location", "standing")),
        ("br-eca-digital-29", ("standing",)),
        ("fr-lcen-6-1", ()),
    ],
)
def test_what_a_notice_must_contain(rule: str, parts: tuple[str, ...], regimes: Mapping[str, Regime]) -> None:
    regime = regimes[rule]
    assert tuple(part.name for part in regime.requires) == parts
    assert missing_parts(regime, parts) == ()
    assert missing_parts(regime, ("more",)) == parts
    assert missing_parts(regime, parts[1:]) == parts[:1]


# --- which version of a rule ---


@pytest.mark.parametrize(
    ("family", "start", "version"),
    [
        # Example 18: in UTC both fall on 19 February.
        ("in-it-rules-3-1-d", "2026-02-19T20:00+05:30", "in-it-rules-3-1-d-2021"),
        ("in-it-rules-3-1-d", "2026-02-20T00:30+05:30", "in-it-rules-3-1-d-2026"),
        ("in-it-rules-3-1-d", "2026-02-19T18:29:59Z", "in-it-rules-3-1-d-2021"),
        ("in-it-rules-3-1-d", "2026-02-19T18:30:00Z", "in-it-rules-3-1-d-2026"),
        ("in-it-rules-3-2-b", "1999-01-01T00:00Z", "in-it-rules-3-2-b-2021"),
        ("in-it-rules-3-2-b", "2099-01-01T00:00Z", "in-it-rules-3-2-b-2026"),
        ("us-tida-2025", "1999-01-01T00:00Z", "us-tida-2025"),  # an id is an id
        ("in-it-rules-3-1-d-2021", "2099-01-01T00:00Z", "in-it-rules-3-1-d-2021"),
    ],
)
def test_the_local_day_picks_the_version(family: str, start: str, version: str, regimes: Mapping[str, Regime]) -> None:
    assert pick(regimes, family, parse_time(start)).id == version


def test_before_a_family_its_first_version_is_meant(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        MINE.replace("[my-target]", '[a]\nfamily = "f"\nin_force = { from = 2020-01-01, until = 2021-01-01 }')
        + MINE.replace("[my-target]", '[b]\nfamily = "f"\nin_force = { from = 2022-01-01 }'),
        encoding="utf-8",
    )
    found = load_regimes(tmp_path)
    days = {"2019-06-01": "a", "2020-06-01": "a", "2021-06-01": "a", "2022-06-01": "b"}
    assert {day: pick(found, "f", parse_time(f"{day}T12:00Z")).id for day in days} == days


def test_an_unknown_rule_names_its_neighbours(regimes: Mapping[str, Regime]) -> None:
    with pytest.raises(UnknownRegimeError, match="did you mean us-tida-2025"):
        pick(regimes, "us-tida-2026", parse_time("2026-06-01T00:00Z"))
    with pytest.raises(UnknownRegimeError, match="unknown regime 'zzz'; 'hashmatch regimes list' shows all"):
        pick(regimes, "zzz", parse_time("2026-06-01T00:00Z"))


def test_a_disabled_rule_says_why(regimes: Mapping[str, Regime]) -> None:
    now = parse_time("2026-11-24T00:00Z")
    with pytest.raises(DisabledRegimeError, match="ng-nitda-code-2022 is disabled: whether the Code binds is debated"):
        pick(regimes, "ng-nitda-code-2022", now)
    assert pick(regimes, "ng-nitda-code-2022", now, disabled_too=True).id == "ng-nitda-code-2022"


# --- rules of the user's own ---


def own(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problem(folder: Path, text: str) -> str:
    """Return the only thing wrong with `text`."""
    _, problems = check_regimes(own(folder, text))
    assert len(problems) == 1, [str(each) for each in problems]
    return str(problems[0])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("P3D", "P3H", "duration: 'P3H' is no duration: write hours as PT48H or days as P7D, not both"),
        ("P3D", "P1M", "duration: 'P1M' is no duration"),
        ("P3D", "P0D", "more than nothing"),
        ('"P3D"', "3", "duration: 3 is not text in quotes; write text in quotes"),
        ("Europe/Berlin", "Berlin", "zone: unknown time zone 'Berlin'; write an IANA name"),
        ("plain", "klingon", "counting: 'klingon' is unknown; choose one of plain, eu, de"),
        ('"notified"', '"posted"', "starts: 'posted' is unknown; choose one of notified"),
        ('"DE"', '"Germany"', "jurisdiction: 'Germany' is not a country code"),
        ('covers = "everything we report"\n', "", "covers: is missing; add it"),
        ("everything we report", " ", "covers: ' ' is not one line of readable text"),
        ("covers =", "cover =", "covers: is missing"),
        ('"target"', '"law"', "nature: is missing"),
        ('kind = "target"', 'kind = "targets"', "kind: 'targets' is unknown; choose one of law, target"),
        ("[my-target]", "[My Target]", "is no TOML"),
        ("[my-target]", '["My Target"]', "'My Target' is no id"),
        ("[my-target]", 'zone = "UTC"\n[my-target]', "zone: stands outside any regime"),
        ("[my-target]", "[my-target", "is no TOML: "),
        ('zone = "Europe/Berlin"', 'zone = "Europe/Berlin"\nenabled = false', "reason: is missing; say why"),
        ('zone = "Europe/Berlin"', 'zone = "Europe/Berlin"\nreason = "so"', "reason: says why a regime is not enabled"),
        ('zone = "Europe/Berlin"', 'zone = "Europe/Berlin"\nenabled = 1', "enabled: 1 is not true or false"),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\ndurations = "P3D"',
            "durations: is unknown; did you mean duration?",
        ),
        ('zone = "Europe/Berlin"', 'zone = "Europe/Berlin"\nxyzzy = "P3D"', "xyzzy: is unknown; remove it"),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nnature = "duty"',
            "nature: a target cannot have the nature 'duty'",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\ncertainty = "uncertain"',
            "enabled: an uncertain rule accuses",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nverified = true',
            'verified: true needs certainty = "seen"',
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nbusiness_days = true',
            "business_days: needs a duration in days",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\ncalendars = ["XX"]',
            "calendars: no public holidays are known for 'XX'",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\ncalendars = [1]',
            "calendars: no public holidays are known for 1",
        ),
        ('zone = "Europe/Berlin"', 'zone = "Europe/Berlin"\nown_period = "any"', "extends: goes with own_period"),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\non_resume = "go"',
            "on_resume: 'go' is unknown; choose one of restart",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nin_force = { from = "2026-01-01" }',
            "in_force.from: '2026-01-01' is not a date such as 2026-05-19, without quotes",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nin_force = { from = 2026-01-01T00:00:00Z }',
            "in_force.from: datetime.datetime(2026, 1, 1",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nin_force = { from = 2026-01-02, until = 2026-01-02 }',
            "in_force: until is the first day without the rule",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nin_force = { form = 2026-01-02 }',
            "in_force.form: is unknown; did you",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nrequires = { "A b" = "x" }',
            "requires.A b: is no name of a part",
        ),
        (
            'zone = "Europe/Berlin"',
            'zone = "Europe/Berlin"\nrequires = { a = 1 }',
            "requires.a: 1 is not text in quotes",
        ),
        ('zone = "Europe/Berlin"', 'zone = "Europe/Berlin"\nsteps = [1]', "steps: 1 is not a table"),
    ],
)
def test_every_fault_names_its_place_and_the_way_out(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in MINE
    _, problems = check_regimes(own(tmp_path, MINE.replace(old, new)))
    said = [str(each) for each in problems]
    assert any(words in each for each in said), said
    assert all(each.startswith(str(tmp_path / "own.toml")) for each in said)
    with pytest.raises(BadRegimeError):
        load_regimes(tmp_path)


STEP = (
    '\n[[my-target.steps]]\nname = "a"\nwhat = "b"\nwho = "c"\nstarts = "notified"\ntrigger = "d"\nduration = "PT1H"\n'
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (STEP.replace('duration = "PT1H"\n', ""), "steps 1, duration: is missing"),
        (STEP.replace('"a"', '"A"'), "steps 1, name: 'A' is not a name"),
        (STEP + "more = 1", "steps 1, more: is unknown; remove it"),
        (STEP + "business_days = true", "steps 1, business_days: needs a duration in days"),
        (STEP + STEP, "steps: two steps have the same name"),
    ],
)
def test_faults_of_steps(tmp_path: Path, text: str, words: str) -> None:
    assert words in problem(tmp_path, MINE + text)


def test_all_faults_are_shown_at_once(tmp_path: Path) -> None:
    _, problems = check_regimes(own(tmp_path, MINE.replace("P3D", "3 days").replace("plain", "x").replace("DE", "x")))
    assert [each.field for each in problems] == ["jurisdiction", "counting", "duration"]


def test_own_rules_stand_beside_the_shipped_ones(tmp_path: Path, regimes: Mapping[str, Regime]) -> None:
    own(tmp_path, MINE)
    found = load_regimes(tmp_path)
    assert set(found) - set(regimes) == {"my-target"}
    assert (found["my-target"].shipped, found["us-tida-2025"].shipped) == (False, True)
    assert found["my-target"].nature == "target"


def test_they_are_found_in_the_configuration_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda name: tmp_path / name)
    assert "my-target" not in load_regimes()
    folder = tmp_path / "hashmatch" / "regimes"
    folder.mkdir(parents=True)
    assert "my-target" not in load_regimes()
    own(folder, MINE)
    assert "my-target" in load_regimes()


@pytest.mark.parametrize("name", ["us-tida-2025", "in-it-rules-3-1-d"])
def test_a_shipped_rule_is_not_replaced_unseen(tmp_path: Path, name: str) -> None:
    said = problem(tmp_path, MINE.replace("my-target", name))
    assert f"'{name}' is already a name of " in said
    assert "choose another" in said


def test_a_shipped_family_gets_no_version_of_the_users_own(tmp_path: Path) -> None:
    text = MINE.replace("[my-target]", '[my-target]\nfamily = "in-it-rules-3-1-d"\nin_force = { until = 2000-01-01 }')
    assert "is already a name of" in problem(tmp_path, text)


def test_versions_of_a_family_do_not_overlap(tmp_path: Path) -> None:
    first = MINE.replace("[my-target]", '[a]\nfamily = "f"\nin_force = { until = 2026-01-02 }')
    second = MINE.replace("[my-target]", '[b]\nfamily = "f"\nin_force = { from = 2026-01-01 }')
    assert "in_force: overlaps with a of the same family" in problem(tmp_path, first + second)
    own(tmp_path, first + second.replace("2026-01-01", "2026-01-02"))
    assert {"a", "b"} < set(load_regimes(tmp_path))


@pytest.mark.parametrize(
    ("content", "words"), [(b"\xff", "is not UTF-8 (byte 0)"), (b"a = 1\0", "is no TOML"), (b"= ", "is no TOML")]
)
def test_files_that_are_no_toml(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "own.toml").write_bytes(content)
    _, problems = check_regimes(tmp_path)
    assert words in str(problems[0])


def test_a_folder_without_rules_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadRegimeError, match=r"holds no \.toml file; name another folder"):
        load_regimes(tmp_path)
    with pytest.raises(BadRegimeError, match="cannot be read"):
        load_regimes(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    "error",
    [
        BadRegimeError("us.toml", "us-tida-2025", "duration", "is missing"),
        BadDurationError("x", "y"),
        BadTimeError("x", "y"),
        DisabledRegimeError("a", "b"),
        UnknownRegimeError("a", ("b",)),
        UnknownZoneError("Berlin"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_survive_the_way_back_from_a_worker(error: HashmatchError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), again.args, str(again)) == (type(error), error.args, str(error))


# --- durations ---


@pytest.mark.parametrize(
    ("text", "words", "canonical"),
    [
        ("PT1H", "1 hour", "PT1H"),
        ("PT48H", "48 hours", "PT48H"),
        ("PT90M", "1 hour 30 minutes", "PT1H30M"),
        ("PT3600S", "1 hour", "PT1H"),
        ("P1D", "1 day", "P1D"),
        ("P2W", "14 days", "P14D"),
    ],
)
def test_durations(text: str, words: str, canonical: str) -> None:
    found = Duration.parse(text)
    assert (found.words(), str(found)) == (words, canonical)
    assert Duration.parse(str(found)) == found


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1DT1H", "P1M", "P1Y", "PT1.5H", "-P1D", "pt1h", "P0D", "PT0S", "P9999D", "PT٣H"]
)
def test_no_durations(text: str) -> None:
    with pytest.raises(BadDurationError) as caught:
        Duration.parse(text)
    assert repr(text) in str(caught.value)


@given(st.text())
def test_whatever_is_refused_is_repeated(text: str) -> None:
    with pytest.raises(BadDurationError) as caught:
        Duration.parse(text)
    assert quoted(text) in str(caught.value)


def test_working_days_are_called_so() -> None:
    assert Duration(days=2).words(business_days=True) == "2 working days"
