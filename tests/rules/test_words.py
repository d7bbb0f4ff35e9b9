"""What no form asks for, and what no page says."""

import ast
import re
from dataclasses import asdict
from pathlib import Path

from flask_wtf import FlaskForm
from wtforms.fields.core import UnboundField

import portal
from portal.droit.termes import TERMES
from tests.rules.sources import PORTAL, TEMPLATES, listing, place, tree

TEXTES = {".py", ".html", ".txt", ".typ"}
INTERDITS = re.compile(
    r"nationalit|rqth|handicap[ée]|allocation|prestation|indemnis|\brsa\b"
    r"|certificat m[ée]dical|justificatif m[ée]dical|m[ée]decin"
    r"|avis.{0,3}(de )?l?.?(entreprise|employeur)|dur[ée]e minimale",
    re.IGNORECASE,
)


RENOMMES = re.compile(
    r"capacités?|groupe technique paritaire|\b(?-i:GTP)\b", re.IGNORECASE
)
COMMENTAIRE = re.compile(r"\{#.*?#\}", re.DOTALL)


def test_no_form_asks_for_what_is_never_asked():
    """Section 0 rule 10, R35, R37: neither by its name nor by its label."""
    asked = [f"{form.__name__}.{name} {label}" for form, name, label in questions()]
    assert len(asked) > 60, "every form of the portal is read"
    assert [line for line in asked if INTERDITS.search(line)] == []


def test_no_quorum_is_written_anywhere():
    """Section 0 rule 11: the sources state none."""
    assert mentions(r"quorum") == []


def test_a_word_that_a_later_text_renames_is_written_in_one_place():
    """Section 0 rule 13: pages and sentences say `termes`, never the word itself.

    Docstrings and Jinja comments are ours to read; the référentiel keeps its own words.
    """
    pages = [(path, shown(path)) for path in texts() if path.suffix != ".py"]
    sentences = [(path, said(path)) for path in texts() if path.suffix == ".py"]
    found = [
        place(path, line, text.strip()[:80])
        for path, lines in pages + sentences
        for line, text in lines
        if RENOMMES.search(text) and path != PORTAL / "droit" / "termes.py"
    ]
    assert not found, listing(found)


def test_the_words_that_may_be_renamed_are_those_of_the_place():
    """Section 0 rule 13."""
    assert all(RENOMMES.search(word) for word in asdict(TERMES).values())
    assert RENOMMES.search("Les Capacités visées")
    assert not RENOMMES.search("capacite, Role.GTP_ et les compétences")


def shown(path: Path) -> list[tuple[int, str]]:
    """The lines of a template without its comments."""
    kept = COMMENTAIRE.sub(lambda m: "\n" * m.group().count("\n"), path.read_text())
    return list(enumerate(kept.splitlines(), 1))


def said(path: Path) -> list[tuple[int, str]]:
    """The texts of a module that are not its docstrings."""
    nodes = list(ast.walk(tree(path)))
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs
    ]


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
