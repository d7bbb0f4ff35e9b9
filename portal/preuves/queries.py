from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from portal.catalogue.referentiel import lire
from portal.dossiers.models import (
    Dossier,
    EcartAccepte,
    Identite,
    Preuve,
    SituationPro,
)
from portal.preuves.dossier_preuves import DossierPreuves


def dossier_preuves(session: Session, dossier: Dossier) -> DossierPreuves:
    """In three statements, whatever it holds; rows already read are read again."""
    situations = session.exec(
        select(SituationPro)
        .where(SituationPro.dossier_id == dossier.id)
        .order_by(col(SituationPro.created_at), col(SituationPro.id))
        .options(
            joinedload(SituationPro.liens),
            selectinload(SituationPro.preuves).options(
                joinedload(Preuve.fichier), joinedload(Preuve.capacites)
            ),
        )
        .execution_options(populate_existing=True)
    ).unique()
    ecarts = session.exec(
        select(EcartAccepte)
        .where(EcartAccepte.dossier_id == dossier.id)
        .execution_options(populate_existing=True)
    )
    return DossierPreuves(
        dossier=dossier,
        contenu=lire(dossier.referentiel.contenu),
        situations=list(situations),
        ecarts={ecart.code: ecart for ecart in ecarts},
    )


def identite(session: Session, dossier: Dossier) -> Identite:
    """Nobody deposits a request without one."""
    return session.get_one(Identite, dossier.id)
