"""Every error that hashmatch raises on purpose, in one tree; a module for each part of the package.

    HashmatchError                  catches all of them (base.py)
      (files.py)
        UnreadableTextError         text that cannot be read on: damaged gzip, a bomb
      (hashing.py)
        BadHashError                text that is no hash
        MixedHashesError            hashes of different types do not compare
        UnknownHashTypeError        no such hash type
        WrongMediaError             a hash type that cannot hash this
      (media.py)
        BadColourError              no colour to put below transparent pixels
        MediaError                  a medium cannot be turned into pixels
          DamagedMediaError         the file contradicts its format
          DecoderCrashError         its decoder took the worker process down (matching.py)
          EmptyMediaError           no bytes, or no pixels
          LimitError                asks for too much: not examined
            NotEnoughMemoryError
            TooManyBytesError
            TooManyFramesError
            TooManyPixelsError
            TooManyPixelsPerByteError
            TooSlowError            took longer than it may (matching.py)
          NotAPictureError          text, a program, noise
          NotARegularFileError      a pipe, socket or device
          TruncatedMediaError       the file ends too early
          UnreadableFileError       missing, forbidden, a folder
          UnsupportedFormatError    a picture, video or archive that is not decoded
            MissingExtraError       ... until an extra is installed
          UnsupportedSourceError    an object that is no medium
      (index.py)
        BadIdError                  no id of an index
        BadQueryError               a radius or count that asks for nothing
        DamagedIndexError           a file of an index is not what was written
        DuplicateIdError            an id that an index holds already
        ForeignIndexError           a folder that holds no index, or one written elsewhere
        IndexChangedError           another program saved the index since it was opened
        IndexLockedError            another program is saving the index
        WidthError                  codes of another width than the index
      (bank.py)
        BadListError                a hash list that cannot be read as a whole
        BadRowError                 a row of a hash list that cannot be read
        UnwritableEntryError        an entry that a hash list would not hold whole
      (matching.py)
        BadRadiusError              a radius that no hash type can have
        BadSettingError             a setting of a matcher that means nothing
        EmptyListError              a hash list without entries
        JournalError                a journal of a scan cannot be used
        NothingToMatchError         entries without a hash to search by
        UndecidedError              a medium that was only half asked
        WorkersDiedError            no worker process stays alive
        WrongAnswerError            an answer to another question than an inquiry asks
      (regimes.py)
        BadDurationError            text that is no duration
        BadRegimeError              a rule's data cannot be used
        BadTimeError                text that is no moment, or two
        DisabledRegimeError         a rule that may not be used yet
        UnknownRegimeError          no such rule
        UnknownZoneError            no such time zone
      (ledger.py)
        BadProofError               a proof, checkpoint or time stamp that proves nothing
        EventError                  an event that cannot be made
          BadEventError             a record of a file, or a command's options, that are no event
        LedgerError                 a ledger that cannot be used
          DamagedLedgerError        an event that cannot be read or contradicts the chain
          EventConflictError        an id that stands for another content
          LedgerBusyError           others were writing for too long
          NoLedgerError             no ledger is there
          NotALedgerError           something else is there
        NoticeError                 a letter that cannot be written

A class stands below its base class, and below the module that defines it where its line names no other. text.py is how
messages write foreign text: `shown`, `quoted`, `defang`.

Each message names the file, row or field and says what to do. Arguments go to ``super().__init__`` unchanged, so that
an error survives the way back from a worker process (pickle rebuilds an exception from its ``args``).
"""

from hashmatch.errors.bank import BadListError, BadRowError, UnwritableEntryError
from hashmatch.errors.base import HashmatchError
from hashmatch.errors.files import UnreadableTextError
from hashmatch.errors.hashing import BadHashError, MixedHashesError, UnknownHashTypeError, WrongMediaError
from hashmatch.errors.index import (
    BadIdError,
    BadQueryError,
    DamagedIndexError,
    DuplicateIdError,
    ForeignIndexError,
    IndexChangedError,
    IndexLockedError,
    WidthError,
)
from hashmatch.errors.ledger import (
    BadEventError,
    BadProofError,
    DamagedLedgerError,
    EventConflictError,
    EventError,
    LedgerBusyError,
    LedgerError,
    NoLedgerError,
    NotALedgerError,
    NoticeError,
)
from hashmatch.errors.matching import (
    BadRadiusError,
    BadSettingError,
    DecoderCrashError,
    EmptyListError,
    JournalError,
    NothingToMatchError,
    TooSlowError,
    UndecidedError,
    WorkersDiedError,
    WrongAnswerError,
)
from hashmatch.errors.media import (
    BadColourError,
    DamagedMediaError,
    EmptyMediaError,
    LimitError,
    MediaError,
    MissingExtraError,
    NotAPictureError,
    NotARegularFileError,
    NotEnoughMemoryError,
    TooManyBytesError,
    TooManyFramesError,
    TooManyPixelsError,
    TooManyPixelsPerByteError,
    TruncatedMediaError,
    UnreadableFileError,
    UnsupportedFormatError,
    UnsupportedSourceError,
)
from hashmatch.errors.regimes import (
    BadDurationError,
    BadRegimeError,
    BadTimeError,
    DisabledRegimeError,
    UnknownRegimeError,
    UnknownZoneError,
)
from hashmatch.errors.text import defang, quoted, shown

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
    "BadSettingError",
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
    "EventError",
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
    "UndecidedError",
    "UnknownHashTypeError",
    "UnknownRegimeError",
    "UnknownZoneError",
    "UnreadableFileError",
    "UnreadableTextError",
    "UnsupportedFormatError",
    "UnsupportedSourceError",
    "UnwritableEntryError",
    "WidthError",
    "WorkersDiedError",
    "WrongAnswerError",
    "WrongMediaError",
    "defang",
    "quoted",
    "shown",
]
