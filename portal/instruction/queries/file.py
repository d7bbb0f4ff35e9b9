"""The queue of one UIMM.

Each state has its own walk of an index, then they merge: a page costs the same
among a thousand dossiers and among a hundred thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sql_select
from sqlmodel import Session, SQLModel, col, select

from portal.comptes.models import Compte
from portal.dossiers.faits import Ligne
from portal.dossiers.models import Accompagnement, Avis, Document, Dossier
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import Etat, Fait
from portal.instruction.filtres import JAMAIS, Curseur, Filtres, Limite
from portal.instruction.queries import walks
from portal.instruction.queries.walks import CLES, TAILLE

PLAFOND = 300
"""From there on, a count is « 300+ »: it must not read a hundred thousand rows."""


@dataclass(frozen=True)
class Page:
    dossiers: Sequence[Dossier]
    suivant: Curseur | None


@dataclass(frozen=True)
class Comptes:
    """By state, and how many are late or nearly; none is above PLAFOND."""

    etats: Mapping[Etat, int]
    retards: int
    bientot: int

    def mot(self, *etats: Etat) -> str:
        """Together: « 98 », or « 337+ » when one of them was not counted whole."""
        numbers = [self.etats[etat] for etat in etats]
        return f"{sum(numbers)}{'+' if PLAFOND in numbers else ''}"


def page_de_file(
    session: Session,
    compte: Compte,
    filtres: Filtres,
    *,
    on: date,
    apres: Curseur | None = None,
) -> Page:
    query = walks.page(filtres, suite=apres is not None)
    rows = session.exec(query, params=values(compte, on, apres)).all()
    if len(rows) <= TAILLE:
        return Page(rows, None)
    last = rows[TAILLE - 1]
    key = getattr(last, CLES[filtres.rangement]) or JAMAIS
    return Page(rows[:TAILLE], Curseur(key, last.id))


def comptes_de_file(
    session: Session, compte: Compte, filtres: Filtres, *, on: date
) -> Comptes:
    """One statement; what the search form hides is not counted."""
    found: dict[str, int] = {}
    for name, number in session.execute(walks.counts(filtres), values(compte, on)):
        found[name] = found.get(name, 0) + number
    return Comptes(
        {etat: found.get(etat, 0) for etat in Etat},
        found.get(Limite.RETARD, 0),
        found.get(Limite.BIENTOT, 0),
    )


def plus_en_retard(
    session: Session, compte: Compte, *, on: date
) -> tuple[str, date] | None:
    """Number and date of the dossier whose avis is the most overdue."""
    found = session.execute(walks.most_overdue(), values(compte, on)).one_or_none()
    return (found[0], found[1]) if found else None


def plus_ancien_a_prendre(session: Session, compte: Compte) -> UUID | None:
    """The oldest deposit nobody took; another reviewer's click skips a held row."""
    accompanied = select(Accompagnement.dossier_id).where(
        Accompagnement.compte_id == compte.id
    )
    return session.exec(
        select(Dossier.id)
        .where(Dossier.uimm_slug == compte.uimm_slug)
        .where(Dossier.etat == Etat.DEPOSE)
        .where(col(Dossier.id).not_in(accompanied))
        .order_by(col(Dossier.depose_le), col(Dossier.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def journaux(
    session: Session, dossiers: Sequence[Dossier]
) -> Mapping[UUID, list[Ligne]]:
    """What the deadlines of these dossiers are computed from, in one statement."""
    values = {"dossiers": [d.id for d in dossiers]}
    found: dict[UUID, list[Ligne]] = {d.id: [] for d in dossiers}
    for line in session.execute(_journaux(), values):
        found[line.dossier_id].append(cast(Ligne, line))
    return found


@cache
def _journaux() -> Select[Any]:
    lines = SQLModel.metadata.tables["evenement"].c
    prolonged = lines.fait == Fait.PROLONGE
    return (
        sql_select(lines.dossier_id, lines.acte, lines.fait, lines.le, lines.donnees)
        .where(lines.dossier_id.in_(bindparam("dossiers", expanding=True)))
        .where(lines.acte.is_not(None) | prolonged)
        .order_by(lines.id)
    )


def lettres_d_avis(
    session: Session, dossiers: Sequence[Dossier]
) -> Mapping[UUID, Document]:
    """The letter of the avis in force, with when the candidate opened it."""
    rows = session.exec(
        select(Document)
        .join(Avis, col(Avis.document_id) == Document.id)
        .where(col(Avis.dossier_id).in_([d.id for d in dossiers]))
        .where(col(Avis.annule_at).is_(None))
    )
    return {letter.dossier_id: letter for letter in rows}


def values(compte: Compte, on: date, apres: Curseur | None = None) -> dict[str, Any]:
    """What the statements are filled with."""
    soon = timedelta(days=reglement_en_vigueur(on).seuil_bientot_jours)
    values = {
        "uimm": compte.uimm_slug,
        "moi": compte.id,
        "on": on,
        "soon": on + soon,
        "plafond": PLAFOND,
    }
    return values | ({"apres_cle": apres.cle, "apres_id": apres.id} if apres else {})
