"""``python -m docs.generator FOLDER``: write every page of the site into FOLDER, for Zensical to build."""

import sys
from pathlib import Path

from docs.generator.site import write_pages

if __name__ == "__main__":
    print(f"{write_pages(Path(sys.argv[1]))} pages")  # noqa: T201 - a program's own output
