"""Web pages to a reading: the main content, without menus."""

import re
from pathlib import Path
from typing import Any

from lxml import html as lxml_html  # type: ignore[import-untyped]

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.encoding import cleaned, decode
from esfnlp.ingest.html_content import main_content
from esfnlp.ingest.html_pieces import pieces_of, running
from esfnlp.ingest.pieces import Reading

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""", re.I
)
_DECLARED_WITHIN = 4096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}$")


def read_html(path: Path) -> Reading:
    """The reading of a web page's main content.

    Raises
    ------
    UnreadableDocumentError : no page can be made out in the file.
    """
    text = _XML_DECLARATION.sub("", cleaned(decode_page(path.read_bytes())))
    try:
        return parse_html(text)
    except lxml_html.etree.ParserError as error:
        raise UnreadableDocumentError(
            path, "damaged", "no web page can be made out", "save the page again"
        ) from error


def parse_html(text: str) -> Reading:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    title = _title(tree)
    return Reading(pieces=tuple(pieces_of(main_content(tree))), pages=(), media_type="text/html", title=title)


def decode_page(data: bytes) -> str:
    """Text by byte order mark, else by UTF-8 where that fits, else by the encoding that the page declares.

    UTF-8 is tried before the declaration, which pages that were saved anew often have wrong.
    """
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    name = (match.group(1) or match.group(2)).decode("ascii").casefold() if match else ""
    try:
        return decode(data) if name in ("", "utf-8", "iso-8859-1", "latin1") else data.decode(name)
    except (LookupError, UnicodeError):
        return decode(data)


def _title(tree: Any) -> str:
    """The page's title without the name of its site, else its first main heading."""
    stated = tree.xpath("//meta[@property='og:title']/@content") or tree.xpath("//head/title/text()")
    headings = [running(heading) for heading in tree.xpath("//h1")]
    title = " ".join(str(stated[0]).split()) if stated else ""
    short = _SITE.sub("", title)
    if not short or (headings and headings[0] and headings[0] in title):
        return headings[0] if headings else short
    return short
