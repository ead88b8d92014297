"""Broken files without end: mutated PDFs and DOCX through the reader, to find what escapes its worker.

    python benchmarks/fuzz_ingest.py [--seconds N] [--seed N]

Every file must come back as a document or as an unreadable one with a code. Codes `crashed` and `timeout` are
counted and the mutation is named, as they may be worth a look; anything else that is raised ends the run.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.guard import read_many_guarded
from esfnlp.settings import IngestSettings

CORPUS = Path(__file__).parents[1] / "corpus" / "pdf"
LIMITS = IngestSettings(wall_seconds=20, cpu_seconds=15, memory_bytes=1_500_000_000, ocr_seconds=0)
_TOKENS = (
    b"0",
    b"-1",
    b"99999999999",
    b"<<",
    b">>",
    b"[",
    b"endobj",
    b"stream",
    b"/Kids",
    b"1 0 R",
    b"\x00",
    b"null",
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=900.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        items = _files(Path(folder), arguments.seed, time.monotonic() + arguments.seconds)
        for path, result in read_many_guarded(items, LIMITS, workers=1):
            code = result.code if isinstance(result, UnreadableDocumentError) else "read"
            counts[f"{path.suffix[1:]} {code}"] += 1
            if code in ("crashed", "timeout"):
                print(f"{path.name}: {result}", flush=True)
            path.unlink()
    print(f"{counts.total()} files: " + ", ".join(f"{n} {code}" for code, n in sorted(counts.items())))


def _files(folder: Path, seed: int, deadline: float) -> Iterator[tuple[Path, str]]:
    """Mutated files until the deadline; the name tells the seed that made each."""
    sources = [*sorted(CORPUS.glob("*.pdf")), word_file(folder / "source.docx")]
    while time.monotonic() < deadline:
        chance = random.Random(seed)
        source = chance.choice([*sources, sources[-1], sources[-1], sources[-1]])
        path = folder / f"{source.stem}-{seed}{source.suffix}"
        path.write_bytes(mutated(source.read_bytes(), chance))
        yield path, f"fuzz-{seed}"
        seed += 1


def word_file(path: Path) -> Path:
    """A small Word file with headings, a list and a table."""
    document = docx.Document()
    document.add_heading("Prioriterade målgrupper", 1)
    document.add_paragraph("Insatserna vänder sig till unga som varken arbetar eller studerar.")
    document.add_paragraph("långtidsarbetslösa", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(1, 1).text = "4 231"
    document.save(str(path))
    return path


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with one to thirty bytes, tokens or stretches changed, doubled, moved or lost."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10, 30))):
        at = chance.randrange(max(len(out), 1))
        length = chance.choice((1, 1, 4, 64, 1024))
        match chance.randrange(6):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                out[at : at + length] = b""
            case 2:
                out[at:at] = out[at : at + length]
            case 3:
                out[at : at + length] = bytes(chance.randrange(256) for _ in range(min(length, 64)))
            case 4:
                token = chance.choice(_TOKENS)
                out[at : at + len(token)] = token
            case _:
                other = chance.randrange(max(len(out), 1))
                out[at : at + length] = out[other : other + length]
    return bytes(out if chance.random() > 0.1 else out[: chance.randrange(len(out) + 1)])


if __name__ == "__main__":
    main()
