"""The documentation site: pages in Markdown, and the program that gathers them.

index.md      what the site holds. Start here to read.
start/        installation, the first scan, the first notice
moderation/   for people who look for reported media
compliance/   for people who prove what was removed, and when
cookbook/     one task a page
reference/    the Python interface; further reference pages are generated or lie beside the code
design/       layers, decisions
generator/    the pages made from the code, and the folder that Zensical builds from
"""
