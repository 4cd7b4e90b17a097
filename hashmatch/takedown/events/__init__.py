"""What happened, as it is recorded.

event.py    Event. Start here.
kinds.py    EventKind, LookOutcome: the words for what can happen
fields.py   each field read strictly
records.py  events as records of JSON Lines and CSV, and back
"""
