from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.catalogue.queries import contenu
from portal.dossiers.models import Dossier, EcartAccepte, Identite
from portal.dossiers.queries import situations
from portal.preuves.dossier_preuves import DossierPreuves


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


def identite(session: Session, dossier: Dossier) -> Identite:
    """Nobody deposits a request without one."""
    return session.get_one(Identite, dossier.id)
