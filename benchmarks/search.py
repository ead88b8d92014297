"""Search: quality on SweFAQ and SweParaphrase, and time, size and memory on generated passages.

    python benchmarks/search.py quality STS_FOLDER
    python benchmarks/search.py speed [--passages 20000] [--peers]
    python benchmarks/search.py start OUT

`quality` asks the 219 questions of SweFAQ (dev and test) of an index of their 219 answers, as `esfnlp search` does, and
scores the baselines beside it; SweParaphrase is for evaluation only. `speed` builds an index of generated passages
and asks it; `--peers` asks bm25s and LanceDB the same, where they are installed, and gives ratios. `start` times `esfnlp search` from
a cold start.
"""

import argparse
import json
import lzma
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np

from esfnlp.embedding import Encoder, load
from esfnlp.record import COLUMNS, Row
from esfnlp.search.index import Statements, open_index, update_index
from esfnlp.search.passages import find_passages
from esfnlp.search.question import parse_question
from esfnlp.search.scope import scope_of
from esfnlp.search.terms import text_keys
from esfnlp.settings import SearchSettings
from esfnlp.swedish.lexicon import frequencies

Ranker = Callable[[str], list[str]]


@cache
def encoder() -> Encoder:
    return load()


def rows_of(texts: Iterable[str], per_document: int = 200) -> tuple[dict[str, list[Row]], dict[str, str]]:
    """Texts as passages `p0`, `p1`, … of documents, with the documents' keys."""
    empty = {table: dict.fromkeys(columns) for table, columns in COLUMNS.items()}
    passages: list[Row] = []
    for i, text in enumerate(texts):
        place = {"passage_id": f"p{i}", "document_id": f"d{i // per_document}", "region_code": "SE"}
        passages.append({**empty["passages"], **place, "kind": "paragraph", "text": text, "char_start": i})
    names = list(dict.fromkeys(str(row["document_id"]) for row in passages))
    documents: list[Row] = [{**empty["documents"], "document_id": name, "region_codes": []} for name in names]
    return {"documents": documents, "passages": passages}, dict.fromkeys(names, "1")


def ask(folder: Path, question: str, settings: SearchSettings) -> list[str]:
    """Passages found, best first, as `esfnlp search` finds them."""
    with closing(open_index(folder)) as connection:
        scope = scope_of(Statements(connection).rows("documents"), (), None)
        found = find_passages(connection, question, parse_question(question), scope, settings, encoder())
    return [hit.passage_id for hit in found]


def gain(ranked: Sequence[str], right: str) -> float:
    """nDCG@10 of one question with one right answer."""
    place = ranked.index(right) if right in ranked[:10] else -1
    return float(1 / np.log2(place + 2)) if place >= 0 else 0.0


def read_faq(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Questions, answers, and the passage of the right answer of each question."""
    number: dict[str, int] = {}
    questions, right = [], []
    for part in ("dev", "test"):
        with lzma.open(folder / "SuperLim-2" / f"swefaq_{part}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for text in row["candidate_answers"]:
                    number.setdefault(text, len(number))
                questions.append(row["question"])
                right.append(f"p{number[row['candidate_answers'][row['label']]]}")
    return questions, list(number), right


def quality(folder: Path) -> None:
    questions, answers, right = read_faq(folder)
    rankers: dict[str, Ranker] = {
        "BM25, stems": _bm25(answers),
        "tf-idf, stems": _tf_idf(answers),
        "the dense part alone": _dense(answers),
    }
    with tempfile.TemporaryDirectory() as out:
        rows, keys = rows_of(answers)
        update_index(Path(out), rows, keys)
        rankers["esfnlp, shipped default"] = lambda q: ask(Path(out), q, SearchSettings())
        for name, ranker in rankers.items():
            score = statistics.mean(gain(ranker(q), r) for q, r in zip(questions, right, strict=True))
            print(f"SweFAQ nDCG@10   {name:28}{score:7.4f}")
    for part in ("dev", "test"):
        print(f"SweParaphrase {part:4} Spearman of the dense part {paraphrase(folder, part):7.4f}")


def paraphrase(folder: Path, part: str) -> float:
    path = folder / "SuperLim-2" / f"sweparaphrase_{part}.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    encode = load().encode
    alike = (encode([r["sentence_1"] for r in rows]) * encode([r["sentence_2"] for r in rows])).sum(1)
    return float(np.corrcoef(_ranks(alike), _ranks(np.array([r["label"] for r in rows])))[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[at]


def _named(scores: np.ndarray) -> list[str]:
    return [f"p{i}" for i in np.argsort(-scores, kind="stable")[:10]]


def _counts(texts: Sequence[str]) -> tuple[dict[str, int], np.ndarray]:
    keys = [text_keys(text) for text in texts]
    number = {key: i for i, key in enumerate(sorted({key for several in keys for key in several}))}
    counts = np.zeros((len(texts), len(number)), np.float32)
    for row, several in enumerate(keys):
        for key in several:
            counts[row, number[key]] += 1
    return number, counts


def _bm25(texts: Sequence[str]) -> Ranker:
    number, counts = _counts(texts)
    lengths = counts.sum(1, keepdims=True)
    seen = (counts > 0).sum(0)
    weight = np.log1p((len(texts) - seen + 0.5) / (seen + 0.5))
    table = weight * counts * 2.2 / (counts + 1.2 * (0.25 + 0.75 * lengths / lengths.mean()))
    return lambda q: _named(table[:, [number[k] for k in text_keys(q) if k in number]].sum(1))


def _tf_idf(texts: Sequence[str]) -> Ranker:
    number, counts = _counts(texts)
    weight = np.log(len(texts) / (counts > 0).sum(0)) + 1
    table = counts * weight
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    return lambda q: _named(
        sum(
            (table[:, number[k]] * weight[number[k]] for k in text_keys(q) if k in number),
            np.zeros(len(texts)),
        )
    )


def _dense(texts: Sequence[str]) -> Ranker:
    encode = load().encode
    table = encode(texts)
    return lambda q: _named(table @ encode([q])[0])


def generated(count: int, seed: int = 1) -> list[str]:
    """Passages of 20 to 60 words, drawn as often as policy text has them."""
    chance = random.Random(seed)
    known = frequencies()
    words = chance.choices(list(known), list(known.values()), k=count * 40)
    at, texts = 0, []
    while len(texts) < count:
        length = chance.randint(20, 60)
        at = at if at + length < len(words) else chance.randint(0, 40)
        texts.append(" ".join(words[at : at + length]) + ".")
        at += length
    return texts


@dataclass(frozen=True)
class Measured:
    """An index of some passages and the questions to it: bytes and microseconds of building a passage, and
    milliseconds of a question, by the clock and of the processor."""

    name: str
    size: float
    built: float
    wall: Sequence[float]
    own: Sequence[float]


WARMING = 20
"""Questions asked before those that are measured: what is loaded at its first use is loaded then."""


def speed(count: int, peers: bool) -> None:
    texts = generated(count)
    chance = random.Random(2)
    questions = [" ".join(chance.sample(chance.choice(texts).split(), 6)) for _ in range(WARMING + 60)]
    encode = encoder().encode
    encode(texts[:2000])
    print(f"embedding {_rate(encode, texts[: min(count, 20_000)]):,.0f} passages/s of one core")
    with tempfile.TemporaryDirectory() as out:
        built = _built(Path(out), texts)
        size = _size(Path(out))
        code = f"import benchmarks.search as s; s.ask_all({out!r}, {questions!r})"
        asked = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    said = json.loads(asked.stdout)
    print(f"peak memory of a process that asks {said['peak_mb']:,.0f} MB")
    own = Measured("esfnlp", size / count, built / count * 1e6, said["wall"], said["own"])
    print_measured([own, *(_peers(texts, questions[WARMING:]) if peers else [])])


def _built(out: Path, texts: Sequence[str]) -> float:
    """Seconds of processor time that an index of the texts takes."""
    rows, keys = rows_of(texts)
    return _used(lambda: update_index(out, rows, keys))


def print_measured(measured: Sequence[Measured]) -> None:
    """One row a system; ratios are to the first, of the 95th percentile of processor time."""
    print(
        "| | bytes a passage | µs of processor to build a passage | p50, ms | p95, ms | p95 of processor, ms | ratio |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    first = float(np.quantile(measured[0].own, 0.95))
    for one in measured:
        p50, p95, own = np.quantile(one.wall, 0.5), np.quantile(one.wall, 0.95), np.quantile(one.own, 0.95)
        print(
            f"| {one.name} | {one.size:,.0f} | {one.built:,.0f} | {p50:.1f} | {p95:.1f} | {own:.1f} | {own / first:.2f} |"
        )


def ask_all(folder: str, questions: Sequence[str]) -> None:
    """In a process of its own, for its memory: the times of warm questions, as JSON."""
    settings = SearchSettings()
    for question in questions[:WARMING]:
        ask(Path(folder), question, settings)
    wall, own = _times(lambda q: ask(Path(folder), q, settings), questions[WARMING:])
    print(json.dumps({"wall": wall, "own": own, "peak_mb": _peak_mb()}))


def _peak_mb() -> float:
    """Of this process since it began; what `getrusage` gives includes the parent before the program changed."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _used(do: Callable[[], object]) -> float:
    """Seconds of processor time."""
    begin = time.process_time()
    do()
    return time.process_time() - begin


def _rate(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    return len(texts) / _used(lambda: encode(texts))


def _times(ask_one: Callable[[str], object], questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of the processor; on a shared machine the second is what to compare."""
    wall, own = [], []
    for question in questions:
        begin = time.perf_counter()
        own.append(_used(partial(ask_one, question)) * 1000)
        wall.append((time.perf_counter() - begin) * 1000)
    return wall, own


def _peers(texts: Sequence[str], questions: Sequence[str]) -> Iterable[Measured]:
    """bm25s over the same stems, and LanceDB over the same vectors, where they are installed."""
    for name, make in {"bm25s": _bm25s, "LanceDB": _lancedb}.items():
        try:
            yield make(texts, questions)
        except ImportError:
            print(f"{name} is not installed")


def _bm25s(texts: Sequence[str], questions: Sequence[str]) -> Measured:
    import bm25s

    peer = bm25s.BM25()
    built = _used(lambda: peer.index([text_keys(text) for text in texts], show_progress=False))
    with tempfile.TemporaryDirectory() as out:
        peer.save(out)
        size = _size(Path(out))
    peer.retrieve([text_keys(questions[0])], k=10, show_progress=False)
    times = _times(lambda q: peer.retrieve([text_keys(q)], k=10, show_progress=False), questions)
    return Measured("bm25s", size / len(texts), built / len(texts) * 1e6, *times)


def _lancedb(texts: Sequence[str], questions: Sequence[str]) -> Measured:
    import lancedb

    encode = encoder().encode
    with tempfile.TemporaryDirectory() as out:

        def build() -> object:
            rows = [{"vector": v, "text": t} for v, t in zip(encode(texts), texts, strict=True)]
            return lancedb.connect(out).create_table("passages", rows)

        built = _used(build)
        table = lancedb.connect(out).open_table("passages")
        table.search(encode([questions[0]])[0]).limit(10).to_list()
        times = _times(lambda q: table.search(encode([q])[0]).limit(10).to_list(), questions)
        return Measured("LanceDB", _size(Path(out)) / len(texts), built / len(texts) * 1e6, *times)


def start(out: Path, times: int = 10) -> None:
    """Wall time of the command from a cold start, and of python with numpy alone."""
    esfnlp = str(Path(sys.executable).parent / "esfnlp")
    command = [
        esfnlp,
        "search",
        "Vilka planer prioriterar unga som varken arbetar eller studerar?",
        "--in",
        str(out),
    ]
    for name, line in (
        ("esfnlp search", command),
        ("import numpy", [sys.executable, "-c", "import numpy"]),
        ("import lancedb", [sys.executable, "-c", "import lancedb"]),
    ):
        wall, own = [], []
        for _ in range(times):
            begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(line, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            wall.append(time.perf_counter() - begin)
            own.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(
            f"{name:16} wall {min(wall):5.2f}–{max(wall):5.2f} s   processor {statistics.median(own):5.2f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("quality").add_argument("folder", type=Path)
    timed = commands.add_parser("speed")
    timed.add_argument("--passages", type=int, default=20_000)
    timed.add_argument("--peers", action="store_true")
    commands.add_parser("start").add_argument("out", type=Path)
    args = parser.parse_args()
    if args.command == "quality":
        quality(args.folder)
    elif args.command == "speed":
        speed(args.passages, args.peers)
    else:
        start(args.out)


if __name__ == "__main__":
    main()
