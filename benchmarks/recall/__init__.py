"""How many altered copies a matcher finds, and how many it finds wrongly: ``python -m benchmarks.recall CORPUS OUT``.

__main__.py    the command: a whole run, in order. Start here.
split.py       which pictures are originals, which the others, which set aside
background.py  a million codes of other pictures' crops and blends
engines.py     ways to ask: ours by stages, and the peers'
query.py       one copy, looked up by one engine
study.py       all copies by all engines, in processes
figures.py     recall with intervals, false matches, cost
pages.py       tables as CSV and Markdown; plot.py draws the same as SVG
ukbench.py     the recipe that neural methods report: all pairs of a picture's transformations
"""
