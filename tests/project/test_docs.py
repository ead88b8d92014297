"""The API reference is built from the modules that the Makefile names, and shows what they export."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def modules() -> list[str]:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    named = re.search(r"^API := (.*)$", makefile, re.MULTILINE)
    assert named
    return named.group(1).split()


def test_the_modules_of_the_api_reference_are_there() -> None:
    assert not [name for name in modules() if find_spec(name) is None]


def test_the_api_reference_shows_methods_with_their_examples(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pdoc", "--docformat", "numpy", "-o", str(tmp_path), "esfnlp.library"]
    subprocess.run(command, check=True, capture_output=True)
    page = (tmp_path / "esfnlp" / "library.html").read_text(encoding="utf-8")
    assert 'id="Plans.compare"' in page and "tg:uvas" in page
