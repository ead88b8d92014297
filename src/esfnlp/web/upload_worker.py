"""The process that adds an uploaded file to the dataset: `python -m esfnlp.web.upload_worker OUT FILE`.

It writes a JSON object for each step to its standard output, the last of them with "added" or "failed".
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from esfnlp.errors import EsfnlpError
from esfnlp.flow.run import add_documents

_LOG = logging.getLogger(__name__)


def main(out: Path, file: Path) -> None:
    """Adds the file and tells how it went; never raises, since nobody would see it."""
    try:
        report = add_documents([file], out, workers=1, progress=_tell_step)
        _tell(added=True, problems=[p.reason for p in report.problems if p.document_id == file.stem])
    except EsfnlpError as error:
        _tell(failed=str(error))
    except Exception:
        _LOG.exception("the upload %s could not be added", file.name)
        _tell(failed="the program failed; its log says more")


def _tell_step(what: str, done: int, total: int) -> None:
    _tell(what=what, done=done, total=total)


def _tell(**said: Any) -> None:
    print(json.dumps(said), flush=True)  # noqa: T201  (the parent reads it)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
