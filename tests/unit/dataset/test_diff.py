import json
from pathlib import Path

import pytest

from esfnlp.dataset.diff import diff, diff_rows
from esfnlp.errors import UsageError

CORPUS = Path(__file__).parents[3] / "corpus"


def group(status, quote="unga", **more):
    return {"concept": "tg:unga", "status": status, "region_code": "SE12", "quote": quote, **more}


def actor(role, **more):
    return {"actor": "ac:kommuner", "role": role, "region_code": "SE12", "quote": "kommuner", **more}


def priority(text, kind="measure", themes=("th:utbildning",), **more):
    return {"kind": kind, "text": text, "themes": list(themes), "target_groups": [], "region_code": "SE12",
            "quote": text, **more}  # fmt: skip


def target(value, year=2027, indicator="deltagare totalt", **more):
    return {"kind": "target", "indicator": indicator, "value": value, "unit": "persons", "year": year,
            "comparator": "=", "region_code": "SE12", "quote": f"{indicator}: {value}", **more}  # fmt: skip


def changes(table, old, new):
    return [(c.kind, c.field, c.old, c.new) for c in diff_rows({table: old}, {table: new}).changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([group("eligible")], [group("prioritised")], ("changed", "status", "eligible", "prioritised")),
        ([group("eligible")], [], ("removed", "status", "eligible", None)),
        ([], [group("excluded")], ("added", "status", None, "excluded")),
    ],
)
def test_groups_come_go_and_change_their_status(old, new, expected):
    assert changes("target_groups", old, new) == [expected]


def test_the_strongest_status_of_a_scope_is_compared():
    old = [group("mentioned"), group("prioritised")]
    assert changes("target_groups", old, [group("prioritised")]) == []


def test_a_group_in_another_scope_is_another_claim():
    old, new = [group("eligible", programme_area="1")], [group("eligible", programme_area="2")]
    assert [c[0] for c in changes("target_groups", old, new)] == ["removed", "added"]


def test_an_actor_changes_its_role():
    assert changes("actors", [actor("partner")], [actor("responsible")]) == [
        ("changed", "role", "partner", "responsible")
    ]


def test_actors_are_not_told_apart_below_the_programme_area():
    old, new = [actor("partner", investment_priority="8.1")], [actor("partner", investment_priority="8.2")]
    assert changes("actors", old, new) == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (target(900.0), ("changed", "value", 800.0, 900.0)),
        (target(800.0, year=2028), ("changed", "year", 2027, 2028)),
        (target(800.0, comparator=">="), ("changed", "comparator", "=", ">=")),
    ],
)
def test_a_changed_figure_is_not_a_removed_and_an_added_one(new, expected):
    assert changes("targets", [target(800.0)], [new]) == [expected]


def test_a_target_for_another_group_is_another_target():
    old, new = (
        target(800.0, population=["tg:unga"]),
        target(800.0, population=["tg:aldre"], indicator="äldre"),
    )
    assert [c[0] for c in changes("targets", [old], [new])] == ["removed", "added"]


def test_of_many_rows_of_a_table_only_the_changed_one_is_a_change():
    old = [target(800.0), target(200.0, indicator="deltagare som är unga", population=["tg:unga"])]
    new = [target(800.0), target(250.0, indicator="deltagare som är unga", population=["tg:unga"])]
    [change] = diff_rows({"targets": old}, {"targets": new}).to_json()["changes"]
    assert (change["target"], change["old"], change["new"]) == ("deltagare som är unga", 200.0, 250.0)


def test_a_figure_that_is_stated_once_less_is_not_removed():
    assert changes("targets", [target(800.0), target(800.0, indicator="deltagare")], [target(800.0)]) == []


def test_a_new_measure_is_added_with_its_kind_and_themes():
    [change] = diff_rows({}, {"priorities": [priority("Språkstöd på kvällen")]}).to_json()["changes"]
    assert (change["kind"], change["priority_kind"], change["themes"], change["new"]) == (
        "added", "measure", ["th:utbildning"], "Språkstöd på kvällen",
    )  # fmt: skip


@pytest.mark.parametrize(
    "new",
    [
        "Projekten  ska erbjuda vägledning\ntill unga",
        "• projekten ska erbjuda väg-\nledning till unga.",
    ],
)
def test_wrapped_lines_and_bullets_invent_nothing(new):
    found = diff_rows(
        {"priorities": [priority("Projekten ska erbjuda vägledning till unga")]},
        {"priorities": [priority(new)]},
    )
    assert (found.changes, found.reworded) == ([], [])


def test_a_priority_in_other_words_is_reworded():
    found = diff_rows(
        {"priorities": [priority("Projekten ska erbjuda vägledning till unga vuxna")]},
        {"priorities": [priority("Unga vuxna ska få vägledning av projekten")]},
    )
    assert found.changes == []
    assert [r.quote_new for r in found.reworded] == ["Unga vuxna ska få vägledning av projekten"]


@pytest.mark.parametrize(
    "new",
    [
        priority("Projekten bör erbjuda unga vuxna vägledning under 6 veckor"),
        priority("Projekten ska erbjuda unga vuxna vägledning under 8 veckor"),
        priority("Projekten ska inte erbjuda unga vuxna vägledning under 6 veckor"),
        priority("Projekten ska erbjuda vuxna vägledning under 6 veckor", target_groups=["tg:vuxna"]),
        priority("Projekten ska erbjuda unga vuxna rådgivning under 6 veckor", themes=["th:halsa"]),
    ],
)
def test_other_force_numbers_negation_groups_or_themes_are_another_meaning(new):
    old = priority("Projekten ska erbjuda unga vuxna vägledning under 6 veckor")
    assert [c[:2] for c in changes("priorities", [old], [new])] == [("changed", "text")]


def test_a_statement_between_the_same_neighbours_is_the_same_one_in_other_words():
    first, last = priority("Korta kurser på distans"), priority("Lärlingsplatser i industrin")
    old = [first, priority("Stöd till den som vill starta företag på landsbygden"), last]
    new = [first, priority("Den som startar företag får rådgivning"), last]
    found = diff_rows({"priorities": old}, {"priorities": new})
    assert (found.changes, len(found.reworded)) == ([], 1)


def plan(document, *parts):
    """Sections with their passages: (number, heading, [texts])."""
    sections, passages = [], []
    for number, heading, texts in parts:
        section = f"{document}-{heading}"
        sections.append({"section_id": section, "document_id": document, "number": number,
                         "heading": heading, "level": 1})  # fmt: skip
        passages += [{"passage_id": f"{document}-{t}", "document_id": document, "section_id": section,
                      "kind": "paragraph", "text": t, "page": 1} for t in texts]  # fmt: skip
    return sections, passages


def dataset_of(make_dataset, old, new, **records):
    (sections_old, passages_old), (sections_new, passages_new) = plan("v1", *old), plan("v2", *new)
    return make_dataset({
        "documents": [{"document_id": "v1"}, {"document_id": "v2"}],
        "sections": [*sections_old, *sections_new],
        "passages": [*passages_old, *passages_new],
        **records,
    })  # fmt: skip


GOALS = ("2", "Mål", ["Målen gäller alla.", "Fler ska få arbete."])
PRINCIPLES = ("1", "Principer", ["Projekt ska samverka."])
CLOSING = ("3", "Uppföljning", ["Planen följs upp."])


def test_a_section_that_changed_places_moved_and_the_others_did_not(make_dataset):
    dataset = dataset_of(make_dataset, [PRINCIPLES, GOALS, CLOSING], [GOALS, ("2", *PRINCIPLES[1:]), CLOSING])
    found = diff(dataset, "v1", "v2")
    assert [(m["old"], m["new"], m["quote"]) for m in found.to_json()["moved"]] == [
        ("1 Principer", "2 Principer", "Projekt ska samverka.")
    ]
    assert found.changes == found.reworded == []


def test_a_passage_that_went_to_another_section_moved(make_dataset):
    closing = ("3", "Uppföljning", ["Planen följs upp.", "Fler ska få arbete."])
    new = [PRINCIPLES, ("2", "Mål", ["Målen gäller alla."]), closing]
    found = diff(dataset_of(make_dataset, [PRINCIPLES, GOALS, CLOSING], new), "v1", "v2")
    assert [m.new.text for m in found.moved] == ["Fler ska få arbete."]


def test_a_renamed_or_renumbered_section_did_not_move(make_dataset):
    new = [("4", "Målsättningar", GOALS[2]), ("5", *CLOSING[1:])]
    assert diff(dataset_of(make_dataset, [GOALS, CLOSING], new), "v1", "v2").moved == []


def test_a_sentence_in_other_words_is_reworded_even_where_no_record_rests_on_it(make_dataset):
    old = [("1", "Läget", ["Regionen har långa avstånd. Många reser långt."])]
    new = [("1", "Läget", ["Avstånden i regionen är långa. Många reser långt."])]
    [found] = diff(dataset_of(make_dataset, old, new), "v1", "v2").reworded
    assert (found.quote_old, found.quote_new) == (
        "Regionen har långa avstånd.",
        "Avstånden i regionen är långa.",
    )


def test_a_sentence_that_states_a_change_is_not_reworded(make_dataset):
    old, new = "Unga kan få plats i projekten.", "Unga och äldre kan få plats i projekten."
    record = {"concept": "tg:aldre", "status": "eligible", "quote": "Unga och äldre", "page": 1,
              "surface": "äldre", "document_id": "v2", "passage_id": f"v2-{new}"}  # fmt: skip
    dataset = dataset_of(make_dataset, [("1", "A", [old])], [("1", "A", [new])], target_groups=[record])
    found = diff(dataset, "v1", "v2")
    assert ([c.kind for c in found.changes], found.reworded) == (["added"], [])


def group_record(document, quote, text, **more):
    return {"concept": "tg:unga", "status": "mentioned", "surface": "unga", "quote": quote,
            "document_id": document, "passage_id": f"{document}-{text}", **more}  # fmt: skip


def test_what_the_unchanged_text_of_a_section_is_read_as_is_no_change(make_dataset):
    texts = ["Kurserna riktas till unga."]
    record = group_record("v2", "unga", texts[0])
    dataset = dataset_of(make_dataset, [("1", "A", texts)], [("2", "A", texts)], target_groups=[record])
    assert diff(dataset, "v1", "v2").changes == []


def test_the_same_words_under_another_lead_in_did_change(make_dataset):
    text = "personer som har varit utan arbete i mer än två år"
    sections = [{"section_id": d, "document_id": d, "heading": "A", "level": 1} for d in ("v1", "v2")]
    passages = [
        {
            "passage_id": d,
            "document_id": d,
            "section_id": d,
            "kind": "list_item",
            "text": text,
            "lead_in": lead,
        }
        for d, lead in (("v1", "Insatserna riktas till"), ("v2", "Insatserna kan även omfatta"))
    ]
    groups = [
        {"concept": "tg:langtidsarbetslosa", "status": status, "surface": "utan arbete", "quote": text,
         "document_id": d, "passage_id": d}
        for d, status in (("v1", "prioritised"), ("v2", "eligible"))
    ]  # fmt: skip
    documents = [{"document_id": "v1"}, {"document_id": "v2"}]
    dataset = make_dataset(
        {"documents": documents, "sections": sections, "passages": passages, "target_groups": groups}
    )
    assert [(c.old, c.new) for c in diff(dataset, "v1", "v2").changes] == [("prioritised", "eligible")]


def test_a_sentence_under_a_new_heading_is_the_same_sentence_but_not_the_same_status(make_dataset):
    text = "Personer som har varit utan arbete i mer än två år."
    sides = [("v1", "Målgrupper"), ("v2", "Övriga grupper")]
    rows = [group_record("v1", text, text), group_record("v2", text, text, status="prioritised")]
    dataset = dataset_of(
        make_dataset, *([("1", heading, [text])] for _, heading in sides), target_groups=rows
    )
    assert [c.kind for c in diff(dataset, "v1", "v2").changes] == ["changed"]
    dataset = dataset_of(
        make_dataset, *([("1", heading, [text])] for _, heading in sides), target_groups=rows[:1]
    )
    assert diff(dataset, "v1", "v2").changes == []


def test_other_paragraph_breaks_are_no_change(make_dataset):
    sentence = "Kurserna riktas till unga som inte har någon plats."
    record = group_record("v2", "unga", sentence)
    old = [("1", "A", [f"Läget är gott. {sentence}"])]
    new = [("1", "A", ["Läget är gott.", sentence])]
    dataset = dataset_of(make_dataset, old, new, target_groups=[record])
    assert diff(dataset, "v1", "v2").changes == []


def test_a_group_that_moved_to_another_section_did_change(make_dataset):
    record = group_record("v2", "unga", "unga")
    old = [("1", "A", ["unga", "äldre"]), ("2", "B", ["vuxna"])]
    new = [("1", "A", ["äldre"]), ("2", "B", ["vuxna", "unga"])]
    found = diff(dataset_of(make_dataset, old, new, target_groups=[record]), "v1", "v2")
    assert [c.kind for c in found.changes] == ["added"]


def test_a_claim_whose_sentence_was_only_reworded_is_neither_removed_nor_added(make_dataset):
    old, new = "Kurserna i regionen riktas till unga.", "Till unga riktas kurserna i regionen."
    record = group_record("v1", old, old)
    dataset = dataset_of(make_dataset, [("1", "A", [old])], [("1", "A", [new])], target_groups=[record])
    assert diff(dataset, "v1", "v2").changes == []


def test_a_priority_that_changed_only_in_its_groups_is_told_once():
    old, new = "Kurserna riktas till unga.", "Kurserna riktas till unga och äldre."
    aldre = {"concept": "tg:aldre", "status": "prioritised", "region_code": "SE12", "quote": "unga och äldre"}
    found = diff_rows(
        {"priorities": [priority(old)]},
        {"priorities": [priority(new, target_groups=["tg:aldre"])], "target_groups": [aldre]},
    )
    assert [c.table for c in found.changes] == ["target_groups"]


def test_evidence_that_still_stands_is_not_reworded_when_another_quote_is_chosen(make_dataset):
    texts = ["Unga behöver stöd.", "Stöd ska nå unga."]
    records = [{"concept": "tg:unga", "status": "mentioned", "quote": quote, "document_id": document}
               for document, quote in zip(("v1", "v2"), texts, strict=True)]  # fmt: skip
    dataset = dataset_of(make_dataset, [("1", "A", texts)], [("1", "A", texts)], target_groups=records)
    found = diff(dataset, "v1", "v2")
    assert (found.changes, found.reworded, found.moved) == ([], [], [])


def test_a_document_does_not_differ_from_itself(make_dataset):
    records = [{"concept": "tg:unga", "status": "mentioned", "document_id": "v1"}]
    found = diff(dataset_of(make_dataset, [GOALS], [GOALS], target_groups=records), "v1", "v1")
    assert (found.changes, found.reworded, found.moved) == ([], [], [])


def test_the_shape_is_that_of_the_contract_with_what_could_not_be_read():
    keys = ["old", "new", "changes", "reworded", "moved", "unread"]
    assert list(diff_rows({}, {}, old="v1", new="v2").to_json()) == keys


def test_what_could_not_be_read_is_said_beside_the_differences(make_dataset):
    documents = [{"document_id": "v1"}, {"document_id": "v2", "warnings": ["page 3: no text"]}]
    assert diff(make_dataset({"documents": documents}), "v1", "v2").unread == {"v2": ["page 3: no text"]}


def test_an_unknown_document_is_wrong_usage(make_dataset):
    with pytest.raises(UsageError, match="no document 'v3'"):
        diff(dataset_of(make_dataset, [GOALS], [GOALS]), "v1", "v3")


def test_the_recorded_changes_of_the_training_plan_are_found_from_its_gold():
    expected = json.loads((CORPUS / "changes/training-nordanskog-2021-2027.json").read_text("utf-8"))
    old, new = (
        json.loads((CORPUS / f"gold/{expected[side]}.json").read_text("utf-8")) for side in ("old", "new")
    )
    found = diff_rows(old, new).to_json()["changes"]

    def compared(rows):
        names = expected["changes"][0].keys() | {"concept", "actor", "target", "priority_kind"}
        return sorted(json.dumps({k: r[k] for k in sorted(names & r.keys())}) for r in rows)

    assert compared(found) == compared(expected["changes"])


def test_a_heading_with_another_number_is_the_same_priority_area():
    old = priority("3 Programområde 1: Kompetensförsörjning", kind="priority_area")
    new = priority("2 Programområde 1: Kompetensförsörjning", kind="priority_area")
    assert changes("priorities", [old], [new]) == []


def test_a_figure_that_is_added_with_its_sentence_is_told_once():
    sentence = "Minst 15 kurser ska ges på kvällstid."
    goal = priority(sentence, kind="qualitative_target")
    figure = target(15.0, indicator="kurser på kvällstid", quote=sentence)
    found = diff_rows({}, {"priorities": [goal], "targets": [figure]})
    assert [c.table for c in found.changes] == ["targets"]
    measure = diff_rows({}, {"priorities": [priority(sentence)], "targets": [figure]})
    assert [c.table for c in measure.changes] == ["priorities", "targets"]


def test_a_described_group_is_not_gone_where_its_sentence_was_only_reworded(make_dataset):
    old, new = "Många möter flera olika huvudmän på vägen.", "På vägen möter många flera olika huvudmän."
    record = group_record("v1", old, old, surface=old, method="description-classifier")
    dataset = dataset_of(make_dataset, [("1", "A", [old])], [("1", "A", [new])], target_groups=[record])
    assert diff(dataset, "v1", "v2").changes == []


def test_sentences_that_moved_out_of_a_changed_paragraph_moved(make_dataset):
    stays = "Kurserna i regionen ska följas upp av alla parter."
    old = [GOALS, ("2", "Läget", [f"{stays} Planen gäller."]), CLOSING]
    new = [GOALS, ("3", "Uppföljning", [*CLOSING[2], stays])]
    found = diff(dataset_of(make_dataset, old, new), "v1", "v2")
    assert [(move.new.heading, move.new.text) for move in found.moved] == [("3 Uppföljning", stays)]


@pytest.mark.parametrize(
    ("table", "old", "new", "direction"),
    [
        ("target_groups", group("mentioned"), group("excluded"), "demoted"),
        ("target_groups", group("mentioned"), group("eligible"), "promoted"),
        ("actors", actor("responsible"), actor("partner"), "demoted"),
        ("targets", target(800.0), target(900.0), "raised"),
        ("targets", target(800.0), target(800.0, year=2025), "earlier"),
        ("targets", target(800.0), target(800.0, comparator=">="), None),
    ],
)
def test_a_change_has_a_direction(table, old, new, direction):
    assert [c.direction for c in diff_rows({table: [old]}, {table: [new]}).changes] == [direction]


def test_themes_that_were_only_judged_otherwise_are_no_change():
    old = priority("Planen beskriver vad hamnen ska bidra till på ön.", themes=["th:projektkvalitet"])
    new = priority("Här beskrivs vad hamnen ska bidra till på ön.", themes=["th:fondsamordning"])
    assert changes("priorities", [old], [new]) == []
