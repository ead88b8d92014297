"""Money: what is set aside or capped is a budget, what things cost a statistic, what is saved a target."""

import re

from esfnlp.document import Span
from esfnlp.extract.targets.frame import COMMIT, GOAL, Frame
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.finding import TargetKind
from esfnlp.swedish.bounds import text_before

_COSTS = re.compile(
    r"\b(?:kosta[rdt]?\w*|\w*lön(?:en|er|erna)?|\w*inkomst(?:en|er)?|omsätt\w*|bnp"
    r"|brp|skuld\w*|bruttoregionprodukt\w*|avgift\w*|samhällskostnad\w*|såld\w*|försäljning\w*"
    r"|utbetal\w*|timkostnad\w*|kostnaden per|genomsnitt\w*|använde?s|förbrukades|söktes|lade|satsade|spenderade|investerade|tjäna[rdt]?\w*|i snitt"
    r"|ansök(?:te|t|ningar)\s+(?:\w+\s+)?(?:om|för|på))\b[^.;]{0,50}$"
    r"|\b(?:växel)?kurs(?:en)?\b(?:[^.;\d]|(?:19|20)\d{2}){0,50}$",
    re.I,
)
_PER_HEAD = re.compile(
    r"\s+(?:per|i)\s+(?:person|euro|invånare|timme|dag|månad|elev|lön|inkomst|kostnad)\b", re.I
)
_EXPECTED = re.compile(r"\b(?:väntas|förväntas|beräknas|bedöms)\b", re.I)
_USED = re.compile(r"\s+(?:\w+\s+){0,2}?(?:använts|förbrukats|utbetalats|betalats ut|gått åt)\b", re.I)
_MONEY_REACHED = re.compile(
    r"\b(?:spar(?:a|as|at|ar)|besparing\w*|intäkt\w*|(?:minska|sänka)s? (?:\w+ ){0,2}?\w*kostnad\w*"
    r"|\w*kostnad\w* (?:[\w-]+ ){1,6}?(?:minska|sänkas|sjunka|minskat|sänkts|sjunkit)|omsättning\w*|annan finansiering"
    r"|lockas?|attrahera\w*|generera\w*|växlas? upp|vinst\w*)\b",
    re.I,
)
_SET_ASIDE = re.compile(
    r"\b(?:\w*medlen|\w*medel|\w*budget\w*"
    r"|(?:kostnads|medels|utlysnings|finansierings)?ram(?:en|ar)?|anslag\w*|\w*finansiering\w*"
    r"|stödsats\w*|stödandel\w*|stödnivå\w*|schablon\w*|avsätt\w*|avsatt\w*|öronmärk\w*"
    r"|reservera\w*|stödberättigande|socialfonden|fondens|resurserna|belopp\w*|totalkostnad\w*"
    r"|projektkostnad\w*|(?:totala|godkända|projektets|direkta) (?:\w+)?kostnader\w*"
    r"|personalkostnad\w*|kostnad(?:en|erna)|utgift(?:er|erna)|stödet|pott(?:en)?|pengarna|tilldelning(?:en)?)\b",
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
_ALLOTS = re.compile(
    r"\b(?:avsätt(?:s|a|er|as)?|avsatt[as]?|öronmärk(?:s|as|ts|t|er|ta)|fördela(?:s|r|de|des|ts)|tilldela(?:s|r|des|ts|de)"
    r"|anslå(?:s|r)|anslagits|disponera(?:s|r)|läggs|viker vi|vikt)\b",
    re.I,
)
_PLACES = re.compile(r"\b(?:plats|deltagar|person|kvinnor|män|unga|ungdom)\w*\b", re.I)
"""What is given to people instead of means: places, and not money."""
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


def is_share_of_money(header: str) -> bool:
    """Whether a header says that the percentages below it are shares of money.

    >>> is_share_of_money("Andel av medlen"), is_share_of_money("Andel av deltagarna")
    (True, False)
    """
    return _OF_SET_ASIDE.search(header) is not None or is_financing(header)


def money_kind(text: str, quantity: Quantity, clause: Span) -> TargetKind:
    words, before = text[clause.start : clause.end], text[clause.start : quantity.span.start]
    commits = COMMIT.search(words) is not None
    if _MONEY_REACHED.search(words) and (commits or GOAL.search(words) or _EXPECTED.search(words)):
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
    clause_words = text[clause.start : clause.end]
    if _ALLOTS.search(clause_words) and not _PLACES.search(text):
        return True
    if _SHARE_OF_IT.match(text, clause.start) and _AFTER_MONEY.search(text_before(text, clause.start)):
        return True
    return frame.kind == "budget" and not COMMIT.search(before)
