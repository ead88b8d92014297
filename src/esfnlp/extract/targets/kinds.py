"""Which kind of statement a quantity makes: commitment, money, description or threshold."""

import re

from esfnlp.document import Span
from esfnlp.extract.targets.frame import COMMIT, GOAL, MILESTONE, OUTCOME, Frame
from esfnlp.extract.targets.indicators import CODE
from esfnlp.extract.targets.money import is_budget_share, money_kind
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.extract.targets.times import is_deadline, time_kind
from esfnlp.extract.targets.wording import last_start
from esfnlp.finding import TargetKind
from esfnlp.swedish.bounds import text_before
from esfnlp.swedish.dates import find_years

_PROGNOSIS = re.compile(
    r"\b(?:förväntas|beräknas|väntas|bedöms|bedömer|uppskattas|uppskattar|kommer(?:\s+\w+){0,4}?\s+att|antas"
    r"|prognos\w*)\b",
    re.I,
)
_PROGRAMME = re.compile(
    r"\b\w*(?:utlysning|projekt|insats|program|delta|satsning|handlingsplan)\w*"
    r"|\b(?:ansluta sig|medverka|omfattas?|beröras?)\b"
    r"|\b(?:få|ges|erbjudas|ta del av|nås)\b(?:\s+(?:\w+\s+)?(?:stöd|plats|praktik|utbildning|vägledning"
    r"|coachning|anställning))?",
    re.I,
)
_OF_THEM = re.compile(r"\b(?:\w*deltagar\w*|deltagande|delta|inskrivna|av (?:dem|dessa))\b", re.I)
"""Of whom a share is expected that takes part."""
_WE_EXPECT = re.compile(r"\bräknar\s+(?:[\w-]+\s+){0,3}?med\b", re.I)
_MAY_DO = re.compile(r"\bfår\s+(?:inte\s+)?[\w-]+a\b", re.I)
_MAY_BE = re.compile(
    r"\bfår\s+(?:inte\s+)?(?:vara|bli|ligga|uppgå|över(?:stiga|skrida)|under(?:stiga|skrida))\b", re.I
)
_CAPPED = re.compile(r"\b(?:kan|får)\b", re.I)
_DESCRIBE = re.compile(
    r"\b(?:har|hade|är|var|ligger|låg|uppgår|uppgick|utgör|utgjorde|finns|fanns|saknar|saknade"
    r"|visar|visade|står|stod|bor|bodde|motsvarar|motsvarade|omfattar|omfattade|blev|deltog|ökade"
    r"|minskade|steg|sjönk|fick|arbetade|studerade|beviljades|upplever|uppger|uppgav|gick|kom"
    r"|tillhör|lever|beräknades|nådde|nåddes|avslutade|startade|pågår)\b",
    re.I,
)
_PAST_ASIDE = re.compile(
    r"\bsom\s+(?:[\w-]+\s+){0,4}?(?:var|låg|uppgick|utgjorde|hade|motsvarade|fanns)\b[^,;]*$", re.I
)
"""A relative clause in the past that is still open: "sjuktalet, som 2019 låg på"."""
_PER_UNIT = re.compile(
    r"\b(?:varje|vart och ett av|ett enskilt|en enskild|ett|en)\s+(?:enskil\w+\s+)?"
    r"(?:projekt|\w*grupp|kurs\w*|\w*omgång|ansökan|deltagare|förstudie|handledare|lärare|coach)\b"
    r"|\bper\s+(?:projekt|\w*grupp|kurs\w*|\w*omgång|deltagare|handledare|ansökan|förstudie)\b"
    r"|^\W*ansök(?:an|ningar(?:na)?)\b|\bstörre\s+än\s*$|\bgrupper\s+(?:om|på|med)\b",
    re.I,
)
"""A bound of one project or one group says what counts as one, and nothing of them all."""
_CONTAINS = re.compile(r"\b(?:ska|skall|bör|måste)\s+(?:ha|innehålla|omfatta|bestå av|involvera)\s*$", re.I)
_PAST = re.compile(r"\b(?:utgjorde|uppgick|var|låg|blev|hade|deltog|fanns|motsvarade)\b", re.I)
_DEFINITE = re.compile(r"\b(?:de|dessa|länets|regionens|landets|kommunens|samtliga|av de)\s*$", re.I)
_CONDITIONS = re.compile(
    r"\b(?:\w*villkor\w*|\w*krav(?:et|en)?|förutsättning\w*|krävs|krävas?|beviljas?|godkänns|godkännas"
    r"|(?:stöd|urval)s(?:berättiga|kriteri)\w*)\b",
    re.I,
)
"""What an application has to meet; a bound beside it says who may take part, and promises nothing."""
_IF = re.compile(r"^\W*(?:om|ifall|därest|såvida|avviker|blir|når|understiger|överstiger)\b", re.I)
_PLANNED = re.compile(r"\b(?:(?:planera|beräkna|förvänta|budgetera)(?:t|d|de)|målets?)\s*$", re.I)
"""Right before a value that is set against an outcome: "212 deltagare mot planerade 250"."""
_DEMANDS = re.compile(r"(?:minst|lägst|högst|max\w*|åtminstone)\b", re.I)
_HAVING = re.compile(r"\b(?:med|har|haft)\s*$", re.I)
_STARTS = re.compile(
    r"^\W*(?:att\s+)?(?:öka|minska|nå|uppnå|bidra|halvera|höja|sänka|skapa|utbilda|erbjuda"
    r"|fördubbla|starta|anställa|rekrytera|etablera|genomföra|certifiera|validera|ge|säkra|få)\b",
    re.I,
)
_COUNTED_TIME = re.compile(r"dag(?:ar|en|arna)?|vecka|veckor(?:na|s)?|tim(?:me|mar)(?:na|s)?|minuter", re.I)
_SIZE = re.compile(
    r"\b\w*(?:företag|firmor|bolag|arbetsgivare|arbetsplatser|organisationer|kommuner|verksamheter|orter"
    r"|förening\w*|tätorter)\w*\s*(?:\(|med |som har |har )(?:\w+\s+){0,2}$",
    re.I,
)
_SIZE_NOUN = re.compile(r"anställda|medarbetare|invånare|årsanställda|sysselsatta|medlemmar", re.I)
_GOAL_AFTER = re.compile(
    r"\W*(?:\w[\w-]*+\W+){0,4}?(?:som (?:(?:är|var|utgör|utgjorde|sattes som)\s+)?(?:mål|slutmål|delmål)|är (?:mål|slutmål|delmål)\w*"
    r"|\((?:slut|del)?mål)",
    re.I,
)
_BRACKETED = re.compile(r"[^(.;,\d]{0,60}(?:(?:19|20)\d{2}[^(.;,\d]{0,20})?\((slut|del|etapp|)mål\w*\)", re.I)
"""A goal word in brackets after the value: "40 företag (delmål)"."""
_THE_GOAL = re.compile(
    r"\s*som (?:är|var|utgör|utgjorde|sattes som) (?:(?:slut)?mål|tänkta?|planera(?:t|d|de))", re.I
)
_EXPECTED = re.compile(r"\s*som (?:beräknas|väntas|förväntas|ska|skall)\b", re.I)
_SINGLE_MILESTONE = re.compile(
    r"(?<!följande )(?<!dessa )\b(?:delmål|etappmål|mellanmål|milstolpe)(?:et"
    r"|n)?\b(?:\W+(?:är|var|blir|om|på|till|och med|minst|ca|cirka|nå|att|år|\d{4})\b)*\W*$",
    re.I,
)


def kind_of(text: str, quantity: Quantity, clause: Span, frame: Frame) -> TargetKind | None:
    """The kind of `quantity` in the sentence `text`, or None where it says nothing of the sort."""
    if quantity.unit in ("years", "months"):
        if quantity.baseline is not None:
            return _commitment_kind(text, quantity, clause, frame)
        return time_kind(text, quantity, clause, frame)
    if quantity.unit in ("SEK", "EUR"):
        return money_kind(text, quantity, clause)
    if (
        quantity.noun
        and _SIZE_NOUN.fullmatch(quantity.noun)
        and _SIZE.search(text_before(text, quantity.span.start))
    ):
        return "threshold"
    if _COUNTED_TIME.fullmatch(quantity.noun):
        if is_deadline(text, quantity, clause):
            return "target"
        return None if quantity.comparator in ("=", "~") else "threshold"
    if quantity.unit == "percent" and is_budget_share(text, quantity, clause, frame):
        return "budget"
    return _commitment_kind(text, quantity, clause, frame)


def _commitment_kind(text: str, quantity: Quantity, clause: Span, frame: Frame) -> TargetKind:
    """Target or milestone where the clause, else those before it, else the frame commits to the value."""
    words, earlier = text[clause.start : clause.end], text[: clause.start]
    before = text[clause.start : quantity.span.start]
    if _THE_GOAL.match(text, quantity.span.end) or _PLANNED.search(before):
        return "target"
    if _IF.match(words) and quantity.comparator in ("<", ">") and COMMIT.search(text, quantity.span.end):
        return "threshold"
    if OUTCOME.search(before) or _PAST_ASIDE.search(before):
        return "statistic"
    if _DEFINITE.search(before) and quantity.comparator in ("=", "~"):
        return "target" if _EXPECTED.match(text, quantity.span.end) else "statistic"
    others = f"{before}#{text[quantity.span.end : clause.end]}"
    if _bounds_one(others, before, quantity, frame):
        return "threshold"
    if last_start(_PAST, before) > last_start(COMMIT, before) >= 0:
        return "statistic"
    goal = _goal_kind(text, quantity, frame)
    if _commits(words, before, text[quantity.span.end : clause.end], quantity):
        return goal
    if _DEMANDS.match(quantity.cue) and not _DESCRIBE.search(words) and not quantity.ends_range:
        return "threshold" if _HAVING.search(before) else goal
    if CODE.search(words) and not _DESCRIBE.search(words):
        return goal
    framed = frame.kind in ("target", "milestone")
    if framed and frame.introduces:
        return goal
    if _DESCRIBE.search(words):
        return "statistic"
    if _commits(earlier, earlier, "", quantity):
        return goal
    return goal if framed and not _DESCRIBE.search(earlier) else "statistic"


def _bounds_one(words: str, before: str, quantity: Quantity, frame: Frame) -> bool:
    """Whether a count is a bound on one project or group, or on what each of those counted before shall have."""
    if quantity.unit not in ("persons", "projects", "count") or quantity.comparator in ("=", "~"):
        return False
    if _PER_UNIT.search(words) is not None:
        return True
    if quantity.unit == "count" and (frame.conditions or _CONDITIONS.search(words)):
        return True
    return quantity.unit == "count" and _CONTAINS.search(before) is not None


def _commits(words: str, before: str, after: str, quantity: Quantity) -> bool:
    """Whether a verb among `words`, or a goal word before the value or right after it, commits to it."""
    goal = GOAL.search(before) or MILESTONE.search(before) or _GOAL_AFTER.match(after)
    if goal or COMMIT.search(words) or _STARTS.match(words):
        return True
    if quantity.comparator in ("<=", ">=") and _MAY_BE.search(words):
        return True
    if quantity.comparator == "<=" and quantity.unit == "percent" and _MAY_DO.search(words):
        return True
    expected = _PROGNOSIS.search(words) and _PROGRAMME.search(words)
    if quantity.unit not in ("persons", "projects", "count"):
        return bool(expected) and quantity.unit == "percent" and _OF_THEM.search(words) is not None
    capped = quantity.comparator in ("<=", ">=") and _CAPPED.search(words) is not None
    return capped or bool(expected or _WE_EXPECT.search(words))


def _goal_kind(text: str, quantity: Quantity, frame: Frame) -> TargetKind:
    """Milestone where the nearest goal word before the value (else after it, else in the frame) is one.

    Delmål in the plural and without a year are parts of a goal, not values on the way to it.
    """
    before, after = text[: quantity.span.start], text[quantity.span.end :]
    bracketed = _BRACKETED.match(after)
    if bracketed:
        return "target" if bracketed.group(1).casefold() in ("", "slut") else "milestone"
    dated = (
        frame.year is not None
        or bool(find_years(text))
        or re.search(r"\bslutmål|\bhalvtid", f"{text} {frame.words}", re.I)
    )
    milestone, goal = last_start(MILESTONE, before), last_start(GOAL, before)
    if max(milestone, goal) >= 0:
        return "milestone" if milestone > goal and (dated or _SINGLE_MILESTONE.search(before)) else "target"
    if MILESTONE.search(after[:40]) and not GOAL.search(after[:40]) and dated:
        return "milestone"
    single = _SINGLE_MILESTONE.search(frame.words)
    return (
        "milestone" if frame.kind == "milestone" and (dated or single or not frame.introduces) else "target"
    )
