"""Make the corpus PDFs and corpus/manifest.csv from corpus/sources.

    python -m pipeline.build_corpus [DOCUMENT_ID ...] [--corpus DIR] [--check]

The same sources give the same bytes: no system fonts, no clock. `--check` writes nothing and exits with 1
where a PDF or the manifest does not belong to the sources as they are.
"""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import typst
from pipeline.corpus_source import Source, SourceError, read_source
from pipeline.typst_markup import source_hash, to_typst

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
COLUMNS = (
    "document_id", "plan_id", "version", "file", "title", "doc_type", "programme", "period_start",
    "period_end", "region_codes", "adopted_on", "source", "licence", "split", "training",
)  # fmt: skip
CLOCK = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the time of compiling, which no byte may depend on."""


def read_sources(corpus: Path) -> list[Source]:
    """Every source, by document id."""
    return [read_source(path) for path in sorted((corpus / "sources").glob("*.md"))]


def to_pdf(source: Source) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False)
    pdf: bytes = typst.compile(
        to_typst(source).encode("utf-8"), format="pdf", font_paths=fonts, timestamp=CLOCK
    )
    return pdf


def is_current(pdf: Path, source: Source) -> bool:
    """Whether the PDF was made from the source as it is; it says so in its keywords."""
    if not pdf.is_file():
        return False
    document = pypdfium2.PdfDocument(pdf)
    try:
        return source_hash(source) in document.get_metadata_value("Keywords")
    finally:
        document.close()


def manifest(sources: Sequence[Source]) -> str:
    """The manifest as CSV: lists joined with |, nothing for null, true or false for flags."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for source in sources:
        fields = {**source.fields, "file": f"pdf/{source.document_id}.pdf"}
        writer.writerow([cell(fields[column]) for column in COLUMNS])
    return out.getvalue()


def cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def stale(corpus: Path, sources: Sequence[Source]) -> list[str]:
    """The files that do not belong to the sources as they are."""
    files = [
        f"pdf/{s.document_id}.pdf" for s in sources if not is_current(corpus / f"pdf/{s.document_id}.pdf", s)
    ]
    path = corpus / "manifest.csv"
    if not path.is_file() or path.read_text(encoding="utf-8") != manifest(sources):
        files.append("manifest.csv")
    return files


def build(corpus: Path, sources: Sequence[Source], wanted: Sequence[str]) -> None:
    (corpus / "pdf").mkdir(exist_ok=True)
    for source in sources:
        if not wanted or source.document_id in wanted:
            (corpus / "pdf" / f"{source.document_id}.pdf").write_bytes(to_pdf(source))
            print(f"pdf/{source.document_id}.pdf")
    (corpus / "manifest.csv").write_text(manifest(sources), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT_ID", help="default: all")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where something is out of date"
    )
    args = parser.parse_args()
    try:
        sources = read_sources(args.corpus)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    if args.check:
        files = stale(args.corpus, sources)
        for name in files:
            print(f"{name}: out of date; run python -m pipeline.build_corpus", file=sys.stderr)
        return 1 if files else 0
    build(args.corpus, sources, args.documents)
    return 0


if __name__ == "__main__":
    sys.exit(main())
