"""Every error that hashmatch raises on purpose, in one tree.

    HashmatchError
      BadColourError        no colour to put below transparent pixels
      BadDurationError      text that is no duration
      BadEventError         a record that is no event
      BadHashError          text that is no hash
      BadIdError            no id of an index
      BadListError          a hash list that cannot be read as a whole
      BadProofError         a proof, checkpoint or time stamp that proves nothing
      BadQueryError         a radius or count that asks for nothing
      BadRegimeError        a rule's data cannot be used
      BadRowError           a row of a hash list that cannot be read
      BadTimeError          text that is no moment, or two
      DamagedIndexError     a file of an index is not what was written
      DisabledRegimeError   a rule that may not be used yet
      DuplicateIdError      an id that an index holds already
      ForeignIndexError     a folder that holds no index, or one written elsewhere
      IndexChangedError     somebody else saved the index since it was opened
      IndexLockedError      somebody else is saving the index
      JournalError          a journal of a scan cannot be used
      LedgerError           a ledger that cannot be used
        DamagedLedgerError    an event that cannot be read or contradicts the chain
        EventConflictError    an id that stands for another content
        LedgerBusyError       others were writing for too long
        NoLedgerError         no ledger is there
        NotALedgerError       something else is there
      MediaError                a medium cannot be turned into pixels
        UnreadableFileError       missing, forbidden, a folder
        NotARegularFileError      a pipe, socket or device
        EmptyMediaError           no bytes, or no pixels
        NotAPictureError          text, a program, noise
        UnsupportedFormatError    a picture, video or archive that is not decoded
          MissingExtraError         ... until an extra is installed
        TruncatedMediaError       the file ends too early
        DamagedMediaError         the file contradicts its format
        UnsupportedSourceError    an object that is no medium
        LimitError                asks for too much: not examined
          TooManyBytesError
          TooManyPixelsError
          TooManyPixelsPerByteError
          TooManyFramesError
          NotEnoughMemoryError
          TooSlowError
        DecoderCrashError         took its worker process down
      BadIdError            no id of an index
      BadRadiusError        a radius that no hash type can have
      BadQueryError         a radius or count that asks for nothing
      DamagedIndexError     a file of an index is not what was written
      DuplicateIdError      an id that an index holds already
      ForeignIndexError     a folder that holds no index, or one written elsewhere
      IndexChangedError     somebody else saved the index since it was opened
      IndexLockedError      somebody else is saving the index
      EmptyListError        a hash list without entries
      MixedHashesError      hashes of different types do not compare
      NothingToMatchError   entries without a hash to search by
      MixedHashesError      hashes of different types do not compare
      NoticeError           a letter that cannot be written
      UnknownHashTypeError  no such hash type
      UnknownRegimeError    no such rule
      UnknownZoneError      no such time zone
      UnwritableEntryError  an entry that a hash list would not hold whole
      WidthError            codes of another width than the index
      WorkersDiedError      no worker process stays alive
      WrongMediaError       a hash type that cannot hash this

Each message names the file, row or field and says what to do. Arguments go to ``super().__init__`` unchanged, so that
an error survives the way back from a worker process (pickle rebuilds an exception from its ``args``).
"""

__all__ = [
    "BadColourError",
    "BadDurationError",
    "BadEventError",
    "BadHashError",
    "BadIdError",
    "BadListError",
    "BadProofError",
    "BadQueryError",
    "BadRadiusError",
    "BadRegimeError",
    "BadRowError",
    "BadTimeError",
    "DamagedIndexError",
    "DamagedLedgerError",
    "DamagedMediaError",
    "DecoderCrashError",
    "DisabledRegimeError",
    "DuplicateIdError",
    "EmptyListError",
    "EmptyMediaError",
    "EventConflictError",
    "ForeignIndexError",
    "HashmatchError",
    "IndexChangedError",
    "IndexLockedError",
    "JournalError",
    "LedgerBusyError",
    "LedgerError",
    "LimitError",
    "MediaError",
    "MissingExtraError",
    "MixedHashesError",
    "NoLedgerError",
    "NotALedgerError",
    "NotAPictureError",
    "NotARegularFileError",
    "NotEnoughMemoryError",
    "NothingToMatchError",
    "NoticeError",
    "TooManyBytesError",
    "TooManyFramesError",
    "TooManyPixelsError",
    "TooManyPixelsPerByteError",
    "TooSlowError",
    "TruncatedMediaError",
    "UnknownHashTypeError",
    "UnknownRegimeError",
    "UnknownZoneError",
    "UnreadableFileError",
    "UnsupportedFormatError",
    "UnsupportedSourceError",
    "UnwritableEntryError",
    "WidthError",
    "WorkersDiedError",
    "WrongMediaError",
    "quoted",
    "shown",
]


def shown(text: str) -> str:
    r"""Return `text` safe to print on one line: what could move a cursor, hide or reorder letters is escaped.

    File names and fields are written by others. Bytes of a name that are not UTF-8 (PEP 383) come out as ``\udcXX``.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(text: str, most: int = 60) -> str:
    """Return `text` between quotes as Python writes it, cut where it is long: it can be a line of many megabytes."""
    return repr(text) if len(text) <= most else f"{text[:most]!r}... ({len(text)} characters)"


class HashmatchError(Exception):
    """Base of every error raised on purpose; anything else that escapes is a bug of ours."""


# --- hashing ---


class BadHashError(HashmatchError):
    """A text cannot be read as a hash."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{self.text!r} is no hash: {self.problem}"


class MixedHashesError(HashmatchError):
    """Two hashes have no distance, because they are not of one type and width."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left, self.right = left, right

    def __str__(self) -> str:
        return f"a {self.left} hash and a {self.right} hash do not compare; hash both media with the same type"


class UnknownHashTypeError(HashmatchError):
    """No hash type of this name is registered."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        return f"unknown hash type {self.name!r}; choose one of {', '.join(self.known)}"


class WrongMediaError(HashmatchError):
    """A hash type cannot be computed from what was given."""

    def __init__(self, name: str, hash_type: str, problem: str) -> None:
        super().__init__(name, hash_type, problem)
        self.name, self.hash_type, self.problem = name, hash_type, problem

    def __str__(self) -> str:
        return f"{shown(self.name)}, {self.hash_type}: {self.problem}"


# --- media ---


class MediaError(HashmatchError):
    """A medium cannot be turned into pixels.

    Parameters
    ----------
    name : str
        The file, or what the data came from, such as ``<bytes>``.
    reason : str
        What is wrong, and what to do about it where something can be done.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name, self.reason = name, reason

    def __str__(self) -> str:
        return f"{shown(self.name)}: {self.reason}"


class BadColourError(HashmatchError):
    """A background is no colour."""

    def __init__(self, colour: object) -> None:
        super().__init__(colour)
        self.colour = colour

    def __str__(self) -> str:
        return f"{self.colour!r} is no colour; write a name, #rrggbb, or red, green and blue from 0 to 255"


class UnreadableFileError(MediaError):
    """The system does not hand out the file: missing, a folder, forbidden, a broken link."""


class NotARegularFileError(MediaError):
    """A pipe, socket or device: reading it might never end."""


class EmptyMediaError(MediaError):
    """There is not a single byte, or not a single pixel."""


class NotAPictureError(MediaError):
    """The first bytes belong to nothing that shows pictures; the reason says what they look like."""


class UnsupportedFormatError(MediaError):
    """What may show pictures, but is not decoded: another picture format, a video, an archive."""


class MissingExtraError(UnsupportedFormatError):
    """A picture that an optional extra can decode, which is not installed."""

    def __init__(self, name: str, format_name: str, extra: str) -> None:
        super().__init__(name, f'{format_name} needs an extra: pip install "hashmatch[{extra}]"')
        self.args = (name, format_name, extra)  # what pickle calls the class with; so below
        self.format_name, self.extra = format_name, extra


class TruncatedMediaError(MediaError):
    """The file ends before the picture does."""


class DamagedMediaError(MediaError):
    """The file contradicts its own format."""


class UnsupportedSourceError(MediaError):
    """An object that is no medium: an array of another shape or type, a text file, a number."""


class LimitError(MediaError):
    """The medium asks for more than the limits allow: it was not examined, which is not the same as clean."""


class TooManyBytesError(LimitError):
    """The file is larger than ``Limits.max_bytes``."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(name, f"more than {limit:,} bytes ({size:,}); raise max_bytes to examine it")
        self.args = (name, size, limit)
        self.size, self.limit = size, limit


class TooManyPixelsError(LimitError):
    """The picture has more pixels than ``Limits.max_pixels``."""

    def __init__(self, name: str, width: int, height: int, limit: int) -> None:
        super().__init__(name, f"{width} x {height} pixels, more than {limit:,} in all; raise max_pixels to examine it")
        self.args = (name, width, height, limit)
        self.width, self.height, self.limit = width, height, limit


class TooManyPixelsPerByteError(LimitError):
    """The file is too small for its pixels (``Limits.max_pixels_per_byte``): blank, or a decompression bomb."""

    def __init__(self, name: str, width: int, height: int, size: int, limit: int) -> None:
        super().__init__(
            name,
            f"{width} x {height} pixels out of {size:,} bytes, more than {limit:,} pixels a byte; "
            "raise max_pixels_per_byte to examine it",
        )
        self.args = (name, width, height, size, limit)
        self.width, self.height, self.size, self.limit = width, height, size, limit


class TooManyFramesError(LimitError):
    """The medium has more frames or pages than ``Limits.max_frames`` or, at their size, ``max_pixels_in_all``."""

    def __init__(self, name: str, limit: int, setting: str) -> None:
        super().__init__(name, f"more than {limit:,} frames; raise {setting} to examine it")
        self.args = (name, limit, setting)
        self.limit, self.setting = limit, setting


class NotEnoughMemoryError(LimitError):
    """The decoder could not get the memory it asked for."""


# --- index ---


class WidthError(HashmatchError):
    """Codes are not of the width that the index holds."""

    def __init__(self, got: str, expected: str) -> None:
        super().__init__(got, expected)
        self.got, self.expected = got, expected

    def __str__(self) -> str:
        return f"{self.got} cannot be codes: {self.expected}"


class BadQueryError(HashmatchError):
    """A search asks for something that cannot be, such as a negative radius."""

    def __init__(self, name: str, value: int, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name, self.value, self.expected = name, value, expected

    def __str__(self) -> str:
        return f"{self.name} {self.value}: expected {self.expected}"


class BadIdError(HashmatchError):
    """Ids of an index are not one whole number from 0 to 2**64 - 1 for each code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.problem}: expected one whole number from 0 to 2**64 - 1 for each code"


class DuplicateIdError(HashmatchError):
    """An id is given twice, or the index holds it already."""

    def __init__(self, id: int) -> None:  # noqa: A002  it is what the whole field calls it
        super().__init__(id)
        self.id = id

    def __str__(self) -> str:
        return f"id {self.id} is in use; remove it first, or choose another"


class DamagedIndexError(HashmatchError):
    """A file of an index is missing or is not what was written."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}: {self.problem}; restore the folder from a copy, or build the index again"


class ForeignIndexError(HashmatchError):
    """A folder holds no index, or one that this version or this machine does not read."""

    def __init__(self, folder: str, problem: str) -> None:
        super().__init__(folder, problem)
        self.folder, self.problem = folder, problem

    def __str__(self) -> str:
        return f"{shown(self.folder)}: {self.problem}"


class IndexLockedError(HashmatchError):
    """Somebody else is saving an index in the same folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{shown(self.folder)}: somebody else is saving this index; try again when they are done"


class IndexChangedError(HashmatchError):
    """The folder was saved by somebody else since this index was opened, so that saving would undo their work."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{shown(self.folder)}: holds a version this index does not come from; open it again, or save elsewhere"


# --- bank ---


class BadListError(HashmatchError):
    """A hash list as a whole cannot be read."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}: {self.problem}"


class BadRowError(HashmatchError):
    """A row of a hash list cannot be read."""

    def __init__(self, file: str, line: int, field: str, problem: str) -> None:
        super().__init__(file, line, field, problem)
        self.file, self.line, self.field, self.problem = file, line, field, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}, line {self.line}, {self.field}: {self.problem}; correct the row or skip bad rows"


class UnwritableEntryError(HashmatchError):
    """An entry cannot be written into a hash list without losing something."""

    def __init__(self, reference: str, problem: str) -> None:
        super().__init__(reference, problem)
        self.reference, self.problem = reference, problem

    def __str__(self) -> str:
        return f"entry {self.reference!r} cannot be written: {self.problem}"


# --- matcher ---


class BadRadiusError(HashmatchError):
    """A radius that no search by these hash types can have."""

    def __init__(self, radius: int, problem: str) -> None:
        super().__init__(radius, problem)
        self.radius, self.problem = radius, problem

    def __str__(self) -> str:
        return f"radius {self.radius}: {self.problem}"


class EmptyListError(HashmatchError):
    """A hash list has no entries, so that everything would pass as clean."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file

    def __str__(self) -> str:
        return f"{shown(self.file)}: no entries; nothing could ever match"


class NothingToMatchError(HashmatchError):
    """Entries have no hash of a type to search by."""

    def __init__(self, present: tuple[str, ...], wanted: tuple[str, ...] | None) -> None:
        super().__init__(present, wanted)
        self.present, self.wanted = present, wanted

    def __str__(self) -> str:
        asked = "a type to search by" if self.wanted is None else " or ".join(self.wanted)
        return f"no entry has a hash of {asked}: they have {', '.join(self.present)} only; choose one of these"


# --- scan ---


class DecoderCrashError(MediaError):
    """The process that examined a file died of it."""

    def __init__(self, name: str, how: str) -> None:
        MediaError.__init__(self, name, f"its decoder crashed ({how})")
        self.args = (name, how)  # pickle rebuilds an error from its args


class TooSlowError(LimitError):
    """A file took longer than it may."""

    def __init__(self, name: str, seconds: float) -> None:
        MediaError.__init__(self, name, f"took longer than {seconds:g} seconds")
        self.args = (name, seconds)


class JournalError(HashmatchError):
    """The file named as a scan's journal cannot be used as one."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem

    def __str__(self) -> str:
        return f"{shown(self.file)}: {self.problem}"


class WorkersDiedError(HashmatchError):
    """No worker process stays alive, whatever the file."""

    def __str__(self) -> str:
        return (
            "the worker processes die before they begin; "
            "in a script, scan below 'if __name__ == \"__main__\":', for they import it too"
        )


# --- takedown: times and regimes ---


class BadTimeError(HashmatchError):
    """A text cannot be read as one moment."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{quoted(self.text)} is no moment: {self.problem}"


class UnknownZoneError(HashmatchError):
    """No time zone of this name is known."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"unknown time zone {quoted(self.name)}; write an IANA name, such as Europe/Berlin"


class BadDurationError(HashmatchError):
    """A text cannot be read as a duration."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text, self.problem = text, problem

    def __str__(self) -> str:
        return f"{quoted(self.text)} is no duration: {self.problem}"


class BadRegimeError(HashmatchError):
    """A file of regimes, or a regime or field in it, cannot be used; what is not meant is empty."""

    def __init__(self, file: str, regime: str, field: str, problem: str) -> None:
        super().__init__(file, regime, field, problem)
        self.file, self.regime, self.field, self.problem = file, regime, field, problem

    def __str__(self) -> str:
        place = ", ".join(shown(part) for part in (self.file, self.regime, self.field) if part)
        return f"{place}: {self.problem}"


class UnknownRegimeError(HashmatchError):
    """No regime or family of regimes has this id."""

    def __init__(self, name: str, close: tuple[str, ...]) -> None:
        super().__init__(name, close)
        self.name, self.close = name, close

    def __str__(self) -> str:
        meant = f"did you mean {' or '.join(self.close)}? " if self.close else ""
        return f"unknown regime {quoted(self.name)}; {meant}'hashmatch regimes list' shows all"


class DisabledRegimeError(HashmatchError):
    """A regime may not be used, because it is not certain or not in force."""

    def __init__(self, regime: str, reason: str) -> None:
        super().__init__(regime, reason)
        self.regime, self.reason = regime, reason

    def __str__(self) -> str:
        return (
            f"{self.regime} is disabled: {self.reason}; once a lawyer has confirmed the rule, put a copy of it into a "
            "folder of your own, under a new id and with enabled = true"
        )


# --- takedown: events and the ledger ---


class BadEventError(HashmatchError):
    """A record cannot be read as an event; `line` is None where there are no lines."""

    def __init__(self, file: str, line: int | None, field: str, problem: str) -> None:
        super().__init__(file, line, field, problem)
        self.file, self.line, self.field, self.problem = file, line, field, problem

    def __str__(self) -> str:
        place = shown(self.file) if self.line is None else f"{shown(self.file)}, line {self.line}"
        return f"{place}, {shown(self.field)}: {shown(self.problem)}"


class LedgerError(HashmatchError):
    """A ledger cannot be used; `ledger` names it, without its password."""

    def __init__(self, ledger: str, problem: str) -> None:
        super().__init__(ledger, problem)
        self.ledger, self.problem = ledger, problem

    def __str__(self) -> str:
        return f"{self.ledger}: {self.problem}"


class NoLedgerError(LedgerError):
    """No ledger is there, and none was to be made."""


class NotALedgerError(LedgerError):
    """The file or database holds something else, or tables of a newer version."""


class LedgerBusyError(LedgerError):
    """Others were writing for longer than one waits."""


class DamagedLedgerError(LedgerError):
    """A stored event cannot be read, or contradicts the chain."""


class EventConflictError(LedgerError):
    """An id stands for another content in the ledger."""


class BadProofError(HashmatchError):
    """A proof, checkpoint or time stamp does not prove what it should."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name, self.problem = name, problem

    def __str__(self) -> str:
        return f"{shown(self.name)}: {self.problem}"


# --- takedown: notices ---


class NoticeError(HashmatchError):
    """A letter cannot be written; `subject` is the item, part or rule in the way."""

    def __init__(self, subject: str, problem: str) -> None:
        super().__init__(subject, problem)
        self.subject, self.problem = subject, problem

    def __str__(self) -> str:
        return f"{shown(self.subject)}: {shown(self.problem)}"
