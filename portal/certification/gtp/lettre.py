"""The letter of annexe 5, that asks for the attribution (R61)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO

from portal.catalogue.models import Uimm
from portal.certification.gtp.decisions import Decision
from portal.comptes.models import Compte
from portal.courrier.lettres_textes.commun import (
    Bloc,
    drawable,
    liste,
    signature,
    texte,
)
from portal.dossiers.models import Jury
from portal.droit.termes import TERMES
from portal.storage.contenu import PDF
from portal.web.filters import date_longue
from portal.web.uploads import Recu

MODELE = "demande_attribution"
APPEL = "Mesdames, Messieurs,"
POLITESSE = (
    "Nous vous prions d’agréer, Mesdames, Messieurs, l’expression de nos salutations "
    "distinguées."
)
DESTINATAIRE = (
    "UIMM",
    f"Secrétariat du {TERMES.groupe} Qualifications de la commission paritaire "
    "nationale de l’emploi et de la formation professionnelle de la métallurgie",
    "56, avenue de Wagram",
    "75854 Paris Cedex 17",
)
ATTESTATION = (
    "Nous attestons que l’organisation et le déroulement des actions de validation ont "
    "été conformes aux règles fixées dans le document «\u00a0Dispositif des "
    "qualifications professionnelles de la métallurgie\u00a0» de la commission "
    "paritaire nationale de l’emploi de la métallurgie en vigueur."
)
PIECES = (
    "Extrait du procès-verbal de la réunion de la CPREFP ou de la commission paritaire "
    "infrarégionale (ou courriers du secrétariat et réponse à ces courriers)\u00a0;",
    "Feuille d’émargement des membres du jury paritaire de délibération\u00a0;",
    "Procès-verbal de délibération du jury paritaire de délibération.",
)
CQPI = ", et le CQPI correspondant"
"""R21: asked for with the CQPM."""
VILLE = re.compile(r"\b\d{5} (?P<ville>[^\d,]+)$")


def lettre(
    jury: Jury,
    uimm: Uimm,
    decisions: Iterable[Decision],
    *,
    auteur: Compte,
    le: date,
) -> dict:
    """Every qualification of the jury's lines, « MQ … titre » or its bloc."""
    named = qualifications(decisions)
    contact = " · ".join(filter(None, [uimm.email, uimm.telephone]))
    return drawable(
        {
            "date": le.isoformat(),
            "numero": f"jury du {date_longue(jury.le)}",
            "objet": _objet(named),
            "emetteur": {"nom": uimm.nom, "lignes": [uimm.adresse, contact]},
            "references": [
                _a_le(uimm, le),
                f"Jury du {date_longue(jury.le)}",
            ],
            "destinataire": list(DESTINATAIRE),
            "corps": _corps(named),
            "signature": {"lignes": signature(uimm.nom, auteur)},
            "pied": f"{uimm.nom} · {uimm.email}",
        }
    )


def _objet(named: Iterable[str]) -> str:
    """« Du CQPM (et éventuellement du CQPI) ou du bloc de compétences »."""
    cqpi = " et de CQPI" if any(words.endswith(CQPI) for words in named) else ""
    return f"demande d’attribution de CQPM{cqpi} ou de blocs de compétences"


def _corps(named: Sequence[str]) -> list[Bloc]:
    return [
        texte(APPEL),
        texte(
            "En application de la validation par la commission paritaire nationale de "
            "l’emploi et de la formation professionnelle de la métallurgie "
            f"{'des qualifications' if len(named) > 1 else 'de la qualification'}"
            "\u00a0:"
        ),
        liste(named),
        texte(
            "nous vous prions de bien vouloir trouver ci-joints les informations et "
            "documents concernant le déroulement des actions de validation\u00a0:"
        ),
        liste(PIECES),
        texte(ATTESTATION),
        texte(POLITESSE),
    ]


def qualifications(decisions: Iterable[Decision]) -> list[str]:
    """Each once, in the order of their MQ and blocs."""
    found = {}
    for decision in decisions:
        certification = decision.dossier.certification
        for ligne in decision.lignes:
            key = certification.numero_mq or "", certification.titre, ligne.bloc or 0
            found[key] = _qualification(decision, ligne.bloc)
    return [found[key] for key in sorted(found)]


def _qualification(decision: Decision, bloc: int | None) -> str:
    certification = decision.dossier.certification
    # Its number begins with « MQ »; a few certifications have none yet.
    whole = f"{certification.numero_mq or 'CQPM'} {certification.titre}"
    if bloc is None:
        return f"{whole}{CQPI}" if certification.cqpi else whole
    return f"{whole}, bloc {bloc}\u00a0: {decision.contenu.bloc(bloc).intitule}"


def ecrit(content: bytes, nom: str) -> Recu:
    """A PDF of ours, as if it had been received."""
    digest = sha256(content).hexdigest()
    return Recu("", nom, PDF, BytesIO(content), len(content), digest)


def _a_le(uimm: Uimm, le: date) -> str:
    """« À Lyon, le 20 novembre 2026 »."""
    town = VILLE.search(uimm.adresse.strip())
    if town is None:
        return f"Le {date_longue(le)}"
    return f"À {town['ville'].strip()}, le {date_longue(le)}"
