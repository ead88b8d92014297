"""Known content to typeset: a made-up Swedish plan, different for each seed, in the parts that plans have."""

import random
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "list_item", "caption", "table"]
Rules = Literal["ruled", "rows", "none"]


@dataclass(frozen=True)
class Part:
    """A block. `label` opens the text of a paragraph, in bold; `note` is a footnote called at its end."""

    kind: Kind
    text: str = ""
    level: int = 0
    number: str = ""
    label: str = ""
    note: str = ""
    marker: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    rules: Rules = "ruled"

    @property
    def whole(self) -> str:
        """The text as it should be read: with the number of a heading and the label of a paragraph."""
        return " ".join(part for part in (self.number, self.label, self.text) if part)


_GROUPS = (
    "unga utan gymnasieexamen",
    "långtidsarbetslösa kvinnor",
    "utrikes födda föräldrar",
    "personer med funktionsnedsättning",
    "sjukskrivna inom vården",
    "anställda i små företag",
    "nyanlända med kort skolbakgrund",
    "äldre i glesbygd",
)
_ACTORS = (
    "kommunernas arbetsmarknadsenheter",
    "samordningsförbunden",
    "folkhögskolorna",
    "de regionala kompetensråden",
    "vuxenutbildningen",
    "branschernas yrkesnämnder",
    "arbetsintegrerande företag",
    "länsstyrelserna",
)
_DEEDS = (
    "erbjuda handledd praktik på deltid",
    "pröva nya former av validering",
    "samla vägledning och rehabilitering under ett tak",
    "korta vägen mellan språkundervisning och arbete",
    "bygga upp lärcentrum närmare arbetsplatserna",
    "stödja arbetsgivare som anställer för första gången",
    "utveckla uppsökande verksamhet i bostadsområdena",
    "kartlägga kompetensbehoven tillsammans med arbetsplatserna",
)
_SENTENCES = (
    "Insatserna vänder sig till {g} och ska {d}, eftersom tidigare satsningar visat att steget annars blir för långt.",
    "I regionens norra delar är avstånden stora, och därför behöver {a} {d} även utanför tätorterna.",
    "Erfarenheterna från {y} visar att {g} sällan nås av information som bara finns på myndigheternas webbplatser.",
    "Ansvaret delas mellan {a} och de projekt som beviljas stöd, medan uppföljningen sker gemensamt varje halvår.",
    "Det är angeläget att {a} tidigt kan {d} och att deltagarnas egna önskemål får styra innehållet.",
    "Partnerskapet bedömer att {n} personer kan beröras under perioden, varav drygt hälften är kvinnor.",
    "För {g} krävs ofta en kombination av hälsofrämjande stöd, studier och arbetsplatsförlagd träning.",
    "Projekt som avser att {d} bör samverka med {a} redan under planeringsfasen.",
    "Digitaliseringen förändrar arbetsinnehållet i många yrken, vilket ställer krav på fortlöpande kompetensutveckling.",
    "Jämställdhetsintegrering, tillgänglighet och likabehandling ska prägla både organisering och genomförande.",
    "Behoven är störst bland {g}, men variationerna mellan länets kommuner är betydande.",
    "Sedan {y} har antalet platser minskat med {n} procent trots att efterfrågan varit oförändrad.",
)
_ITEMS = (
    "uppsökande arbete bland {g}",
    "stöd till {a} för att {d}",
    "metoder som hjälper deltagarna att {d} utan att förlora sin försörjning under tiden",
    "kompetensutveckling för personal hos {a}",
    "kartläggning av hinder för {g}",
    "gemensam uppföljning av deltagarnas väg till arbete",
)
_NOTES = (
    "Uppgiften avser {y} och är hämtad ur partnerskapets egen sammanställning.",
    "Med {g} avses här den som varit inskriven i minst {n} veckor.",
    "Se vidare bilagan om samverkan mellan {a} och projekten.",
    "Andelen har räknats om efter ändrad avgränsning {y}.",
)
_HEADINGS = (
    "Inriktning och avgränsning",
    "Målgrupper i regionen",
    "Samverkan med andra aktörer",
    "Förutsättningar på arbetsmarknaden",
    "Val av insatser",
    "Uppföljning och lärande",
    "Regionala utmaningar",
    "Kompetensförsörjning i omställning",
    "Övergripande principer",
    "Behov av stöd och vägledning",
    "Förväntade resultat",
    "Genomförande och tidplan",
)
_LABELS = ("Målgrupp:", "Syfte:", "Förväntat resultat:", "Samverkanspart:")
_ROWS = (
    "Deltagare totalt",
    "Deltagare som är kvinnor",
    "Deltagare i arbete efter avslut",
    "Anställda i kompetensutveckling",
    "Unga som återgått till studier",
    "Medverkande arbetsgivare",
    "Genomförda valideringar",
    "Deltagare med funktionsnedsättning",
)


class _Author:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def filled(self, template: str) -> str:
        return template.format(
            g=self.chance.choice(_GROUPS),
            a=self.chance.choice(_ACTORS),
            d=self.chance.choice(_DEEDS),
            y=self.chance.randint(2009, 2024),
            n=self.chance.randint(12, 940),
        )

    def paragraph(self, count: int) -> str:
        return " ".join(self.filled(template) for template in self.chance.sample(_SENTENCES, count))

    def list(self, marker: str) -> list[Part]:
        items = [self.filled(template) for template in self.chance.sample(_ITEMS, 4)]
        signs = {"1": ["1.", "2.", "3.", "4."], "a": ["a)", "b)", "c)", "d)"]}.get(marker, [marker] * 4)
        return [Part("list_item", text, marker=sign) for text, sign in zip(items, signs, strict=True)]

    def number(self) -> str:
        value = self.chance.choice((self.chance.randint(2, 99), self.chance.randint(1_000, 98_000)))
        return f"{value:,}".replace(",", "\xa0")

    def table(self, count: int, rules: Rules) -> Part:
        rows = [("Indikator", "Enhet", "2025", "2027", "2029")]
        for i in range(count):
            name = _ROWS[i % len(_ROWS)] + (
                f", område {chr(65 + i // len(_ROWS))}" if count > len(_ROWS) else ""
            )
            unit = self.chance.choice(("antal", "procent"))
            rows.append((name, unit, self.number(), self.number(), self.number()))
        return Part("table", rows=tuple(rows), rules=rules)


def plan(seed: int, *, numbered: bool = True, long_table: int = 44) -> list[Part]:
    """A plan of some eight pages. `long_table` is the number of rows of a table that runs over a page."""
    author = _Author(seed)
    headings = author.chance.sample(_HEADINGS, len(_HEADINGS))
    notes = [author.filled(template) for template in _NOTES]
    markers = ["•", "–", "1", "a"]
    rules: list[Rules] = ["ruled", "rows", "none"]
    parts: list[Part] = []
    for chapter in range(4):
        number = f"{chapter + 1}"
        parts.append(Part("heading", headings[3 * chapter], 1, number if numbered else ""))
        parts.append(Part("paragraph", author.paragraph(5), note=notes[chapter]))
        parts.append(Part("paragraph", author.paragraph(6)))
        for section in (1, 2):
            own = f"{number}.{section}" if numbered else ""
            parts.append(Part("heading", headings[3 * chapter + section], 2, own))
            parts += [Part("paragraph", author.paragraph(author.chance.randint(3, 6))) for _ in range(3)]
            if section == 1:
                parts.append(Part("paragraph", "Inom området prioriteras följande:"))
                parts += author.list(markers[chapter])
            else:
                parts.append(Part("paragraph", author.paragraph(2), label=_LABELS[chapter]))
        if chapter < 3:
            parts.append(Part("caption", f"Tabell {chapter + 1}. Mål för {author.chance.choice(_GROUPS)}."))
            parts.append(author.table(6, rules[chapter]))
            parts.append(Part("paragraph", author.paragraph(4)))
    parts.append(Part("caption", "Tabell 4. Målvärden per område och år."))
    parts.append(author.table(long_table, "ruled"))
    parts.append(Part("paragraph", author.paragraph(5)))
    return parts
