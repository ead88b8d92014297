"""How the release is cited: CITATION.cff (Citation File Format 1.2.0)."""

import json
from pathlib import Path
from typing import Any

import esfnlp
from esfnlp.release.version import dataset_version, software_of
from esfnlp.taxonomy.places import TRAINING_REGION

CITATION = "CITATION.cff"
_VERSION = "1.2.0"


def citation(out: Path, documents: Any) -> str:
    """The citation of the dataset in `out` and of the software that made it.

    `documents` is the table as Arrow. Strings are written as JSON, which YAML reads the same way. No date stands there: the day of publication is
    the publisher's to add (`date-released`), as are DOI and persons.
    """
    version = dataset_version(out / "dataset")
    made_by = software_of(out).get("version", esfnlp.__version__)
    lines = [
        f"cff-version: {_VERSION}",
        "message: " + json.dumps("Cite the dataset with its version; cite a plan itself for what it says."),
        "type: dataset",
        "title: " + json.dumps(_title(documents), ensure_ascii=False),
        f"version: {json.dumps(version)}",
        "abstract: " + json.dumps(_abstract(documents), ensure_ascii=False),
        "authors:",
        "  - name: " + json.dumps("The esfnlp project"),
        "keywords:",
        *(
            f"  - {word}"
            for word in ("European Social Fund", "Sweden", "labour market policy", "text as data")
        ),
        "references:",
        "  - type: software",
        "    title: esfnlp",
        f"    version: {json.dumps(made_by)}",
        "    license: Apache-2.0",
        "    authors:",
        "      - name: " + json.dumps("The esfnlp project"),
    ]
    return "\n".join(lines) + "\n"


def _title(documents: Any) -> str:
    years = [year for name in ("period_start", "period_end") for year in documents[name].to_pylist() if year]
    span = f", {min(years)}–{max(years)}" if years else ""
    return f"Swedish ESF regional plans, compared{span}"


def _abstract(documents: Any) -> str:
    regions = {code for codes in documents["region_codes"].to_pylist() for code in codes or ()} - {
        TRAINING_REGION
    }
    return (
        f"Target groups, actors, priorities and quantitative targets of {documents.num_rows} documents "
        f"about {len(regions)} regions, each with a verbatim quote, document, page and position."
    )
