"""What the first readers would wait for, done before."""

import logging

from esfnlp.errors import EsfnlpError
from esfnlp.search.answer import answer
from esfnlp.web.desk import environment
from esfnlp.web.languages import CODES
from esfnlp.web.shelf import Shelf

QUESTIONS = (
    "vilka planer prioriterar ungdommar i Skåne",
    "which plans leave out young people 2014-2020",
    "hur många deltagare",
    "stöd till hållbar omställning",
)
"""Between them they need what questions need: spelling, places and times, English, numbers, meaning."""
TEMPLATES = ("ask.html", "plan.html", "page.html")

_LOG = logging.getLogger(__name__)


def warm_up(shelf: Shelf) -> None:
    """Reads the dataset, and what answers and pages are made with; nothing where there is no dataset."""
    try:
        edition = shelf.edition()
        for code in CODES:
            for name in TEMPLATES:
                environment(code).get_template(name)
        for question in QUESTIONS:
            answer(edition.out, question)
    except EsfnlpError as error:
        _LOG.info("nothing to be read beforehand: %s", error)
