from esfnlp.taxonomy.programmes import Programme, load_programmes
from esfnlp.taxonomy.strands import Part, load_strands, part_of


def parts_of(programme: Programme) -> set[Part]:
    year = programme.period_start
    return {
        *(Part(year, "area", area.part_id) for area in programme.areas),
        *(
            Part(year, "priority", own.part_id)
            for area in programme.areas
            for own in area.investment_priorities
        ),
        *(Part(year, "thematic", own.part_id) for own in programme.thematic_areas),
    }


def test_every_part_of_every_programme_has_a_strand_and_none_is_made_up() -> None:
    known = {part for programme in load_programmes() for part in parts_of(programme)}
    mapped = {part for strand in load_strands().strands for part in strand.parts}
    assert mapped == known


def test_continuations_lead_from_known_parts_to_the_next_programme() -> None:
    known = {part for programme in load_programmes() for part in parts_of(programme)}
    years = [programme.period_start for programme in load_programmes()]
    for link in load_strands().continuations:
        assert {link.earlier, *link.later} <= known
        assert {years.index(part.year) - years.index(link.earlier.year) for part in link.later} == {1}


def test_every_continuation_stays_within_a_strand() -> None:
    strands = load_strands()
    for link in strands.continuations:
        assert all(set(strands.of(link.earlier)) & set(strands.of(part)) for part in link.later)


def test_the_narrowest_part_of_a_scope_counts() -> None:
    row = {"programme_area": "2", "investment_priority": "8.2", "thematic_area": None}
    assert part_of(row, 2014) == Part(2014, "priority", "8.2")
    assert part_of({"programme_area": None}, 2014) is None
