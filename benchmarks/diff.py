"""The differences between two versions of a plan, against those that were written down beforehand.

    python -m benchmarks.diff [--wrong]

Runs over `corpus/pairs` (five invented plans in two versions) and over the corpus's own plan of two versions, from the files on.
A change counts as found where its kind, table and field agree, and

- for groups and actors the concept or actor, old and new value and the whole scope,
- for figures old and new value and half of the evidence's words,
- for priorities half of the words of the old or new statement.

`--wrong` lists what is missed and what is invented.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from esfnlp.dataset.diff import diff
from esfnlp.dataset.tables import read_tables
from esfnlp.dataset.wording import content, dice
from esfnlp.flow.run import run
from esfnlp.record import SCOPE_COLUMNS
from esfnlp.settings import Settings
from esfnlp.swedish.tokens import squeeze

CORPUS = Path(__file__).parents[1] / "corpus"
PAIRS = CORPUS / "pairs"
OWN = CORPUS / "changes" / "training-nordanskog-2021-2027.json"
_ALIKE = 0.5

Found = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """What is right of one kind of difference, in one pair or several."""

    missed: tuple[Found, ...]
    invented: tuple[Found, ...]
    right: int

    @property
    def f1(self) -> float:
        wrong = len(self.missed) + len(self.invented)
        return 2 * self.right / (2 * self.right + wrong) if self.right or wrong else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.missed + other.missed, self.invented + other.invented, self.right + other.right)


def score(gold: Sequence[Found], found: Sequence[Found], same: Callable[[Found, Found], bool]) -> Score:
    """Each of `gold` is found once at most."""
    left = list(found)
    missed: list[Found] = []
    for wanted in gold:
        hit = next((own for own in left if same(wanted, own)), None)
        if hit is None:
            missed.append(wanted)
        else:
            left.remove(hit)
    return Score(tuple(missed), tuple(left), len(gold) - len(missed))


def same_change(gold: Found, found: Found) -> bool:
    if any(gold[name] != found[name] for name in ("kind", "table", "field")):
        return False
    if gold["table"] == "priorities":
        return all(_alike(gold[side], found[side]) for side in ("old", "new"))
    if (gold["old"], gold["new"]) != (found["old"], found["new"]):
        return False
    if gold["table"] == "targets":
        return all(_alike(gold[side], found[side]) for side in ("quote_old", "quote_new"))
    names = ("concept", "actor", *SCOPE_COLUMNS)
    return all(gold.get(name) == found.get(name) for name in names)


def same_rewording(gold: Found, found: Found) -> bool:
    return all(_alike(gold[side], found[side]) for side in ("quote_old", "quote_new"))


def same_move(gold: Found, found: Found) -> bool:
    return squeeze(gold["quote_new"]) in squeeze(found["quote"])


def _alike(gold: str | None, found: str | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return dice(content(gold), content(found)) >= _ALIKE


def scores(folder: Path, gold: Iterable[Path]) -> dict[str, dict[str, Score]]:
    """Changes, rewordings and moves of each pair of documents in a folder or manifest, by the pair's name."""
    expected = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in gold}
    with tempfile.TemporaryDirectory() as out:
        run([folder], Path(out), settings=Settings())
        dataset = read_tables(Path(out) / "dataset")
        found = {name: diff(dataset, pair["old"], pair["new"]).to_json() for name, pair in expected.items()}
    same = {"changes": same_change, "reworded": same_rewording, "moved": same_move}
    return {
        name: {key: score(pair[key], found[name][key], rule) for key, rule in same.items()}
        for name, pair in expected.items()
    }


def summed(found: Iterable[Score]) -> Score:
    return sum(found, Score((), (), 0))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="list what is missed and what is invented")
    parser.add_argument("--pairs-only", action="store_true", help="leave out the corpus's own plan")
    arguments = parser.parse_args()
    found = scores(PAIRS, sorted((PAIRS / "changes").glob("*.json")))
    found["five pairs"] = {
        key: summed(pair[key] for pair in found.values()) for key in ("changes", "reworded", "moved")
    }
    if not arguments.pairs_only:
        found |= scores(CORPUS, [OWN])
    print("| pair | changes | right | missed | invented | F1 | reworded, F1 | moved, F1 |")
    print("| --- |" + " ---: |" * 7)
    for name, by in found.items():
        changes = by["changes"]
        total = changes.right + len(changes.missed)
        figures = [total, changes.right, len(changes.missed), len(changes.invented), f"{changes.f1:.2f}"]
        others = [f"{by[key].f1:.2f}" for key in ("reworded", "moved")]
        print(f"| {name} |", " | ".join(map(str, figures + others)), "|")
    if arguments.wrong:
        _print_wrong(found)


def _print_wrong(found: Mapping[str, Mapping[str, Score]]) -> None:
    for name, by in found.items():
        if name == "five pairs":
            continue
        for key, own in by.items():
            for word, rows in (("missed", own.missed), ("invented", own.invented)):
                for row in rows:
                    print(name, key, word, json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
