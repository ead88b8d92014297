"""A correction: what a reviewer says of a record, with the words in the text that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from esfnlp.document import content_id
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.review.columns import checked_values

Action = Literal["accept", "reject", "edit", "add", "retract"]
ACTIONS: tuple[str, ...] = get_args(Action)
TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class Selector:
    """A place in a text by its words and those around it (TextQuoteSelector of the W3C Web Annotation model)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """`record` holds what the record said (its own and its scope columns), `values` what it is to say instead.

    `retracts` is the id of an earlier correction that a `retract` takes back; such a line has nothing else.
    """

    action: Action
    when: str
    who: str = ""
    why: str = ""
    table: str = ""
    document_id: str = ""
    plan_id: str = ""
    source_sha256: str = ""
    record_id: str = ""
    record: Row = field(default_factory=dict)
    selector: Selector = field(default_factory=lambda: Selector(""))
    values: Row = field(default_factory=dict)
    retracts: str = ""

    @property
    def correction_id(self) -> str:
        """A hash of everything that the correction says but who says it, so that it also names an anonymous copy."""
        told = correction_to_json(replace(self, who=""), with_id=False)
        return content_id("co", repr(_sorted(told)))

    @property
    def told(self) -> Row:
        """What the record says after the correction."""
        return {**self.record, **self.values}


def now() -> str:
    """The time of a correction, in UTC, to the microsecond so that corrections have an order."""
    return datetime.now(UTC).strftime(TIME)


def correction_to_json(correction: Correction, *, with_id: bool = True) -> dict[str, Any]:
    """The correction as one line of a file holds it; what is empty is left out."""
    selector = correction.selector
    target = {"type": "TextQuoteSelector", "exact": selector.exact, "prefix": selector.prefix,
              "suffix": selector.suffix}  # fmt: skip
    document = {name: value for name in ("document_id", "plan_id", "source_sha256")
                if (value := getattr(correction, name))}  # fmt: skip
    content = {
        "id": correction.correction_id if with_id else "",
        "when": correction.when,
        "who": correction.who,
        "action": correction.action,
        "table": correction.table,
        "document": document,
        "record_id": correction.record_id,
        "record": correction.record,
        "target": target if selector.exact else {},
        "values": correction.values,
        "why": correction.why,
        "retracts": correction.retracts,
    }
    return {name: value for name, value in content.items() if value}


def correction_from_json(content: Any) -> Correction:
    """The correction of a line; a missing or wrong part is a `ValueError` that names it."""
    if not isinstance(content, dict):
        raise ValueError("not an object")
    action = content.get("action")
    if action not in ACTIONS:
        raise ValueError(f"action is {action!r}; known: {', '.join(ACTIONS)}")
    when, who, why, table = (_text(content, name) for name in ("when", "who", "why", "table"))
    made = Correction(action, when, who, why, table)
    _check_time(made.when)
    if action == "retract":
        return replace(made, retracts=_needed(content, "retracts"))
    if made.table not in RECORD_TABLES:
        raise ValueError(f"table is {made.table!r}; known: {', '.join(RECORD_TABLES)}")
    document, target = _part(content, "document"), _part(content, "target")
    return replace(
        made,
        document_id=_needed(document, "document_id"),
        plan_id=_text(document, "plan_id"),
        source_sha256=_text(document, "source_sha256"),
        record_id=_needed(content, "record_id"),
        record=checked_values(made.table, _part(content, "record")),
        selector=Selector(_needed(target, "exact"), _text(target, "prefix"), _text(target, "suffix")),
        values=checked_values(made.table, _part(content, "values")),
    )


def _check_time(when: str) -> None:
    try:
        datetime.strptime(when, TIME)
    except ValueError as error:
        raise ValueError(f"when is {when!r}; want UTC such as 2026-01-31T12:00:00.000000Z") from error


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}, not a text")
    return value


def _needed(content: Mapping[str, Any], name: str) -> str:
    value = _text(content, name)
    if not value.strip():
        raise ValueError(f"{name} is missing")
    return value


def _part(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name, {})
    if not isinstance(value, dict):
        raise ValueError(f"{name} is {value!r}, not an object")
    return value


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return [(name, _sorted(value[name])) for name in sorted(value)]
    return [_sorted(item) for item in value] if isinstance(value, list | tuple) else value
