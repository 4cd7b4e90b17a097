"""What happened, as it is recorded.

event.py    Event, EventKind. Start here.
fields.py   each field read strictly
records.py  events as records of JSON Lines and CSV, and back
"""
