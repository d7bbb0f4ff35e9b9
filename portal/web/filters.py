"""French words for dates, durations, sizes and counts.

Babel rounds 12 days to « 2 semaines » and writes « 1 décembre »: we count days
and write « 1er » ourselves. 0 and 1 are singular in French.
"""

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from flask import Flask
from markupsafe import Markup, escape

from portal.droit.ouverture import MOIS
from portal.droit.termes import TERMES
from portal.storage.verdicts import retraits

PARIS: Final = ZoneInfo("Europe/Paris")
JOURS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS_COURTS: Final = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
NBSP: Final = "\u00a0"
_ESPACES: Final = (
    (re.compile(r"(\w)'(?=\w)"), "\\1’"),
    (re.compile(r"«[ \u00a0]*"), "«" + NBSP),
    (re.compile(r"[ \u00a0]*»"), NBSP + "»"),
    (re.compile(r"[ \u00a0]+([;:!?%€])"), NBSP + "\\1"),
    (
        re.compile(r"(\d) (?=(?:\d{3}\b|jours?|mois|ans?|heures?|Mo|Ko)\b)"),
        "\\1" + NBSP,
    ),
    (re.compile(r"\b(n°|Mme|M\.|art\.) (?=\S)"), "\\1" + NBSP),
)


def _jour(le: date) -> date:
    """The Paris day of an instant; a date is already one."""
    return le.astimezone(PARIS).date() if isinstance(le, datetime) else le


def date_longue(le: date) -> str:
    """« 3 mars 2026 », « 1er avril 2026 »."""
    jour = _jour(le)
    numero = "1er" if jour.day == 1 else str(jour.day)
    return f"{numero}{NBSP}{MOIS[jour.month - 1]}{NBSP}{jour.year}"


def date_semaine(le: date) -> str:
    """« vendredi 16 avril 2027 »."""
    return f"{JOURS[_jour(le).weekday()]} {date_longue(le)}"


def date_courte(le: date) -> str:
    """« 03/12/2026 », for tables."""
    return f"{_jour(le):%d/%m/%Y}"


def mois_annee(le: date) -> str:
    """« mars 2019 »."""
    return f"{MOIS[le.month - 1]}{NBSP}{le.year}"


def mois_court(le: date) -> str:
    """« janv. », « mars »: under a bar."""
    return MOIS_COURTS[le.month - 1]


def heure(at: datetime) -> str:
    """« 9 h 05 », in Paris whatever the zone of the instant."""
    local = at.astimezone(PARIS)
    return f"{local.hour}{NBSP}h{NBSP}{local:%M}"


def heure_dite(text: str) -> str:
    """« 9 h », « 14 h 30 », from the « 14:30 » a row keeps."""
    hours, _, minutes = text.partition(":")
    return f"{int(hours)}{NBSP}h" + (f"{NBSP}{minutes}" if minutes != "00" else "")


def date_heure(at: datetime) -> str:
    """« 12 novembre 2026 à 17 h 05 »."""
    return f"{date_longue(at)} à {heure(at)}"


def nombre(n: int) -> str:
    return f"{n:,}".replace(",", "\u202f")


def pluriel(n: int, mot: str, mots: str | None = None) -> str:
    """« 0 dossier », « 1 dossier », « 2 dossiers »; `mots` when not just an s."""
    return f"{nombre(n)}{NBSP}{mot if abs(n) < 2 else mots or mot + 's'}"


def jours(le: date, depuis: date) -> str:
    """« dans 12 jours », « aujourd’hui », « depuis 3 jours », seen from `depuis`."""
    n = (_jour(le) - _jour(depuis)).days
    if n == 0:
        return "aujourd’hui"
    return f"{'dans' if n > 0 else 'depuis'} {pluriel(abs(n), 'jour')}"


def ecart(le: date, depuis: date) -> int:
    """Days left until `le`; negative once it is past."""
    return (_jour(le) - _jour(depuis)).days


def duree(mois: int) -> str:
    """« 13 ans et 7 mois » from a number of months."""
    ans, reste = divmod(mois, 12)
    parts = [pluriel(ans, "an")] if ans else []
    if reste or not ans:
        parts.append(f"{reste}{NBSP}mois")
    return " et ".join(parts)


def duree_entre(debut: date, fin: date) -> str:
    """The whole months from `debut` to `fin`, in words."""
    ecoule = relativedelta(fin, debut)
    return duree(ecoule.years * 12 + ecoule.months)


def taille(octets: int) -> str:
    """« 640 Ko », « 1,4 Mo », in multiples of 1,024 as most computers show them."""
    if octets < 1000:
        return pluriel(octets, "octet")
    valeur, unite = octets / 1024, "Ko"
    for plus_grande in ("Mo", "Go"):
        if valeur >= 999.5:
            valeur, unite = valeur / 1024, plus_grande
    digits = 0 if unite == "Ko" or valeur >= 100 else 1
    words = f"{valeur:.{digits}f}".removesuffix(".0").replace(".", ",")
    return f"{words}{NBSP}{unite}"


def part(le: date, du: date, au: date) -> float:
    """Where `le` stands between `du` and `au`, in % from 0 to 100."""
    total = (au - du).days
    return (
        round(min(max((le - du).days / total, 0), 1) * 100, 1) if total > 0 else 100.0
    )


def typo(texte: str) -> Markup:
    """Curly apostrophes and French spaces on plain text; markup is left as it is."""
    if isinstance(texte, Markup):
        return texte
    for motif, remplacement in _ESPACES:
        texte = motif.sub(remplacement, texte)
    return escape(texte)


FILTERS: Final = (
    date_longue,
    date_semaine,
    date_courte,
    mois_annee,
    mois_court,
    heure,
    heure_dite,
    date_heure,
    nombre,
    jours,
    ecart,
    duree,
    taille,
    typo,
    retraits,
)
GLOBALS: Final = (pluriel, part, duree_entre)


def register(app: Flask) -> None:
    app.jinja_env.filters |= {each.__name__: each for each in FILTERS}
    app.jinja_env.globals |= {each.__name__: each for each in GLOBALS}
    app.jinja_env.globals["termes"] = TERMES
