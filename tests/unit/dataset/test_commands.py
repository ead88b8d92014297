import json

import pytest
import typer
from typer.testing import CliRunner

from esfnlp.cli.compare import compare_command
from esfnlp.cli.diff import diff_command
from esfnlp.cli.evaluate import evaluate_command
from esfnlp.cli.series import series_command
from esfnlp.cli.similar import similar_command
from esfnlp.errors import NothingToDoError, UsageError

app = typer.Typer()
app.command("compare")(compare_command)
app.command("similar")(similar_command)
app.command("diff")(diff_command)
app.command("series")(series_command)
app.command("evaluate")(evaluate_command)


def run(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def out(make_dataset):
    """An output folder with two versions of a plan; the second prioritises unga."""
    groups = [
        {"document_id": "v1", "concept": "tg:unga", "status": "eligible"},
        {"document_id": "v2", "concept": "tg:unga", "status": "prioritised"},
    ]
    actors = [{"document_id": "v2", "actor": "ac:kommuner", "actor_type": "municipality", "role": "partner",
               "name": "kommuner"}]  # fmt: skip
    documents = [{"document_id": "v1"}, {"document_id": "v2"}]
    folder = make_dataset({"documents": documents, "target_groups": groups, "actors": actors}).folder
    return folder.rename(folder.with_name("dataset")).parent


@pytest.mark.parametrize("by", ["target-groups", "themes", "actors", "roles", "targets"])
def test_compare_prints_json_for_every_aspect(out, by):
    assert json.loads(run("compare", "--in", out, "--by", by, "--format", "json"))["by"] == by


def test_compare_prints_a_table_with_signs_and_their_meaning(out):
    text = run("compare", "--in", out)
    assert "concept, 2014-2020" in text
    assert "unga" in text
    assert "● prioritised" in text


def test_compare_prints_csv_and_html(out):
    assert run("compare", "--in", out, "--format", "csv").startswith("region_code,period,concept,label,")
    assert run("compare", "--in", out, "--format", "html").startswith("<!doctype html>")


def test_similar_prints_a_table_and_json(out):
    assert "v2" in run("similar", "v1", "--in", out)
    assert json.loads(run("similar", "v1", "--in", out, "--format", "json"))["document_id"] == "v1"


def test_diff_prints_a_table_and_json(out):
    assert "eligible" in run("diff", "v1", "v2", "--in", out)
    found = json.loads(run("diff", "v1", "v2", "--in", out, "--format", "json"))
    assert [change["kind"] for change in found["changes"]] == ["changed", "added"]


def test_diff_says_which_way_a_status_went(out):
    found = json.loads(run("diff", "v1", "v2", "--in", out, "--format", "json"))
    assert [change["direction"] for change in found["changes"]] == ["promoted", None]
    assert "promoted" in run("diff", "v1", "v2", "--in", out)


def test_diff_prints_a_page(out):
    assert run("diff", "v1", "v2", "--in", out, "--format", "html").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("format", "part"), [("table", "records are the same"), ("json", '"unchanged"'), ("html", "<!doctype")]
)
def test_diff_compares_two_runs(out, format, part):
    assert part in run("diff", "--runs", out, out, "--format", format)


def test_diff_without_a_dataset_or_with_folders_that_are_not_there_is_wrong_usage(out):
    with pytest.raises(UsageError, match="give --in OUT"):
        run("diff", "v1", "v2")
    with pytest.raises(UsageError, match="no folder nowhere"):
        run("diff", "--runs", out, "nowhere")


@pytest.mark.parametrize(
    ("format", "part"),
    [("table", "● 2"), ("json", '"periods"'), ("csv", "region_code,strand,concept,"), ("html", "<!doctype")],
)
def test_series_prints_every_format(out, format, part):
    assert part in run("series", "--in", out, "--region", "SE12", "--format", format)


def test_compare_without_boilerplate_says_what_was_left_out(out):
    found = json.loads(run("compare", "--in", out, "--without-boilerplate", "--format", "json"))
    assert all(row["shared"] == [] for row in found["rows"])


def gold_file(folder, document):
    path = folder / f"{document}.json"
    group = {"concept": "tg:unga", "status": "eligible", "region_code": "SE12", "quote": "unga"}
    content = {"document": {"document_id": document}, "target_groups": [group]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_evaluate_takes_several_gold_files_and_writes_the_mistakes(out, tmp_path):
    gold = [gold_file(tmp_path, "v1"), gold_file(tmp_path, "v2")]
    errors = tmp_path / "errors.csv"
    text = run("evaluate", "--gold", *gold, "--in", out, "--errors", errors, "--format", "json")
    assert json.loads(text)["target_groups"]["status"] == 0.5
    assert "v2,target_groups,status,tg:unga,SE12,eligible,prioritised" in errors.read_text(encoding="utf-8")


def test_evaluate_prints_figures_beside_the_baseline_and_by_concept(out, tmp_path):
    text = run("evaluate", "--gold", gold_file(tmp_path, "v1"), "--in", out, "--details")
    assert "baseline" in text
    assert "tg:unga" in text


def test_output_that_is_no_terminal_is_plain(out):
    assert "\x1b" not in run("compare", "--in", out)


@pytest.mark.parametrize("command", [["compare"], ["series"], ["similar", "v1"], ["diff", "v1", "v2"]])
def test_a_folder_without_a_dataset_and_no_folder_at_all_are_told_apart(tmp_path, command):
    with pytest.raises(NothingToDoError, match="no dataset"):
        run(*command, "--in", tmp_path)
    with pytest.raises(UsageError, match="no folder"):
        run(*command, "--in", tmp_path / "nowhere")


def test_an_unknown_document_is_wrong_usage(out):
    with pytest.raises(UsageError, match="no document 'v9'"):
        run("diff", "v1", "v9", "--in", out)
