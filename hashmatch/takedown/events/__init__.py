"""What happened, as it is recorded.

event.py    Event, which cannot be made wrong, with a constructor for each kind. Start here.
kinds.py    EventKind and LookOutcome: what can happen, and what a look can find
required_fields.py  which kind has which fields
fields.py   each field read strictly
parsing.py  parse_event and to_record: records to events and back
records.py  lines of JSON Lines or CSV to records and back
"""
