"""Whether `confidence` says how often records are right, on texts that nothing was fitted to, as a Markdown table.

python -m benchmarks.calibration
"""

from collections.abc import Iterable
from pathlib import Path

from pipeline.annotated import Annotated, folder_documents
from pipeline.passage_sets import read_passages
from pipeline.train_confidence import judged_documents
from sklearn.metrics import roc_auc_score

from esfnlp.evaluate.judged import Judged, calibration, calibration_error
from esfnlp.record import RECORD_TABLES

CORPUS = Path(__file__).parents[1] / "corpus"
FROZEN = ("frozen", "frozen2", "frozen3", "frozen4")
UNANNOTATED = {"paraphrases": {"actors"}}


def judged_sets() -> dict[str, list[Judged]]:
    found = {}
    for name in FROZEN:
        documents = folder_documents(CORPUS / name / "pdf", CORPUS / name / "gold", name)
        found[name] = judged_documents(documents, RECORD_TABLES)
    passages = read_passages(CORPUS / "paraphrases" / "test.yaml")
    each = [Annotated(p.document, dict(p.gold), p.passage_id, "paraphrases") for p in passages]
    tables = [table for table in RECORD_TABLES if table not in UNANNOTATED["paraphrases"]]
    return {**found, "paraphrases": judged_documents(each, tables)}


def row(name: str, records: Iterable[Judged]) -> str:
    known = list(records)
    stated, right = [one.confidence for one in known], [one.is_right for one in known]
    error = calibration_error(calibration(stated, right))
    figures = [f"{sum(right) / len(right):.2f}", f"{sum(stated) / len(stated):.2f}", f"{error:.3f}"]
    auroc = f"{roc_auc_score(right, stated):.3f}" if len(set(right)) == 2 else ""
    return " | ".join([f"| {name}", str(len(known)), *figures, f"{auroc} |"])


def main() -> None:
    print(
        "| | records | right | stated | calibration error | AUROC |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    for name, records in judged_sets().items():
        for table in RECORD_TABLES:
            own = [one for one in records if one.table == table]
            if own:
                print(row(f"{name}, {table.replace('_', ' ')}", own))
        print(row(f"{name}, all", records))


if __name__ == "__main__":
    main()
