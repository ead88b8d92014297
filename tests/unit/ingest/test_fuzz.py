"""Files broken in ways that nobody thought of end as a document or with a code, never otherwise."""

import random
from pathlib import Path

from benchmarks.fuzz_ingest import mutated, word_file
from pdf_samples import typeset

from esfnlp.document import Document
from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.guard import read_many_guarded
from esfnlp.settings import IngestSettings

TEXT = "= Plan\n\nRegionen ska stödja unga.\n\n#table(columns: 2, [År], [Antal], [2025], [4 231])"


def test_mutated_files_come_back_as_documents_or_with_a_code(tmp_path: Path) -> None:
    sources = [typeset(tmp_path, TEXT), word_file(tmp_path / "plan.docx")]
    items = []
    for seed in range(40):
        source = sources[seed % 2]
        path = tmp_path / f"{seed}{source.suffix}"
        path.write_bytes(mutated(source.read_bytes(), random.Random(seed)))
        items.append((path, f"fil-{seed}"))
    settings = IngestSettings(wall_seconds=10, cpu_seconds=5, ocr_seconds=0)
    results = list(read_many_guarded(items, settings, workers=1))
    assert [path for path, _ in results] == [path for path, _ in items]
    assert all(isinstance(result, Document | UnreadableDocumentError) for _, result in results)
    assert not any(r.code == "crashed" for _, r in results if isinstance(r, UnreadableDocumentError))
