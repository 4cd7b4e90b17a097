"""Whatever anybody feeds in: a correct picture or one of our errors, soon and in little memory."""

import pickle
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from hashmatch.errors import MediaError
from hashmatch.media import Picture, decode_frames, decode_reduced
from tests.media.hostile import Case, cases

SMALL = (64, 96)  # the size of the photograph that the cases spoil


def outcome(case: Case, folder: Path) -> list[Picture] | MediaError:
    """Decode every frame of a case, and its luma."""
    folder.mkdir()
    path = case.write(folder)
    try:
        pictures = list(decode_frames(path))
        decode_reduced(path)
    except MediaError as error:
        return error
    return pictures


def judged(case: Case, result: list[Picture] | MediaError, folder: Path) -> str | None:
    """Say what is wrong with the outcome of a case that was written to `folder`."""
    if isinstance(result, list):
        if case.error is not None:
            return "was decoded"
        if case.picture and result[0].size not in (SMALL, (64, 64)):
            return f"became a picture of {result[0].size}"
        return None
    if case.picture or not isinstance(result, case.error or MediaError):
        return f"{type(result).__name__}: {result}"
    if not str(result).startswith(f"{folder}/") or not str(result).isprintable() or not result.reason:
        return f"a message that is not one plain line with name and reason: {str(result)!r}"
    if str(pickle.loads(pickle.dumps(result))) != str(result):  # noqa: S301 - our own, from the line above
        return "an error that does not survive the way from a worker process"
    return None


def test_every_case(photos: list[Path], tmp_path: Path) -> None:
    everything = list(cases(photos[0]))
    assert len(everything) >= 200
    assert len({case.name for case in everything}) == len(everything)
    verdicts = {}
    for number, case in enumerate(everything):
        folder = tmp_path / str(number)
        verdicts[case.name] = judged(case, outcome(case, folder), folder)
    assert {name: verdict for name, verdict in verdicts.items() if verdict} == {}


PROGRAM = """
import resource, sys, tempfile
from pathlib import Path
from tests.media.hostile import cases
from tests.media.test_hostile import judged, outcome

with tempfile.TemporaryDirectory() as folder:
    everything = list(cases(Path(sys.argv[1])))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, case in enumerate(everything):
        place = Path(folder) / str(number)
        verdict = judged(case, outcome(case, place), place)
        assert verdict is None, (case.name, verdict)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
def test_memory_stays_bounded(photos: list[Path]) -> None:
    """In a process of its own, with little room and little time: no case needs more than 100 MB or a minute in all."""

    def fenced() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))  # addresses, most of them of libraries

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(photos[0])],
        check=False, capture_output=True, text=True, preexec_fn=fenced, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""  # no warning, no log line
    assert int(done.stdout) * 1024 < 100 << 20
