"""Events folded into obligations, and what looks prove about them.

obligation.py  obligations: events folded, free of the present moment. Start here.
grouping.py    events by item and notice, and which ids name one item
verdict.py     the one rule: what looks prove about a deadline
judgement.py   judge: an obligation at a moment, on both readings, and when to look next
summary.py     figures over many
rows.py        obligations as rows that programs read
ics.py         the calendar of what is due
"""
