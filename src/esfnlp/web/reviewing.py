"""What reviewers have said of an edition, and what waits for them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from esfnlp.record import RECORD_TABLES
from esfnlp.review.agreement import Agreement, agreement
from esfnlp.review.bench import Bench
from esfnlp.review.correction import Correction
from esfnlp.review.log import Log, correction_files, read_log
from esfnlp.review.queue import Entry, judged_by, ordered, sampled
from esfnlp.review.report import REPORT, with_states
from esfnlp.web.shelf import Edition

MOST_NAME = 80
_LIGHT = ["record_id", "document_id", "confidence", "review"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of the queue a reviewer wants to see; it stands in every address of the room."""

    by: Literal["uncertainty", "sample"] = "uncertainty"
    table: str = ""
    document: str = ""
    seed: int = 0
    second: bool = False

    def state(self) -> list[tuple[str, object]]:
        by = "" if self.by == "uncertainty" else self.by
        return [("by", by), ("table", self.table), ("document", self.document), ("seed", self.seed or ""),
                ("second", "true" if self.second else "")]  # fmt: skip


def bench_of(edition: Edition) -> Bench:
    return Bench(edition.out, edition)


def log_of(edition: Edition) -> Log:
    """The corrections; files are read again when they have grown."""
    return edition.kept(("corrections", stamp_of(edition)), lambda: read_log(correction_files(edition.out)))


def stamp_of(edition: Edition) -> tuple[tuple[str, int, int], ...]:
    """Changes with every correction, and with what a run made of them."""
    files: list[Path] = [*correction_files(edition.out), edition.out / REPORT]
    stats = [(path.name, path.stat()) for path in files if path.exists()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def told(edition: Edition) -> list[tuple[Correction, str]]:
    """Every correction with its state, oldest first."""
    return with_states(log_of(edition), edition.out)


def agreed(edition: Edition) -> list[Agreement]:
    """How far reviewers agree; nothing where there is one only."""
    return edition.kept(("agreement", stamp_of(edition)), lambda: _agreed(edition))


def _agreed(edition: Edition) -> list[Agreement]:
    standing = log_of(edition).standing
    if len({one.who for one in standing}) < 2:
        return []
    return agreement(standing, bench_of(edition).places(standing))


def entries(edition: Edition, wanted: Waiting, reviewer: str) -> list[Entry]:
    """The records that wait for this reviewer; what anybody judged waits only for a second look."""
    everything: list[Entry] = edition.kept(
        "check", lambda: ordered({table: edition.rows(table, _LIGHT) for table in RECORD_TABLES})
    )
    judged = judged_by(log_of(edition).standing, reviewer if wanted.second else None)
    found = [
        entry
        for entry in everything
        if wanted.table in ("", entry.table)
        and wanted.document in ("", entry.row["document_id"])
        and judged.leaves(entry.row, second=wanted.second)
    ]
    return sampled(found, wanted.seed) if wanted.by == "sample" else found


def reviewer_name(user: str, stated: str) -> str:
    """Whom the proxy names, else the name that somebody states, without signs that names do not have."""
    return user or re.sub(r"[^\w .@-]", "", stated)[:MOST_NAME].strip()
