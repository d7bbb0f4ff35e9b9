"""Why an account may not act, in words we can show it; None when it may."""

from uuid import UUID

from portal.comptes.models import Compte
from portal.dossiers.models import Analyse, Dossier, Fichier
from portal.droit.pieces import Genre
from portal.droit.suites import CERTIFICATS
from portal.droit.workflow import (
    CLOS,
    CONNUS_DU_GTP,
    PREUVES_OUVERTES,
    RECEVABILITE_OUVERTE,
    TRANSITIONS,
    UIMM,
    Acte,
    Fait,
    Role,
)

RETENU = {
    Analyse.A_CONVERTIR: "Il est converti en PDF. C’est l’affaire de quelques "
    "instants\u00a0: rien n’est à refaire.",
    Analyse.INCONVERTIBLE: "Il n’a pas pu être converti en PDF.",
    Analyse.EN_ATTENTE: "L’antivirus l’examine. C’est l’affaire de quelques "
    "instants\u00a0: rien n’est à refaire.",
    Analyse.INFECTE: "L’antivirus y a trouvé un logiciel malveillant.",
}


def qualite(dossier: Dossier, compte: Compte) -> Role | None:
    """What this account is to this dossier; None: it may not know that it exists."""
    if dossier.candidat_id == compte.id:
        return Role.CANDIDAT
    if accompagne(dossier, compte):
        return Role.ACCOMPAGNATEUR
    if compte.role is Role.GTP and dossier.etat in CONNUS_DU_GTP:
        return Role.GTP
    of_this_uimm = compte.role in UIMM and compte.uimm_slug == dossier.uimm_slug
    return compte.role if of_this_uimm and dossier.depose_le else None


def accompagne(dossier: Dossier, compte: Compte) -> bool:
    return any(
        a.compte_id == compte.id and a.revoque_at is None
        for a in dossier.accompagnements
    )


def a_accompagne(dossier: Dossier, compte: Compte) -> bool:
    """Today or before: a revoked accompagnateur still may not judge (D.6412-6)."""
    return any(a.compte_id == compte.id for a in dossier.accompagnements)


def why_not(acte: Acte, dossier: Dossier, compte: Compte) -> str | None:
    """Role, state and impartiality; each feature adds the guards of its own acts."""
    transition = TRANSITIONS[acte]
    if compte.role in UIMM and a_accompagne(dossier, compte):
        return "Vous avez accompagné cette personne : vous ne pouvez pas l’instruire."
    if qualite(dossier, compte) not in transition.by:
        return "Cette action ne relève pas de votre rôle."
    if dossier.etat not in transition.sources:
        return "Le dossier n’est plus dans l’état qui permet cette action."
    if dossier.etat in CLOS and _pieces_were_erased(dossier):
        return "Ses pièces sont effacées\u00a0: ce dossier ne peut plus être rouvert."
    return None


def why_not_edit_recevabilite(dossier: Dossier, compte: Compte) -> str | None:
    if dossier.candidat_id != compte.id:
        return "Ce dossier n’est pas le vôtre."
    if dossier.etat not in RECEVABILITE_OUVERTE:
        return "Votre demande est déposée : elle ne peut plus être modifiée."
    return None


def why_not_edit_preuves(dossier: Dossier, compte: Compte) -> str | None:
    if dossier.candidat_id != compte.id:
        return "Ce dossier n’est pas le vôtre."
    if dossier.etat not in PREUVES_OUVERTES:
        return "Votre dossier de preuves ne peut pas être modifié pour le moment."
    return None


def lisible(fichier: Fichier) -> bool:
    """Whether anything may be made of its bytes: a picture, a page of a copy."""
    return fichier.efface_at is None and not fichier.retenu


def why_not_read(dossier: Dossier, genre: Genre | None, qualite: Role) -> str | None:
    """Whether a file may be opened; `genre` is None for a preuve."""
    if qualite is Role.CANDIDAT:
        return None
    if qualite is Role.GTP:
        return "Seule la décision du jury vous est transmise."
    if genre is Genre.IDENTITE and qualite not in UIMM:
        # Section 0 rule 8: the UIMM only.
        return "La pièce d’identité n’est vue que par l’UIMM."
    if genre is None and qualite in UIMM and not _preuves_were_deposited(dossier):
        return "Ce dossier de preuves n’est pas encore déposé."
    return None


def why_not_ouvrir(fichier: Fichier, compte_id: UUID) -> str | None:
    """The antivirus decides for all; while it has not, its author has the file.

    A document to convert leaves for nobody: only the PDF made of it does.
    """
    if fichier.ferme or (fichier.retenu and fichier.by_id != compte_id):
        return RETENU[fichier.analyse]
    return None


def _pieces_were_erased(dossier: Dossier) -> bool:
    return any(
        "pieces" in e.donnees.get("contenus", ())
        for e in dossier.evenements
        if e.fait is Fait.DONNEES_EFFACEES
    )


def why_not_read_document(modele: str, qualite: Role) -> str | None:
    """The certificate is handed over, signed: only its number is shown (R68)."""
    if qualite is Role.ACCOMPAGNATEUR:
        return "Les lettres sont à la personne candidate et à l’UIMM."
    if modele in CERTIFICATS and qualite not in UIMM:
        return "Le certificat est remis par l’UIMM."
    return None


def _preuves_were_deposited(dossier: Dossier) -> bool:
    return any(e.acte is Acte.DEPOSER_PREUVES for e in dossier.evenements)
