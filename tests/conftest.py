import pytest
from hypothesis import settings

settings.register_profile("esfnlp", deadline=None)
settings.load_profile("esfnlp")
"""The first example of a property may load the taxonomy, so time says nothing here."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write tests/golden anew; read the diff like code."
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
