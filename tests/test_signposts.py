"""What the package says of itself is true: signposts, the drawn error tree, files that are named, names, tests."""

import ast
import importlib
import io
import pkgutil
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import hashmatch
from hashmatch import errors

ROOT = Path(__file__).parent.parent
PACKAGE, BENCHMARKS, TESTS = ROOT / "hashmatch", ROOT / "benchmarks", ROOT / "tests"

PACKAGES = sorted(init.parent.relative_to(PACKAGE).as_posix() for init in PACKAGE.rglob("__init__.py"))
SIGNPOSTS = sorted(
    init.parent.relative_to(ROOT).as_posix() for part in (PACKAGE, BENCHMARKS) for init in part.rglob("__init__.py")
)
MODULES = sorted(
    info.name
    for info in pkgutil.walk_packages(hashmatch.__path__, "hashmatch.")
    if not info.name.endswith("__main__")  # importing that would run the command
)

# A name, a name of a folder before it or not, a suffix that only files of a repository have.
FILE_NAME = re.compile(r"(?<![\w./:-])\w[\w.-]*(?:/[\w.-]+)*\.(?:py|md|toml|j2|html|svg)\b")
FOLDER_NAME = re.compile(r"(?<![\w./:-])(\w+)/(?![\w/])")

# Test modules that are not about one module, each with what they are about.
NOT_ABOUT_ONE_MODULE = {
    "cli/test_commands.py": "what all commands share: exit codes, errors, formats, --help",
    "cli/test_ledger_commands.py": "a ledger from its first event to its proof, by command",
    "errors/test_tree.py": "one of each error: its message, and its way back from a worker process",
    "exchange/test_laws.py": "laws of all formats: what is written is read back, no text breaks the reader",
    "hashing/pdq/test_pdq.py": "PDQ as a whole against the reference binding",
    "hashing/test_types.py": "every registered hash type against its reference",
    "index/test_damage.py": "every damage to every file of a folder is an error that names the file",
    "index/test_exact.py": "every strategy equals brute force",
    "index/test_history.py": "any history of add, remove, merge and save equals a dict",
    "index/test_kill.py": "a process killed while saving leaves the last version",
    "index/test_pickle.py": "an index copied or sent to another process answers the same, and shares nothing",
    "index/test_threads.py": "searching while others add and remove",
    "media/test_formats.py": "every walk of media/formats: what a header says, and what it refuses",
    "media/test_fuzz.py": "any damaged file: a picture or a MediaError, nothing else",
    "media/test_hostile.py": "the named hostile files of tests/media/hostile.py",
    "report/test_page.py": "what every page promises: self-contained, and everything escaped",
    "takedown/cases/test_histories.py": "any history judged as by a second, naive implementation",
    "takedown/ledger/test_before.py": "a ledger that an earlier version wrote opens and verifies",
    "takedown/ledger/test_writers.py": "several processes writing to one ledger",
    "takedown/test_story.py": "one case from the report to the verdict, from Python",
    "takedown/rules/test_independent.py": "every worked case computed a second time, by arithmetic of its own",
    "takedown/rules/test_regimes.py": "the shipped rules: sources, certainty, validity",
    "takedown/rules/test_worked_cases.py": "the cases of WORKED_CASES.md, which a lawyer can check",
}
# Packages that have no folder of their own under tests/, each with where they are tested.
TESTED_ELSEWHERE = {
    "media/formats": "tests/media/test_formats.py: one table of cases for all walks",
}


# Signposts


def members(package: str) -> set[str]:
    """The public modules and subpackages of a package, as a signpost writes them."""
    folder = ROOT / package
    modules = {path.name for path in folder.glob("*.py") if not path.name.startswith("__")}
    return modules - {"conftest.py"} | {f"{init.parent.name}/" for init in folder.glob("*/__init__.py")}


def signpost(package: str) -> str:
    text = (ROOT / package / "__init__.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(text)) or ""


@pytest.mark.parametrize("package", SIGNPOSTS)
def test_a_signpost_names_every_module_of_its_package(package: str) -> None:
    text = signpost(package)
    named = set(FILE_NAME.findall(text)) | {f"{name}/" for name in FOLDER_NAME.findall(text)}
    assert members(package) - named == set(), f"name them in the docstring of {package}/__init__.py"


@pytest.mark.parametrize("package", SIGNPOSTS)
def test_a_signpost_points_nowhere_else(package: str) -> None:
    """A bare file or folder name lies in the package itself; what lies elsewhere is written with its path."""
    text = signpost(package)
    here = [name for name in FILE_NAME.findall(text) if "/" not in name] + FOLDER_NAME.findall(text)
    assert [name for name in here if not (ROOT / package / name).exists()] == []


# The error tree


class Place(NamedTuple):
    base: str
    module: str


def drawn_tree() -> dict[str, Place]:
    """Each class drawn in the docstring of `hashmatch.errors`: below which class, and in which module."""
    tree: dict[str, Place] = {}
    above: list[tuple[int, str]] = []
    group = "base.py"
    for line in (errors.__doc__ or "").splitlines():
        drawn = re.fullmatch(r"( +)(?:\((\w+\.py)\)|(\w+Error)\b(?:.*\((\w+\.py)\)$)?.*)", line)
        if not drawn:
            continue
        depth, heading, name, module = len(drawn[1]), drawn[2], drawn[3], drawn[4]
        if heading:
            group = heading
            continue
        above = [(indent, base) for indent, base in above if indent < depth]
        assert name not in tree, f"{name} is drawn twice"
        tree[name] = Place(above[-1][1] if above else "Exception", module or group)
        above.append((depth, name))
    return tree


def real_tree() -> dict[str, Place]:
    tree: dict[str, Place] = {}
    for info in pkgutil.iter_modules(errors.__path__):
        module = importlib.import_module(f"hashmatch.errors.{info.name}")
        for name, value in vars(module).items():
            if isinstance(value, type) and value.__module__ == module.__name__:
                (base,) = value.__bases__
                tree[name] = Place(base.__name__, f"{info.name}.py")
    return tree


def test_the_drawn_error_tree_is_the_real_one() -> None:
    """Every class once, below its base class, under the module that defines it."""
    assert drawn_tree() == real_tree()


# Files that docstrings and comments name


def prose(source: str) -> Iterator[tuple[int, str]]:
    """The docstrings (also those of attributes) and comments of a module, each with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def stands(name: str, module: Path) -> bool:
    """Whether a reader would find the file: in the module's folder or in one above it, up to the repository's."""
    return any((folder / name).exists() for folder in module.parents if folder.is_relative_to(ROOT))


def test_every_file_that_a_docstring_or_comment_names_is_there() -> None:
    missing = [
        f"{module.relative_to(ROOT)}:{line} names {name}"
        for module in sorted(PACKAGE.rglob("*.py"))
        for line, text in prose(module.read_text(encoding="utf-8"))
        for name in FILE_NAME.findall(text)
        if not stands(name, module)
    ]
    assert missing == []


# Names


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_not_hidden_by_a_function_of_its_name(module: str) -> None:
    """``import package.module as m`` gives the module, not something that its package exports under that name."""
    importlib.import_module(module)
    parent, _, name = module.rpartition(".")
    assert getattr(sys.modules[parent], name) is sys.modules[module]


# Tests


@pytest.mark.parametrize("package", [package for package in PACKAGES if package != "."])
def test_every_package_has_its_folder_of_tests(package: str) -> None:
    has_tests = any((TESTS / package).glob("test_*.py"))
    assert has_tests != (package in TESTED_ELSEWHERE), "give it tests, or say in TESTED_ELSEWHERE where they are"


def test_every_test_module_is_called_after_what_it_tests() -> None:
    """``tests/index/test_plan.py`` tests ``hashmatch/index/plan.py``; the others are listed above with their reason."""
    ours = {path.relative_to(TESTS).as_posix() for package in PACKAGES for path in (TESTS / package).glob("test_*.py")}
    about_one_module = {name for name in ours if "/" not in name or (PACKAGE / name.replace("/test_", "/")).exists()}
    assert ours - about_one_module == set(NOT_ABOUT_ONE_MODULE), "name it after a module, or list it with a reason"
