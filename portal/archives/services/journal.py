"""The words of a journal go with what they tell of; its lines stay, chained."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, or_, select

from portal.dossiers.models import Dossier, Evenement
from portal.droit.conservations import Contenu
from portal.droit.workflow import Fait

SUR_UN_FICHIER = frozenset(
    {
        *(Fait.FICHIER_CONSULTE, Fait.PIECE_JOINTE, Fait.PIECE_RETIREE),
        *(Fait.PIECE_JUGEE, Fait.PREUVE_JOINTE, Fait.PREUVE_RETIREE),
    }
)
"""They hold the file's name, or say what was wrong with it."""


def rangs_a_vider(
    session: Session, dossier: Dossier, contenus: Collection[Contenu]
) -> list[int]:
    """The lines whose words go: with the files, theirs; with the identity, all.

    What an erasure said stays: it proves that the others were emptied by right.
    """
    if Contenu.IDENTITE in contenus:
        erasure = col(Evenement.fait) == Fait.DONNEES_EFFACEES
        chosen: ColumnElement[bool] = or_(col(Evenement.fait).is_(None), ~erasure)
    elif {Contenu.PIECES, Contenu.PREUVES}.intersection(contenus):
        chosen = col(Evenement.fait).in_(SUR_UN_FICHIER)
    else:
        return []
    query = (
        select(Evenement.rang)
        .where(Evenement.dossier_id == dossier.id, chosen, Evenement.sel != "")
        .order_by(col(Evenement.rang))
    )
    return list(session.exec(query))


def vider(session: Session, dossier: Dossier, rangs: Collection[int]) -> None:
    """Under the line that says so: the database lets nothing else change."""
    session.flush()
    session.execute(
        update(Evenement)
        .where(col(Evenement.dossier_id) == dossier.id)
        .where(col(Evenement.rang).in_(rangs))
        .values(sel="", motif="", donnees={})
    )
