"""The API against its own description: requests that Schemathesis makes up, valid and not."""

import pytest

schemathesis = pytest.importorskip("schemathesis")

from pathlib import Path  # noqa: E402

from hypothesis import HealthCheck, settings  # noqa: E402
from schemathesis.checks import CHECKS, load_all_checks  # noqa: E402

from esfnlp.flow.run import run  # noqa: E402
from esfnlp.settings import Settings  # noqa: E402
from esfnlp.web.app import create_app  # noqa: E402
from esfnlp.web.desk import RoomSettings  # noqa: E402
from esfnlp.web.limits import Rate  # noqa: E402

PLAN = """Handlingsplan för Socialfonden i Sydsverige {period}

Målgrupper

Insatserna ska riktas till unga som varken arbetar eller studerar. Asylsökande omfattas inte.

Region Skåne leder arbetet. Minst {count} deltagare ska nås till år 2020.
"""
load_all_checks()
positive_data_acceptance = CHECKS.get_one("positive_data_acceptance")
"""Not demanded: what one parameter may say depends on another (a table has its own columns), and a region, a period and
an id must exist."""
EXAMPLES = 5
"""For each operation, beside those at the bounds of each parameter."""


class Late:
    """An application that is put in its place after the tests were collected."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


late = Late(create_app(Path("nowhere")))
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", late)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory: pytest.TempPathFactory):
    folder, out = tmp_path_factory.mktemp("plans"), tmp_path_factory.mktemp("out")
    for name, period, count in (("ett", "2014-2020", 450), ("tva", "2021-2027", 700)):
        (folder / f"{name}.txt").write_text(PLAN.format(period=period, count=count), encoding="utf-8")
    run([folder], out, settings=Settings(), workers=1)
    late.app = create_app(out, RoomSettings(search_rate=Rate(1e6, 10**6)))


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case):
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
