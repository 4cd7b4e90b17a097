"""Pages that are made, not written; needs the package only, and nothing of what builds the site.

    site.py          every page of the site in one folder: written, included and generated ones. Start here.
    command_line.py  the reference of the commands, from Click
    deadlines.py     the rules by country, from the TOML files
    error_tree.py    the errors, from their classes
    markdown.py      text as cells, blocks and links of Markdown
    __main__.py      ``python -m docs.generator FOLDER``

Promise: a page that is included or generated is never written by hand, so no two texts can differ.
"""
