"""After the validation: certificates handed over, questionnaire, a new request."""

from dataclasses import replace

from portal.certification.suites import queries
from portal.certification.suites.services import questionnaire, remise, reprise
from portal.certification.suites.services.remise import Donnee
from portal.demonstration import demande, personnes
from portal.demonstration.etapes import ETAPES
from portal.demonstration.recit import Recit
from portal.demonstration.seance import Seance
from portal.dossiers.models import Certificat
from portal.dossiers.services import mark_read
from portal.droit.listes import ModeRemise
from portal.droit.workflow import Etat

REPONSES = {
    "situation": "emploi",
    "poste": "oui",
    "evolution": "responsabilites",
    "conseil": "oui",
}
PERTE = "Original égaré lors d’un déménagement."


def lire_le_resultat(seance: Seance) -> None:
    """The first two open their letter; the others have yet to."""
    for recit in seance.recits[:2]:
        found = queries.lettre(seance.session, recit.dossier)
        if found:
            mark_read(
                seance.session,
                found,
                recit.dossier,
                by=recit.candidat,
                at=seance.now(),
            )


def remettre(seance: Seance) -> None:
    """The first by hand, the others by registered letter."""
    for rank, (recit, certificat) in enumerate(_certificats(seance)):
        mode = ModeRemise.RECOMMANDE if rank else ModeRemise.MAIN_PROPRE
        donnee = Donnee(personnes.signature(recit.rang), mode, seance.dans(0))
        remise.remettre(
            seance.session,
            recit.dossier,
            certificat,
            donnee,
            decharge=None,
            **seance.de_l_uimm(),
        )


def remplir_le_questionnaire(seance: Seance) -> None:
    """The first of those who hold a certificate."""
    recit, _certificat = _certificats(seance)[0]
    questionnaire.repondre(
        seance.session,
        recit.dossier,
        REPONSES,
        by=recit.candidat,
        at=seance.now(),
    )


def copier(seance: Seance) -> None:
    """R69: the first has lost it."""
    recit, certificat = _certificats(seance)[0]
    remise.copier(
        seance.session,
        recit.dossier,
        certificat,
        motif=PERTE,
        **seance.de_l_uimm(),
    )


def reprendre(seance: Seance) -> None:
    """The last asks for the remainder, and is found recevable for it (R67)."""
    before = seance.recits[-1]
    dossier = reprise.reprendre(
        seance.session, before.dossier, by=before.candidat, at=seance.now()
    )
    recit = replace(before, jour=seance.jour, dossier=dossier, minute=seance.minute)
    demande.joindre_cv(recit)
    demande.joindre_le_reste(recit)
    recit.attendre(2)
    demande.deposer(recit)
    recit.suivre(ETAPES[Etat.RECEVABLE])


def _certificats(seance: Seance) -> list[tuple[Recit, Certificat]]:
    return [
        (recit, certificat)
        for recit in seance.recits
        for certificat in queries.certificats(seance.session, recit.dossier)
    ]
