"""The dossier de preuves, read at once."""

from functools import cache
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy.orm import joinedload, load_only
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.catalogue.queries import contenu
from portal.dossiers.dossier_preuves import DossierPreuves
from portal.dossiers.models import Dossier, EcartAccepte, Preuve, SituationPro


def dossier_preuves(session: Session, dossier: Dossier) -> DossierPreuves:
    """In three statements, whatever it holds; rows already read are read again."""
    ecarts = session.exec(_ecarts(), params={"dossier_id": dossier.id})
    return DossierPreuves(
        dossier=dossier,
        contenu=contenu(session, dossier.referentiel_id),
        situations=situations(session, dossier),
        ecarts={ecart.code: ecart for ecart in ecarts},
    )


@cache
def _ecarts() -> SelectOfScalar[EcartAccepte]:
    return (
        select(EcartAccepte)
        .where(EcartAccepte.dossier_id == bindparam("dossier_id"))
        .execution_options(populate_existing=True)
    )


def situations(
    session: Session, dossier: Dossier, *, titres: bool = False
) -> list[SituationPro]:
    """With their preuves, in two statements, the oldest first.

    Rows already read are read again. `titres`: only what names them.
    """
    of_it = {"dossier_id": dossier.id}
    found = session.exec(_situations(titres=titres), params=of_it).unique().all()
    preuves: dict[UUID, list[Preuve]] = {situation.id: [] for situation in found}
    for preuve in session.exec(_preuves(titres=titres), params=of_it).unique():
        preuves[preuve.situation_id].append(preuve)
    for situation in found:
        set_committed_value(situation, "preuves", preuves[situation.id])
    return list(found)


@cache
def _situations(*, titres: bool) -> SelectOfScalar[SituationPro]:
    whole = joinedload(SituationPro.liens)
    return (
        select(SituationPro)
        .where(SituationPro.dossier_id == bindparam("dossier_id"))
        .order_by(col(SituationPro.created_at), col(SituationPro.id))
        .options(load_only(SituationPro.titre) if titres else whole)
        .execution_options(populate_existing=True)
    )


@cache
def _preuves(*, titres: bool) -> SelectOfScalar[Preuve]:
    names = load_only(Preuve.titre, Preuve.situation_id, Preuve.retiree_at)
    whole = joinedload(Preuve.fichier), joinedload(Preuve.capacites)
    return (
        select(Preuve)
        .where(Preuve.dossier_id == bindparam("dossier_id"))
        .order_by(col(Preuve.rang), col(Preuve.created_at))
        .options(*([names] if titres else whole))
        .execution_options(populate_existing=True)
    )
