"""The situations professionnelles: told, linked to the référentiel, removed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.dossier_preuves import DossierPreuves, codes_de
from portal.dossiers.fichiers import forget_copies
from portal.dossiers.models import Dossier, LienReferentiel, SituationPro
from portal.droit.refus import Refus
from portal.droit.termes import TERMES
from portal.preuves.permissions import why_not_ajouter_situation, why_not_supprimer
from portal.preuves.services.commun import edit, remove, situation_of


def ajouter_situation(
    session: Session,
    dossier: Dossier,
    valeurs: dict,
    *,
    codes: Collection[str],
    by: Compte,
    at: datetime,
) -> SituationPro:
    dp = edit(session, dossier, by=by, at=at)
    if reason := why_not_ajouter_situation(dp, by):
        raise Refus(reason)
    situation = SituationPro(dossier_id=dossier.id, created_at=at, **valeurs)
    _link(dp, situation, codes)
    session.add(situation)
    session.flush()
    return situation


def modifier_situation(
    session: Session,
    dossier: Dossier,
    id_: UUID,
    valeurs: dict,
    *,
    version: int,
    by: Compte,
    at: datetime,
) -> SituationPro | None:
    """The stored row when it changed meanwhile: nothing is then written."""
    situation = situation_of(edit(session, dossier, by=by, at=at), id_)
    if situation.version != version:
        return situation
    for name, value in valeurs.items():
        setattr(situation, name, value)
    situation.version += 1
    session.add(situation)
    return None


def lier(
    session: Session,
    dossier: Dossier,
    id_: UUID,
    codes: Collection[str],
    *,
    version: int,
    by: Compte,
    at: datetime,
) -> SituationPro | None:
    """Say which capacités and criteria it shows (R32).

    The stored row when it changed meanwhile: nothing is then written.
    """
    dp = edit(session, dossier, by=by, at=at)
    situation = situation_of(dp, id_)
    if situation.version != version:
        return situation
    _link(dp, situation, codes)
    situation.version += 1
    session.add(situation)
    return None


def supprimer_situation(
    session: Session, dossier: Dossier, id_: UUID, *, by: Compte, at: datetime
) -> None:
    dp = edit(session, dossier, by=by, at=at)
    situation = situation_of(dp, id_)
    if reason := why_not_supprimer(dp, situation, by):
        raise Refus(reason)
    for preuve in list(situation.preuves):
        remove(session, dp, preuve, by=by, at=at)
    session.delete(situation)
    forget_copies(session, dossier.id, at=at)


def _link(dp: DossierPreuves, situation: SituationPro, codes: Collection[str]) -> None:
    """A criterion brings its capacité; a capacité given up leaves its preuves too."""
    if not set(codes) <= dp.capacite_de.keys():
        raise Refus(f"Cette {TERMES.capacite} ne fait pas partie de ce que vous visez.")
    wanted = set(codes) | {dp.capacite_de[code] for code in codes}
    kept = [lien for lien in situation.liens if lien.code in wanted]
    added = sorted(wanted - codes_de(situation))
    situation.liens = kept + [
        LienReferentiel(situation_id=situation.id, code=code) for code in added
    ]
    for preuve in situation.preuves:
        preuve.capacites = [c for c in preuve.capacites if c.code in wanted]
