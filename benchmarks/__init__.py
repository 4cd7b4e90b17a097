"""Measurements against the best peers, on real pictures; README.md has the commands, the machine and the results.

    corpus.py      the pictures: fetched by package name, never committed. Start here.
    bench_hash.py  speed of hashing (pytest-benchmark); race.py takes turns with the peers
    exactness.py   bits and quality against the reference, fast hashes against exact ones
    modes.py       pixel modes and EXIF orientations, beside ThreatExchange's hasher
    recall.py      altered copies (alterations/) among a million other codes; finding/ has its parts
    machine.py     what every result begins with

One thread for everybody: the variables below count only before numpy is loaded.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
