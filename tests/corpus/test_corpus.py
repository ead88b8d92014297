"""The corpus keeps its form: PDFs belong to their sources, gold quotes them, no plan is copied."""

import csv
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.build_corpus import to_pdf  # noqa: E402
from pipeline.check_gold import check, document_ids, slug  # noqa: E402
from pipeline.corpus_source import Source, SourceError, plain_text, read_source  # noqa: E402
from pipeline.typst_markup import escape  # noqa: E402

CORPUS = ROOT / "corpus"
SHARED = ROOT / "../shared"
DOCUMENTS = document_ids(CORPUS)
RUN_LENGTH = 10
"""Words in a row that a digest may not share with a plan."""


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return {path.stem: read_source(path) for path in sorted((CORPUS / "sources").glob("*.md"))}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    sequence = words(text)
    return (tuple(sequence[i : i + RUN_LENGTH]) for i in range(len(sequence) - RUN_LENGTH + 1))


def letters(text: str) -> str:
    return "".join(words(text))


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_gold_keeps_the_contract_and_quotes_its_source(document_id: str) -> None:
    from esfnlp.taxonomy.concepts import load_taxonomy

    assert list(check(CORPUS, document_id, load_taxonomy())) == []


def test_pdfs_and_manifest_belong_to_the_sources() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.build_corpus", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_every_block_of_the_source_opens_in_the_pdf(document_id: str, sources: dict[str, Source]) -> None:
    pdf = pypdfium2.PdfDocument(CORPUS / f"pdf/{document_id}.pdf")
    try:
        found = letters("".join(page.get_textpage().get_text_range() for page in pdf))
    finally:
        pdf.close()
    blocks = plain_text(sources[document_id]).split("\n\n")
    assert [text for text in blocks if letters(text)[:25] not in found] == []


def test_a_second_build_gives_the_same_bytes(sources: dict[str, Source]) -> None:
    source = next(iter(sources.values()))
    assert to_pdf(source) == to_pdf(source)


def test_versions_of_a_plan_share_their_split() -> None:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["plan_id"], row["split"]) for row in csv.DictReader(file)}
    assert len({plan for plan, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_the_first_paragraph_says_what_the_document_is(document_id: str, sources: dict[str, Source]) -> None:
    source = sources[document_id]
    opening = " ".join(plain_text(source).split("\n\n")[:4]).lower()
    assert ("fikti" if source.fields["training"] else "sammandrag") in opening


@pytest.mark.shared
@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_no_run_of_words_is_copied_from_a_plan(document_id: str, sources: dict[str, Source]) -> None:
    plans = sorted((SHARED / "plans").glob("*.txt"))
    if not plans:
        pytest.skip("the plans are not beside the repository")
    known = {run for path in plans for run in runs(path.read_text(encoding="utf-8").replace("-\n", ""))}
    assert [" ".join(run) for run in runs(plain_text(sources[document_id])) if run in known] == []


def test_plain_text_drops_marks_and_joins_table_cells() -> None:
    body = "> **Obs.** Ett\n> prov.\n\n- Unga[^1]\n\n| A | B |\n|---|---|\n| 1 200 | 3 |\n\n[^1]: 15–24 år.\n"
    source = Source({"title": "Plan"}, read_source(CORPUS / f"sources/{DOCUMENTS[0]}.md").layout, body)
    assert plain_text(source) == "Plan\n\nObs. Ett prov.\n\nUnga\n\nA\tB\n\n1 200\t3\n\n15–24 år."


def test_a_source_without_front_matter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Plan\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"plan\.md: no front matter"):
        read_source(tmp_path / "plan.md")


def test_typst_marks_in_text_are_escaped() -> None:
    assert escape("A* #1 [ESF+]") == r"A\* \#1 \[ESF\+\]"


def test_slugs_follow_the_contract() -> None:
    assert slug("Region Jämtland Härjedalen") == "region-jamtland-harjedalen"


def test_a_heading_that_opens_with_a_number_is_not_set_as_a_list() -> None:
    assert escape("1. Inledning ... 2.1") == r"1\. Inledning \... 2.1"
