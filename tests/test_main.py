"""The program also runs as a module, where its script is not on the path."""

import subprocess
import sys

from hashmatch import __version__


def test_python_m_hashmatch_is_the_same_program() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "hashmatch", "--version"], capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith(f"hashmatch {__version__} (")


def test_it_calls_itself_by_the_name_of_the_script() -> None:
    result = subprocess.run([sys.executable, "-m", "hashmatch", "--help"], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("Usage: hashmatch [OPTIONS] COMMAND")
