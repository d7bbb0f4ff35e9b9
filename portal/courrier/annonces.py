"""Which act is announced to whom, and with which message."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from portal.courrier.models import Courriel
from portal.courrier.queries import add_once, personnel, secretariat
from portal.droit.workflow import Acte, Role
from portal.jobs.queue import enqueue

if TYPE_CHECKING:
    from portal.dossiers.models import Dossier

SUIVI = "suivi_accompagnateur"

RESULTAT = {
    Role.CANDIDAT: "resultat",
    Role.INSTRUCTEUR: "validation_recue",
    Role.ACCOMPAGNATEUR: SUIVI,
}
"""Whatever it is: only the letter says it."""

ANNONCES: dict[Acte, dict[Role, str]] = {
    Acte.DEPOSER: {
        Role.CANDIDAT: "accuse_reception",
        Role.INSTRUCTEUR: "a_instruire",
    },
    Acte.PRENDRE_EN_CHARGE: {Role.CANDIDAT: "pris_en_charge"},
    Acte.DEMANDER_PIECES: {Role.CANDIDAT: "pieces_demandees"},
    Acte.COMPLETER: {
        Role.CANDIDAT: "accuse_complement",
        Role.INSTRUCTEUR: "complement_recu",
    },
    Acte.REPRENDRE: {Role.CANDIDAT: "etude_reprise"},
    Acte.DECLARER_RECEVABLE: {Role.CANDIDAT: "recevable", Role.ACCOMPAGNATEUR: SUIVI},
    Acte.DECLARER_NON_RECEVABLE: {Role.CANDIDAT: "non_recevable"},
    Acte.REVENIR_SUR_AVIS: {
        Role.CANDIDAT: "avis_annule",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.DEPOSER_PREUVES: {
        Role.CANDIDAT: "preuves_deposees",
        Role.INSTRUCTEUR: "preuves_a_verifier",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.DEMANDER_PREUVES: {
        Role.CANDIDAT: "preuves_a_completer",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.COMPLETER_PREUVES: {
        Role.CANDIDAT: "preuves_deposees",
        Role.INSTRUCTEUR: "preuves_completees",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.REPRENDRE_PREUVES: {
        Role.CANDIDAT: "verification_reprise",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.RECEVOIR_PREUVES: {
        Role.CANDIDAT: "preuves_recues",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.PROGRAMMER_COMMISSION: {
        Role.CANDIDAT: "entretien_programme",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.REPORTER_COMMISSION: {
        Role.CANDIDAT: "entretien_reporte",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.RENDRE_CONCLUSIONS: {
        Role.CANDIDAT: "entretien_passe",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.PROGRAMMER_JURY: {
        Role.CANDIDAT: "jury_programme",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.REPORTER_JURY: {
        Role.CANDIDAT: "jury_reporte",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.DELIBERER: {Role.CANDIDAT: "jury_reuni", Role.ACCOMPAGNATEUR: SUIVI},
    Acte.TRANSMETTRE: {
        Role.CANDIDAT: "decision_transmise",
        Role.GTP: "transmission_recue",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.DEMANDER_COMPLEMENT: {Role.INSTRUCTEUR: "complement_demande"},
    Acte.REPONDRE_COMPLEMENT: {Role.GTP: "complement_repondu"},
    Acte.VALIDER_TOTALE: RESULTAT,
    Acte.VALIDER_PARTIELLE: RESULTAT,
    Acte.VALIDER_AUCUNE: RESULTAT,
    Acte.REFUSER_VALIDATION: {Role.INSTRUCTEUR: "validation_refusee"},
    Acte.DECLARER_CADUC: {Role.CANDIDAT: "caduc", Role.ACCOMPAGNATEUR: SUIVI},
    Acte.LEVER_CADUCITE: {
        Role.CANDIDAT: "caducite_levee",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
    Acte.RETIRER: {
        Role.CANDIDAT: "retire",
        Role.INSTRUCTEUR: "retire_uimm",
        Role.ACCOMPAGNATEUR: SUIVI,
    },
}
"""Nobody is told of what they did themselves, but the candidate, who gets a receipt."""


def announce(
    session: Session, acte: Acte, dossier: "Dossier", *, at: datetime, donnees: dict
) -> None:
    """Queue the messages in the act's transaction; the worker sends them after it.

    The dossier is as the act left it: `echeance_le` is what it now waits for.
    Of `donnees`, the journal's line, a mail repeats the date of a meeting and no
    more. `envoi` there names what is done at once to many dossiers: whoever works
    on them has one message for all, whatever the outcome of each, which leads to
    `lien`, their common page.
    """
    envoi = donnees.get("envoi")
    for role, modele in ANNONCES[acte].items():
        grouped = envoi and role in {Role.INSTRUCTEUR, Role.GTP}
        words = _donnees(acte, dossier, donnees)
        if grouped and "lien" in donnees:
            words["lien"] = donnees["lien"]
        for destinataire in adresses(session, role, dossier):
            queue_mail(
                session,
                destinataire=destinataire,
                modele=modele,
                donnees=words,
                at=at,
                dossier_id=dossier.id,
                cle=f"{modele}:{envoi}:{destinataire}"[:160] if grouped else None,
            )


def queue_mail(  # noqa: PLR0913 - one for each column
    session: Session,
    *,
    destinataire: str,
    modele: str,
    donnees: dict,
    at: datetime,
    dossier_id: UUID | None = None,
    cle: str | None = None,
    due_at: datetime | None = None,
) -> bool:
    """False, and nothing queued, when a message already has this `cle`.

    `donnees`: what the template shows, no more; a link is a path of the portal.
    """
    message = Courriel(
        cle=cle,
        dossier_id=dossier_id,
        destinataire=destinataire,
        modele=modele,
        donnees=donnees,
        created_at=at,
    )
    queued = add_once(session, message)
    if queued:
        enqueue(session, "courriel", {"courriel_id": str(message.id)}, at=due_at or at)
    return queued


def adresses(session: Session, role: Role, dossier: "Dossier") -> Sequence[str]:
    if role is Role.CANDIDAT:
        return [dossier.candidat.email]
    if role is Role.ACCOMPAGNATEUR:
        active = [a for a in dossier.accompagnements if a.revoque_at is None]
        return [a.compte.email for a in active]
    if role is Role.GTP:
        return [c.email for c in secretariat(session)]
    return _de_l_uimm(session, dossier)


def _de_l_uimm(session: Session, dossier: "Dossier") -> Sequence[str]:
    if dossier.depose_le is None or dossier.uimm_slug is None:
        return []
    if dossier.instructeur and dossier.instructeur.active:
        return [dossier.instructeur.email]
    return [c.email for c in personnel(session, dossier.uimm_slug)]


def chemin(dossier_id: UUID) -> str:
    """The one page every reader of a dossier has; a test checks the route."""
    return f"/dossiers/{dossier_id}"


def _donnees(acte: Acte, dossier: "Dossier", journal: dict) -> dict:
    limite = dossier.echeance_le
    return {
        "acte": acte.value,
        "numero": dossier.numero,
        "certification": dossier.certification.titre,
        "limite": limite.isoformat() if limite else None,
        "rendez_vous": journal.get("rendez_vous"),
        "heure": journal.get("heure"),
        "lien": chemin(dossier.id),
    }
