"""Taking a dossier, judging its pieces, asking for others. The caller commits."""

from datetime import date, datetime

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, Evenement, IdentiteVerifiee, Piece, Verdict
from portal.dossiers.services import hold, issue_document, perform, record
from portal.droit.jours import jour_de_paris
from portal.droit.pieces import DocumentIdentite, Genre, Motif
from portal.droit.refus import Refus
from portal.droit.reglements import reglement
from portal.droit.workflow import Acte, Fait
from portal.instruction.dossier import nom
from portal.instruction.lettres import Lettre, lettre_de_demande
from portal.instruction.permissions import (
    why_not_demander_pieces,
    why_not_instruct,
    why_not_reattribuer,
    why_not_reponse_le,
)
from portal.instruction.queries import dossier as queries


class VerdictChange(Refus):
    """Someone else judged the piece since the page was shown."""


class LettreChangee(Refus):
    """The letter that would be sent is not the one that was read."""


def prendre_en_charge(
    session: Session, dossier: Dossier, *, by: Compte, at: datetime
) -> Evenement:
    line = perform(session, Acte.PRENDRE_EN_CHARGE, dossier, by=by, at=at)
    dossier.instructeur_id = by.id
    return line


def reattribuer(
    session: Session, dossier: Dossier, to: Compte, *, by: Compte, at: datetime
) -> Evenement:
    hold(session, dossier)
    if reason := why_not_reattribuer(dossier, by, to):
        raise Refus(reason)
    if dossier.instructeur_id == to.id:
        raise Refus("Ce dossier est déjà attribué à cette personne.")
    dossier.instructeur_id = to.id
    names = {"nom": to.nom_affiche, "compte": str(to.id)}
    return record(session, Fait.REASSIGNE, dossier, by=by, at=at, donnees=names)


def judge_piece(  # noqa: PLR0913 - one for each answer of the form
    session: Session,
    dossier: Dossier,
    piece: Piece,
    *,
    motif: Motif | None,
    phrase: str,
    version: int,
    by: Compte,
    at: datetime,
) -> Verdict:
    """Accepted without a `motif`. `version`: of the verdict the page showed, or 0."""
    hold(session, dossier)
    if reason := why_not_instruct(dossier, by):
        raise Refus(reason)
    verdict = _verdict_seen(session, piece, version) or Verdict(
        piece_id=piece.id, acceptee=True, by_id=by.id, at=at
    )
    answer = {"reponse": verdict.reponse} if verdict.reponse else {}
    verdict.acceptee, verdict.motif = motif is None, motif
    verdict.phrase, verdict.reponse = phrase if motif else "", ""
    verdict.by_id, verdict.at, verdict.version = by.id, at, version + 1
    session.add(verdict)
    if motif and piece.genre is Genre.IDENTITE:
        _forget_the_check(session, dossier)
    record(
        session,
        Fait.PIECE_JUGEE,
        dossier,
        by=by,
        at=at,
        motif=verdict.phrase,
        donnees={"nom": nom(piece), "piece": str(piece.id), "motif": motif, **answer},
    )
    return verdict


def verify_identity(
    session: Session,
    dossier: Dossier,
    *,
    document: DocumentIdentite,
    by: Compte,
    at: datetime,
) -> IdentiteVerifiee:
    """What will remain of the identity document (section 0 rule 8)."""
    hold(session, dossier)
    if reason := why_not_instruct(dossier, by):
        raise Refus(reason)
    check = IdentiteVerifiee(
        dossier_id=dossier.id,
        document=document,
        verifiee_le=jour_de_paris(at),
        by_id=by.id,
    )
    known = session.get(IdentiteVerifiee, dossier.id, populate_existing=True)
    if known and known.model_dump() == check.model_dump():
        return known
    record(
        session,
        Fait.IDENTITE_VERIFIEE,
        dossier,
        by=by,
        at=at,
        donnees={"document": document},
    )
    return session.merge(check)


def demander_pieces(
    session: Session,
    dossier: Dossier,
    *,
    reponse_le: date,
    empreinte: str,
    by: Compte,
    at: datetime,
) -> Evenement:
    """Only the refused ones; `empreinte` is the digest of the letter that was read."""
    hold(session, dossier)
    instruction = queries.instruction(session, dossier)
    on = jour_de_paris(at)
    regles = reglement(dossier.reglement)
    if reason := why_not_demander_pieces(instruction, by) or why_not_reponse_le(
        regles, reponse_le, on
    ):
        raise Refus(reason)
    letter = lettre_de_demande(instruction, reponse_le=reponse_le, by=by, on=on)
    require_read(letter, empreinte)
    asked = [str(piece.id) for piece in instruction.refusees()]
    line = perform(
        session,
        Acte.DEMANDER_PIECES,
        dossier,
        by=by,
        at=at,
        donnees={"reponse_le": reponse_le.isoformat(), "pieces": asked},
    )
    issue_document(session, dossier, letter.modele, letter.donnees, at=at)
    return line


def require_read(letter: Lettre, empreinte: str) -> None:
    if letter.empreinte != empreinte:
        raise LettreChangee("La lettre a changé depuis votre relecture. Relisez-la.")


def _verdict_seen(session: Session, piece: Piece, version: int) -> Verdict | None:
    """The verdict that stands, if it is the one the page showed."""
    session.refresh(piece, ["retiree_at"])
    if piece.retiree_at:
        raise Refus("Cette pièce vient d’être remplacée.")
    verdict = session.get(Verdict, piece.id, populate_existing=True)
    if (verdict.version if verdict else 0) != version:
        raise VerdictChange("Une autre personne a jugé cette pièce entre-temps.")
    return verdict


def _forget_the_check(session: Session, dossier: Dossier) -> None:
    """It was of a document that is refused now."""
    if check := session.get(IdentiteVerifiee, dossier.id):
        session.delete(check)
