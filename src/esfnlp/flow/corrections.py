"""The corrections of reviewers in a run: read, applied to its rows, and reported."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from esfnlp.document import content_id
from esfnlp.record import Row
from esfnlp.review.log import Log
from esfnlp.review.replay import Outcome, Replayed, replay
from esfnlp.review.report import REPORT, outcome_to_json, told
from esfnlp.store.files import write_atomic
from esfnlp.store.ingested import stored_document


@dataclass(frozen=True)
class Corrected:
    """The rows of a run with the corrections in them. `unfit` and `faults` say, one line each, which corrections
    fit no more, and which lines of the files are none."""

    rows: dict[str, list[Row]]
    outcomes: list[Outcome] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def stamp(self, document_id: str) -> str:
        """Changes with what is corrected in the document; empty where nothing is."""
        mine = [
            (one.correction.correction_id, one.state)
            for one in self.outcomes
            if one.document_id == document_id
        ]
        return content_id(" corrections", *mine) if mine else ""


def correct(out: Path, log: Log, rows: Mapping[str, list[Row]]) -> Corrected:
    """The rows with all corrections that stand, and a report of them in `out`.

    A run without corrections leaves the rows as they are.
    """
    replayed = Replayed(dict(rows), [])
    if log.standing:
        replayed = replay(log.standing, rows, partial(stored_document, out))
    report = out / REPORT
    if log.corrections or report.exists():
        content = [outcome_to_json(outcome) for outcome in replayed.outcomes]
        write_atomic(report, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    unfit = [line for outcome in replayed.outcomes if (line := told(outcome))]
    return Corrected(replayed.rows, replayed.outcomes, unfit, list(log.faults))
