"""What is known of a document as a whole: from its first page, its headings, its words and its file name."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from esfnlp.document import FURNITURE, DocType, Metadata
from esfnlp.ingest.metadata_places import region_codes
from esfnlp.ingest.pieces import Piece, Reading
from esfnlp.ingest.sections import is_coded
from esfnlp.swedish.slugs import slug
from esfnlp.taxonomy.places import TRAINING_REGION, place_name

PERIODS = {(2000, 2006): "ESF", (2007, 2013): "ESF", (2014, 2020): "ESF", (2021, 2027): "ESF+"}
"""Programme periods and the fund's name in them."""

_FUND = re.compile(r"\b(?:europeiska\s+)?socialfond\w*|\bESF(?:\+|\b)", re.IGNORECASE)
_FUND_PLUS = re.compile(r"\bESF\s?\+|\bsocialfond\w*\s*(?:\+|plus\b)", re.IGNORECASE)
_PERIOD = re.compile(r"(?<!\d)(20\d\d)\s?(?:[-–—/]|till(?:\s+och\s+med)?|to)\s?(20\d\d|\d\d)(?!\d)")
_TRAINING = re.compile(
    r"fikti\w+[^.]{0,90}(?:utbildning|övning|träning|exempel|material)"
    r"|(?:utbildnings|övnings|tränings)\w*material[^.]{0,90}(?:fikti|påhitt)|påhittad\w*[^.]{0,60}(?:plan|region)",
    re.IGNORECASE,
)
_TYPES: tuple[tuple[DocType, re.Pattern[str]], ...] = (
    ("statement", re.compile(r"yttrande|remissvar|skrivelse|ställningstagande", re.I)),
    (
        "meeting_summary",
        re.compile(
            r"minnesanteckning|mötesanteckning|protokoll|(?<!re)turn[eé]"
            r"|sammanställning\b.*(?:möte|dialog|workshop|samtal)",
            re.I,
        ),
    ),
    (
        "national_programme",
        re.compile(r"nationell\w*\s+(?:socialfonds|strukturfonds)?program|nationell\w* handlingsplan", re.I),
    ),
    ("regional_plan", re.compile(r"handlingsplan|(?:regional\w*|socialfonds)\s?plan\b|esf-plan", re.I)),
    ("strategy", re.compile(r"strategi", re.I)),
)
_LINK_LINE = re.compile(r"(?:läs mer|se även|klicka här|till startsidan|tipsa|skriv ut)\b", re.IGNORECASE)
_FEWEST_LINKS = 3
_SELF = re.compile(r"\b(?:denna|den regionala|regional|föreliggande)\s+handlingsplan", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:innehåll\w*|förord|sammanfattning|inledning|bakgrund|syfte|bilag\w*|kapitel\s+\d+|läsanvisning)\b",
    re.IGNORECASE,
)
_FILE_TITLE = re.compile(
    r"microsoft|\.(?:docx?|pdf|indd|pptx?)\b|untitled|namnlös|^presentation|^dokument\d*$", re.IGNORECASE
)
_TITLE_WORD = re.compile(
    r"plan|program|strategi|yttrande|protokoll|rapport|sammanställning|anteckning|analys", re.I
)
_VERSION_IN_NAME = re.compile(r"(?:^|-)(?:v|ver|version)-?(\d+(?:-\d+)?)(?=-|$)")
_REVISED_IN_NAME = re.compile(
    r"(?:^|-)((?:rev|reviderad|utkast|remissversion|slutversion)(?:-\d{2,4})*)(?=-|$)"
)
_VERSION_IN_TEXT = re.compile(r"\bversion\s*:?\s*(\d+(?:\.\d+)*)\b", re.IGNORECASE)
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
_DATE = re.compile(rf"(20\d\d)-(\d\d)-(\d\d)|(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(20\d\d)", re.IGNORECASE)
_DECIDED = r"(?:beslut(?:ad|ades|ade|at)?|fastställ(?:d|des|t)|antagen|antogs|antaget|godkän(?:d|des|t|de))\b"
_ADOPTED = re.compile(
    rf"{_DECIDED}[^.\n]{{0,90}}?(?:{_DATE.pattern})|(?:{_DATE.pattern})\s+{_DECIDED}", re.IGNORECASE
)
_FRONT_LENGTH = 4000
_NUTS_2_LENGTH = 4


@dataclass(frozen=True)
class Front:
    """Where metadata is looked for: the body text, its beginning and headings, and the file's name."""

    reading: Reading
    stem: str

    @cached_property
    def body(self) -> list[Piece]:
        return [piece for piece in self.reading.pieces if piece.kind not in FURNITURE]

    @cached_property
    def text(self) -> str:
        return unicodedata.normalize("NFC", "\n".join(piece.text for piece in self.body))

    @cached_property
    def headings(self) -> list[str]:
        return [" ".join(piece.text.split()) for piece in self.body if piece.kind == "heading"]

    @property
    def beginning(self) -> str:
        return self.text[:_FRONT_LENGTH]

    @cached_property
    def name(self) -> str:
        """The file's name as words."""
        return slug(self.stem).replace("-", " ")


def detect_metadata(document_id: str, reading: Reading, path: Path) -> Metadata:
    """What the document says of itself; a manifest may say otherwise. A document that hardly speaks of the
    European Social Fund has neither programme nor period."""
    front = Front(reading, path.stem)
    title = _stated_title(front)
    doc_type = _doc_type(front, title)
    period = _period(front, title)
    programme = _programme(front, title, period)
    training = _TRAINING.search(_edges(front)) is not None
    codes = (TRAINING_REGION,) if training else region_codes(title, front.name, front.headings, front.text)
    start, end = period if period and programme else (None, None)
    if doc_type == "other" and start and len(codes) == 1 and len(codes[0]) == _NUTS_2_LENGTH:
        doc_type = "regional_plan"
    return Metadata(
        title=title or _made_title(doc_type, programme, codes, period, path),
        doc_type=doc_type,
        programme=programme,
        period_start=start,
        period_end=end,
        region_codes=codes,
        plan_id=_plan_id(document_id),
        version=_version(front),
        adopted_on=_adopted_on(front),
        source_file=path.name,
        media_type=reading.media_type,
        training=training,
    )


def _stated_title(front: Front) -> str:
    """The file's own title, or a heading at the beginning that can be one; nothing where there is none."""
    stated = " ".join(front.reading.title.split())
    if len(stated.split()) > 1 and not _FILE_TITLE.search(stated) and not _NO_TITLE.match(stated):
        return stated
    first = [piece for piece in front.body[:12] if piece.kind == "heading"]
    named = [
        text
        for piece in first
        if not _NO_TITLE.match(text := " ".join(piece.text.split())) and not is_coded(text)
    ]
    titled = next((text for text in named if _TITLE_WORD.search(text)), None)
    return titled or ""


def _made_title(
    doc_type: DocType,
    programme: str | None,
    codes: tuple[str, ...],
    period: tuple[int, int] | None,
    path: Path,
) -> str:
    """A title for a document without one: what it is, for whom and when; else its file name."""
    if doc_type != "regional_plan" or programme is None or len(codes) != 1:
        return " ".join(re.split(r"[\s_-]+", path.stem)).strip() or path.name
    fund = "Europeiska socialfonden plus" if programme == "ESF+" else "Europeiska socialfonden"
    years = f" {period[0]}–{period[1]}" if period else ""
    return f"Regional handlingsplan för {fund} i {place_name(codes[0])}{years}"


def _doc_type(front: Front, title: str) -> DocType:
    links = sum(bool(_LINK_LINE.match(piece.text)) and len(piece.text) < 100 for piece in front.body)
    if front.reading.media_type == "text/html" or links >= _FEWEST_LINKS:
        return "web_page"
    for named in (title, front.name):
        for doc_type, pattern in _TYPES:
            if pattern.search(named):
                return doc_type
    speaks_of_itself = len(_SELF.findall(front.text)) >= 2 and _FUND.search(front.text) is not None
    return "regional_plan" if speaks_of_itself else "other"


def _programme(front: Front, title: str, period: tuple[int, int] | None) -> str | None:
    """ESF or ESF+ where the document is about the fund, by its title or by how often it speaks of it."""
    count = len(_FUND.findall(front.text))
    named = _FUND.search(f"{title} {front.name}") is not None
    if not named and (count < 2 or count * 5000 < len(front.text)):
        return None
    if period is not None:
        return PERIODS[period]
    return "ESF+" if 2 * len(_FUND_PLUS.findall(front.text)) >= count else "ESF"


def _period(front: Front, title: str) -> tuple[int, int] | None:
    """The programme period of the title or file name, else the one that the text names most, if it does so
    twice or at its beginning."""
    for named in (title, front.stem):
        if periods := _periods(named):
            return periods[0]
    counts = Counter(_periods(front.text))
    if not counts:
        return None
    period, times = counts.most_common(1)[0]
    return period if times > 1 or period in _periods(front.beginning) else None


def _periods(text: str) -> list[tuple[int, int]]:
    found = [(int(a), int(b) if len(b) == 4 else int(a[:2] + b)) for a, b in _PERIOD.findall(text)]
    return [period for period in found if period in PERIODS]


def _edges(front: Front) -> str:
    """The beginning, the end and the page furniture: where a document says what it is."""
    furniture = "\n".join(piece.text for piece in front.reading.pieces if piece.kind in FURNITURE)
    return f"{front.beginning}\n{front.text[-_FRONT_LENGTH // 2 :]}\n{furniture[:_FRONT_LENGTH]}"


def _version(front: Front) -> str | None:
    name = slug(front.stem)
    if match := _VERSION_IN_NAME.search(name):
        return match.group(1).replace("-", ".")
    if match := _VERSION_IN_TEXT.search(front.beginning[: _FRONT_LENGTH // 2]):
        return match.group(1)
    revised = _REVISED_IN_NAME.search(name)
    return revised.group(1).replace("-", " ") if revised else None


def _plan_id(document_id: str) -> str:
    """The document id without what tells its version."""
    return _REVISED_IN_NAME.sub("", _VERSION_IN_NAME.sub("", document_id)) or document_id


def _adopted_on(front: Front) -> str | None:
    """The date of the latest decision that the beginning of the document states, as ISO 8601."""
    dates = [_iso(match.groups()) for match in _ADOPTED.finditer(front.beginning)]
    return max(dates, default=None)


def _iso(groups: Sequence[str | None]) -> str:
    year, month, day, spoken_day, spoken_month, spoken_year = groups[:6] if any(groups[:6]) else groups[6:]
    if year:
        return f"{year}-{month}-{day}"
    return f"{spoken_year}-{_MONTHS.index((spoken_month or '').casefold()) + 1:02}-{int(spoken_day or 0):02}"
