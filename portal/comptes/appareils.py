"""A browser in words: enough to recognise one's own, not to follow a person."""

from typing import Final

INCONNU: Final = "Navigateur non reconnu"
# The order matters: Edge and Opera say Chrome too, and Chrome says Safari.
NAVIGATEURS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
# Android says Linux, and an iPhone says Mac OS X.
SYSTEMES: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def en_mots(user_agent: str) -> str:
    """« Firefox sur Windows »."""
    navigateur = _first(NAVIGATEURS, user_agent)
    systeme = _first(SYSTEMES, user_agent)
    if navigateur and systeme:
        return f"{navigateur} sur {systeme}"
    return navigateur or systeme or INCONNU


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((word for mark, word in known if mark in user_agent), "")
