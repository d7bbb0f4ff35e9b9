"""Every write to second factors. The caller owns the transaction."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Update, delete, update
from sqlmodel import Session, col
from webauthn.registration.verify_registration_response import VerifiedRegistration

from portal.comptes.cles import Site, designee, lire_connexion
from portal.comptes.evenements import noter
from portal.comptes.models import (
    Authentificateur,
    CleAcces,
    CodeSecours,
    Compte,
    FaitCompte,
)
from portal.comptes.permissions import why_not_manage
from portal.comptes.queries_facteurs import (
    authentificateur,
    cle_designee,
    facteurs,
)
from portal.comptes.services_sessions import fermer_toutes
from portal.comptes.totp import Coffre, chiffres, codes_neufs
from portal.droit.refus import Refus
from portal.rows import changed

DERNIER = (
    "Votre rôle demande une vérification en deux étapes : ajoutez un autre moyen "
    "avant de retirer celui-ci."
)


def verifier_code(
    session: Session, compte: Compte, typed: str, coffre: Coffre, *, at: datetime
) -> bool:
    """A code of the application or of the printed sheet: each serves once."""
    code = chiffres(typed)
    if not code.isascii() or not code.isdigit():
        return False
    if len(code) == 6:
        return _verifier_application(session, compte, code, coffre, at=at)
    return _verifier_secours(session, compte, code, coffre, at=at)


def _verifier_application(
    session: Session, compte: Compte, code: str, coffre: Coffre, *, at: datetime
) -> bool:
    known = authentificateur(session, compte)
    pas = known and coffre.pas(code, known.secret, at=at, apres=known.pas)
    if not pas:
        return False
    # Of two requests with one code, the second changes no row.
    return _one_row(
        session,
        update(Authentificateur)
        .where(col(Authentificateur.compte_id) == compte.id)
        .where(col(Authentificateur.pas) < pas)
        .values(pas=pas),
    )


def _verifier_secours(
    session: Session, compte: Compte, code: str, coffre: Coffre, *, at: datetime
) -> bool:
    taken = _one_row(
        session,
        update(CodeSecours)
        .where(col(CodeSecours.compte_id) == compte.id)
        .where(col(CodeSecours.empreinte) == coffre.empreinte(code))
        .where(col(CodeSecours.used_at).is_(None))
        .values(used_at=at),
    )
    if taken:
        noter(session, compte, FaitCompte.CODE_UTILISE, at=at)
    return taken


def verifier_cle(
    session: Session, reponse: str, site: Site, defi: str, *, at: datetime
) -> Compte | None:
    """Whose passkey signed; its counter moves on, once."""
    found = cle_designee(session, designee(reponse))
    if found is None:
        return None
    cle, compte = found
    read = lire_connexion(site, reponse, defi, cle)
    if read is None:
        return None
    moved = _one_row(
        session,
        update(CleAcces)
        .where(col(CleAcces.id) == cle.id)
        .where(col(CleAcces.sign_count) == cle.sign_count)
        .values(sign_count=read.new_sign_count, last_used_at=at),
    )
    return compte if moved else None


def ajouter_application(
    session: Session, compte: Compte, secret: str, *, pas: int, at: datetime
) -> None:
    """It takes the place of an earlier one."""
    row = Authentificateur(compte_id=compte.id, secret=secret, pas=pas, created_at=at)
    session.merge(row)
    noter(session, compte, FaitCompte.APPLICATION_AJOUTEE, at=at)


def retirer_application(
    session: Session, compte: Compte, *, obligatoire: bool, at: datetime
) -> None:
    known = facteurs(session, compte)
    if known.application is None:
        return
    _refuse_the_last(len(known), obligatoire=obligatoire)
    session.delete(known.application)
    noter(session, compte, FaitCompte.APPLICATION_RETIREE, at=at)
    _forget_codes_without_factor(session, compte, len(known) - 1)


def ajouter_cle(
    session: Session,
    compte: Compte,
    lue: VerifiedRegistration,
    *,
    nom: str,
    at: datetime,
) -> None:
    if cle_designee(session, lue.credential_id):
        raise Refus("Cette clé d’accès est déjà enregistrée.")
    session.add(
        CleAcces(
            compte_id=compte.id,
            nom=nom,
            credential_id=lue.credential_id,
            public_key=lue.credential_public_key,
            sign_count=lue.sign_count,
            created_at=at,
        )
    )
    noter(session, compte, FaitCompte.CLE_AJOUTEE, at=at)


def retirer_cle(
    session: Session,
    compte: Compte,
    cle: CleAcces,
    *,
    obligatoire: bool,
    at: datetime,
) -> None:
    left = len(facteurs(session, compte))
    _refuse_the_last(left, obligatoire=obligatoire)
    session.delete(cle)
    noter(session, compte, FaitCompte.CLE_RETIREE, at=at)
    _forget_codes_without_factor(session, compte, left - 1)


def renouveler_codes(
    session: Session, compte: Compte, coffre: Coffre, *, at: datetime
) -> list[str]:
    """Ten new ones, said this once; the earlier ones open nothing any more."""
    codes = codes_neufs()
    _delete_codes(session, compte)
    session.add_all(
        CodeSecours(compte_id=compte.id, empreinte=coffre.empreinte(chiffres(code)))
        for code in codes
    )
    noter(session, compte, FaitCompte.CODES_RENOUVELES, at=at)
    return codes


def retirer_tout(
    session: Session, compte: Compte, *, by: Compte | None, at: datetime
) -> None:
    """For who has lost everything: the password alone opens, and sessions end.

    `by` None: the command line.
    """
    if by and (reason := why_not_manage(by, compte)):
        raise Refus(reason)
    for table in (Authentificateur, CleAcces):
        session.execute(delete(table).where(col(table.compte_id) == compte.id))
    _delete_codes(session, compte)
    compte.fs_uniquifier = uuid4().hex
    fermer_toutes(session, compte)
    noter(session, compte, FaitCompte.FACTEURS_RETIRES, at=at)


def _refuse_the_last(number: int, *, obligatoire: bool) -> None:
    if obligatoire and number == 1:
        raise Refus(DERNIER)


def _forget_codes_without_factor(session: Session, compte: Compte, left: int) -> None:
    if left == 0:
        _delete_codes(session, compte)


def _delete_codes(session: Session, compte: Compte) -> None:
    session.execute(delete(CodeSecours).where(col(CodeSecours.compte_id) == compte.id))


def _one_row(session: Session, statement: Update) -> bool:
    return changed(session, statement) == 1
