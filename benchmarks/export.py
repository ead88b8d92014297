"""Time and memory of `esfnlp export` of a large dataset, beside pandas writing the same tables as CSV.

    python benchmarks/export.py OUT [COPIES]

OUT is what `esfnlp run corpus --out OUT` wrote; its rows are copied COPIES (56, for 1,008 documents) times under ids of their own.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from esfnlp.dataset.tables import read_tables, write_tables
from esfnlp.record import COLUMNS, Row

IDS = ("document_id", "plan_id", "section_id", "parent_id", "passage_id", "record_id")


def copied(row: Row, number: int) -> Row:
    return {name: f"{number}-{value}" if name in IDS and value else value for name, value in row.items()}


def enlarge(out: Path, to: Path, copies: int) -> None:
    dataset = read_tables(out / "dataset")
    tables = {table: dataset.rows(table) for table in COLUMNS}
    rows = {
        table: [copied(row, n) for n in range(copies) for row in found] for table, found in tables.items()
    }
    write_tables(rows, to / "dataset")
    shutil.copyfile(out / "run.json", to / "run.json")


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall and processor seconds and peak megabytes of one command."""
    started = time.perf_counter()
    child = os.spawnv(os.P_NOWAIT, command[0], command)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("copies", type=int, nargs="?", default=56)
    task = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large"
        enlarge(task.out, large, task.copies)
        count = len(read_tables(large / "dataset").document_ids())
        esfnlp = str(Path(sys.executable).with_name("esfnlp"))
        ours = measured([esfnlp, "export", "--in", str(large), "--to", str(Path(folder) / "release")])
        peer = measured([sys.executable, "-c", _PEER, json.dumps([str(large / "dataset"), folder])])
    print(
        f"{count} documents: {ours[0]:.1f} s, {ours[1]:.1f} s of processor time, {ours[2]:.0f} MB (asked: 60 s, 1,000 MB)"
    )
    print(f"pandas from Parquet to CSV: {peer[1]:.1f} s of processor time; ratio {ours[1] / peer[1]:.1f}")


_PEER = """
import json, sys
from pathlib import Path
import pandas as pd
source, to = map(Path, json.loads(sys.argv[1]))
for path in source.glob("*.parquet"):
    pd.read_parquet(path).to_csv(to / f"{path.stem}.csv")
"""


if __name__ == "__main__":
    main()
