"""What no form asks for, and what no page says."""

import re
from pathlib import Path

from flask_wtf import FlaskForm
from wtforms.fields.core import UnboundField

import portal
from tests.rules.sources import PORTAL, TEMPLATES, place

TEXTES = {".py", ".html", ".txt", ".typ"}
INTERDITS = re.compile(
    r"nationalit|rqth|handicap[ée]|allocation|prestation|indemnis|\brsa\b"
    r"|certificat m[ée]dical|justificatif m[ée]dical|m[ée]decin"
    r"|avis.{0,3}(de )?l?.?(entreprise|employeur)|dur[ée]e minimale",
    re.IGNORECASE,
)


def test_no_form_asks_for_what_is_never_asked():
    """Section 0 rule 10, R35, R37: neither by its name nor by its label."""
    asked = [f"{form.__name__}.{name} {label}" for form, name, label in questions()]
    assert len(asked) > 60, "every form of the portal is read"
    assert [line for line in asked if INTERDITS.search(line)] == []


def test_no_quorum_is_written_anywhere():
    """Section 0 rule 11: the sources state none."""
    assert mentions(r"quorum") == []


def test_the_renamed_word_of_the_gtp_is_in_no_page_and_no_letter():
    """Section 0 rule 13: « Qualifications » is « Certifications » since 2019."""
    assert mentions(r"(GTP|groupe technique paritaire)\s*(«|Q\b|qualif|certif)") == []


def questions() -> list[tuple[type, str, str]]:
    """Every field of every form class: the blueprints have imported them all."""
    assert portal.create_app
    return [
        (form, name, str(field.args[0] if field.args else ""))
        for form in subclasses(FlaskForm)
        if form.__module__.startswith("portal.")
        for name, field in vars(form).items()
        if isinstance(field, UnboundField)
    ]


def subclasses(form: type) -> list[type]:
    return [s for sub in form.__subclasses__() for s in (sub, *subclasses(sub))]


def mentions(pattern: str) -> list[str]:
    asked = re.compile(pattern, re.IGNORECASE)
    return [
        place(path, number, line.strip()[:80])
        for path in texts()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if asked.search(line)
    ]


def texts() -> list[Path]:
    return [p for f in (PORTAL, TEMPLATES) for p in f.rglob("*") if p.suffix in TEXTES]
