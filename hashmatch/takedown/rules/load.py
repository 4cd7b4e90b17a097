"""Regimes read from TOML files: those that come with hashmatch, and the user's own beside them."""

import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from hashmatch.errors import BadRegimeError
from hashmatch.takedown.rules.regime import Regime
from hashmatch.takedown.rules.table import read_regime


def read_file(path: Path, *, shipped: bool = False) -> tuple[list[Regime], list[BadRegimeError]]:
    """Return the regimes of a file that can be used, and everything wrong in it."""
    file = path.name if shipped else str(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return [], [BadRegimeError(file, "", "", f"cannot be read ({error.strerror}); check its name and rights")]
    except UnicodeDecodeError as error:
        return [], [BadRegimeError(file, "", "", f"is not UTF-8 (byte {error.start}); save it as UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return [], [BadRegimeError(file, "", "", f"is no TOML: {error}; correct it there")]
    regimes, problems = [], []
    for name, values in content.items():
        if not isinstance(values, dict):
            problems.append(
                BadRegimeError(file, "", name, "stands outside any regime; begin one with its id: [my-target]")
            )
            continue
        regime, faults = read_regime(values, file, name, shipped=shipped)
        problems += faults
        regimes += [] if faults else [regime]
    return regimes, problems


def _clashes(regimes: Iterable[Regime]) -> Iterator[BadRegimeError]:
    """Yield an error for each regime with a name that another has, or that overlaps with one of its family."""
    seen: dict[str, Regime] = {}
    families: dict[tuple[str, bool], list[Regime]] = {}
    for regime in regimes:
        for name in {regime.id, regime.family} - {None}:
            other = seen.get(str(name))
            if other and not (name == regime.family == other.family and regime.shipped == other.shipped):
                yield BadRegimeError(
                    regime.file,
                    regime.id,
                    "",
                    f"{name!r} is already a name of {other.id} in {other.file}; choose another",
                )
        seen[regime.id] = regime
        if regime.family:
            seen[regime.family] = regime
            families.setdefault((regime.family, regime.shipped), []).append(regime)
    for versions in families.values():
        ordered = sorted(versions, key=lambda version: version.in_force_from or date.min)
        for earlier, later in pairwise(ordered):
            if earlier.in_force_until is None or earlier.in_force_until > (later.in_force_from or date.min):
                yield BadRegimeError(
                    later.file,
                    later.id,
                    "in_force",
                    f"overlaps with {earlier.id} of the same family; end that one first",
                )


def _toml_files(path: Path) -> list[Path]:
    """Return the file itself, or a folder's TOML files in order of name."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


@functools.cache
def shipped_regimes() -> tuple[Regime, ...]:
    """Return the regimes that come with hashmatch."""
    with as_file(files("hashmatch.takedown.rules") / "regimes") as folder:
        found = [read_file(path, shipped=True) for path in _toml_files(folder)]
    problems = [problem for _, faults in found for problem in faults]
    if problems:
        raise problems[0]
    return tuple(regime for regimes, _ in found for regime in regimes)


def check_regimes(path: Path) -> tuple[list[Regime], list[BadRegimeError]]:
    """Return the usable regimes of a file or folder, and everything wrong there, clashes with shipped ones included."""
    paths = _toml_files(path)
    if not paths:
        return [], [BadRegimeError(str(path), "", "", "holds no .toml file; name another folder")]
    found = [read_file(each) for each in paths]
    regimes = [regime for read, _ in found for regime in read]
    problems = [problem for _, faults in found for problem in faults]
    return regimes, [*problems, *_clashes([*shipped_regimes(), *regimes])]


def load_regimes(folder: Path | None = None) -> Mapping[str, Regime]:
    """Return the shipped regimes and the user's own, by id.

    Parameters
    ----------
    folder : Path, optional
        A folder of TOML files, or one file. By default ``regimes`` in the user's configuration folder, if there is one.

    Raises
    ------
    BadRegimeError
        If a file cannot be used, or takes an id that is shipped: a law may not be replaced unseen.

    Examples
    --------
    >>> rule = load_regimes()["us-tida-2025"]
    >>> rule.name, str(rule.duration)
    ('TAKE IT DOWN Act, Pub. L. 119-12, section 3(a)(3), 47 U.S.C. 223a(a)(3)', 'PT48H')
    """
    from platformdirs import user_config_path

    own = folder or user_config_path("hashmatch") / "regimes"
    regimes, problems = check_regimes(own) if folder or _toml_files_exist(own) else ([], [])
    if problems:
        raise problems[0]
    return MappingProxyType({regime.id: regime for regime in (*shipped_regimes(), *regimes)})


def _toml_files_exist(folder: Path) -> bool:
    """Whether `folder` is one that holds regimes."""
    return folder.is_dir() and bool(_toml_files(folder))
