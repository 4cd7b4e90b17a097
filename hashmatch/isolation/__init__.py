"""Work done in other processes, so that a hostile file costs its own result only.

workers.py    Workers: the processes that touch hostile files. Start here.
lookahead.py  keeps work ahead of its reader, in order
"""
