"""Counts the words of Swedish policy text for `models/sv_lexicon`.

    python pipeline/train_lexicon.py POLICY_TEXT_FOLDER models/sv_lexicon

POLICY_TEXT_FOLDER holds *.jsonl.xz files with one paragraph a line ({"text": ...}): government bills, web texts,
interpellations, motions and statutes (the card names the sources). The output depends on the input alone.
"""

import argparse
import gzip
import json
import lzma
import re
import unicodedata
from collections import Counter
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LEAST = 12
"""Rarer words are mostly names, errors and compounds that the splitter takes apart anyway."""


def count_words(folder: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = unicodedata.normalize("NFC", json.loads(line)["text"]).casefold()
                counts.update(WORD.findall(text))
        print(f"{path.name}: {counts.total():,} words so far")
    return counts


def write_words(counts: Counter[str], path: Path) -> int:
    """Words with at least `LEAST` occurrences, in alphabetical order; without a time stamp in the file."""
    kept = sorted((word, count) for word, count in counts.items() if count >= LEAST)
    content = "".join(f"{word}\t{count}\n" for word, count in kept)
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
        packed.write(content.encode("utf-8"))
    return len(kept)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    kept = write_words(count_words(args.folder), args.out / "words.tsv.gz")
    print(f"{kept:,} words kept")


if __name__ == "__main__":
    main()
