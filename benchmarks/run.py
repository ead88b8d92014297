"""Time and memory of `esfnlp run`, beside pdfplumber reading the text of the same PDFs in the same minutes.

    python benchmarks/run.py corpus [FOLDER ...]

Prints wall time, peak memory (of the process and its readers) and the ratio to the peer. Machines differ and are
shared: the ratio is what to compare.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from esfnlp.flow.inputs import gather

PEER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
"""


def measure(command: list[str]) -> tuple[float, int]:
    """Wall seconds and peak resident bytes of a command and its children."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process.pid))
        time.sleep(0.02)
    if process.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - start, peak


def _resident(pid: int) -> int:
    try:
        parent = psutil.Process(pid)
        return sum(p.memory_info().rss for p in [parent, *parent.children(recursive=True)])
    except psutil.Error:
        return 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", type=Path, nargs="+")
    args = parser.parse_args()
    pdfs = [str(s.path) for s in gather(args.inputs).sources if s.path.suffix == ".pdf"]
    esfnlp = str(Path(sys.executable).parent / "esfnlp")
    with tempfile.TemporaryDirectory() as out:
        run = [esfnlp, "run", *map(str, args.inputs), "--out", out]
        first, memory = measure(run)
        again, _ = measure(run)
    peer, _ = measure([sys.executable, "-c", PEER, *pdfs])
    print(f"{'esfnlp run, first':28}{first:8.1f} s {memory / 1e6:8.0f} MB  {first / peer:6.2f} x peer")
    print(f"{'esfnlp run, nothing changed':28}{again:8.1f} s {'':11}  {again / peer:6.2f} x peer")
    print(
        f"{'pdfplumber text (peer)':28}{peer:8.1f} s {'':11}  {1:6.2f}   ({len(pdfs)} PDFs, {os.cpu_count()} cores)"
    )


if __name__ == "__main__":
    main()
