"""Verbs of leading, deciding and carrying out, in the forms that make their subject or agent responsible."""

_FIRST_CONJUGATION = (
    *("samordn", "beslut", "förvalt", "prioriter", "gransk", "kontroller", "rangordn", "formuler", "utform"),
    *(
        "upprätt",
        "utarbet",
        "finansier",
        "bevilj",
        "administrer",
        "ansvar",
        "mobiliser",
        "initier",
        "koordiner",
    ),
    *("arranger", "handlägg", "revider"),
)
"""Stems of verbs in -ar, -ade, -at."""
_SECOND_CONJUGATION = (
    *(
        "led",
        "bedöm",
        "fastställ",
        "pröv",
        "godkänn",
        "utlys",
        "utred",
        "styr",
        "upphandl",
        "bestäm",
        "utfärd",
    ),
    *("tillsätt", "verkställ"),
)
"""Stems of verbs in -er, -de or -te, -t."""
_IRREGULAR = (
    ("avgör", "avgör", "avgjorde", "avgjort", "avgör[sa]?s?|avgjordes|avgjorts"),
    ("skriva", "skriver", "skrev", "skrivit", "skrivs|skrevs|skrivits|skriven"),
    ("driva", "driver", "drev", "drivit", "drivs|drevs|drivits"),
    ("äga", "äger", "ägde", "ägt", "ägs|ägdes"),
    ("genomföra", "genomför", "genomförde", "genomfört", "genomförs|genomfördes|genomförts"),
    ("göra", "gör", "gjorde", "gjort", "görs|gjordes|gjorts"),
    ("sköta", "sköter", "skötte", "skött", "sköts|sköttes"),
    ("utse", "utser", "utsåg", "utsett", "utses|utsågs|utsetts"),
    ("ta fram", "tar fram", "tog fram", "tagit fram", "tas fram|togs fram|tagits fram|framtagen|framtaget"),
    ("arbeta fram", "arbetar fram", "arbetade fram", "arbetat fram", "arbetas fram|arbetats fram"),
    ("svara för", "svarar för", "svarade för", "svarat för", ""),
    ("stå för", "", "", "", ""),
    ("hålla i", "håller i", "höll i", "hållit i", "hålls av"),
    ("hålla samman", "håller samman", "höll samman", "hållit samman", "hålls samman|hölls samman"),
    ("hålla ihop", "håller ihop", "höll ihop", "hållit ihop", "hålls ihop"),
    ("driva på", "driver på", "drev på", "drivit på", ""),
    ("följa upp", "följer upp", "följde upp", "följt upp", "följs upp"),
    ("välja bland", "väljer bland", "valde bland", "valt bland", "väljs av"),
    ("ge uppdrag", "ger uppdrag", "gav uppdrag", "gett uppdrag", ""),
    ("ge uppdraget", "ger uppdraget", "gav uppdraget", "gett uppdraget", ""),
)
"""Infinitive, present, past, supine, passives."""
_TOO_WIDE = frozenset({"göra", "gör", "gjorde", "gjort"})
"""Everybody does something; only what is done *by* somebody tells who is responsible."""


def _alternatives(forms: set[str]) -> str:
    """One alternative per form, longest first, blanks as any white space."""
    ordered = sorted((form for form in forms if form), key=lambda form: (-len(form), form))
    return "|".join(form.replace(" ", r"\s(?:\w+\s){0,2}?") for form in ordered)


def _finite() -> set[str]:
    """Present, past and supine (after "har")."""
    first = {f"{stem}{ending}" for stem in _FIRST_CONJUGATION for ending in ("ar", "ade", "at")}
    second = {
        f"{stem}{ending}" for stem in _SECOND_CONJUGATION for ending in ("er", "de", "te", "t", "at", "ar")
    }
    contracted = {"styr", "bestämde", "godkände", "godkänt", "lett", "ledde"}
    return first | second | contracted | {f for _, *forms, _ in _IRREGULAR for f in forms} - _TOO_WIDE


def _infinitive() -> set[str]:
    regular = {f"{stem}a" for stem in (*_FIRST_CONJUGATION, *_SECOND_CONJUGATION)}
    return regular | {forms[0] for forms in _IRREGULAR} - _TOO_WIDE


def _passive() -> set[str]:
    first = {f"{s}{e}" for s in _FIRST_CONJUGATION for e in ("as", "ades", "ats", "ad", "at")}
    second = {f"{s}{e}" for s in _SECOND_CONJUGATION for e in ("s", "es", "des", "tes", "ts", "d", "t")}
    contracted = {"godkändes", "godkänts", "godkänd", "godkänns", "leddes", "letts", "prövas", "prövades"}
    return first | second | contracted | {form for *_, passives in _IRREGULAR for form in passives.split("|")}


FINITE = _alternatives(_finite())
INFINITIVE = _alternatives(_infinitive())
PASSIVE = _alternatives(_passive())
