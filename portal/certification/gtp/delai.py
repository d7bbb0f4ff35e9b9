"""The two months from the jury to the transmission, in words (R60, K6)."""

from dataclasses import dataclass
from datetime import date

from portal.droit.jours import ajouter_mois
from portal.droit.reglements import reglement_en_vigueur
from portal.web.filters import date_longue, pluriel


@dataclass(frozen=True, slots=True)
class Delai:
    limite: date
    genre: str
    """`ok`, `bientot` or `retard`: the words of the macro."""
    mot: str
    phrase: str


def limite_de_transmission(jury_le: date) -> date:
    """By the règlement in force on the day of the jury."""
    return ajouter_mois(jury_le, reglement_en_vigueur(jury_le).transmission_mois)


def delai(jury_le: date, envoyee_le: date | None, on: date) -> Delai:
    limite = limite_de_transmission(jury_le)
    left = (limite - (envoyee_le or on)).days
    genre, mot = _level(left, jury_le, sent=envoyee_le is not None)
    phrase = _sent(left, limite, envoyee_le) if envoyee_le else _awaited(left, limite)
    return Delai(limite, genre, mot, phrase)


def _level(left: int, jury_le: date, *, sent: bool) -> tuple[str, str]:
    if left < 0:
        return "retard", f"En retard · {-left}\u00a0j"
    if sent:
        return "ok", "À temps"
    soon = left <= reglement_en_vigueur(jury_le).seuil_bientot_jours
    return ("bientot", "Bientôt") if soon else ("ok", "À temps")


def _sent(left: int, limite: date, le: date) -> str:
    if left < 0:
        late = pluriel(-left, "jour")
        return (
            f"Envoyée le {date_longue(le)}, {late} après la limite du "
            f"{date_longue(limite)}."
        )
    before = f"{pluriel(left, 'jour')} avant la limite" if left else "le dernier jour"
    return f"Envoyée le {date_longue(le)}, {before}."


def _awaited(left: int, limite: date) -> str:
    if left < 0:
        return (
            f"À envoyer sans attendre\u00a0: la limite du {date_longue(limite)} est "
            f"passée depuis {pluriel(-left, 'jour')}."
        )
    words = f"dans {pluriel(left, 'jour')}" if left else "aujourd’hui"
    return f"À envoyer au plus tard le {date_longue(limite)}, {words}."
