"""What the pages show is true: every block of Python, console and shell runs, in the order of its page."""

import tomllib
from pathlib import Path

import pytest

from tests.docs.blocks import RUN, Desk, blocks_of, lay_out, pages

# Blocks that cannot run in a test, each with the reason that stands before it in the page.
NOT_RUN = {
    "README.md": ["it makes an environment and installs into it", "it runs this test"],
    "CONTRIBUTING.md": [
        "it makes an environment and installs into it",
        "it runs this test",
        "it rewrites the page",
        "it needs the extra that builds the site",
    ],
    "benchmarks/README.md": ["it needs the peers, and hours", "it makes millions of events"],
    "docs/cookbook/deposit-a-head.md": ["a crontab"],
    "docs/cookbook/upload-check.md": [
        "Flask is not among the dependencies of the tests",
        "FastAPI is not among the dependencies of the tests",
    ],
    "docs/start/install.md": ["it installs into the reader's environment"],
}
DATA = ("json", "text", "toml")  # shown, not run


@pytest.mark.parametrize("page", [page for page in pages() if any(block.language in RUN for block in blocks_of(page))])
def test_the_blocks_of_a_page_do_what_it_says(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path)
    for block in blocks_of(page):
        if block.language in RUN and block.why_not is None:
            desk.run(block, page)


def test_the_blocks_that_are_not_run_are_these() -> None:
    found = {page: [block.why_not for block in blocks_of(page) if block.why_not] for page in pages()}
    assert {page: reasons for page, reasons in found.items() if reasons} == NOT_RUN


def test_a_block_is_run_or_data_or_says_why_not() -> None:
    others = [
        f"{page}, line {block.line}: {block.language or 'no language'}"
        for page in pages()
        for block in blocks_of(page)
        if block.why_not is None and block.language not in (*RUN, *DATA)
    ]
    assert others == []


@pytest.mark.parametrize(
    "page", [page for page in pages() if any(block.language == "toml" for block in blocks_of(page))]
)
def test_toml_can_be_read(page: str) -> None:
    for block in blocks_of(page):
        if block.language == "toml":
            assert tomllib.loads(block.text)
