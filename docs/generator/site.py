"""Every page of the site in one folder, from which Zensical builds.

Pages are written in ``docs/``, lie beside the code that they describe, or are generated from it. A link between pages
that lie beside the code is turned into one between their places in the site; a link to anything else there must be a
full address, because only pages are published.
"""

import posixpath
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from docs.generator import command_line, deadlines, error_tree
from docs.generator.markdown import FENCED, LINK

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "docs"

INCLUDED = {  # place in the site: page in the checkout
    "changelog.md": "CHANGELOG.md",
    "design/benchmarks.md": "benchmarks/README.md",
    "design/index-growth.md": "benchmarks/SCALING.md",
    "design/security-model.md": "SECURITY.md",
    "design/contributing.md": "CONTRIBUTING.md",
    "reference/events-and-ledger.md": "hashmatch/takedown/ledger/LEDGER.md",
    "reference/index-format.md": "hashmatch/index/FORMAT.md",
    "reference/list-formats.md": "hashmatch/exchange/FORMATS.md",
    "reference/output.md": "hashmatch/cli/OUTPUT.md",
    "reference/rules.md": "hashmatch/takedown/rules/regimes/README.md",
}
PICTURES = {"design/recall.svg": "benchmarks/recall.svg"}
GENERATED: dict[str, Callable[[], str]] = {
    "compliance/deadlines-by-country.md": deadlines.page,
    "reference/cli.md": command_line.page,
    "reference/errors.md": error_tree.page,
}
PLACES = {page: place for place, page in (INCLUDED | PICTURES).items()}


def written() -> Iterator[str]:
    """Yield the place of each page that is written in ``docs/``."""
    return (page.relative_to(WRITTEN).as_posix() for page in sorted(WRITTEN.rglob("*.md")))


def places() -> set[str]:
    """Return the places of all pages of the site."""
    return {*written(), *INCLUDED, *GENERATED}


def write_pages(folder: Path) -> int:
    """Write every page and picture below `folder`, which is emptied first, and return how many pages there are.

    Raises
    ------
    ValueError
        If a page beside the code links to a file that is not part of the site.
    """
    shutil.rmtree(folder, ignore_errors=True)
    texts = {
        **{place: (WRITTEN / place).read_text(encoding="utf-8") for place in written()},
        **{place: included(place) for place in INCLUDED},
        **{place: make() for place, make in GENERATED.items()},
    }
    for place, text in texts.items():
        page = folder / place
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    for place, picture in PICTURES.items():
        shutil.copyfile(ROOT / picture, folder / place)
    return len(texts)


def included(place: str) -> str:
    """Return a page that lies beside the code, with its links turned into those of the site.

    Raises
    ------
    ValueError
        If it links to a file that is not part of the site.
    """
    page = INCLUDED[place]
    text = (ROOT / page).read_text(encoding="utf-8")
    return _outside_blocks(text, lambda prose: LINK.sub(lambda found: _moved(found, page, place), prose))


def _outside_blocks(text: str, change: Callable[[str], str]) -> str:
    """Apply `change` to what stands between fenced blocks."""
    parts, end = [], 0
    for block in FENCED.finditer(text):
        parts += [change(text[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*parts, change(text[end:])])


def _moved(link: re.Match[str], page: str, place: str) -> str:
    """Return a link of `page` as it must stand at `place`."""
    mark, words, target = link.groups()
    path, hash_mark, fragment = target.partition("#")
    if not path or "://" in path:
        return link[0]
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if file.startswith("docs/"):
        moved = file.removeprefix("docs/")
    elif file in PLACES:
        moved = PLACES[file]
    else:
        raise ValueError(f"{page}: link to {path}, which is no page of the site; write a full address or no link")
    return f"{mark}[{words}]({posixpath.relpath(moved, posixpath.dirname(place) or '.')}{hash_mark}{fragment})"
