"""Measurements against the best peers, on real pictures; README.md has the commands, the machine and the results.

    corpus.py      the pictures: fetched by package name, never committed. Start here.
    machine.py     the machine and versions with which every result begins

    bench_hash.py  speed of hashing (pytest-benchmark); race.py takes turns with the peers
    exactness.py   bits and quality against the reference, fast hashes against exact ones
    rounds.py      openings, decodes and searches of one examination
    bench_list.py  a hash list read and indexed
    modes.py       pixel modes and EXIF orientations, compared with ThreatExchange's hasher

    recall/        altered copies among a million other codes: how many are found, how many wrongly
    alterations/   how the copies are altered

    bench_index.py    the index compared with its peers: index_engines.py, on codes of real pictures: index_codes.py
    bench_scaling.py  the index at a hundred thousand to a hundred million codes

    bench_ledger.py   importing, verifying and folding events; make_events.py makes them up

Every engine runs on one thread: the variables below count only if they are set before numpy is loaded.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
