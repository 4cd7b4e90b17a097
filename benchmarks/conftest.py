"""Machine and versions on top, ratios at the end, and where the pictures are."""

from pathlib import Path

import pytest

from benchmarks.corpus import Picture, read_manifest
from benchmarks.machine import described
from benchmarks.race import FINISHED, table


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--corpus", type=Path, help="folder that `python -m benchmarks.corpus` has filled")


def pytest_report_header() -> str:
    return described()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FINISHED:
        terminalreporter.section("in turns")
        for line in table(FINISHED):
            terminalreporter.write_line(line)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give `large_jpeg` every JPEG file of 8 to 16 megapixels in the corpus."""
    if "large_jpeg" not in metafunc.fixturenames:
        return
    folder: Path | None = metafunc.config.getoption("--corpus")
    found = [folder / picture.file for picture in read_manifest(folder) if _large(picture)] if folder else []
    metafunc.parametrize("large_jpeg", found, ids=lambda path: path.stem)


def _large(picture: Picture) -> bool:
    return picture.format == "JPEG" and 8e6 <= picture.width * picture.height <= 16e6
