import io
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from esfnlp.web import languages
from esfnlp.web.languages import language

KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
WEB = Path(str(files("esfnlp.web")))
CATALOGUES = sorted((WEB / "locale" / "sv").glob("*.po"))


def messages():
    """Every message of the package, by what it is looked up by."""
    for method, pattern in (("python", "*.py"), ("jinja2.ext:babel_extract", "*.html")):
        options = {"trimmed": "true", "silent": "false"} if pattern == "*.html" else {}
        for path in sorted(WEB.rglob(pattern)):
            with path.open("rb") as file:
                for _, message, *_ in extract(method, file, keywords=KEYWORDS, options=options):
                    yield message if isinstance(message, str) else message[0]


def translations(path):
    return [message for message in read_po(io.BytesIO(path.read_bytes())) if message.id]


def test_every_message_has_swedish():
    known = {m.id if isinstance(m.id, str) else m.id[0] for path in CATALOGUES for m in translations(path)}
    assert sorted(set(messages()) - known) == []


def test_translations_hold_the_places_of_their_messages_and_agree_with_each_other():
    said = defaultdict(set)
    for path in CATALOGUES:
        for message in translations(path):
            assert not list(message.check()), f"{path.name}: {message.id}"
            assert all([message.string] if isinstance(message.string, str) else message.string), message.id
            said[message.id].add(message.string)
    assert {key: values for key, values in said.items() if len(values) > 1} == {}


@pytest.mark.parametrize(
    ("headers", "address", "code"),
    [
        ({}, "/", "sv"),
        ({"accept-language": "en-GB,en;q=0.8"}, "/", "en"),
        ({"accept-language": "de, sv;q=0.4, en;q=0.3"}, "/", "sv"),
        ({"accept-language": "en;q=x, ;;"}, "/", "en"),
        ({"accept-language": "en", "cookie": "language=sv"}, "/", "sv"),
        ({"cookie": "language=sv"}, "/?lang=en", "en"),
        ({"cookie": "language=tlh"}, "/?lang=tlh", "sv"),
    ],
)
def test_the_address_then_the_cookie_then_the_browser_choose_the_language(client, headers, address, code):
    assert f'<html lang="{code}">' in client.get(address, headers=headers).text


def test_a_chosen_language_stays(client):
    assert client.get("/?lang=en").cookies["language"] == "en"
    assert '<html lang="en">' in client.get("/plans").text


def test_the_switch_keeps_the_whole_address(client):
    page = client.get("/compare?by=themes&region=SE22").text
    assert 'href="/compare?by=themes&amp;region=SE22&amp;lang=en"' in page


def test_quotes_and_titles_are_marked_as_swedish_in_an_english_page(client):
    page = client.get("/compare/cell?by=target-groups&at=SE22&when=2014-2020&item=tg:uvas&lang=en").text
    assert '<blockquote lang="sv">' in page
    assert '<span lang="sv">Plan för Sydsverige</span>' in page


def test_concepts_have_the_name_of_the_language():
    assert language("sv").concept("tg:uvas") != language("en").concept("tg:uvas")
    assert language("en").place("SE") == "Sweden"
    assert language("sv").concept("tg:nothing") == "tg:nothing"


def test_counting_follows_the_language():
    say = language("sv")
    assert say.count("%(n)s plan", "%(n)s plans", 1200) == "1\xa0200 plans"
    assert languages.language("en").count("%(n)s plan", "%(n)s plans", 1) == "1 plan"
