from esfnlp.review.judging import judged
from esfnlp.review.queue import queue


def rows(unga, *confidences):
    return {"target_groups": [{**unga, "record_id": f"tg-{c}", "confidence": c} for c in confidences]}


def ids(entries):
    return [entry.row["record_id"] for entry in entries]


def test_the_least_certain_stand_first(unga):
    assert ids(queue(rows(unga, 0.9, 0.45, 0.2, 1.0), [])) == ["tg-0.45", "tg-0.2", "tg-0.9", "tg-1.0"]


def test_what_was_judged_does_not_wait(unga, document):
    waiting = rows(unga, 0.9, 0.45)
    first, second = waiting["target_groups"]
    second["review"] = "accepted"
    assert queue(waiting, [judged("reject", "target_groups", first, document)]) == []


def test_a_sample_is_the_same_for_the_same_seed_and_is_not_upset_by_new_records(unga):
    many = [n / 100 for n in range(30)]
    first, more = (ids(queue(rows(unga, *c), [], by="sample", seed=7)) for c in (many, [*many, 0.99]))
    assert [one for one in more if one != "tg-0.99"] == first
    assert ids(queue(rows(unga, *many), [], by="sample", seed=8)) != first


def test_a_second_reviewer_is_shown_what_another_has_judged(unga, document):
    waiting = rows(unga, 0.9, 0.45)
    waiting["target_groups"][0]["review"] = "accepted"
    made = [judged("accept", "target_groups", waiting["target_groups"][0], document, who="anna")]
    assert ids(queue(waiting, made, who="bo", second=True)) == ["tg-0.9"]
    assert ids(queue(waiting, made, who="bo")) == ["tg-0.45", "tg-0.9"]
    assert queue(waiting, made, who="anna", second=True) == []
