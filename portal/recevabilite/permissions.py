"""Why a candidate may not act on the request, in words; None when they may."""

from uuid import UUID

from portal.catalogue.queries import Ouverture
from portal.comptes.models import Compte
from portal.dossiers.controle import controles
from portal.dossiers.models import Dossier, Piece
from portal.dossiers.permissions import why_not, why_not_edit_recevabilite
from portal.droit.pieces import Genre
from portal.droit.workflow import Acte, Etat
from portal.recevabilite.attestation import is_signature_of
from portal.recevabilite.completude import manques
from portal.recevabilite.demande import Demande, demandees_at, is_refused
from portal.recevabilite.queries import Annee

VERROUILLEE = (
    "L’UIMM étudie votre demande\u00a0: seules les pièces à remplacer peuvent changer."
)
NOM_DIFFERENT = "Écrivez votre nom comme dans votre identité."
PAS_COCHEE = "Cochez la case pour signer l’attestation."
DOCUMENTS_PAR_GENRE = 50


def why_not_edit(dossier: Dossier, compte: Compte) -> str | None:
    """Everything but the refused pieces is locked once deposited."""
    if reason := why_not_edit_recevabilite(dossier, compte):
        return reason
    return None if dossier.etat is Etat.BROUILLON else VERROUILLEE


def why_not_joindre(demande: Demande, genre: Genre, compte: Compte) -> str | None:
    """A piece of this kind may be added to a draft, or where one was refused."""
    if reason := why_not_edit_recevabilite(demande.dossier, compte):
        return reason
    if demande.dossier.etat is Etat.A_COMPLETER:
        asked = {p.genre for p in demande.demandees()}
        if genre not in asked:
            return VERROUILLEE
    if len(demande.de(genre)) >= DOCUMENTS_PAR_GENRE:
        return f"Vous avez déjà joint {DOCUMENTS_PAR_GENRE} documents ici."
    return None


def why_not_remplacer(
    demande: Demande, genre: Genre, piece_id: UUID | None
) -> str | None:
    """Only a refused piece is replaced by another, of the same kind."""
    if piece_id is None:
        return None
    piece = demande.piece(piece_id)
    fits = piece and piece.genre is genre and is_refused(piece)
    return None if fits else "Cette pièce n’est pas à remplacer."


def why_not_retirer_piece(dossier: Dossier, piece: Piece, compte: Compte) -> str | None:
    """What the UIMM has received is replaced or answered, never removed."""
    if reason := why_not_edit_recevabilite(dossier, compte):
        return reason
    if piece.retiree_at is not None:
        return "Cette pièce est déjà retirée."
    if dossier.etat is Etat.BROUILLON:
        return None
    is_new = piece.verdict is None and piece.created_at >= demandees_at(dossier)
    return None if is_new else VERROUILLEE


def why_not_repondre(
    dossier: Dossier, piece: Piece | None, compte: Compte
) -> str | None:
    if reason := why_not_edit_recevabilite(dossier, compte):
        return reason
    if piece is None or piece.retiree_at is not None or not is_refused(piece):
        return "Cette pièce n’attend pas de réponse."
    return None


def why_not_deposer(
    demande: Demande, ouverture: Ouverture, annee: Annee, compte: Compte
) -> str | None:
    """All but the signature: R10, R11, R12, K0, P1 to P3 and P5 to P7."""
    return (
        why_not(Acte.DEPOSER, demande.dossier, compte)
        or ouverture.why_closed
        or why_k0_taken(annee)
        or why_blocs_unknown(demande.dossier.blocs_vises, ouverture)
        or " ".join(manque.libelle for manque in manques(demande))
        or None
    )


def why_not_signed(demande: Demande, *, atteste: bool, nom_saisi: str) -> str | None:
    """Section 0 rule 7."""
    if not atteste:
        return PAS_COCHEE
    return None if is_signature_of(nom_saisi, demande.identite) else NOM_DIFFERENT


def why_k0_taken(annee: Annee) -> str | None:
    """Section 0 rule 3: one request per civil year and CQPM, but for exceptions."""
    if annee.deposees <= annee.derogations:
        return None
    return (
        f"Vous avez déjà déposé une demande pour ce CQPM en {annee.annee}\u00a0: "
        "une seule est possible par année civile. Vous pourrez en déposer une autre "
        f"à partir du 1er\u00a0janvier\u00a0{annee.annee + 1}."
    )


def why_blocs_unknown(blocs: list[int], ouverture: Ouverture) -> str | None:
    """R20; a draft may outlive its référentiel (R13): its blocs must still exist."""
    contenu = ouverture.contenu
    if contenu and set(blocs) <= {bloc.numero for bloc in contenu.blocs}:
        return None
    return "Le référentiel a changé\u00a0: choisissez de nouveau les blocs visés."


def why_not_completer(demande: Demande, compte: Compte) -> str | None:
    """Every refused piece is replaced or answered."""
    if reason := why_not(Acte.COMPLETER, demande.dossier, compte):
        return reason
    left = demande.a_traiter()
    if not left:
        return " ".join(controles(p.fichier for p in demande.recentes())) or None
    count = f"{len(left)}\u00a0pièce{'s' if len(left) > 1 else ''}"
    return f"Il reste {count} à remplacer ou à expliquer avant de renvoyer."
