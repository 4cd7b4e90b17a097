"""Files are imported wholly or not at all; each broken one is told by line and field."""

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hashmatch.errors import BadEventError, BadProofError
from hashmatch.files.bounded_text import MAX_LINE
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.events.parsing import to_record
from hashmatch.takedown.ledger import Checkpoint, Ledger, erase, head_of, verify
from hashmatch.takedown.rules.load import load_regimes
from hashmatch.takedown.transfer import ImportOptions, export_events, import_chain, import_events
from tests.takedown import happenings
from tests.takedown.conftest import NewUrl
from tests.takedown.happenings import NOW, notified, observed, reported

REGIMES = load_regimes()
JSONL = ImportOptions("events.jsonl", as_csv=False, regimes=REGIMES)
CSV = ImportOptions("events.csv", as_csv=True, regimes=REGIMES)
T = "2026-11-24T14:35:20+01:00"
LOOK = {"event": "observed", "at": T, "item": "a", "outcome": "absent"}
REPORT = {"event": "reported", "at": T, "item": "a", "platform": "example", "location": "https://example.org/a"}
NOTICE = {"event": "notified", "at": T, "notice": "n", "regime": "us-tida-2025", "platform": "p", "items": ["a", "b"]}
Record = dict[str, Any]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that stays empty, for files that are refused."""
    with Ledger.open(str(tmp_path_factory.mktemp("empty") / "ledger.db"), create=True) as ledger:
        yield ledger


def jsonl(*records: Record) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def rows(*records: Record) -> bytes:
    """Return CSV as a careful program writes it, with only the columns that occur."""
    columns = list(dict.fromkeys(name for record in records for name in record))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for record in records:
        cells = (record.get(name, "") for name in columns)
        writer.writerow([json.dumps(cell) if isinstance(cell, dict | list) else cell for cell in cells])
    return out.getvalue().encode()


def load(ledger: Ledger, data: bytes, how: ImportOptions = JSONL) -> tuple[int, int]:
    done = import_events(ledger, io.BytesIO(data), how, now=NOW)
    return done.new, done.known


# --- good files ---


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(lambda data: data, id="as it is"),
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="byte order mark"),
        pytest.param(lambda data: data.decode().encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param(lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(gzip.compress, id="gz"),
        pytest.param(lambda data: gzip.compress(b"\xef\xbb\xbf" + data), id="gz with byte order mark"),
        pytest.param(lambda data: data.rstrip(), id="no end of the last line"),
        pytest.param(lambda data: data + b"\n\r\n", id="blank lines at the end"),
    ],
)
@pytest.mark.parametrize(("write", "how"), [(jsonl, JSONL), (rows, CSV)], ids=["jsonl", "csv"])
def test_good_files_in_every_wrapping(
    sqlite_ledger: Ledger, write: Callable[..., bytes], how: ImportOptions, wrap: Callable[[bytes], bytes]
) -> None:
    assert load(sqlite_ledger, wrap(write(REPORT, NOTICE, LOOK)), how) == (3, 0)
    assert load(sqlite_ledger, jsonl(LOOK, NOTICE, REPORT)) == (0, 3)  # the same events, whatever the format


def test_an_empty_file_has_no_events(sqlite_ledger: Ledger) -> None:
    assert load(sqlite_ledger, b"") == load(sqlite_ledger, b"", CSV) == load(sqlite_ledger, b"\n\n") == (0, 0)


def test_lists_in_a_cell_are_parted_by_semicolons(sqlite_ledger: Ledger) -> None:
    data = f"event,at,notice,regime,platform,items,contains\nnotified,{T},n,us-tida-2025,p,a;b,[]\n".encode()
    assert load(sqlite_ledger, data, CSV) == (1, 0)
    event = next(sqlite_ledger.events()).event
    assert (event.items, event.contains) == (("a", "b"), ())


def test_a_zone_for_times_without_offset(sqlite_ledger: Ledger) -> None:
    berlin = ImportOptions("x", as_csv=False, regimes=REGIMES, tz=ZoneInfo("Europe/Berlin"))
    assert load(sqlite_ledger, jsonl({**LOOK, "at": "2026-11-24T14:35:20"}), berlin) == (1, 0)
    assert load(sqlite_ledger, jsonl(LOOK)) == (0, 1)


# --- export and import ---

OFTEN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def exported(ledger: Ledger, how: ImportOptions) -> bytes:
    out = io.StringIO(newline="")
    export_events(ledger, out, as_csv=how.as_csv)
    return out.getvalue().encode()


def head(ledger: Ledger) -> Checkpoint:
    with ledger.reading() as connection:
        return head_of(connection)


@OFTEN
@given(history=happenings.histories, as_csv=st.booleans())
def test_our_export_is_imported_as_it_was(new_url: NewUrl, history: list[Event], as_csv: bool) -> None:
    how = CSV if as_csv else JSONL
    with Ledger.open(new_url(), create=True) as ledger, Ledger.open(new_url(), create=True) as other:
        ledger.append(history, recorded_at=NOW)
        data = exported(ledger, how)
        assert load(ledger, data, how) == (0, len(ledger))
        import_chain(other, io.BytesIO(data), how, now=NOW, expect=head(ledger))
        assert head(other) == head(ledger)
        assert [recorded.event for recorded in other.events()] == [recorded.event for recorded in ledger.events()]
        with other.reading() as connection:
            assert verify(connection).fault is None


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\ttab",
    "'=1",
    "''+1",
    "'plain",
    "plain",
    "a;b",
    "[a]",
    '"',
    "a,b",
    "a\nb",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_an_export_is_a_formula(sqlite_ledger: Ledger, text: str) -> None:
    event = Event(kind=EventKind.NOTED, at=NOW, item="a", text=text)
    named = notified("n", "a", text.strip().replace("\n", " "))
    sqlite_ledger.append([event, named], recorded_at=NOW)
    data = exported(sqlite_ledger, CSV)
    for row in csv.reader(io.StringIO(data.decode(), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert load(sqlite_ledger, data, CSV) == (0, 2)


@pytest.fixture
def told(sqlite_ledger: Ledger) -> Ledger:
    sqlite_ledger.append(
        [reported("a"), notified("n", "a", "b"), observed("a", 2, text="seen"), observed("b", 3, text="gone")],
        recorded_at=NOW,
    )
    erase(sqlite_ledger, 3, by="clerk", why="asked for", now=NOW)
    return sqlite_ledger


@pytest.mark.parametrize("how", [JSONL, CSV], ids=["jsonl", "csv"])
def test_erased_words_stay_erased_in_an_export(told: Ledger, new_url: NewUrl, how: ImportOptions) -> None:
    data = exported(told, how)
    assert b"gone" not in data
    with Ledger.open(new_url(), create=True) as other:
        import_chain(other, io.BytesIO(data), how, now=NOW, expect=head(told))
        assert [recorded.erased for recorded in other.events()] == [False, False, False, True, False]
        with other.reading() as connection:
            assert verify(connection, head(told)).fault is None


def test_a_ledger_with_events_takes_a_chain_at_its_own_end(told: Ledger, new_url: NewUrl) -> None:
    with Ledger.open(new_url(), create=True) as other:
        other.append([reported("z"), reported("a")], recorded_at=NOW)
        done = import_chain(other, io.BytesIO(exported(told, JSONL)), JSONL, now=NOW)
        assert (done.new, done.known, len(other)) == (4, 1, 6)


@pytest.mark.parametrize(
    ("change", "line", "told_about"),
    [
        pytest.param(lambda lines: lines[1:], 1, "this is not event 0", id="the first one dropped"),
        pytest.param(lambda lines: [*lines[:2], *lines[3:]], 3, "this is not event 2", id="one dropped"),
        pytest.param(lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2, "not event 1", id="two swapped"),
        pytest.param(lambda lines: [lines[0], *lines], 2, "this is not event 1", id="one doubled"),
        pytest.param(
            lambda lines: [*lines[:2], lines[2].replace(b"seen", b"sown"), *lines[3:]],
            3,
            "event 2 was changed",
            id="words",
        ),
        pytest.param(
            lambda lines: [*lines[:4], lines[4].replace(b"clerk", b"thief")],
            5,
            "event 4 was changed",
            id="the last one",
        ),
        pytest.param(lambda lines: [lines[0].replace(b'"nonce"', b'"once"')], 1, "no chain as", id="chain incomplete"),
        pytest.param(lambda _: [jsonl(LOOK).rstrip()], 1, "no chain as", id="no export"),
    ],
)
def test_a_broken_chain_is_refused(
    told: Ledger, empty: Ledger, change: Callable[[list[bytes]], list[bytes]], line: int, told_about: str
) -> None:
    data = b"\n".join(change(exported(told, JSONL).splitlines()))
    with pytest.raises(BadEventError, match=told_about) as caught:
        import_chain(empty, io.BytesIO(data), JSONL, now=NOW)
    assert (caught.value.line, caught.value.field) == (line, "chain")
    assert len(empty) == 0


def test_a_cut_export_is_refused_by_its_head(told: Ledger, empty: Ledger) -> None:
    data = b"\n".join(exported(told, JSONL).splitlines()[:3])
    with pytest.raises(BadProofError, match="its 3 events do not go on from 5:"):
        import_chain(empty, io.BytesIO(data), JSONL, now=NOW, expect=head(told))
    assert len(empty) == 0


# --- broken files ---

FLAWS: dict[str, tuple[Record, str]] = {
    # what is wrong: a record with it, and the field that the error names
    "unknown event": ({**LOOK, "event": "seen"}, "event"),
    "event in capitals": ({**LOOK, "event": "OBSERVED"}, "event"),
    "unknown field": ({**LOOK, "state": "gone"}, "state"),
    "field of another kind": ({**LOOK, "regime": "us-tida-2025"}, "regime"),
    "unknown regime": ({**NOTICE, "regime": "xx-none"}, "regime"),
    "disabled regime": ({**NOTICE, "regime": "tr-5651"}, "regime"),
    "30 February": ({**LOOK, "at": "2026-02-30T00:00:00Z"}, "at"),
    "25 o'clock": ({**LOOK, "at": "2026-02-20T25:00:00Z"}, "at"),
    "no offset": ({**LOOK, "at": "2026-02-20T20:00:00"}, "at"),
    "date only": ({**LOOK, "at": "2026-02-20"}, "at"),
    "offset of a day": ({**LOOK, "at": "2026-02-20T20:00:00+24:00"}, "at"),
    "year 0": ({**LOOK, "at": "0000-02-20T20:00:00Z"}, "at"),
    "time in words": ({**LOOK, "at": "yesterday"}, "at"),
    "due in words": ({**NOTICE, "due": "soon"}, "due"),
    "missing time": ({"event": "observed", "item": "a", "outcome": "absent"}, "at"),
    "missing item": ({"event": "observed", "at": T, "outcome": "absent"}, "item"),
    "missing outcome": ({"event": "observed", "at": T, "item": "a"}, "outcome"),
    "unknown outcome": ({**LOOK, "outcome": "deleted"}, "outcome"),
    "NUL in an item": ({**LOOK, "item": "a\x00b"}, "item"),
    "line end in an item": ({**LOOK, "item": "a\nb"}, "item"),
    "blank before an item": ({**LOOK, "item": " a"}, "item"),
    "endless item": ({**LOOK, "item": "a" * 1025}, "item"),
    "NUL in a text": ({**LOOK, "text": "a\x00b"}, "text"),
    "endless text": ({**LOOK, "text": "a" * 65_537}, "text"),
    "location with a line end": ({**REPORT, "location": "https://example.org/\n"}, "location"),
    "missing location": ({"event": "reported", "at": T, "item": "a", "platform": "p"}, "location"),
    "hash without type": ({**REPORT, "hashes": ["f8f8"]}, "hashes"),
    "item named twice": ({**NOTICE, "items": ["a", "a"]}, "items"),
    "duration in words": ({**NOTICE, "duration": "two days"}, "duration"),
    "a month": ({**NOTICE, "duration": "P1M"}, "duration"),
    "due and duration": ({**NOTICE, "duration": "PT1H", "due": T}, "due"),
    "sent after arrival": ({**NOTICE, "sent_at": "2027-01-01T00:00:00Z"}, "sent_at"),
    "an erasure by hand": ({"event": "erased", "at": T, "erases": "0" * 64, "by": "me"}, "event"),
    "note on nothing": ({"event": "noted", "at": T, "text": "x"}, "item"),
    "number beyond 2**53": ({**LOOK, "evidence": {"n": 2**60}}, "evidence"),
    "evidence nested deeply": ({**LOOK, "evidence": {"a": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}}, "evidence"),
}

ONLY_JSON: dict[str, tuple[bytes, str]] = {
    "item is a number": (jsonl({**LOOK, "item": 7}), "item"),
    "item is a list": (jsonl({**LOOK, "item": ["a"]}), "item"),
    "item is an object": (jsonl({**LOOK, "item": {}}), "item"),
    "item is true": (jsonl({**LOOK, "item": True}), "item"),
    "time is a number": (jsonl({**LOOK, "at": 1795528520}), "at"),
    "event is null": (jsonl({**LOOK, "event": None}), "event"),
    "event is a list": (jsonl({**LOOK, "event": ["observed"]}), "event"),
    "items are text": (jsonl({**NOTICE, "items": "a"}), "items"),
    "no items": (jsonl({**NOTICE, "items": []}), "items"),
    "items with a number": (jsonl({**NOTICE, "items": ["a", 1]}), "items"),
    "evidence is text": (jsonl({**LOOK, "evidence": "404"}), "evidence"),
    "empty item": (jsonl({**LOOK, "item": ""}), "item"),
    "treated as valid by a word": (jsonl({**NOTICE, "treat_as_valid": "yes"}), "treat_as_valid"),
    "a list": (b"[]\n", "line"),
    "a number": (b"7\n", "line"),
    "null": (b"null\n", "line"),
    "half an object": (b'{"event": "observed"\n', "line"),
    "two objects on a line": (b"{} {}\n", "line"),
    "a comma too many": (b'{"event": "observed",}\n', "line"),
    "single quotes": (b"{'event': 'observed'}\n", "line"),
    "a field twice": (b'{"event": "observed", "event": "noted"}\n', "line"),
    "NaN": (jsonl({**LOOK, "evidence": {"n": float("nan")}}), "line"),
    "infinity": (jsonl({**LOOK, "evidence": {"n": float("inf")}}), "line"),
    "infinity by digits": (jsonl(LOOK)[:-2] + b', "evidence": {"n": 1e999}}\n', "evidence"),
    "thousands of digits": (jsonl(LOOK)[:-2] + b', "evidence": {"n": ' + b"9" * 5000 + b"}}\n", "line"),
    "a thousand brackets": (b"[" * 100_000 + b"\n", "line"),
    "half a character": (jsonl({**LOOK, "item": "\ud800"}), "item"),
    "NUL bytes": (b"\x00\x00\x00\n", "line"),
    "Latin-1": ('{"event": "noted", "text": "für"}\n'.encode("latin-1"), "line"),
    "bytes of no encoding": (b'{"event": "\xff\xfe"}\n', "line"),
    "a picture": (b"\x89PNG\r\n", "line"),
    "an endless line": (b'{"text": "' + b"x" * MAX_LINE + b'"}\n', "line"),
}

CSV_ROWS: dict[str, tuple[bytes, str]] = {
    # below the columns event, at, item, outcome, text, evidence
    "=": (f"observed,{T},=cmd(),absent,,\n".encode(), "item"),
    "+": (f"observed,{T},+1,absent,,\n".encode(), "item"),
    "-": (f"observed,{T},-1,absent,,\n".encode(), "item"),
    "@": (f"observed,{T},@SUM(A1),absent,,\n".encode(), "item"),
    "tab": (f"observed,{T},a,absent,\tx,\n".encode(), "text"),
    "formula as a text": (f'observed,{T},a,absent,"=HYPERLINK(""https://x"")",\n'.encode(), "text"),
    "formula as a time": (b"observed,=NOW(),a,absent,,\n", "at"),
    "formula as evidence": (f"observed,{T},a,absent,,=1\n".encode(), "evidence"),
    "too few cells": (f"observed,{T},a\n".encode(), "line"),
    "too many cells": (f"observed,{T},a,absent,,,x\n".encode(), "line"),
    "evidence is no JSON": (f"observed,{T},a,absent,,404 found\n".encode(), "evidence"),
    "evidence is a list": (f"observed,{T},a,absent,,[1]\n".encode(), "evidence"),
    "half of evidence": (f'observed,{T},a,absent,,"{{""a"""\n'.encode(), "evidence"),
    "a German date": (b"observed,24.11.2026 14:35,a,absent,,\n", "at"),
    "broken UTF-8": (f"observed,{T},a,absent,".encode() + b"\xff\xfe,\n", "line"),
    "an endless cell": (f"observed,{T},a,absent,".encode() + b"x" * MAX_LINE + b",\n", "line"),
    "a cell beyond the module's limit": (f"observed,{T},a,absent,".encode() + b"x" * 200_000 + b",\n", "line"),
    "text after a quote": (f'observed,{T},"a"b,absent,,\n'.encode(), "line"),
}
CSV_HEADER = b"event,at,item,outcome,text,evidence\n"

Broken = tuple[bytes, int, str, ImportOptions]
"""A file, and the line and field that its error must name."""


def broken_files() -> Iterator[tuple[str, Broken]]:
    """Each flaw alone, on the last line, on the first, and amid good ones."""
    good = [{**LOOK, "item": f"item-{number}"} for number in range(4)]
    for before, after in ((0, 0), (3, 0), (0, 3), (2, 2)):
        where = f"after {before}, before {after}"
        for flaw, (record, field) in FLAWS.items():
            records = [*good[:before], record, *good[:after]]
            yield f"jsonl, {flaw}, {where}", (jsonl(*records), before + 1, field, JSONL)
            if flaw not in ("unknown field", "missing time"):  # of CSV they are columns, told on line 1
                told = "line" if flaw.startswith("NUL") else field  # JSON writes NUL as an escape, CSV as it is
                yield f"csv, {flaw}, {where}", (rows(*records), before + 2, told, CSV)
        for flaw, (data, field) in ONLY_JSON.items():
            whole = jsonl(*good[:before]) + data + jsonl(*good[:after])
            yield f"jsonl, {flaw}, {where}", (whole, before + 1, field, JSONL)
            yield f"gz, {flaw}, {where}", (gzip.compress(whole, 1), before + 1, field, JSONL)
        for flaw, (data, field) in CSV_ROWS.items():
            cells = [f"observed,{T},item-{number},absent,,\n".encode() for number in range(4)]
            whole = CSV_HEADER + b"".join(cells[:before]) + data + b"".join(cells[:after])
            yield f"csv, {flaw}, {where}", (whole, before + 2, field, CSV)


BROKEN = dict(broken_files())


def test_there_are_more_than_five_hundred_broken_files() -> None:
    assert len(BROKEN) > 500


@pytest.mark.parametrize("flaw", sorted({name.split(", ")[1] for name in BROKEN}))
def test_broken_files_are_told_by_line_and_field(empty: Ledger, flaw: str) -> None:
    for name, (data, line, field, how) in BROKEN.items():
        if name.split(", ")[1] != flaw:
            continue
        with pytest.raises(BadEventError) as caught:
            load(empty, data, how)
        error = caught.value
        assert (error.file, error.line, error.field) == (how.name, line, field), f"{name}: {error}"
        assert str(error).isprintable(), name
        assert len(str(error)) < 500, name
        assert len(empty) == 0, name


@pytest.mark.parametrize(
    ("data", "line", "field", "told_about"),
    [
        pytest.param(b"event;at;item\n", 1, "'event;at;item'", "separate columns by commas", id="semicolons"),
        pytest.param(b"event,at,state\n", 1, "state", "no column of this format", id="unknown column"),
        pytest.param(b"event,item\n", 1, "at", "the column is missing", id="no column of times"),
        pytest.param(b"event,at,at\n", 1, "line", "a column is named twice", id="column twice"),
        pytest.param(b'event,at,text\nnoted,x,"never ends\n\n\n', 2, "line", "correct the quotes", id="open quote"),
        pytest.param("event,at\n".encode("utf-16-le"), 1, "line", "without a byte order mark", id="UTF-16 unmarked"),
        pytest.param("event,at\n".encode("utf-16")[:-1], 1, "file", "save it as UTF-8", id="half of UTF-16"),
        pytest.param(gzip.compress(b"event,at\n" * 9)[:-4], 10, "file", "fetch the file again", id="cut gz"),
        pytest.param(b"\x1f\x8b" + bytes(30), 1, "file", "fetch the file again", id="no gz after all"),
    ],
)
def test_files_that_cannot_be_read_on(empty: Ledger, data: bytes, line: int, field: str, told_about: str) -> None:
    with pytest.raises(BadEventError, match=told_about) as caught:
        load(empty, data, CSV)
    assert (caught.value.line, caught.value.field) == (line, field)


def test_an_id_with_other_content_is_told_by_its_line(sqlite_ledger: Ledger) -> None:
    data = jsonl({**LOOK, "id": "1"}, {**LOOK, "id": "2"}, {**LOOK, "id": "1", "outcome": "present"})
    with pytest.raises(BadEventError, match="'1' belongs to an event with other content") as caught:
        load(sqlite_ledger, data)
    assert (caught.value.line, caught.value.field, len(sqlite_ledger)) == (3, "id", 0)


def test_bad_lines_are_left_out_when_asked(sqlite_ledger: Ledger) -> None:
    bad: list[BadEventError] = []
    data = jsonl(LOOK) + b"nonsense\n" + jsonl({**LOOK, "at": "never"}, REPORT, {**LOOK, "id": "1"})
    data += b'{"text": "' + b"x" * (3 * MAX_LINE) + b'"}\n' + jsonl({**NOTICE, "id": "1"}, NOTICE)
    done = import_events(sqlite_ledger, io.BytesIO(data), JSONL, now=NOW, on_bad=bad.append)
    assert (done.new, done.known, done.bad) == (4, 0, 4)
    assert sorted((error.line or 0, error.field) for error in bad) == [(2, "line"), (3, "at"), (6, "line"), (7, "id")]


class Endless(io.RawIOBase):
    """A line of a hundred megabytes that is never in memory."""

    def __init__(self) -> None:
        self.left = 100 << 20

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), self.left)
        buffer[:size] = b"x" * size
        self.left -= size
        return size


@pytest.mark.parametrize("how", [JSONL, CSV], ids=["jsonl", "csv"])
def test_a_line_of_a_hundred_megabytes_is_not_read_into_memory(empty: Ledger, how: ImportOptions) -> None:
    tracemalloc.start()
    with pytest.raises(BadEventError, match="longer than 1,048,576 characters"):
        import_events(empty, Endless(), how, now=NOW)  # type: ignore[arg-type]  # a raw stream reads bytes too
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * MAX_LINE


def test_a_large_file_is_read_beside_as_it_is_here(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    looks = [to_record(observed(f"item-{number % 7000}", number % 100)) for number in range(22_000)]
    data = jsonl(*looks[:21_500], {**LOOK, "at": "never"}, *looks[21_500:])
    beside = ImportOptions("events.jsonl", as_csv=False, regimes=REGIMES, parallel=True)
    with pytest.raises(BadEventError, match="line 21501, at"):
        load(sqlite_ledger, data, beside)
    assert len(sqlite_ledger) == 0
    assert load(sqlite_ledger, jsonl(*looks), beside) == (7000, 15_000)
    with Ledger.open(str(tmp_path / "other.db"), create=True) as other:
        assert load(other, jsonl(*looks)) == (7000, 15_000)
        assert [a.event for a in other.events()] == [b.event for b in sqlite_ledger.events()]
