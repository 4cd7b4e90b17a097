"""The laws' deadlines as data, and their arithmetic.

deadlines.py  deadline: takes a rule and the events of a notice, returns due times and their arithmetic. Start here.
regime.py     a rule, and which version of it applies on a day
counting.py   how legal orders count hours and days
holidays.py   public holidays
rows.py       rules as rows that programs read: regimes list, show, check
load.py       load_regimes: the files; table.py reads one table of them, field by field
regimes/      the rules themselves, readable by a lawyer; regimes/README.md explains every field
"""
