"""The convocation of a candidate before the commission (R4, R31)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.courrier.lettres_textes.commun import (
    Bloc,
    Entete,
    contact,
    encadre,
    faits,
    lettre,
    liste,
    paragraphes,
    portee,
    texte,
    titre,
)
from portal.web.filters import date_semaine, heure_dite


@dataclass(frozen=True)
class Seance:
    """When, where, and before whom."""

    le: date
    heure: str
    lieu: str
    visio: str
    personnes: Sequence[str]


def convocation_commission(
    entete: Entete,
    *,
    seance: Seance,
    modalites: Sequence[tuple[str, str]],
    amenagement: str,
    remplace: bool,
) -> dict:
    """`modalites`: each aimed bloc and how it is evaluated (R4, R34)."""
    corps = [
        texte(
            "La commission de validation vous reçoit pour un entretien, à partir de "
            f"votre dossier de preuves, pour {portee(entete.dossier)}."
        ),
        encadre(
            f"Le {date_semaine(seance.le)} à {heure_dite(seance.heure)}.",
            "Cette convocation remplace la précédente." if remplace else "",
        ),
        faits(*_ou(seance)),
        titre("Comment vous serez évalué·e"),
        faits(*modalites),
        titre("Les personnes présentes"),
        liste(seance.personnes),
        *_amenagement(amenagement),
        titre("Ce que vous apportez"),
        liste(
            [
                "cette convocation et une pièce d’identité\u00a0;",
                "votre dossier de preuves, si vous voulez vous y reporter.",
            ]
        ),
        texte(
            "À l’issue de l’entretien, la commission remet ses conclusions au jury "
            "paritaire de délibération, qui décide. Si vous ne pouvez pas venir, "
            "prévenez-nous dès que possible\u00a0: une autre date vous sera proposée."
        ),
        *contact(entete),
    ]
    return lettre(entete, "convocation à votre entretien de validation", corps)


def _ou(seance: Seance) -> list[tuple[str, str]]:
    places = [("Lieu", seance.lieu), ("Visioconférence", seance.visio)]
    return [(name, place) for name, place in places if place]


def _amenagement(words: str) -> list[Bloc]:
    lines = paragraphes(words)
    return [titre("Votre aménagement"), *lines] if lines else []
