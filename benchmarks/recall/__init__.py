"""What a matcher finds of altered copies, and what it finds wrongly: the parts of recall.py.

roles.py       which pictures are originals, which the others, which set aside. Start here.
background.py  a million codes of other pictures' crops and blends
engines.py     ways to ask: ours by stages, and the peers'
look.py        one copy, looked up by one engine
study.py       all copies by all engines, in processes
figures.py     recall with intervals, false matches, cost
pages.py       tables as CSV and Markdown; plot.py draws the same as SVG
ukbench.py     the recipe that neural methods report: all pairs of a picture's transformations
"""
