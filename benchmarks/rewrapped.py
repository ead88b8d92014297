"""Changes that moved or re-wrapped text makes the comparison of two versions invent; there should be none.

    python -m benchmarks.rewrapped

Every source text of the corpus that is no test text, without tables and footnotes, is compared with itself with its lines broken at
another width, and with itself with its second section moved to the end.
"""

import csv
import re
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.corpus_source import read_source

from esfnlp.dataset.diff import diff
from esfnlp.dataset.tables import read_tables
from esfnlp.flow.run import run
from esfnlp.settings import Settings

CORPUS = Path(__file__).parents[1] / "corpus"
WIDTH = 62
_STATED = ("doc_type", "programme", "period_start", "period_end", "region_codes", "training")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")
_BLANK = re.compile(r"\n\s*\n")


def plain(body: str) -> str:
    """The text without footnotes, emphasis and tables, which cannot be wrapped."""
    body = re.sub(r"^\[\^\d+\]:.*$|\[\^\d+\]|\*\*", "", body, flags=re.M)
    return "\n\n".join(block for block in _BLANK.split(body.strip()) if not block.lstrip().startswith("|"))


def wrapped(body: str) -> str:
    return "\n\n".join("\n".join(_lines(block)) for block in _BLANK.split(body))


def _lines(block: str) -> Iterator[str]:
    if block.startswith("#"):
        yield block
        return
    is_list = _ITEM.match(block) is not None
    for text in block.split("\n") if is_list else [block.replace("\n", " ")]:
        yield from textwrap.wrap(
            text, WIDTH, subsequent_indent="  " if is_list else "", break_on_hyphens=False
        )


def moved(body: str) -> str:
    """The text with its second section at the end; as it is where it has fewer than three."""
    head, *sections = re.split(r"(?m)^(?=## )", body)
    if len(sections) > 2:
        sections = [sections[0], *sections[2:], sections[1]]
    return "\n\n".join(part.strip() for part in (head, *sections))


VARIANTS: dict[str, Callable[[str], str]] = {
    "as-it-is": lambda body: body,
    "wrapped": wrapped,
    "moved": moved,
}


def write_variants(folder: Path) -> list[str]:
    """The texts with a manifest; gives the ids of the documents that they come from."""
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["split"] != "test"]
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, ["document_id", "file", "plan_id", *_STATED])
        writer.writeheader()
        for row in rows:
            own = row["document_id"]
            body = plain(read_source(CORPUS / "sources" / f"{own}.md").body)
            for name, change in VARIANTS.items():
                file = f"{own}-{name}.md"
                (folder / file).write_text(change(body) + "\n", encoding="utf-8")
                stated = {key: row[key] for key in _STATED}
                writer.writerow({"document_id": f"{own}-{name}", "file": file, "plan_id": own, **stated})
    return [row["document_id"] for row in rows]


def main() -> None:
    with tempfile.TemporaryDirectory() as inputs, tempfile.TemporaryDirectory() as out:
        documents = write_variants(Path(inputs))
        run([Path(inputs)], Path(out), settings=Settings())
        dataset = read_tables(Path(out) / "dataset")
        print("| texts | compared with | invented changes |\n| ---: | --- | ---: |")
        for name in ("wrapped", "moved"):
            found = [diff(dataset, f"{own}-as-it-is", f"{own}-{name}").changes for own in documents]
            print(f"| {len(documents)} | the same, {name} | {sum(map(len, found))} |")


if __name__ == "__main__":
    main()
