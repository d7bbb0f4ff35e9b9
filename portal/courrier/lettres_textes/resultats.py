"""The result, dated the day of the GTP (R64 to R66)."""

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
    portee,
    texte,
    titre,
)
from portal.droit.termes import TERMES
from portal.web.filters import date_longue

PASSEPORT = (
    "moncompteformation.gouv.fr (passeport d’orientation, de formation et de "
    "compétences)",
    "europass.europa.eu (CV et passeport de compétences)",
)
"""Where models are, as « sites internet » of R66."""


@dataclass(frozen=True)
class Resultat:
    """What the jury decided, in the words of the référentiel.

    `acquises`, `blocs` and `certificats` are (number, title).
    """

    jury_le: date
    president: str
    code: str = ""
    """« MQ 2001 01 89 0195 »."""
    acquises: Sequence[tuple[str, str]] = ()
    blocs: Sequence[tuple[str, str]] = ()
    """Those aimed at alone, with their code: « Bloc 1 (M BDC 0028) »."""
    certificats: Sequence[tuple[str, str]] = ()
    limite: date | None = None
    """Last day of a new request; None: no limit."""
    source: str = ""
    cqpi: bool = False


def resultat_admis(entete: Entete, resultat: Resultat) -> dict:
    """R64: what is aimed at is acquired."""
    many = len(resultat.certificats) > 1
    corps = [
        texte(_decision(entete, resultat)),
        encadre("Vous êtes admis(e).", f"Vous obtenez {_quoi(entete, resultat)}."),
        *_blocs(resultat),
        *_certificats(resultat),
        texte(
            f"Nous vous remettrons {'vos certificats' if many else 'votre certificat'} "
            "par lettre ou en main propre contre décharge. Votre espace dit quand."
        ),
        *_cqpi(resultat),
        *([*_gardees(resultat), *_reprendre(resultat)] if entete.blocs_seuls else []),
        *contact(entete),
    ]
    return _signee(entete, resultat, "vous êtes admis(e)", corps)


def resultat_aucune(entete: Entete, resultat: Resultat) -> dict:
    """R65: non-admission, with title and code."""
    corps = [
        texte(_decision(entete, resultat)),
        encadre("Vous n’êtes pas admis(e).", _non_admis(entete, resultat)),
        *_blocs(resultat),
        texte(f"Aucune des {TERMES.capacites} que vous visiez n’est acquise."),
        titre("Présenter une nouvelle demande"),
        texte(
            "Vous pouvez vous présenter de nouveau, par un parcours de formation ou "
            "par une nouvelle demande de VAE. Une seule demande de VAE peut être "
            "déposée par année civile pour un même CQPM."
        ),
        *contact(entete),
    ]
    return _signee(entete, resultat, "résultat de votre demande de VAE", corps)


def resultat_partiel(entete: Entete, resultat: Resultat) -> dict:
    """R66: the four informations, each under its title."""
    corps = [
        texte(_decision(entete, resultat)),
        encadre("Vous n’êtes pas admis(e).", _non_admis(entete, resultat)),
        *_blocs(resultat),
        texte(
            f"Une partie des {TERMES.capacites} que vous visiez est acquise et validée."
        ),
        *_gardees(resultat),
        *_certificats(resultat),
        *_reprendre(resultat),
        titre("Votre passeport d’orientation et de formation"),
        texte(
            f"Vous pouvez y mentionner les {TERMES.capacites} acquises et validées "
            "ci-dessus. Des modèles se trouvent sur ces sites\u00a0:"
        ),
        liste(PASSEPORT),
        *contact(entete),
    ]
    return _signee(entete, resultat, "résultat de votre demande de VAE", corps)


def _decision(entete: Entete, resultat: Resultat) -> str:
    return (
        f"Le jury paritaire de délibération s’est réuni le "
        f"{date_longue(resultat.jury_le)} et a examiné votre demande de validation des "
        f"acquis de l’expérience pour {_quoi(entete, resultat)}. Le {TERMES.groupe} "
        f"({TERMES.gtp}) a validé sa décision le {date_longue(entete.le)}."
    )


def _quoi(entete: Entete, resultat: Resultat) -> str:
    """« le CQPM « Titre » (MQ 2001 01 89 0195) »."""
    whole = resultat.code.replace(" ", "\u00a0")
    code = f" ({whole})" if whole else ""
    return f"{portee(entete.dossier)}{code}"


def _non_admis(entete: Entete, resultat: Resultat) -> str:
    return f"Le jury ne vous a pas déclaré(e) admis(e) pour {_quoi(entete, resultat)}."


def _blocs(resultat: Resultat) -> list[Bloc]:
    """R65, R66: each named by its title and its code."""
    return [faits(*resultat.blocs)] if resultat.blocs else []


def _gardees(resultat: Resultat) -> list[Bloc]:
    return [
        titre(f"Les {TERMES.capacites} acquises et validées"),
        faits(*resultat.acquises),
    ]


def _certificats(resultat: Resultat) -> list[Bloc]:
    if not resultat.certificats:
        return []
    many = len(resultat.certificats) > 1
    return [
        titre("Vos certificats" if many else "Votre certificat"),
        faits(*resultat.certificats),
    ]


def _cqpi(resultat: Resultat) -> list[Bloc]:
    if not resultat.cqpi:
        return []
    return [
        texte(
            "Le certificat de qualification professionnelle interbranches (CQPI) "
            "correspondant vous est aussi délivré."
        )
    ]


def _reprendre(resultat: Resultat) -> list[Bloc]:
    kept = f"Le bénéfice de ces {TERMES.capacites} vous est conservé"
    if resultat.limite is None:
        delay = f"{kept} sans limite de durée."
        inside = "Vous pouvez présenter une nouvelle demande quand vous le souhaitez."
    else:
        last = date_longue(resultat.limite)
        delay = f"{kept} jusqu’au {last} inclus."
        inside = (
            f"C’est la date de votre nouvelle demande qui compte\u00a0: déposez-la au "
            f"plus tard le {last}. L’évaluation peut avoir lieu après."
        )
    return [
        titre("Vous présenter de nouveau"),
        texte(
            "Deux voies vous sont ouvertes pour ce qui reste à acquérir\u00a0: un "
            "parcours de formation professionnelle, ou une nouvelle demande de VAE."
        ),
        encadre(delay, inside),
        texte(
            f"Ce délai part de la décision du jury, le {date_longue(resultat.jury_le)} "
            f"({resultat.source})."
        ),
        texte(
            "Pour vous réinscrire, adressez-vous à nous directement, par une "
            "entreprise ou par un organisme de formation. Par la VAE, ouvrez "
            "«\u00a0Mes acquis\u00a0» dans votre espace et choisissez "
            "«\u00a0Reprendre pour le reste\u00a0». Une seule demande de VAE "
            "peut être déposée par année civile pour un même CQPM."
        ),
    ]


def _signee(
    entete: Entete, resultat: Resultat, objet: str, corps: Sequence[Bloc]
) -> dict:
    """« Signée par le Président du jury (ou par délégation le référent) » (R65)."""
    lines = [
        "Le président du jury",
        "paritaire de délibération,",
        resultat.president,
        "ou, par délégation, le référent",
        "du dispositif du CQPM",
    ]
    return lettre(entete, objet, corps, signataires=[*filter(None, lines)])
