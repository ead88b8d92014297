"""Money: what is set aside or capped is a budget, what things cost a statistic, what is saved a target."""

import re

from esfnlp.document import Span
from esfnlp.extract.targets.frame import COMMIT, GOAL, Frame
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.finding import TargetKind
from esfnlp.swedish.bounds import text_before

_COSTS = re.compile(
    r"\b(?:kosta[rdt]?\w*|växelkurs\w*|\w*lön(?:en|er|erna)?|\w*inkomst(?:en|er)?|omsätt\w*|bnp"
    r"|brp|skuld\w*|bruttoregionprodukt\w*|avgift\w*|samhällskostnad\w*|såld\w*|försäljning\w*"
    r"|utbetal\w*|timkostnad\w*|kostnaden per|genomsnitt\w*)\b[^.;]{0,50}$",
    re.I,
)
_PER_HEAD = re.compile(r"\s+(?:per|i)\s+(?:person|invånare|timme|dag|månad|elev|lön|inkomst|kostnad)\b", re.I)
_MONEY_REACHED = re.compile(
    r"\b(?:spara\w*|besparing\w*|intäkt\w*|minska(?:s)? kostnad\w*|omsättning\w*)\b", re.I
)
_SET_ASIDE = re.compile(
    r"\b(?:\w*medlen|\w*medel|\w*budget\w*"
    r"|(?:kostnads|medels|utlysnings|finansierings)?ram(?:en|ar)?|anslag\w*|\w*finansiering\w*"
    r"|stödsats\w*|stödandel\w*|stödnivå\w*|schablon\w*|avsätt\w*|avsatt\w*|öronmärk\w*"
    r"|reservera\w*|stödberättigande|socialfonden|fondens|resurserna|belopp\w*|totalkostnad\w*"
    r"|projektkostnad\w*|(?:totala|godkända|projektets|direkta) (?:\w+)?kostnader\w*"
    r"|personalkostnad\w*)\b",
    re.I,
)
_OF_SET_ASIDE = re.compile(rf"\s*(?:\([^)]*\)\s*)?av\s+(?:[\w-]+\s+){{0,3}}?{_SET_ASIDE.pattern}", re.I)
_AFTER_MONEY = re.compile(r"\b(?:miljoner|miljarder|mkr|mnkr|kr|kronor|euro)\b[^.;]{0,30}$", re.I)
_SHARE_OF_IT = re.compile(r"\W*(?:varav|därav)\b", re.I)
_GOVERNED = re.compile(
    r"\b(?:\w*finansiering\w*|stödsats\w*|stödandel\w*|stödnivå\w*|schablon\w*)"
    r"|\bav (?:medlen|budgeten|ramen|resurserna|\w+ (?:medel|budget|ram|resurser))\b",
    re.I,
)
_ATTRIBUTED = re.compile(r"\s*(?:i\s+)?(?:offentlig |egen |privat )?\w*finansiering\b", re.I)


def money_kind(text: str, quantity: Quantity, clause: Span) -> TargetKind:
    words, before = text[clause.start : clause.end], text[clause.start : quantity.span.start]
    commits = COMMIT.search(words) is not None
    if _MONEY_REACHED.search(words) and (commits or GOAL.search(words)):
        return "target"
    describes = _COSTS.search(before) is not None or _PER_HEAD.match(text, quantity.span.end) is not None
    capped = quantity.comparator in ("<=", ">=") and commits
    return "statistic" if describes and not capped else "budget"


def is_budget_share(text: str, quantity: Quantity, clause: Span, frame: Frame) -> bool:
    """Whether a percentage is a share of money that is set aside: of means, costs or co-financing."""
    before, after = text[clause.start : quantity.span.start], text[quantity.span.end : clause.end]
    if _OF_SET_ASIDE.match(after) or _GOVERNED.search(before) or _ATTRIBUTED.match(after):
        return True
    if _SHARE_OF_IT.match(text, clause.start) and _AFTER_MONEY.search(text_before(text, clause.start)):
        return True
    return frame.kind == "budget" and not COMMIT.search(before)
