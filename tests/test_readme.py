"""What the README promises of itself; its blocks are run by `tests/docs/test_blocks.py`."""

import re
from pathlib import Path

from hashmatch.hashing import hash_image
from tests.docs.blocks import blocks_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_first_two_shell_blocks_set_up_and_test() -> None:
    first, second, *_ = (block for block in blocks_of("README.md") if block.language in {"sh", "console"})
    assert "pip install" in first.text
    assert "hashmatch scan" in first.text
    assert second.text.endswith("-m pytest -q\n")


def test_its_links_lead_somewhere() -> None:
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_hash_in_the_stories_is_that_of_the_photograph() -> None:
    digits = str(hash_image(ROOT / "fixtures/photos/bee.jpg", "pdq"))
    for page in ("README.md", "docs/start/first-takedown.md"):
        assert digits in (ROOT / page).read_text(encoding="utf-8"), page
