"""What the site's search reads: names, words and passages, in files that the browser takes only where it needs them.

They are scripts, since a page that is opened from a folder may read nothing else.

- `catalogue-CODE.js`: the plans, and the names of what they are compared by, each with its page.
- `terms-N.js`: by word form, also without its diacritics, its key (`esfnlp.search.terms.word_key`), by key its
  passages. A word's file is that of its first two letters (`shard`), so that forms which nobody wrote can be completed from one file.
- `text-N.js`: the passages of a plan.

The passages of a key are pairs of numbers: how far on the passage is from the one before, and its BM25 weight without
the rarity of the key, in hundredths.
"""

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from esfnlp.dataset.compare import By, period_of
from esfnlp.record import Row
from esfnlp.search.terms import compound_keys, folded_words, word_key
from esfnlp.taxonomy import load_taxonomy
from esfnlp.web.languages import Language
from esfnlp.web.questions import codes_of, regions_of
from esfnlp.web.rooms import compare
from esfnlp.web.shelf import Edition
from esfnlp.web.site.places import in_language, item_file, plan_folder
from esfnlp.web.views.comparison import Filters

SHARDS = 64
K1, B = 1.2, 0.75
PART_WEIGHT = 0.5
"""What a part of a compound counts beside a word."""


def shard(word: str) -> int:
    """The file of a word, by its first two characters; `search.js` counts the same."""
    number = 0
    for character in word[:2]:
        number = number * 31 + ord(character)
    return number % SHARDS


def without_diacritics(word: str) -> str:
    """The word as it is typed where å, ä and ö are hard to come by.

    >>> without_diacritics("östra")
    'ostra'
    """
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def write_search(edition: Edition, folder: Path, languages: Iterable[Language]) -> None:
    """Writes the files of the search to a folder."""
    folder.mkdir(parents=True)
    plans = [row for _, row in sorted(edition.documents.items()) if not row["training"]]
    firsts, total = _write_texts(edition, plans, folder)
    for say in languages:
        catalogue = {"plans": _plans(plans, firsts, say), "passages": total, "names": _names(edition, say)}
        _write(folder, f"catalogue-{say.code}", catalogue)


def _write_texts(edition: Edition, plans: Sequence[Row], folder: Path) -> tuple[list[int], int]:
    """Writes passages and terms; the number of the first passage of each plan, and how many there are."""
    firsts: list[int] = []
    counts: list[Counter[str]] = []
    for number, plan in enumerate(plans):
        columns = ["char_start", "page", "text"]
        rows = edition.rows("passages", columns, documents=[str(plan["document_id"])])
        firsts.append(len(counts))
        counts += [Counter(folded_words(str(row["text"]))) for row in rows]
        _write(folder, f"text-{number}", [[row["char_start"], row["page"] or 0, row["text"]] for row in rows])
    for number, content in _terms(counts):
        _write(folder, f"terms-{number}", content)
    return firsts, len(counts)


def _terms(counts: Sequence[Counter[str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The content of each terms file; `counts` are the words of each passage."""
    shards: list[dict[str, Any]] = [{"forms": {}, "keys": {}} for _ in range(SHARDS)]
    forms = sorted({form for words in counts for form in words})
    for form in forms:
        shards[shard(form)]["forms"][form] = word_key(form)
    for form in forms:
        plain = without_diacritics(form)
        shards[shard(plain)]["forms"].setdefault(plain, word_key(form))
    for key, postings in sorted(_postings(counts).items()):
        shards[shard(key)]["keys"][key] = postings
    yield from enumerate(shards)


def _postings(counts: Sequence[Counter[str]]) -> dict[str, list[int]]:
    lengths = [sum(words.values()) for words in counts]
    average = sum(lengths) / max(len(lengths), 1) or 1.0
    found: dict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, words in enumerate(counts):
        norm = K1 * (1 - B + B * lengths[number] / average)
        for key, count in sorted(_weighed(words).items()):
            weight = round(100 * count * (K1 + 1) / (count + norm))
            found[key] += [number - last.get(key, 0), weight]
            last[key] = number
    return found


def _weighed(words: Counter[str]) -> dict[str, float]:
    """How often each key stands in a passage."""
    found: dict[str, float] = defaultdict(float)
    for word, count in words.items():
        found[word_key(word)] += count
        for part in compound_keys(word):
            found[part] += PART_WEIGHT * count
    return found


def _plans(plans: Sequence[Row], firsts: Sequence[int], say: Language) -> list[list[object]]:
    return [
        [row["title"] or row["document_id"], ", ".join(map(say.place, codes_of(row))), period_of(row) or "",
         regions_of([row]), in_language(plan_folder(str(row["document_id"])), say.code), first]
        for row, first in zip(plans, firsts, strict=True)
    ]  # fmt: skip


def _names(edition: Edition, say: Language) -> list[list[object]]:
    """Every item with a page: its name, how many regions say something of it, the page, and what it is also called."""
    found = []
    for by in get_args(By):
        chosen = Filters(by=by)
        comparison = compare.compared(edition, chosen)
        labels = compare.labelled(edition, comparison, chosen, say)
        said: dict[str, set[str]] = defaultdict(set)
        for row in comparison.rows:
            if row.records:
                said[row.item].add(row.region_code)
        for item in sorted(said, key=lambda item: (labels[item].casefold(), item)):
            page = in_language(item_file(by, item), say.code)
            found.append([labels[item], by, len(said[item]), page, _also(item, labels[item])])
    return found


def _also(item: str, label: str) -> list[str]:
    concept = load_taxonomy().concepts.get(item)
    if concept is None:
        return []
    names = [name for own in concept.labels.values() for name in own] + list(concept.abbreviations)
    return sorted({name for name in names if name != label})


def _write(folder: Path, name: str, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (folder / f"{name}.js").write_text(f'esfnlp.take("{name}",{text});\n', encoding="utf-8")
