"""What became of the corrections in the last run, as it is kept and told."""

import json
from pathlib import Path
from typing import Any

from esfnlp.review.correction import Correction
from esfnlp.review.log import FOLDER, Log
from esfnlp.review.replay import UNFIT, Outcome

REPORT = f"{FOLDER}/report.json"
PENDING = "pending"
"""The state of a correction that no run has seen yet."""
RETRACTED = "retracted"

_WHY = {
    "ambiguous": "its words fit several places or records",
    "lost": "its words are not in the text any more",
    "gone": "its document is not in this run, or could not be read",
}


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome without who made the correction."""
    one = outcome.correction
    return {
        "id": one.correction_id,
        "state": outcome.state,
        "action": one.action,
        "table": one.table,
        "document_id": outcome.document_id or one.document_id,
        "record_id": one.record_id,
        "how": outcome.how or None,
        "score": outcome.score,
    }


def told(outcome: Outcome) -> str:
    """One line on a correction that fits no more, empty for others."""
    one = outcome.correction
    if outcome.state not in UNFIT:
        return ""
    words = " ".join(one.selector.exact.split())
    shown = words if len(words) <= 60 else f"{words[:59]}…"
    return f"{one.correction_id} ({one.action} in {one.document_id}, “{shown}”): {_WHY[outcome.state]}"


def read_states(out: Path) -> dict[str, dict[str, Any]]:
    """The outcomes of the last run by the id of the correction; empty where there was none."""
    try:
        content = json.loads((out / REPORT).read_text(encoding="utf-8"))
        return {one["id"]: one for one in content}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def with_states(log: Log, out: Path) -> list[tuple[Correction, str]]:
    """Every correction with what became of it, oldest first; a retraction stands in the state of what it took back."""
    states, gone = read_states(out), log.retracted

    def state(one: Correction) -> str:
        if one.correction_id in gone:
            return RETRACTED
        return str(states.get(one.correction_id, {}).get("state", PENDING))

    return [(one, state(one)) for one in log.corrections if one.action != "retract"]
