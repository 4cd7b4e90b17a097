"""How soon a hash list is ready, and how much memory that takes: ``python -m benchmarks.bench_list ROWS [CROPS]``.

The list is made with random codes and a fixed seed, as ``hashmatch hash --format csv`` writes it, and opened in a
process of its own. Then the matcher is handed on as bytes.
"""

import pickle
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time

import numpy as np

from hashmatch import Matcher

SEED = 20261125


def make_list(path: Path, rows: int, crops: int) -> None:
    """Write a list of PDQ codes with quality, reference, label and source, and some hashes of crops each."""
    rng = np.random.default_rng(SEED)
    with path.open("w", encoding="utf-8") as file:
        file.write("hash_type,hash,quality,reference,label,source" + (",pdq_views" if crops else "") + "\n")
        for row in range(rows):
            codes = [code.tobytes().hex() for code in rng.integers(0, 256, (1 + crops, 32), dtype=np.uint8)]
            views = f",{';'.join(codes[1:])}" if crops else ""
            file.write(f"pdq,{codes[0]},{50 + row % 51},case-{row:07},ncii,hotline-{row % 7}{views}\n")


def measured(path: str) -> str:
    """Open a list in this process, hand the matcher on, and say what that took."""
    begin = process_time()
    matcher = Matcher.open(path)
    ready, most = process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    begin = process_time()
    data = pickle.dumps(matcher)
    dumped = process_time()
    pickle.loads(data)  # noqa: S301 - of the line above
    loaded = process_time()
    return (
        f"{len(matcher.collection)} entries ready after {ready:.2f} s of processor time, {most:.0f} MB at most; "
        f"{len(data) / 1e6:.0f} MB to hand on, written in {dumped - begin:.2f} s, read in {loaded - dumped:.2f} s"
    )


def main(rows: int, crops: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        make_list(path, rows, crops)
        subprocess.run([sys.executable, "-m", "benchmarks.bench_list", "--measure", path], check=True)


if __name__ == "__main__":
    if sys.argv[1] == "--measure":
        print(measured(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
