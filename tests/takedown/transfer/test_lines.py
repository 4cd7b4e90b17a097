"""Lines of events: an event is never taken from what was not read rightly."""

import gzip
import io
import os
import threading
from collections import deque
from contextlib import suppress
from pathlib import Path

import pytest

from hashmatch.errors import BadEventError
from hashmatch.takedown.transfer.lines import read_lines

EVENT = (
    b'{"event":"observed","at":"2026-11-24T14:35:20+01:00","item":"a-reported-item","outcome":"absent","text":"gone"}\n'
)


def test_a_bomb_of_two_million_events_is_refused(tmp_path: Path) -> None:
    """Some 300 kB of gz, as a hash list is refused: an import would run for hours."""
    path = tmp_path / "events.jsonl.gz"
    path.write_bytes(gzip.compress(EVENT * 50_000) * 40)
    assert path.stat().st_size < 1 << 20
    with path.open("rb") as stream, pytest.raises(BadEventError, match="unpacks to 100 times its size") as caught:
        deque(read_lines(stream, "events.jsonl.gz"), maxlen=0)
    assert (caught.value.file, caught.value.field) == ("events.jsonl.gz", "file")
    assert 0 < (caught.value.line or 0) < 1_000_000


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_a_pipe_is_read_as_a_file_is(packed: bool) -> None:
    """It cannot seek, and nobody knows its size."""
    reader, writer = os.pipe()
    data = EVENT * 3000

    def write() -> None:
        with os.fdopen(writer, "wb") as file:
            file.write(gzip.compress(data) if packed else data)

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(reader, "rb") as stream:
        assert list(read_lines(stream, "-")) == [(number, EVENT.decode()) for number in range(1, 3001)]
    thread.join()


@pytest.mark.parametrize("data", [EVENT, gzip.compress(EVENT), gzip.compress(EVENT)[:-3]], ids=["plain", "gz", "cut"])
def test_the_stream_stays_open(data: bytes) -> None:
    """It is the caller's: standard input, for one."""
    stream = io.BytesIO(data)
    with suppress(BadEventError):
        deque(read_lines(stream, "-"), maxlen=0)
    assert not stream.closed


def test_line_ends_within_a_cell_stay_as_they_are() -> None:
    """What a text says is part of the chain."""
    data = b'event,at,text\r\nnoted,x,"one\rtwo\r\nthree"\n'
    assert "".join(str(text) for _, text in read_lines(io.BytesIO(data), "-")).encode() == data
