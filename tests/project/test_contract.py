"""The public contract: tables with their columns, commands with their options."""

import inspect
import subprocess
import sys
from typing import Any

import pytest
import typer.main

from esfnlp.cli.app import app
from esfnlp.record import COLUMNS

SHARED = """record_id document_id region_code programme_area investment_priority objective thematic_area passage_id
    quote page char_start char_end confidence method"""
SCOPE = "region_code programme_area investment_priority objective thematic_area"
TABLES = {
    "documents": """document_id plan_id version title doc_type programme period_start period_end region_codes
        adopted_on language page_count source_file source_sha256 media_type warnings""",
    "sections": f"section_id document_id parent_id level number heading page_start page_end {SCOPE}",
    "passages": f"""passage_id document_id section_id kind text context page bbox char_start char_end role themes
        {SCOPE}""",
    "target_groups": f"concept status surface age_min age_max duration_min_months gender {SHARED}",
    "actors": f"actor name surface actor_type role {SHARED}",
    "priorities": f"kind text themes target_groups {SHARED}",
    "targets": f"kind indicator value comparator unit year baseline measure population {SHARED}",
    "mentions": "label concept text passage_id char_start char_end",
}
TYPES = {
    "int": """page char_start char_end period_start period_end page_count level page_start page_end age_min age_max
        duration_min_months year""",
    "float": "confidence value baseline",
    "list": "region_codes warnings themes target_groups population",
    "date": "adopted_on",
}
COMMANDS = {
    "run": ("inputs", "--out"),
    "search": ("query", "--in", "-k", "--region", "--period", "--format"),
    "compare": ("--in", "--by", "--format"),
    "similar": ("document_id", "--in", "--format"),
    "diff": ("old", "new", "--in", "--format"),
    "evaluate": ("--gold", "--in", "--format"),
    "serve": ("--in", "--host", "--port"),
    "ingest": ("file", "--format"),
    "explain": ("record_id", "--in", "--format"),
    "export": ("--in", "--to", "--with-persons", "--since"),
    "plot": ("--in", "--to", "--kind"),
}
CHOICES = {
    ("search", "--format"): {"table", "json"},
    ("compare", "--by"): {"target-groups", "themes", "actors", "targets"},
    ("compare", "--format"): {"table", "json", "csv", "html"},
    ("similar", "--format"): {"table", "json"},
    ("diff", "--format"): {"table", "json"},
    ("evaluate", "--format"): {"table", "json"},
    ("ingest", "--format"): {"json", "text", "markdown"},
}
HEAVY = [
    "pandas", "numpy", "pyarrow", "sklearn", "spacy", "torch", "pdfplumber", "pypdfium2", "docx", "trafilatura",
    "fastapi", "matplotlib", "pandera", "pyreadstat",
]  # fmt: skip


def parameters(command: str) -> dict[str, Any]:
    """The command's parameters by name and by every way of writing them.

    Typer has had click inside and beside it, so the objects go by what they hold.
    """
    group: Any = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for parameter in group.commands[command].params:
        found |= dict.fromkeys([str(parameter.name), *parameter.opts], parameter)
    return found


def test_the_tables_are_those_of_the_contract() -> None:
    assert COLUMNS.keys() == TABLES.keys()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_every_column_of_the_contract(table: str) -> None:
    assert set(TABLES[table].split()) <= COLUMNS[table].keys()


@pytest.mark.parametrize("kind", TYPES)
def test_columns_have_the_types_of_the_contract(kind: str) -> None:
    named = set(TYPES[kind].split())
    found = {(c, t) for columns in COLUMNS.values() for c, t in columns.items() if c in named}
    assert {t for _, t in found} == {kind}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_the_arguments_and_options_of_the_contract(command: str) -> None:
    assert set(COMMANDS[command]) <= parameters(command).keys()


@pytest.mark.parametrize(("command", "option"), CHOICES)
def test_an_option_has_the_choices_of_the_contract(command: str, option: str) -> None:
    (callback,) = [c.callback for c in app.registered_commands if c.name == command]
    assert callback is not None
    name = str(parameters(command)[option].name)
    choices = inspect.signature(callback).parameters[name].annotation.__origin__
    assert {choice.value for choice in choices} >= CHOICES[command, option]


def test_the_defaults_are_those_of_the_contract() -> None:
    assert (parameters("serve")["--host"].default, parameters("serve")["--port"].default) == (
        "127.0.0.1",
        8000,
    )


def helped(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys\n"
        f"sys.argv = ['esfnlp', *{arguments!r}]\n"
        "from esfnlp.cli import main\n"
        "try: main()\n"
        f"finally: print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("command", [None, *COMMANDS, "taxonomy"])
def test_help_works_and_loads_no_heavy_library(command: str | None) -> None:
    done = helped(*([command] if command else []), "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert done.stderr.strip() == "[]"
