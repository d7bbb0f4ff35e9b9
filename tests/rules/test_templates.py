"""What a page may hold, whatever route shows it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.rules.sources import TEMPLATES, html_templates, listing, place

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
HANDLER = re.compile(r"on[a-z]+|hx-on.*|style")
ENGLISH = re.compile(
    r"\b(Submit|Error|Choose file|Delete|Cancel|Save|Search|Next|Previous|Back|Close"
    r"|Log ?in|Log ?out|Sign ?in|Sign ?out|Upload|Download|Edit|Page not found)\b"
)
WORDED = ("placeholder", "title", "aria-label", "alt", "value")


def markup(source: str) -> BeautifulSoup:
    """The page with every branch of its Jinja, each value written as one word."""
    return BeautifulSoup(JINJA.sub(_plain, source), "html.parser")


def _plain(match: re.Match[str]) -> str:
    code = match.group()
    newlines = "\n" * code.count("\n")
    if not code.startswith("{{"):
        return newlines
    return ("csrf_token" if re.search("csrf|hidden_tag", code) else "valeur") + newlines


def inline_code(soup: BeautifulSoup) -> Iterator[Tag]:
    yield from soup.select("style, script:not([src])")
    yield from (
        tag for tag in soup.find_all() if any(map(HANDLER.fullmatch, tag.attrs))
    )


def forms_that_need_javascript(soup: BeautifulSoup) -> Iterator[Tag]:
    for form in soup.select("form"):
        method = form.get("method")
        guarded = method == "get" or "csrf_token" in form.decode_contents()
        if not form.get("action") or method not in {"get", "post"} or not guarded:
            yield form
    for tag in soup.select("[hx-post], [hx-put], [hx-patch], [hx-delete]"):
        if tag.name != "form" and not tag.find_parent("form"):
            yield tag


def english_words(soup: BeautifulSoup) -> Iterator[Tag]:
    for tag in soup.find_all():
        texts = [*tag.find_all(string=True, recursive=False)]
        texts += [str(tag[name]) for name in WORDED if name in tag.attrs]
        if any(map(ENGLISH.search, texts)):
            yield tag


@pytest.mark.parametrize(
    "offending", [inline_code, forms_that_need_javascript, english_words]
)
def test_no_page_holds(offending: Callable[[BeautifulSoup], Iterator[Tag]]):
    found = [
        place(path, tag.sourceline or 1, str(tag)[:80])
        for path in html_templates()
        for tag in offending(markup(path.read_text()))
    ]
    assert not found, listing(found)


def test_no_template_trusts_a_value_with_safe():
    trusting = re.compile(r"\|\s*safe\b|autoescape\s+false")
    found = [
        place(path, number, line.strip())
        for path in html_templates()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if trusting.search(line)
    ]
    assert not found, listing(found)


def test_a_fragment_has_one_root_with_an_id():
    found = [
        place(path, 1, f"{len(roots)} roots")
        for path in TEMPLATES.rglob("_*.html")
        if len(roots := _roots(path)) != 1 or not roots[0].get("id")
    ]
    assert not found, listing(found)


def _roots(path: Path) -> list[Tag]:
    return markup(path.read_text()).find_all(recursive=False)


@pytest.mark.parametrize(
    ("offending", "page"),
    [
        (inline_code, '<a onclick="x()">Voir</a>'),
        (inline_code, "<script>x()</script>"),
        (inline_code, '<p style="color:red">Voir</p>'),
        (forms_that_need_javascript, '<form hx-post="/x"></form>'),
        (forms_that_need_javascript, '<form action="{{ u }}" method="post"></form>'),
        (forms_that_need_javascript, '<button hx-post="/x">Envoyer</button>'),
        (english_words, "<button>Submit</button>"),
        (english_words, '<input placeholder="Search">'),
    ],
)
def test_the_rules_see_what_they_look_for(offending, page):
    assert list(offending(markup(page)))


def test_the_rules_leave_a_good_form_alone():
    page = markup(
        '<form action="{{ url_for("x", y="z") }}" method="post">'
        '<input name="csrf_token" value="{{ csrf_token() }}">'
        '<button hx-post="/x">Envoyer</button></form>'
    )
    assert not list(inline_code(page))
    assert not list(forms_that_need_javascript(page))
    assert not list(english_words(page))
