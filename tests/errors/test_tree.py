"""Every error: one root, one way back from a worker process, a message that names the thing and the way out."""

import pickle

import pytest

from hashmatch import errors
from hashmatch.errors import HashmatchError

CLASSES = {
    value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, HashmatchError)
} - {HashmatchError}

# One of each, and what it says. Where the message is the raiser's (`problem`, `reason`), the raiser names the way out.
EXAMPLES: list[tuple[HashmatchError, str]] = [
    # files.py
    (errors.UnreadableTextError("a.csv.gz", "cut short; fetch it again"), "a.csv.gz: cut short; fetch it again"),
    # hashing.py
    (errors.BadHashError("f8", "a pdq hash has 64 hex digits"), "'f8' is no hash: a pdq hash has 64 hex digits"),
    (
        errors.MixedHashesError("pdq", "phash"),
        "a pdq hash and a phash hash do not compare; hash both media with the same type",
    ),
    (errors.UnknownHashTypeError("pqd", ("pdq", "md5")), "unknown hash type 'pqd'; choose one of pdq, md5"),
    (errors.WrongMediaError("a.png", "whash", "too small"), "a.png, whash: too small"),
    # media.py
    (
        errors.BadColourError("transparent"),
        "'transparent' is no colour; write a name, #rrggbb, or red, green and blue from 0 to 255",
    ),
    (errors.MediaError("a.png", "broken"), "a.png: broken"),
    (errors.DamagedMediaError("a.png", "damaged"), "a.png: damaged"),
    (errors.DecoderCrashError("a.png", "signal 11"), "a.png: its decoder crashed (signal 11)"),
    (errors.EmptyMediaError("a.png", "empty"), "a.png: empty"),
    (errors.LimitError("a.png", "too much"), "a.png: too much"),
    (errors.NotEnoughMemoryError("a.png", "memory"), "a.png: memory"),
    (
        errors.TooManyBytesError("a.png", 2000, 1000),
        "a.png: more than 1,000 bytes (2,000); raise max_bytes to examine it",
    ),
    (
        errors.TooManyFramesError("a.gif", 5000, "max_frames"),
        "a.gif: more than 5,000 frames; raise max_frames to examine it",
    ),
    (
        errors.TooManyPixelsError("a.png", 50, 40, 1000),
        "a.png: 50 x 40 pixels, more than 1,000 in all; raise max_pixels to examine it",
    ),
    (
        errors.TooManyPixelsPerByteError("a.png", 50, 40, 30, 10),
        "a.png: 50 x 40 pixels out of 30 bytes, more than 10 pixels a byte; raise max_pixels_per_byte to examine it",
    ),
    (errors.TooSlowError("a.png", 1.5), "a.png: took longer than 1.5 seconds"),
    (errors.NotAPictureError("a.txt", "text"), "a.txt: text"),
    (errors.NotARegularFileError("a", "a pipe"), "a: a pipe"),
    (errors.TruncatedMediaError("a.png", "truncated"), "a.png: truncated"),
    (errors.UnreadableFileError("a.png", "missing"), "a.png: missing"),
    (errors.UnsupportedFormatError("a.svg", "an SVG drawing"), "a.svg: an SVG drawing"),
    (
        errors.MissingExtraError("a.heic", "HEIF", "heif"),
        'a.heic: HEIF needs an extra: pip install "hashmatch[heif]"',
    ),
    (errors.UnsupportedSourceError("<int>", "int is no medium"), "<int>: int is no medium"),
    # index.py
    (
        errors.BadIdError("an array of float64 with shape (2,)"),
        "an array of float64 with shape (2,): expected one whole number from 0 to 2**64 - 1 for each code",
    ),
    (errors.BadQueryError("radius", -1, "0 or more"), "radius -1: expected 0 or more"),
    (
        errors.DamagedIndexError("bank/ids.npy", "missing"),
        "bank/ids.npy: missing; restore the folder from a copy, or build the index again",
    ),
    (errors.DuplicateIdError(7), "id 7 is in use; remove it first, or choose another"),
    (errors.ForeignIndexError("bank", "no index"), "bank: no index"),
    (
        errors.IndexChangedError("bank"),
        "bank: holds a version this index does not come from; open it again, or save elsewhere",
    ),
    (errors.IndexLockedError("bank"), "bank: somebody else is saving this index; try again when they are done"),
    (errors.WidthError("uint8 (2, 7)", "uint8 (n, 8)"), "uint8 (2, 7) cannot be codes: uint8 (n, 8)"),
    # bank.py
    (errors.BadListError("a.csv", "empty"), "a.csv: empty"),
    (
        errors.BadRowError("a.csv", 17, "pdq", "63 digits"),
        "a.csv, line 17, pdq: 63 digits; correct the row or skip bad rows",
    ),
    (errors.UnwritableEntryError("case-1", "a radius"), "entry 'case-1' cannot be written: a radius"),
    # matching.py
    (errors.BadRadiusError(300, "at most 256"), "radius 300: at most 256"),
    (
        errors.BadSettingError("confirm", "pqd", "a hash type"),
        "confirm: 'pqd' means nothing here; use a hash type",
    ),
    (errors.EmptyListError("a.csv"), "a.csv: no entries; nothing could ever match"),
    (errors.JournalError("a.jsonl", "another list"), "a.jsonl: another list"),
    (
        errors.NothingToMatchError(("md5",), ("pdq", "phash")),
        "no entry has a hash of pdq or phash: they have md5 only; choose one of these",
    ),
    (
        errors.UndecidedError("a.png"),
        "a.png: not decided yet; hash it as `wanted` says and `tell` the inquiry until it is None",
    ),
    (
        errors.WrongAnswerError("a.png", "it has no hashes"),
        "a.png: it has no hashes; hash the medium as `wanted` says, and tell the whole answer",
    ),
    (
        errors.WorkersDiedError(),
        (
            "the worker processes die before they begin; in a script, scan below 'if __name__ == \"__main__\":', "
            "for they import it too"
        ),
    ),
    # regimes.py
    (errors.BadDurationError("2 days", "write P2D"), "'2 days' is no duration: write P2D"),
    (errors.BadRegimeError("us.toml", "us-tida-2025", "", "no source"), "us.toml, us-tida-2025: no source"),
    (errors.BadTimeError("yesterday", "write a date"), "'yesterday' is no moment: write a date"),
    (
        errors.DisabledRegimeError("in-it-2021", "uncertain"),
        (
            "in-it-2021 is disabled: uncertain; once a lawyer has confirmed the rule, put a copy of it into a folder "
            "of your own, under a new id and with enabled = true"
        ),
    ),
    (
        errors.UnknownRegimeError("us-tida", ("us-tida-2025",)),
        "unknown regime 'us-tida'; did you mean us-tida-2025? 'hashmatch regimes list' shows all",
    ),
    (
        errors.UnknownZoneError("CET+1"),
        "unknown time zone 'CET+1'; write an IANA name, such as Europe/Berlin",
    ),
    # ledger.py
    (errors.EventError("at", "no time"), "event, at: no time"),
    (errors.BadEventError("a.jsonl", 3, "at", "no time"), "a.jsonl, line 3, at: no time"),
    (errors.BadProofError("p.json", "another root"), "p.json: another root"),
    (errors.LedgerError("l.db", "unusable"), "l.db: unusable"),
    (errors.DamagedLedgerError("l.db", "event 7"), "l.db: event 7"),
    (errors.EventConflictError("l.db", "id e-1"), "l.db: id e-1"),
    (errors.LedgerBusyError("l.db", "busy"), "l.db: busy"),
    (errors.NoLedgerError("l.db", "nothing there"), "l.db: nothing there"),
    (errors.NotALedgerError("l.db", "another database"), "l.db: another database"),
    (errors.NoticeError("item-1", "no location"), "item-1: no location"),
]
every_error = pytest.mark.parametrize("error", [error for error, _ in EXAMPLES], ids=lambda error: type(error).__name__)


def test_every_class_has_an_example() -> None:
    assert {type(error) for error, _ in EXAMPLES} == CLASSES


def test_every_class_is_exported() -> None:
    assert {cls.__name__ for cls in CLASSES} < set(errors.__all__)


@pytest.mark.parametrize(("error", "says"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_what_it_says(error: HashmatchError, says: str) -> None:
    assert str(error) == says


@every_error
def test_one_except_clause_catches_it(error: HashmatchError) -> None:
    """And no other root: a bare ValueError or OSError that escapes is a bug."""
    assert type(error).__mro__[-4:] == (HashmatchError, Exception, BaseException, object)


@every_error
def test_it_survives_the_way_back_from_a_worker_process(error: HashmatchError) -> None:
    """Pickle rebuilds an error from its `args`: the same class, arguments, fields and text."""
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, from the line above
    assert type(back) is type(error)
    assert back.args == error.args
    assert vars(back) == vars(error)
    assert str(back) == str(error)


@every_error
def test_it_survives_twice(error: HashmatchError) -> None:
    """From a worker to the scan, and from there to another: what came back can be sent on."""
    once = pickle.loads(pickle.dumps(error))  # noqa: S301 - as above
    assert str(pickle.loads(pickle.dumps(once))) == str(error)  # noqa: S301 - as above


# Their first argument is a word of ours: a type, a parameter, the shape of an array.
OUR_WORDS = {
    errors.BadIdError,
    errors.BadQueryError,
    errors.BadSettingError,
    errors.MixedHashesError,
    errors.WidthError,
}
HOSTILE = "a\x1b[2J\u202e\n\udcff"


@pytest.mark.parametrize(
    "error",
    [
        type(error)(HOSTILE, *error.args[1:])
        for error, _ in EXAMPLES
        if error.args and isinstance(error.args[0], str) and type(error) not in OUR_WORDS
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_name_that_others_chose_cannot_move_the_cursor(error: HashmatchError) -> None:
    """Names of files, items and platforms are foreign text: a message is one printable line (`shown`, `quoted`)."""
    assert str(error).isprintable()
