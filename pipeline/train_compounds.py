"""Counts of what compounds what are heads and modifiers of, for `models/sv_compounds`.

    python pipeline/train_compounds.py POLICY_TEXT_FOLDER models/sv_compounds

POLICY_TEXT_FOLDER holds *.jsonl.xz files with one paragraph a line ({"text": ...}); the card names the sources. Words are
divided with the lexicon of the last round, and the lexicon is made anew of the divided words (hard EM); a form that can
itself be divided leaves it. No randomness: the output depends on the input and on hand_kept/compound_parts.yaml alone.
"""

import argparse
import gzip
import json
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from esfnlp.language.compounds import Lexicon, build_lexicon, divide

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")
LEAST = 3
"""Rarer words are mostly errors."""
LEAST_KEPT = 5
"""Occurrences of a word whose frequency is shipped."""
LEAST_ALONE = 10
"""Occurrences in lower case that make a form a word of its own."""
LONG = 6
"""Letters of a modifier that is hardly there by chance, so that its base may be rare."""
LEAST_SHARE = 0.009
"""A form that stands alone more seldom than so, of all places where words end with it, is an ending."""
ROUNDS = 5
CAUTION, CAUTION_PER_LETTER = 4.0, 1.55
HAND_KEPT = Path(__file__).parent / "hand_kept" / "compound_parts.yaml"
_INFLECTION = re.compile(
    r"(?:(?:n|r|l|d|t|k|b)?(?:ing|ning|else|els|het|skap|are|ar|ande|ende|lig|ig|isk|ation|ering|er|ad|at|ell|iv|itet|iell|ligen"
    r"|bar|sam|nad)){0,3}(?:s|a|as|an|ans|e|en|ens|es|et|ets|er|ers|erna|ernas|n|ns|na|nas|ar|ars|arna|arnas|or"
    r"|orna|ornas|r|t|ts|at|ats|ade|ades|ad|it|its|i|o|in|ins|iv|ts|ser|sen|serna|ster|ssen|mer|mens?|men|met|mets|mal|ma|mma|mt|mat|mats|mas|mad|made)?"
)
_VOWELS = set("aeiouyåäö")
_DERIVATION = re.compile(
    r"(?:[bdfgklmnprstv]?(?:ing|ning|ling|ring|else|tion|sion|het|nad|skap|dom|lighet|ering)"
    r"|ande|ende|ation|mentation)(?:s|a|e|en|ens|er|ers|erna|ernas|ar|ars|arna|arnas|bara|bart|t|ts|n|ma|mma|et|ets)*"
)
"""Endings that make words of others, alone or inflected; they are no parts."""
_OPENS_WITH_ENDING = ("nings", "lings", "hets", "tions", "rings", "nads", "elses", "erings")


def count_words(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Folded words with all their occurrences, and with those in lower case."""
    every: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                every.update(WORD.findall(unicodedata.normalize("NFC", json.loads(line)["text"])))
        print(f"{path.name}: {every.total():,} words so far", flush=True)
    counts: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for word, count in every.items():
        if word.isalpha() and not (len(word) > 1 and word.isupper()):
            counts[word.casefold()] += count
            lower[word] += count if word.islower() else 0
    return Counter({w: n for w, n in counts.items() if n >= LEAST}), lower


def hand_kept(path: Path = HAND_KEPT) -> dict[str, list[str]]:
    """The lists of the hand-kept file, each a list of entries."""
    lists: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: entries.split() for name, entries in lists.items()}


def fixed_words(words: Iterable[str], kept: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Words of the vocabulary that the hand-kept lists divide or keep whole."""
    patterns = [*((entry, True) for entry in kept["parts"]), *((entry, False) for entry in kept["whole"])]
    by_start: dict[str, list[tuple[str, tuple[str, ...], bool]]] = {}
    for entry, is_divided in patterns:
        parts = tuple(entry.removesuffix("*").split("|")) if is_divided else (entry.removesuffix("*"),)
        by_start.setdefault("".join(parts)[:4], []).append(("".join(parts), parts, entry.endswith("*")))
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        for stem, parts, is_open in by_start.get(word[:4], []):
            ending = word[len(stem) :]
            if word.startswith(stem) and (not ending or (is_open and _INFLECTION.fullmatch(ending))):
                found.setdefault(word, (*parts[:-1], parts[-1] + ending))
    return found


class Candidates:
    """Which forms may be modifiers and heads at all."""

    def __init__(self, counts: Counter[str], lower: Counter[str], kept: Mapping[str, list[str]]) -> None:
        self._lower = lower
        self._kept = {name: frozenset(entries) for name, entries in kept.items()}
        self._endings: Counter[str] = Counter()
        for word, count in counts.items():
            for cut in range(2, len(word) - 2):
                self._endings[word[cut:]] += count

    def is_modifier(self, form: str) -> bool:
        if len(form) <= 3:
            return form in self._kept["short_modifiers"]
        if form in self._kept["never_modifiers"] or _DERIVATION.fullmatch(form) or not _has_vowel(form):
            return False
        least = LEAST_ALONE if len(form) < LONG else LEAST
        return max(self._lower[base] for base in _bases(form)) >= least

    def is_head(self, form: str) -> bool:
        if len(form) <= 3:
            return form in self._kept["short_heads"]
        alone = self._lower[form]
        if form in self._kept["never_heads"] or alone < LEAST_ALONE or not _has_vowel(form):
            return False
        if _DERIVATION.fullmatch(form) or form.startswith(_OPENS_WITH_ENDING):
            return False
        return alone >= LEAST_SHARE * self._endings[form]


def _bases(form: str) -> Iterator[str]:
    """Words that a modifier may be made of: skole of skola, arbets of arbete, lärar of lärare."""
    yield from (form, form + "a", form + "e")
    if form[-1] == "s":
        yield from (form[:-1], form[:-1] + "e", form[:-1] + "a")
    if form[-1] in "aeou":
        yield from (form[:-1], form[:-1] + "a", form[:-1] + "e")
    if form.endswith("es"):
        yield form[:-2] + "a"
    if form.endswith("ie"):
        yield from (form[:-1] + "um", form[:-2] + "ium")


def _has_vowel(form: str) -> bool:
    return not _VOWELS.isdisjoint(form)


def first_lexicon(
    words: Counter[str], candidates: Candidates, fixed: Mapping[str, tuple[str, ...]]
) -> Lexicon:
    """Counts of every way to cut a word in two candidates."""
    modifiers: Counter[str] = Counter()
    heads: Counter[str] = Counter({word: 0 for word in words if candidates.is_head(word)})
    is_modifier = {word[:cut]: False for word in words for cut in range(2, len(word) - 2)}
    is_modifier = {form: candidates.is_modifier(form) for form in is_modifier}
    for word in words:
        for cut in range(2, len(word) - 2):
            if word[cut:] in heads and is_modifier[word[:cut]]:
                modifiers[word[:cut]] += 1
                heads[word[cut:]] += 1
    return cautious(build_lexicon({m: n for m, n in modifiers.items() if n >= 3}, heads, fixed))


def cautious(lexicon: Lexicon) -> Lexicon:
    """The lexicon as it divides while it is learnt: sooner whole, and only forms that were seen."""
    return replace(lexicon, stems={}, whole=CAUTION, whole_per_letter=CAUTION_PER_LETTER)


def next_counts(
    words: Iterable[str], lexicon: Lexicon, candidates: Candidates
) -> tuple[dict[str, int], dict[str, int]]:
    """Of how many words each form is a modifier or the head, forms that can be divided left out."""
    modifiers: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for word in words:
        parts = divide(word, lexicon)
        if len(parts) > 1:
            modifiers.update(parts[:-1])
            heads[parts[-1]] += 1
    kept_modifiers = {
        form: count
        for form, count in modifiers.items()
        if count >= 2
        and candidates.is_modifier(form)
        and (form in lexicon.fixed or len(divide(form, lexicon, modifier=True)) == 1)
    }
    kept_heads = {
        form: heads[form]
        for form in {*lexicon.heads, *heads}
        if form in lexicon.fixed or len(divide(form, lexicon)) == 1
    }
    return kept_modifiers, kept_heads


def write_parts(
    path: Path, words: Counter[str], modifiers: Mapping[str, int], heads: Mapping[str, int],
    fixed: Mapping[str, tuple[str, ...]],
) -> int:  # fmt: skip
    """Word, occurrences, compounds with it as modifier, as head, and its parts where they are fixed."""
    forms = sorted({*words, *modifiers, *heads, *fixed})
    rows = (
        (
            form,
            words.get(form, ""),
            modifiers.get(form, ""),
            heads.get(form, ""),
            "|".join(fixed.get(form, ())),
        )
        for form in forms
    )
    content = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        packed.write(content.encode("utf-8"))
    return len(forms)


def train(words: Counter[str], lower: Counter[str], out: Path) -> None:
    kept = hand_kept()
    candidates = Candidates(words, lower, kept)
    listed = {entry.replace("|", "") for entry in kept["parts"] if not entry.endswith("*")}
    fixed = fixed_words(sorted(words.keys() | listed), kept)
    learnt_from = [word for word in sorted(words) if lower[word] >= 2]
    lexicon = first_lexicon(words, candidates, fixed)
    for number in range(1, ROUNDS + 1):
        modifiers, heads = next_counts(learnt_from, lexicon, candidates)
        lexicon = cautious(build_lexicon(modifiers, heads, fixed))
        print(f"round {number}: {len(modifiers):,} modifiers, {len(heads):,} heads", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    kept_words = Counter({w: n for w, n in words.items() if n >= LEAST_KEPT})
    print(f"{write_parts(out / 'parts.tsv.gz', kept_words, modifiers, heads, fixed):,} forms written")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    train(*count_words(args.folder), args.out)


if __name__ == "__main__":
    main()
