"""Speed and load time of a language pipeline, beside an empty Swedish one in the same run.

    python benchmarks/language.py [--pipeline models/sv_esf] [--texts FILE ...] [--format json]

The words are those of the corpus's own sources (or of the given text files), read paragraph by paragraph with one
thread. Speeds are given by processor time, which other processes on a shared machine disturb less than wall time, and by
wall time; the best of some rounds counts. The load time is that of a fresh process, without importing spaCy. The Python
version matters: before 3.12 spaCy's and thinc's wheels are built with profiling hooks, which slow parser and ner.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from spacy.language import Language

ROOT = Path(__file__).parents[1]
ROUNDS = 3
SPANS = {"esfnlp_target_groups": "target_groups", "esfnlp_actors": "actors", "esfnlp_targets": "targets"}
"""Components whose groups of doc.spans are found when they are read."""
LOAD = """
import sys, time, spacy
wall, processor = time.perf_counter(), time.process_time()
spacy.load(sys.argv[1])
print(time.perf_counter() - wall, time.process_time() - processor)
"""


def paragraphs(paths: list[Path], words: int) -> list[str]:
    """Paragraphs of the files, over and over until there are so many words."""
    found = [
        part.strip()
        for path in paths
        for part in path.read_text(encoding="utf-8").split("\n\n")
        if len(part.split()) > 3
    ]
    per_round = sum(len(text.split()) for text in found)
    return found * max(1, -(-words // per_round))


def speed(nlp: Language, texts: list[str], read: tuple[str, ...] = ()) -> dict[str, int]:
    """Words (divided by spaces) a second of processor and of wall time, the best of some rounds.

    With `read` these groups of doc.spans are read too, which is when they are found.
    """
    words = sum(len(text.split()) for text in texts)
    best = {"processor": 0.0, "wall": 0.0}
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        for doc in nlp.pipe(texts):
            for group in read:
                len(doc.spans[group])
        best["processor"] = max(best["processor"], words / (time.process_time() - processor))
        best["wall"] = max(best["wall"], words / (time.perf_counter() - wall))
    return {name: round(value) for name, value in best.items()}


def load_seconds(name: str) -> dict[str, float]:
    """How long a fresh process takes to load the pipeline, the best of some rounds."""
    command = [sys.executable, "-c", LOAD, name]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(ROUNDS)
    ]
    return {
        "processor": round(min(float(processor) for _, processor in runs), 2),
        "wall": round(min(float(wall) for wall, _ in runs), 2),
    }


def measure(name: str, texts: list[str]) -> dict[str, Any]:
    """Speed of the pipeline as it is, without what is esfnlp's, and with its spans read; of an empty one; load time."""
    nlp = spacy.load(name)
    ours = [component for component in nlp.pipe_names if component.startswith("esfnlp")]
    rows: dict[str, Any] = {"pipeline": Path(name).name, "python": platform.python_version()}
    rows["components"] = ", ".join(nlp.pipe_names)
    rows["words_per_second"] = speed(nlp, texts)
    rows["words_per_second_spacy_alone"] = speed(spacy.load(name, exclude=ours), texts)
    if any(component in SPANS for component in ours):
        rows["words_per_second_spans_read"] = speed(nlp, texts, read=tuple(SPANS.values()))
    rows["words_per_second_blank"] = speed(spacy.blank("sv"), texts)
    rows["load_seconds"] = load_seconds(name)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pipeline", default=str(ROOT / "models" / "sv_esf"))
    parser.add_argument(
        "--texts", type=Path, nargs="+", default=sorted((ROOT / "corpus" / "sources").glob("*.md"))
    )
    parser.add_argument("--words", type=int, default=20_000, help="read at least so many")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    args = parser.parse_args()
    rows = measure(args.pipeline, paragraphs(args.texts, args.words))
    if args.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for name, value in rows.items():
            print(f"{name:30}{value}")


if __name__ == "__main__":
    main()
