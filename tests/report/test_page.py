"""Every page is one file that loads nothing, runs nothing and links to nothing; foreign text stays text."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hashmatch.errors import shown
from tests.report.samples import PAGES

Page = Callable[[str, str], str]
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())

HOSTILE = {
    "a script": "<script>alert(1)</script>.jpg",
    "out of an attribute": '"><img src=x onerror=alert(1)>.jpg',
    "out of the page": "</td></table></body></html><p>all clean</p>",
    "an entity": "&lt;b&gt; &amp; &#60;",
    "template syntax": "{{ 7 * 7 }}{% raw %}.jpg",
    "a byte that is not UTF-8": "a\udcff.jpg",
    "letters turned round": "gpj.\u202eexe",
    "an address": "https://a.example/b.jpg",
}


class Parts(HTMLParser):
    """A page taken apart as a browser does it: elements with their attributes, and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@every_page
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_is_loaded_run_or_linked(page: Page, text: str) -> None:
    made = page(text, text)
    elements = Parts(made).elements
    assert {tag for tag, _ in elements}.isdisjoint(
        {"script", "link", "img", "image", "iframe", "object", "embed", "base", "a", "form", "audio", "video", "use"}
    )
    attributes = [name for _, attrs in elements for name, _ in attrs]
    assert not [
        name for name in attributes if name in {"src", "href", "srcset", "style", "action"} or name.startswith("on")
    ]
    assert "url(" not in made
    assert "@import" not in made


@every_page
def test_a_browser_is_told_to_load_and_run_nothing(page: Page) -> None:
    """Content Security Policy Level 3: whatever slipped past the escaping would still not run."""
    policies = [dict(attrs).get("content") for tag, attrs in Parts(page("a", "b")).elements if tag == "meta"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policies


@every_page
def test_a_page_is_complete(page: Page) -> None:
    """It says its encoding, language and title, and ends where it should."""
    made = page("a", "b")
    elements = Parts(made).elements
    assert made.startswith("<!DOCTYPE html>")
    assert made.rstrip().endswith("</body>\n</html>")
    assert ("html", (("lang", "en"),)) in elements
    assert ("meta", (("charset", "utf-8"),)) in elements
    assert any(tag == "title" for tag, _ in elements)


@every_page
@given(text=st.text(min_size=1))
@example(text="<p>")
@example(text="\x1b[2J")
def test_foreign_text_never_becomes_markup(page: Page, text: str) -> None:
    """Whatever files and references are called, the page has the same elements, and shows the name harmlessly."""
    plain, named = Parts(page("a", "a")), Parts(page(text, text))
    assert named.elements == plain.elements
    assert shown(text).strip() in "".join(named.texts)


@every_page
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_page_can_be_written_as_utf8(page: Page, text: str) -> None:
    page(text, text).encode("utf-8")
