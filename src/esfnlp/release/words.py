"""What columns and codes mean, in words: for the codebook and for the labels in Stata and SPSS."""

from functools import cache

from esfnlp.dataset.package import COLUMN_DESCRIPTIONS, ENUMS
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import place_name
from esfnlp.taxonomy.programmes import load_programmes

_COLUMNS = {
    "title": "The document's title.",
    "version": "Which version of the plan it is.",
    "doc_type": "What kind of document it is.",
    "programme": "The programme: ESF or ESF+.",
    "period_start": "First year of the programme period.",
    "period_end": "Last year of the programme period.",
    "adopted_on": "When it was adopted (ISO 8601), where that is known.",
    "language": "ISO 639 code of its language.",
    "page_count": "Pages of the source; empty where it has none.",
    "source_file": "The file it was read from, relative to the input folder.",
    "source_sha256": "SHA-256 of that file.",
    "media_type": "What kind of file it is.",
    "section_id": "The section; the same for the same document text in every run.",
    "parent_id": "The section above it.",
    "level": "How deep the heading stands, from 1.",
    "number": "The heading's number, such as 4.1.1.",
    "heading": "The heading without its number.",
    "page_start": "The page that it begins on, from 1.",
    "page_end": "The page that it ends on.",
    "kind": "What kind of row it is.",
    "text": "The text itself.",
    "role": "What part it plays.",
    "concept": "Concept of the taxonomy, or another canonical id, where one is known.",
    "status": "What the plan does with the group; of several statements in a scope the strongest.",
    "gender": "Where the statement is on women or men alone.",
    "actor": "Canonical id of the organisation or class of organisations.",
    "name": "Its canonical name.",
    "actor_type": "What kind of organisation it is.",
    "comparator": "How the value is meant.",
    "unit": "What the value is in.",
    "measure": "Whether the value is a level, a share or a change.",
}
_IN_TABLE = {
    ("passages", "kind"): "What kind of passage it is.",
    ("passages", "role"): "What the passage is mostly about.",
    ("passages", "label"): "The run-in label in force.",
    ("actors", "role"): "What the plan gives it to do; of several the strongest.",
    ("priorities", "kind"): "What kind of commitment it is.",
    ("priorities", "text"): "The statement, tidied of bullets and line breaks.",
    ("targets", "kind"): "What the number is: a commitment, money, a description or a limit.",
    ("mentions", "label"): "The kind of entity.",
    ("mentions", "text"): "The words of the text.",
}

_CODES: dict[tuple[str, str], dict[str, str]] = {
    ("documents", "doc_type"): {
        "regional_plan": "regional plan",
        "national_programme": "national programme",
        "strategy": "strategy",
        "statement": "statement of opinion",
        "meeting_summary": "minutes or summary of a meeting",
        "web_page": "web page",
        "other": "other",
    },
    ("passages", "kind"): {
        "paragraph": "paragraph",
        "list_item": "list item",
        "table_row": "row of a table",
        "heading": "heading",
        "footnote": "footnote",
        "caption": "caption",
    },
    ("passages", "role"): {
        "target_group": "whom the plan is for",
        "priority": "what is given priority",
        "measure": "what is to be done",
        "principle": "what everything is to heed",
        "qualitative_target": "what is to be reached, in words",
        "quantitative_target": "what is to be reached, in numbers",
        "actor": "who does it",
        "need": "what is lacking",
        "background": "how things are",
        "other": "none of these",
    },
    ("target_groups", "status"): {
        "prioritised": "named as target group, or given priority",
        "eligible": "may also be covered",
        "excluded": "said not to be covered or prioritised",
        "mentioned": "only discussed",
    },
    ("target_groups", "gender"): {"women": "women", "men": "men"},
    ("actors", "actor_type"): {
        "government_agency": "government agency",
        "municipality": "municipality",
        "region": "region (self-governing)",
        "county_board": "county administrative board",
        "coordination_association": "coordination association (samordningsförbund)",
        "education_provider": "education provider",
        "employer": "employer",
        "social_partner": "social partner",
        "civil_society": "civil society",
        "social_enterprise": "social enterprise",
        "eu_body": "body of the EU",
        "partnership": "partnership",
        "healthcare": "health care",
        "network": "network",
        "other": "other",
    },
    ("actors", "role"): {
        "responsible": "leads, owns, decides or manages",
        "partner": "works with others, is needed in the action",
        "addressed": "the plan turns to it; it may apply",
        "consulted": "took part in drafting, or was heard",
        "mentioned": "only mentioned",
    },
    ("priorities", "kind"): {
        "priority_area": "priority area",
        "measure": "measure",
        "principle": "principle",
        "qualitative_target": "target in words",
        "need": "need",
    },
    ("targets", "kind"): {
        "target": "target: a commitment with a value",
        "milestone": "milestone: a commitment on the way",
        "budget": "budget: money",
        "statistic": "statistic: how things are",
        "threshold": "threshold: who or what counts",
    },
    ("targets", "comparator"): {
        ">=": "at least",
        "<=": "at most",
        ">": "more than",
        "<": "less than",
        "=": "exactly",
        "~": "about",
    },
    ("targets", "unit"): {
        "persons": "persons",
        "projects": "projects",
        "percent": "per cent",
        "percentage_points": "percentage points",
        "SEK": "Swedish kronor",
        "EUR": "euro",
        "years": "years",
        "months": "months",
        "count": "number of something else",
    },
    ("targets", "measure"): {
        "level": "a level",
        "share": "a share of a whole",
        "increase_by": "an increase by",
        "decrease_by": "a decrease by",
    },
    ("mentions", "label"): {
        "TARGET_GROUP": "target group",
        "ACTOR": "actor",
        "PLACE": "place",
        "PROGRAMME": "programme",
        "LAW": "law",
        "DOCUMENT": "document",
        "QUANTITY": "quantity",
        "DATE": "date",
        "PERSON": "person",
    },
}

CONCEPT_COLUMNS = ("concept", "actor", "themes", "target_groups", "population")
PLACE_COLUMNS = ("region_code", "region_codes")
PROGRAMME_COLUMNS = ("programme_area", "investment_priority", "objective", "thematic_area")


def column_words(table: str, column: str) -> str:
    """What a column holds."""
    return _IN_TABLE.get((table, column)) or COLUMN_DESCRIPTIONS.get(column) or _COLUMNS.get(column, "")


def is_coded(table: str, column: str) -> bool:
    """Whether the column's values are codes that the codebook lists one by one."""
    listed = (*CONCEPT_COLUMNS, *PLACE_COLUMNS, *PROGRAMME_COLUMNS, "training", "programme")
    return column in ENUMS.get(table, {}) or column in listed


def code_words(table: str, column: str, code: str) -> str:
    """The label of a code: English for the contract's own, Swedish for concepts, places and programme parts."""
    if column in ENUMS.get(table, {}):
        return _CODES.get((table, column), {}).get(code, code)
    if column in CONCEPT_COLUMNS:
        concept = load_taxonomy().concepts.get(code)
        return concept.label() if concept else ""
    if column in PLACE_COLUMNS:
        return place_name(code)
    if column in PROGRAMME_COLUMNS:
        return _programme_words().get((column, code), "")
    return code


@cache
def _programme_words() -> dict[tuple[str, str], str]:
    """Labels of the parts of all programmes; an area's number means something else in each."""
    words: dict[tuple[str, str], list[str]] = {}
    for programme in load_programmes():
        period = f"{programme.period_start}-{programme.period_end}"
        for area in programme.areas:
            words.setdefault(("programme_area", area.part_id), []).append(f"{period}: {area.label()}")
            for priority in area.investment_priorities:
                words.setdefault(("investment_priority", priority.part_id), []).append(priority.label())
                words.setdefault(("objective", priority.objective), []).append(priority.label())
        for thematic in programme.thematic_areas:
            words.setdefault(("thematic_area", thematic.part_id), []).append(thematic.label())
    return {key: "; ".join(dict.fromkeys(labels)) for key, labels in words.items()}
