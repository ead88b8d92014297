import csv

import pytest

from esfnlp.errors import UsageError
from esfnlp.evaluate.evaluation import evaluate
from esfnlp.evaluate.mistakes import write_mistakes


def errors(evaluation):
    return [(m.table, m.error, m.item, m.gold, m.predicted) for m in evaluation.mistakes]


def test_groups_are_found_by_region_and_judged_by_their_strongest_status(evaluated):
    predicted = [
        {"concept": "tg:unga", "status": "mentioned"},
        {"concept": "tg:unga"},
        {"concept": "tg:aldre"},
    ]
    figures = evaluated({"target_groups": predicted}, {"target_groups": [{"concept": "tg:unga"}]}).figures
    groups = figures["target_groups"]
    assert (groups["p"], groups["r"], groups["status"], groups["n_pred"]) == (0.5, 1.0, 1.0, 2)


def test_the_wrong_programme_part_costs_only_the_scope_figure(evaluated):
    predicted = [{"concept": "tg:unga", "programme_area": "2"}]
    gold = [{"concept": "tg:unga", "programme_area": "1"}]
    groups = evaluated({"target_groups": predicted}, {"target_groups": gold}).figures["target_groups"]
    assert (groups["f1"], groups["f1_scope"]) == (1.0, 0.0)


def test_a_commitment_needs_its_year_and_comparator_a_number_does_not(evaluated):
    predicted, gold = [{"value": 200.0, "year": 2026}], [{"value": 200}]
    targets = evaluated({"targets": predicted}, {"targets": gold}).figures["targets"]
    assert (targets["f1_commitments"], targets["numbers_f1"]) == (0.0, 1.0)


def test_statistics_that_count_things_are_not_judged(evaluated):
    predicted = [{"value": 3.0, "kind": "statistic", "unit": "count"}]
    assert evaluated({"targets": predicted}, {}).figures["targets"]["numbers_p"] == 0.0
    assert errors(evaluated({"targets": predicted}, {})) == []


def test_themes_and_kinds_are_judged_on_the_priorities_of_both_sides(evaluated):
    predicted = [{"quote": "fler vägledare", "kind": "need", "themes": ["th:a", "th:b"]}]
    gold = [{"quote": "Fler vägledare.", "themes": ["th:a"]}]
    priorities = evaluated({"priorities": predicted}, {"priorities": gold}).figures["priorities"]
    assert (priorities["f1"], priorities["kind"], priorities["themes"]) == (1.0, 0.0, pytest.approx(2 / 3))


def test_every_kind_of_mistake_is_named(evaluated):
    predicted = {
        "target_groups": [{"concept": "tg:unga", "status": "mentioned"}, {"concept": "tg:aldre"}],
        "actors": [{"actor": "ac:kommuner", "role": "mentioned"}],
        "priorities": [{"quote": "stöd till unga", "kind": "need"}],
        "targets": [{"value": 5.0, "year": 2026}],
    }
    gold = {
        "target_groups": [{"concept": "tg:unga"}, {"concept": "tg:kvinnor"}],
        "actors": [{"actor": "ac:kommuner"}],
        "priorities": [{"quote": "stöd till unga"}],
        "targets": [{"value": 5}],
    }
    assert errors(evaluated(predicted, gold)) == [
        ("actors", "role", "ac:kommuner", "partner", "mentioned"),
        ("priorities", "kind", "measure", "measure", "need"),
        ("target_groups", "missed", "tg:kvinnor", "prioritised", ""),
        ("target_groups", "spurious", "tg:aldre", "", "prioritised"),
        ("target_groups", "status", "tg:unga", "prioritised", "mentioned"),
        ("targets", "year", "5 persons", "2027", "2026"),
    ]


def test_mistakes_are_written_with_the_words_of_both_sides(evaluated, tmp_path):
    evaluation = evaluated({}, {"priorities": [{"quote": 'säger "fler"'}]})
    write_mistakes(evaluation.mistakes, tmp_path / "errors.csv")
    with (tmp_path / "errors.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["error"], row["quote_gold"], row["page"]) == ("missed", 'säger "fler"', "")


def test_concepts_have_precision_and_recall_of_their_own(evaluated):
    predicted = [{"concept": "tg:unga"}, {"concept": "tg:aldre"}]
    counts = evaluated({"target_groups": predicted}, {"target_groups": [{"concept": "tg:unga"}]}).by_concept
    groups = counts["target_groups"]
    assert (groups["tg:unga"].f1, groups["tg:aldre"].precision) == (1.0, 0.0)


def test_the_baseline_takes_every_passage_and_every_mention(evaluated):
    predicted = {
        "passages": [
            {"passage_id": "p", "text": "Fler vägledare."},
            {"passage_id": "q", "text": "Läget är gott."},
        ],
        "mentions": [{"label": "TARGET_GROUP", "concept": "tg:unga", "passage_id": "p", "text": "unga"}],
    }
    gold = {"priorities": [{"quote": "Fler vägledare"}], "target_groups": [{"concept": "tg:unga"}]}
    baseline = evaluated(predicted, gold).baseline
    assert (baseline["priorities"]["p"], baseline["priorities"]["r"]) == (0.5, 1.0)
    assert (baseline["target_groups"]["f1"], baseline["target_groups"]["status"]) == (1.0, 0.0)


def test_records_of_documents_without_gold_do_not_count(evaluated):
    predicted = {"target_groups": [{"concept": "tg:unga", "document_id": "other"}]}
    assert evaluated(predicted, {}).figures["target_groups"]["n_pred"] == 0


def test_an_annotated_document_that_is_not_there_is_named(evaluated):
    assert evaluated({"documents": []}, {}).missing == ["plan"]
    assert evaluated({}, {}).missing == []


def test_json_holds_the_figures_alone_unless_details_are_asked_for(evaluated):
    evaluation = evaluated({}, {})
    assert list(evaluation.to_json()) == ["target_groups", "actors", "priorities", "targets"]
    assert list(evaluation.to_json(details=True))[4:] == ["baseline", "by_concept"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not a gold file"),
        ('{"document": {}}', "not a gold file"),
        (
            '{"document": {"document_id": "a"}, "actors": [{"actor": "ac:x"}]}',
            "record 0 of actors has no role",
        ),
    ],
)
def test_a_wrong_gold_file_is_said_in_one_line(tmp_path, content, message):
    path = tmp_path / "gold.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        evaluate(None, [path])


def test_a_missing_gold_file_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="no gold file at"):
        evaluate(None, [tmp_path / "gold.json"])
