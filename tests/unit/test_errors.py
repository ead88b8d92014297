import pickle
from pathlib import Path

import pytest

from esfnlp.errors import EsfnlpError, NothingToDoError, UnreadableDocumentError, UsageError


@pytest.mark.parametrize(
    ("error", "code"),
    [(UsageError, 2), (NothingToDoError, 3), (UnreadableDocumentError, 1), (EsfnlpError, 2)],
)
def test_errors_carry_the_contracts_exit_code(error: type[EsfnlpError], code: int) -> None:
    assert error.exit_code == code
    assert issubclass(error, EsfnlpError)


def test_an_unreadable_document_says_what_why_and_what_to_do() -> None:
    error = UnreadableDocumentError(
        Path("a/plan.pdf"), "encrypted", "it has a password", "save it without one"
    )
    assert str(error) == "plan.pdf: it has a password; save it without one"


def test_an_unreadable_document_travels_between_processes() -> None:
    error = UnreadableDocumentError(Path("plan.pdf"), "damaged", "no pages", "get it again")
    again = pickle.loads(pickle.dumps(error))
    assert (again.path, again.code, str(again)) == (error.path, error.code, str(error))
