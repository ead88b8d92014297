"""An answer on the terminal, in the question's language."""

import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from esfnlp.search.answer import Answer, PlanAnswer
    from esfnlp.search.interpretation import Interpretation
    from esfnlp.search.passages import Hit
    from esfnlp.search.sums import Sum

_QUOTES = 3
_PASSAGE_LETTERS = 300
_WIDEST = 110
_COLOURS = {"prioritised": "bold green", "eligible": "cyan", "mentioned": "yellow", "excluded": "bold red"}

_SAID: dict[str, dict[str, str]] = {
    "sv": {
        "understood": "Tolkat som", "unknown": "Inte förstått", "passages": "Textställen", "page": "s.",
        "prioritised": "prioriterad", "eligible": "kan omfattas", "mentioned": "nämnd", "excluded": "utesluten",
        "prioritises": "prioriterar", "mentions": "nämner", "excludes": "utesluter", "responsible": "ansvarar för",
        "targets": "siffersatta mål", "nothing": "inget av frågan; textställen med dess ord",
        "none_prioritises": "Ingen plan prioriterar {what}{where}.",
        "none_excludes": "Ingen plan utesluter {what}{where}.",
        "none_mentions": "Ingen plan nämner {what}{where}.",
        "none_responsible": "Ingen plan säger vem som ansvarar för {what}{where}.",
        "none_targets": "Ingen plan anger siffror för {what}{where}.",
        "none": "Ingen plan säger något om {what}{where}.",
        "others": "Så här tas frågan upp:", "why": "därför", "likeness": "likhet", "alike": "sägs lika i {n} till",
        "area": "programområde", "together": "Tillsammans", "stated": "Enligt planen", ">=": "minst", "<=": "högst", ">": "mer än",
        "<": "mindre än", "~": "omkring", "persons": "personer", "projects": "projekt", "SEK": "kronor", "EUR": "euro",
        "count": "", "more": "… och {n} citat till",
        "unread": "Kunde inte läsas, och kan dölja svar:",
        "silence": "Tiger om {what} ({n}):", "unread_plan": "delar kunde inte läsas",
        "guess": "gissning", "sides": "Sida vid sida", "silent": "nämns inte", "unread_status": "oläst", "only": "Bara här", "no_plan": "ingen plan",
        "it": "det frågade",
    },
    "en": {
        "understood": "Understood as", "unknown": "Not understood", "passages": "Passages", "page": "p.",
        "prioritised": "prioritised", "eligible": "eligible", "mentioned": "mentioned", "excluded": "excluded",
        "prioritises": "prioritises", "mentions": "mentions", "excludes": "excludes",
        "responsible": "responsible for", "targets": "targets in numbers",
        "nothing": "nothing of the question; passages with its words",
        "none_prioritises": "No plan prioritises {what}{where}.",
        "none_excludes": "No plan excludes {what}{where}.",
        "none_mentions": "No plan mentions {what}{where}.",
        "none_responsible": "No plan says who is responsible for {what}{where}.",
        "none_targets": "No plan gives numbers for {what}{where}.",
        "none": "No plan says anything about {what}{where}.",
        "others": "This is how it is taken up:", "why": "because", "likeness": "similarity",
        "alike": "said alike in {n} more", "area": "programme area", "together": "Together", "stated": "As the plan says", ">=": "at least",
        "<=": "at most", ">": "more than", "<": "less than", "~": "about", "count": "", "more": "… and {n} more quotes",
        "unread": "Could not be read, and may hide answers:",
        "silence": "Silent on {what} ({n}):", "unread_plan": "not all of it could be read",
        "guess": "a guess", "sides": "Side by side", "silent": "not mentioned", "unread_status": "unread", "only": "Only here", "no_plan": "no plan",
        "it": "what was asked",
    },
}  # fmt: skip
_STATUS_ASKED = {"prioritises": "prioritised", "excludes": "excluded"}


def print_answer(found: "Answer", *, why: bool = False) -> None:
    """How the question was understood, the plans with their quotes, passages, and what could not be read; with
    `why`, for each passage what it shares with the question."""
    from rich.console import Console

    on_terminal = sys.stdout.isatty()
    console = (
        Console(highlight=False)
        if on_terminal
        else Console(color_system=None, width=_WIDEST, highlight=False)
    )
    width = min(console.width, _WIDEST)
    said = _SAID[found.interpretation.language]
    _say(console, f"{said['understood']}: {_understood(found.interpretation, said)}")
    if found.interpretation.unknown:
        _say(console, f"{said['unknown']}: {', '.join(found.interpretation.unknown)}")
    for line in _verdict(found, said):
        _say(console, line, "bold")
    _print_sides(console, found, said, width)
    for number, plan in enumerate(found.plans, start=1):
        _print_plan(console, number, plan, said, width)
    _print_silent(console, found, said)
    _print_passages(console, found, said, width, why)
    if found.unread:
        _say(console, f"\n{said['unread']}", "yellow")
        for document_id, warnings in found.unread.items():
            _say(console, f"  {document_id}: {'; '.join(warnings)}")


def _say(console: "Console", text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, soft_wrap=True)


def _understood(asked: "Interpretation", said: Mapping[str, str]) -> str:
    parts = [
        said[asked.relation] if asked.relation else "",
        *(_understood_name(item, asked, said) for item in (*asked.concepts, *asked.actors)),
        f"{said['area']} {', '.join(asked.programme_areas)}" if asked.programme_areas else "",
        *(_place(code) for code in asked.regions),
        f"{asked.period[0]}–{asked.period[1]}" if asked.period else "",
        str(asked.deadline or ""),
    ]
    return " · ".join(part for part in parts if part) or said["nothing"]


def _understood_name(item: str, asked: "Interpretation", said: Mapping[str, str]) -> str:
    guess = f", {said['guess']}" if item in asked.guessed else ""
    return f"{_name(item, asked.language)} ({item}{guess})"


def _verdict(found: "Answer", said: Mapping[str, str]) -> Iterator[str]:
    """Says plainly where no plan does what was asked."""
    asked = found.interpretation
    wanted = _STATUS_ASKED.get(asked.relation or "")
    if found.plans and (wanted is None or any(plan.status in (wanted, None) for plan in found.plans)):
        return
    names = [_name(item, asked.language) for item in (*asked.concepts, *asked.actors)]
    where = f" ({', '.join(_place(code) for code in asked.regions)})" if asked.regions else ""
    sentence = said[f"none_{asked.relation}" if asked.relation else "none"]
    yield "\n" + sentence.format(what=", ".join(names) or said["it"], where=where)
    if found.plans:
        yield said["others"]


def _name(concept_id: str, language: str) -> str:
    from esfnlp.taxonomy.concepts import load_taxonomy

    concept = load_taxonomy().concepts.get(concept_id)
    return concept.labels.get(language, concept.labels["sv"])[0] if concept else concept_id


def _place(code: str) -> str:
    from esfnlp.taxonomy.places import load_places

    place = load_places().by_code.get(code)
    return f"{place.name} ({code})" if place else code


def _print_plan(
    console: "Console", number: int, plan: "PlanAnswer", said: Mapping[str, str], width: int
) -> None:
    from rich.text import Text

    years = f"{plan.period_start}–{plan.period_end}" if plan.period_start else ""
    about = ", ".join(part for part in (*plan.region_codes[:3], years) if part)
    line = Text(f"\n{number}. ").append(plan.title, "bold").append(f"  {plan.document_id}  {about}  ")
    if plan.status:
        line.append(said[plan.status], _COLOURS[plan.status])
    console.print(line, soft_wrap=True)
    for evidence in plan.evidence[:_QUOTES]:
        mark = f"{said['page']} {evidence.page} " if evidence.page else ""
        status = f"[{said[evidence.status]}] " if evidence.status and evidence.status != plan.status else ""
        _say(console, _wrapped(f"{mark}{status}“{evidence.quote}”", width))
    if plan.sum:
        _say(console, _wrapped(_sum_line(plan.sum, said), width), "bold")
    if len(plan.evidence) > _QUOTES:
        _say(console, "   " + said["more"].format(n=len(plan.evidence) - _QUOTES), "dim")


def _sum_line(found: "Sum", said: Mapping[str, str]) -> str:
    """What the numbers come to, with each of them and its page."""
    parts = (
        f"{_written(part.number.value)} ({said['page']} {part.page})"
        if part.page
        else _written(part.number.value)
        for part in found.parts
    )
    sign = said.get(found.comparator, "")
    line = f"{said['stated' if found.is_stated else 'together']} {sign} {_written(found.value)} {said.get(found.unit, found.unit)}"
    return f"{' '.join(line.split())}: {' + '.join(parts)}"


def _written(value: float) -> str:
    """A number with its thousands apart.

    >>> _written(24550.0), _written(2.5)
    ('24 550', '2.5')
    """
    return f"{value:,.0f}".replace(",", " ") if value == int(value) else f"{value:g}"


def _print_silent(console: "Console", found: "Answer", said: Mapping[str, str]) -> None:
    """The plans that say nothing of what was asked, and of which not all could be read."""
    if not found.silent:
        return
    asked = found.interpretation
    what = ", ".join(_name(item, asked.language) for item in (*asked.concepts, *asked.actors))
    _say(console, "\n" + said["silence"].format(what=what, n=len(found.silent)), "bold")
    for plan in found.silent:
        years = f"{plan.period_start}–{plan.period_end}" if plan.period_start else ""
        unread = f"({said['unread_plan']})" if plan.is_unread else ""
        _say(
            console, "   " + "  ".join(part for part in (plan.title, plan.document_id, years, unread) if part)
        )


def _print_sides(console: "Console", found: "Answer", said: Mapping[str, str], width: int) -> None:
    """The sides of a comparison, each with its status, its best quote and what it alone is for."""
    if found.comparison:
        _say(console, f"\n{said['sides']}", "bold")
    for side in found.comparison:
        status = {None: "", "unread": said["unread_status"]}.get(side.status, said.get(side.status or "", ""))
        years = f"{side.period[0]}–{side.period[1]}" if side.period else ""
        named = [_place(side.region_code), years, status if side.plans else said["no_plan"]]
        _say(console, "  ".join(part for part in named if part))
        if side.evidence:
            page = f"{said['page']} {side.evidence.page} " if side.evidence.page else ""
            _say(console, _wrapped(f"{page}“{side.evidence.quote}”", width))
        if side.only:
            names = ", ".join(_name(item, found.interpretation.language) for item in side.only)
            _say(console, _wrapped(f"{said['only']}: {names}", width))


def _print_passages(
    console: "Console", found: "Answer", said: Mapping[str, str], width: int, why: bool
) -> None:
    if found.passages:
        _say(console, f"\n{said['passages']}", "bold")
    for number, hit in enumerate(found.passages, start=1):
        page = f", {said['page']} {hit.page}" if hit.page else ""
        _say(console, f"{number}. {hit.document_id}{page}  {hit.section}", "dim")
        _say(console, _wrapped(_shortened(hit.text), width))
        if why:
            _say(console, _wrapped(_reason(hit, said, found.interpretation.language), width), "dim")


def _reason(hit: "Hit", said: Mapping[str, str], language: str) -> str:
    """What a passage shares with the question: words, concepts, meaning.

    The words stand as the passage has them, in quotation marks.
    """
    parts = [
        ", ".join(f"“{term}”" for term in hit.why.terms),
        ", ".join(_name(concept, language) for concept in hit.why.concepts),
        f"{said['likeness']} {hit.why.similarity:.2f}" if hit.why.similarity else "",
        said["alike"].format(n=len(hit.alike)) if hit.alike else "",
    ]
    return f"{said['why']}: " + " · ".join(part for part in parts if part)


def _shortened(text: str) -> str:
    return textwrap.shorten(text, _PASSAGE_LETTERS, placeholder=" …")


def _wrapped(text: str, width: int, indent: str = "   ") -> str:
    lines: Sequence[str] = textwrap.wrap(" ".join(text.split()), max(width - len(indent), 30))
    return "\n".join(indent + line for line in lines)
