"""Why a password is too easy to guess; its length is judged elsewhere."""

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from re import findall, sub
from typing import Final
from unicodedata import normalize

COURANTS: Final = Path(__file__).parent / "data" / "common-passwords.txt.gz"
"""The 20,000 commonest of published leaks, as Django ships them."""
CONTEXTE: Final = (
    *("passerelle", "portail", "uimm", "cqpm", "metallurgie", "motdepasse"),
    *("password", "candidat", "instructeur", "vae"),
)
SUITES: Final = (
    *("0123456789", "abcdefghijklmnopqrstuvwxyz"),
    *("azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm"),
)
RESTE: Final = 6
"""What a password must hold beside the words everybody knows of the person."""
TROP_COURANT: Final = (
    "Ce mot de passe est trop courant : il serait essayé parmi les premiers. "
    "Choisissez plutôt quelques mots sans lien entre eux."
)
TROP_PROCHE: Final = (
    "Ce mot de passe se devine à partir de votre nom, de votre adresse ou du portail. "
    "Choisissez plutôt quelques mots sans lien entre eux."
)


def why_not(mot_de_passe: str, *, de: Iterable[str] = ()) -> str | None:
    """`de`: what is known of the person, its address and its name."""
    simple = _sans_accents(mot_de_passe)
    # « password1234! » is « password » to who guesses.
    noyau = simple.strip("0123456789 !?.,;:*+-_#@&$%/'\"()=")
    if {simple, noyau} & _courants() or _repete(simple) or _suit(simple):
        return TROP_COURANT
    reste = _sans_les_mots(simple, (*CONTEXTE, *_mots(de)))
    return TROP_PROCHE if reste != simple and len(reste) < RESTE else None


@cache
def _courants() -> frozenset[str]:
    with gzip.open(COURANTS, "rt", encoding="utf-8") as lines:
        return frozenset(_sans_accents(line.strip()) for line in lines)


def _sans_accents(text: str) -> str:
    """As the list is written: no capitals, no accents."""
    letters = normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not 0x300 <= ord(c) < 0x370)


def _repete(text: str) -> bool:
    """« 123412341234 »: a beginning, and the same again."""
    return any(
        text == (text[:size] * len(text))[: len(text)]
        for size in range(1, len(text) // 2 + 1)
    )


def _suit(text: str) -> bool:
    """« 123456789012 », « lkjihgfedcba »."""
    return any(text in turn * 13 or text[::-1] in turn * 13 for turn in SUITES)


def _mots(de: Iterable[str]) -> list[str]:
    """The longest first: of « martinet », « martin » would leave « et »."""
    words = {w for text in de for w in findall(r"[a-z]{4,}", _sans_accents(text))}
    return sorted(words, key=len, reverse=True)


def _sans_les_mots(text: str, mots: Iterable[str]) -> str:
    """The letters and figures that remain; the same text when no word was there."""
    reste = text
    for mot in mots:
        reste = reste.replace(mot, " ")
    return text if reste == text else sub(r"[\W_]", "", reste)
