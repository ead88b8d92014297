"""What would be found without any judgement; a figure says something only beside it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from esfnlp.document import TEXT_KINDS
from esfnlp.evaluate.matching import Row
from esfnlp.taxonomy import load_taxonomy


def baseline_tables(passages: Iterable[Mapping[str, Any]], mentions: Iterable[Row]) -> dict[str, list[Row]]:
    """Records as a reader without judgement would make them.

    Every passage is a priority (a measure, the most frequent kind, of no theme); every match of a group or
    actor is a mention of it in its passage's region. Numbers have no such reader.
    """
    by_id = {passage["passage_id"]: passage for passage in passages}
    listed = list(mentions)
    return {
        "target_groups": list(_groups(listed, by_id)),
        "actors": list(_actors(listed)),
        "priorities": [_priority(passage) for passage in by_id.values() if passage["kind"] in TEXT_KINDS],
        "targets": [],
    }


def _priority(passage: Mapping[str, Any]) -> Row:
    return {
        "document_id": passage["document_id"],
        "region_code": passage["region_code"],
        "kind": "measure",
        "themes": [],
        "quote": passage["text"],
    }


def _groups(mentions: Iterable[Row], passages: Mapping[str, Mapping[str, Any]]) -> Iterator[Row]:
    for mention in mentions:
        passage = passages.get(mention["passage_id"])
        if mention["label"] == "TARGET_GROUP" and mention["concept"] and passage:
            region = passage["region_code"]
            yield {
                **_named(mention),
                "region_code": region,
                "concept": mention["concept"],
                "status": "mentioned",
            }


def _actors(mentions: Iterable[Row]) -> Iterator[Row]:
    known = load_taxonomy().concepts
    for mention in mentions:
        actor = mention["concept"]
        if mention["label"] == "ACTOR" and actor:
            actor_type = (known[actor].actor_type if actor in known else None) or "other"
            yield {**_named(mention), "actor": actor, "actor_type": actor_type, "role": "mentioned"}


def _named(mention: Row) -> Row:
    return {"document_id": mention["document_id"], "quote": mention["text"]}
