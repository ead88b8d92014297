"""Gold that reviewers made is training material."""

from pathlib import Path

import pytest
from pipeline.annotated import folder_documents
from pipeline.check_gold import form_faults
from pipeline.train_statuses import labelled

from esfnlp.dataset.tables import read_tables
from esfnlp.flow.run import run
from esfnlp.record import RECORD_TABLES
from esfnlp.review.bench import Bench
from esfnlp.review.exchange import exported
from esfnlp.settings import Settings

PLAN = """Handlingsplan för Socialfonden i Sydsverige 2014-2020

Målgrupper

Insatserna ska riktas till unga som varken arbetar eller studerar.

Region Skåne ansvarar för arbetet. Minst 200 deltagare ska nås till år 2018.
"""


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """An output folder in which every record is accepted."""
    (tmp_path / "syd.txt").write_text(PLAN, encoding="utf-8")
    out = tmp_path / "out"
    run([tmp_path / "syd.txt"], out, settings=Settings(), workers=1)
    bench = Bench(out, read_tables(out / "dataset"))
    bench.accept([str(row["record_id"]) for rows in bench.records.values() for row in rows], who="anna")
    run([tmp_path / "syd.txt"], out, settings=Settings(), workers=1)
    return out


def test_training_reads_exported_gold_with_the_documents_of_the_run(reviewed: Path, tmp_path: Path) -> None:
    for name, content in exported(Bench(reviewed, read_tables(reviewed / "dataset")), "gold").files.items():
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold" / name).write_bytes(content)
    (one,) = folder_documents(reviewed / "documents", tmp_path / "gold", "real")
    assert (one.plan, one.origin, one.split) == ("syd", "real", "train")
    assert ("tg:uvas", "prioritised") in {(case.concept, status) for case, status in labelled(one)}
    assert [
        fault for table in RECORD_TABLES for row in one.gold[table] for fault in form_faults(table, row)
    ] == []
