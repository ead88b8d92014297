"""Money: what is set aside or capped is a budget, what things cost a statistic, what is saved a target."""

import re

from esfnlp.document import Span
from esfnlp.extract.targets.frame import COMMIT, GOAL, Frame
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.finding import TargetKind
from esfnlp.swedish.bounds import text_before

_COSTS = re.compile(
    r"\b(?:kosta[rdt]?\w*|(?:växel)?kurs(?:en)?|\w*lön(?:en|er|erna)?|\w*inkomst(?:en|er)?|omsätt\w*|bnp"
    r"|brp|skuld\w*|bruttoregionprodukt\w*|avgift\w*|samhällskostnad\w*|såld\w*|försäljning\w*"
    r"|utbetal\w*|timkostnad\w*|kostnaden per|genomsnitt\w*)\b[^.;]{0,50}$",
    re.I,
)
_PER_HEAD = re.compile(
    r"\s+(?:per|i)\s+(?:person|euro|invånare|timme|dag|månad|elev|lön|inkomst|kostnad)\b", re.I
)
_USED = re.compile(r"\s+(?:\w+\s+){0,2}?(?:använts|förbrukats|utbetalats|betalats ut|gått åt)\b", re.I)
_MONEY_REACHED = re.compile(
    r"\b(?:spar(?:a|as|at|ar)|besparing\w*|intäkt\w*|minska(?:s)? kostnad\w*|omsättning\w*|annan finansiering"
    r"|lockas?|attrahera\w*|generera\w*|växlas? upp|vinst\w*)\b",
    re.I,
)
_SET_ASIDE = re.compile(
    r"\b(?:\w*medlen|\w*medel|\w*budget\w*"
    r"|(?:kostnads|medels|utlysnings|finansierings)?ram(?:en|ar)?|anslag\w*|\w*finansiering\w*"
    r"|stödsats\w*|stödandel\w*|stödnivå\w*|schablon\w*|avsätt\w*|avsatt\w*|öronmärk\w*"
    r"|reservera\w*|stödberättigande|socialfonden|fondens|resurserna|belopp\w*|totalkostnad\w*"
    r"|projektkostnad\w*|(?:totala|godkända|projektets|direkta) (?:\w+)?kostnader\w*"
    r"|personalkostnad\w*|kostnad(?:en|erna)|pott(?:en)?|pengarna|tilldelning(?:en)?)\b",
    re.I,
)
_OF_SET_ASIDE = re.compile(rf"\s*(?:\([^)]*\)\s*)?av\s+(?:[\w-]+\s+){{0,3}}?{_SET_ASIDE.pattern}", re.I)
_AFTER_MONEY = re.compile(r"\b(?:miljoner|miljarder|mkr|mnkr|kr|kronor|euro)\b[^.;]{0,30}$", re.I)
_SHARE_OF_IT = re.compile(r"\W*(?:varav|därav)\b", re.I)
_GOVERNED = re.compile(
    r"\b(?:\w*finansiering\w*|stödsats\w*|stödandel\w*|stödnivå\w*|schablon\w*)"
    r"|\bav (?:(?:medlen|budgeten|ramen|resurserna|pengarna|potten|anslaget|beloppet|tilldelningen)"
    r"|\w+ (?:medel|budget|ram|resurser|pott|tilldelning))\b"
    r"|\bstödet (?:är|var|blir|uppgår|uppgick|täcker|motsvarar|ligger)\b"
    r"|\b(?:socialfonden|fonden|eu|esf|sökanden?|kommun(?:en|erna)|region(?:en|erna)|projektägar\w*"
    r"|stödmottagar\w*|medfinansiär\w*) (?:står|svarar|bidrar|stod|svarade|bidrog|betalar|betalade) "
    r"(?:själva? )?(?:för|med)?",
    re.I,
)
_OTHER_CLAUSE = re.compile(r"\b(?:eftersom|medan|när|därför|trots)\b", re.I)
_TO_AREA = re.compile(
    r"\s+(?:(?:faller|går|avsätts|fördelas)\s+)?(?:på|till|inom)\s+(?:vardera\s+)?(?:programområde|insatsområde|investeringsprioritet)\w*",
    re.I,
)
"""After a share that a part of the programme gets."""
_HALF_OF = re.compile(r"\s*(?:programområdet|budgeten|ramen|medlen|anslaget|potten|beloppet)\b", re.I)
_SPENT = re.compile(
    r"\s*(?:(?:får|kan|ska|skall|bör)\s+)?(?:användas?|används|avsättas|avsätts|avsatts|disponeras"
    r"|reserver(?:as|ats)|öronmärk(?:s|as|ts))\b",
    re.I,
)
_FINANCING_AFTER = re.compile(r"\s+(?:är|var|utgör|utgjorde|ska vara)\s+\w*finansiering\b", re.I)
_ATTRIBUTED = re.compile(r"\s*(?:i\s+)?(?:offentlig |egen |privat )?\w*finansiering\b", re.I)


def _is_governed(before: str) -> bool:
    """Whether money governs what follows `before`: no clause about something else has begun since."""
    governing = list(_GOVERNED.finditer(before))
    return bool(governing) and _OTHER_CLAUSE.search(before, governing[-1].end()) is None


def is_financing(label: str) -> bool:
    """Whether a row's label names support or co-financing, whose percentages are shares of money.

    >>> is_financing("Medfinansiering"), is_financing("Deltagare i arbete")
    (True, False)
    """
    return _GOVERNED.search(label) is not None


def money_kind(text: str, quantity: Quantity, clause: Span) -> TargetKind:
    words, before = text[clause.start : clause.end], text[clause.start : quantity.span.start]
    commits = COMMIT.search(words) is not None
    if _MONEY_REACHED.search(words) and (commits or GOAL.search(words)):
        return "target"
    describes = _COSTS.search(before) is not None or _PER_HEAD.match(text, quantity.span.end) is not None
    describes = describes or (_USED.match(text, quantity.span.end) is not None and not commits)
    capped = quantity.comparator in ("<=", ">=") and commits
    return "statistic" if describes and not capped else "budget"


def is_budget_share(text: str, quantity: Quantity, clause: Span, frame: Frame) -> bool:
    """Whether a percentage is a share of money that is set aside: of means, costs or co-financing."""
    before, after = text[clause.start : quantity.span.start], text[quantity.span.end : clause.end]
    if _OF_SET_ASIDE.match(after) or _is_governed(before) or _ATTRIBUTED.match(after):
        return True
    if _SPENT.match(after) or _FINANCING_AFTER.match(after) or _TO_AREA.match(after):
        return True
    if quantity.number.style == "fraction" and _HALF_OF.match(after):
        return True
    if _SHARE_OF_IT.match(text, clause.start) and _AFTER_MONEY.search(text_before(text, clause.start)):
        return True
    return frame.kind == "budget" and not COMMIT.search(before)
