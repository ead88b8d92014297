"""What one changed document costs among many, as a share of the full run.

    python benchmarks/incremental.py [COUNT]

COUNT documents (200) are copies of the corpus's PDFs under names of their own, so that each is read, extracted and indexed by itself. Then one
file is put in another's place, and a run follows in which nothing changed. Processor time of `esfnlp run` with its workers; start-up included.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PDFS = sorted((Path(__file__).parents[1] / "corpus" / "pdf").glob("*.pdf"))
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}


def seconds_of_run(plans: Path, out: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        str(Path(sys.executable).with_name("esfnlp")),
        "run",
        str(plans),
        "--out",
        str(out),
        "--format",
        "json",
    ]
    subprocess.run(command, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=200)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        plans, out = Path(folder) / "plans", Path(folder) / "out"
        plans.mkdir()
        for number in range(count):
            shutil.copyfile(PDFS[number % len(PDFS)], plans / f"plan-{number:04d}.pdf")
        full = seconds_of_run(plans, out)
        shutil.copyfile(PDFS[1], plans / "plan-0000.pdf")
        changed = seconds_of_run(plans, out)
        nothing = seconds_of_run(plans, out)
    print(f"{count} documents: {full:.1f} s of processor time")
    print(f"one changed: {changed:.1f} s, {changed / full:.1%} of the full run (asked: at most 5 %)")
    print(f"nothing changed: {nothing:.1f} s, {nothing / full:.1%}")


if __name__ == "__main__":
    main()
