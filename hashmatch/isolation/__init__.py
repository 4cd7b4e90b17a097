"""Work done in other processes, so that a hostile file costs its own result only.

    workers.py    Workers: the processes that touch hostile files. Start here.
    lookahead.py  items passed on in order, while the work of later ones runs

Knows no medium and no hash: a worker calls whatever function it is given.
"""

from hashmatch.isolation.lookahead import looking_ahead
from hashmatch.isolation.workers import AHEAD, SECONDS, Task, Workers

__all__ = ["AHEAD", "SECONDS", "Task", "Workers", "looking_ahead"]
