"""What is written to platforms.

letter.py   the letter, and what it lacks; templates/ holds its words. Start here.
xarf.py     the same for abuse desks, as X-ARF
"""
