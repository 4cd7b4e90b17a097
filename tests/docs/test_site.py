"""The site has every page in its navigation, and what it generates is complete."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import hashmatch
from docs.generator import command_line, deadlines, error_tree, site
from docs.generator.markdown import plain, prose, table
from hashmatch import errors, takedown
from hashmatch.takedown import load_regimes

NAVIGATION = tomllib.loads((site.ROOT / ".zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]


def places_in(navigation: object) -> Iterator[str]:
    """Yield every page of a part of the navigation."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, dict):
        for part in navigation.values():
            yield from places_in(part)
    elif isinstance(navigation, list):
        for part in navigation:
            yield from places_in(part)


def test_every_page_is_in_the_navigation_once() -> None:
    assert sorted(places_in(NAVIGATION)) == sorted(site.places())


def test_every_page_is_written(tmp_path: Path) -> None:
    assert site.write_pages(tmp_path) == len(site.places())
    assert {page.relative_to(tmp_path).as_posix() for page in tmp_path.rglob("*.md")} == site.places()


def test_every_command_and_option_is_named() -> None:
    page = command_line.page()
    for context in command_line.commands():
        path, command = context.command_path, context.command
        section = page.partition(f"\n## {path}\n")[2].partition("\n## ")[0]
        assert section, path
        if context.parent is not None and not hasattr(command, "list_commands"):
            for parameter in command.get_params(context):
                for option in (
                    (*parameter.opts, *parameter.secondary_opts) if parameter.param_type_name == "option" else ()
                ):
                    assert option in section, f"{path} {option}"


def test_every_rule_stands_with_its_source_and_what_missing_it_means() -> None:
    page = deadlines.page()
    for regime in load_regimes().values():
        section = page.partition(f"### {regime.id} {{#")[2].partition("\n###")[0].partition("\n## ")[0]
        assert f"`{regime.nature}`" in section, regime.id
        if regime.source is not None:
            assert regime.source in section or plain(regime.source) in section, regime.id
        if not regime.enabled:
            assert "**not in use**" in section, regime.id


def test_every_place_has_a_name() -> None:
    assert {regime.jurisdiction for regime in load_regimes().values()} <= deadlines.PLACES.keys()


def test_a_target_is_not_among_the_countries_laws() -> None:
    laws, targets = deadlines.page().split("## All rules")[1].split("## Targets that are no law", maxsplit=1)
    for regime in load_regimes().values():
        if regime.kind == "target":
            assert f"### {regime.id} " not in laws
            assert f"### {regime.id} " in f"### {targets}"


def test_every_error_stands_with_a_meaning() -> None:
    rows = [line for line in error_tree.page().splitlines() if line.startswith("| ") and "`" in line]
    named = {name for name in errors.__all__ if isinstance(getattr(errors, name), type)}
    assert {row.split("`")[1] for row in rows} >= named
    assert [row for row in rows if row.endswith("|  |")] == []


@pytest.mark.parametrize("module", [hashmatch, takedown], ids=lambda module: module.__name__)
def test_the_python_reference_names_every_public_name_and_no_other(module: object) -> None:
    name = module.__name__  # type: ignore[attr-defined]  # a module
    pages = "".join(page.read_text(encoding="utf-8") for page in (site.WRITTEN / "reference/python").glob("*.md"))
    shown = {line.removeprefix(f"::: {name}.") for line in pages.splitlines() if line.startswith(f"::: {name}.")}
    elsewhere = {"__version__", "HashmatchError"}  # a text; and the page of errors
    assert {found for found in shown if "." not in found} == {*module.__all__} - elsewhere  # type: ignore[attr-defined]


def test_a_link_between_pages_beside_the_code_leads_to_its_place_in_the_site() -> None:
    assert "(../moderation/what-is-found-and-missed.md)" in site.included("design/security-model.md")
    assert "(../reference/events-and-ledger.md)" in site.included("design/security-model.md")
    assert "(recall.svg)" in site.included("design/benchmarks.md")


def test_of_a_link_to_code_the_words_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "SECURITY.md").write_text("See [this](code.py).\n", encoding="utf-8")
    (tmp_path / "code.py").touch()
    monkeypatch.setattr(site, "ROOT", tmp_path)
    assert site.included("design/security-model.md") == "See this.\n"


def test_a_link_to_what_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "SECURITY.md").write_text("See [this](gone.py).\n", encoding="utf-8")
    monkeypatch.setattr(site, "ROOT", tmp_path)
    with pytest.raises(ValueError, match=r"SECURITY\.md: link to gone\.py"):
        site.included("design/security-model.md")


def test_the_house_names_the_layers_in_their_order() -> None:
    contracts = tomllib.loads((site.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [layer.replace("(", "").replace(")", "") for layer in contracts[0]["layers"]]
    page = (site.WRITTEN / "design/the-house.md").read_text(encoding="utf-8")
    drawn = [line.split("  ")[0].strip() for line in page.partition("```text\n")[2].partition("```")[0].splitlines()]
    assert drawn == layers


def test_text_of_others_is_no_markup() -> None:
    assert plain("a | b\n<i> *c* [d](e)") == r"a \| b \<i\> \*c\* \[d\](e)"
    assert prose("See `a|b` and <c>.\n\nNext.") == "See `a|b` and \\<c\\>.\n\nNext."
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
