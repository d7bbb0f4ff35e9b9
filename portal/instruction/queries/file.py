"""The queue of one UIMM.

Each state has its own walk of an index, then they merge: a page costs the same
among a thousand dossiers and among a hundred thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    cast,
    false,
    func,
    literal,
    union_all,
)
from sqlalchemy import select as sql_select
from sqlalchemy import tuple_ as row
from sqlalchemy.orm import joinedload
from sqlmodel import Session, SQLModel, col, select

from portal.comptes.models import Compte
from portal.dossiers.models import Accompagnement, Avis, Document, Dossier, Evenement
from portal.dossiers.recherche import fold
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import Etat, Fait
from portal.instruction.filtres import (
    ETATS,
    MOI,
    PERSONNE,
    Curseur,
    Filtres,
    Limite,
    Onglet,
    Tri,
    concerne,
)

TAILLE = 25
PLAFOND = 300
"""From there on, a count is « 300+ »: it must not read a hundred thousand rows."""

COLONNES = SQLModel.metadata.tables["dossier"].c
CLES = {
    Tri.ECHEANCE: "echeance_le",
    Tri.DEPOT: "depose_le",
    Tri.RECENTS: "depose_le",
    Tri.NOM: "nom_recherche",
    Tri.NUMERO: "numero",
    Tri.ORDRE: "ordre",
}
LAST = "\U0010ffff"
"""After every name: the end of a search by prefix."""


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
    keys = _keys(compte, filtres, on, apres)
    rows = session.exec(
        select(Dossier)
        .join(keys, keys.c.id == Dossier.id)
        .options(joinedload(Dossier.certification), joinedload(Dossier.instructeur))
        .order_by(*_ordered(filtres.rangement, keys.c.cle, keys.c.id))
        .limit(TAILLE + 1)
    ).all()
    if len(rows) <= TAILLE:
        return Page(rows, None)
    last = rows[TAILLE - 1]
    key = getattr(last, CLES[filtres.rangement])
    return Page(rows[:TAILLE], Curseur(key, last.id))


def comptes_de_file(
    session: Session, compte: Compte, filtres: Filtres, *, on: date
) -> Comptes:
    """One statement; what the search form hides is not counted."""
    walks = [
        _counted(etat, filtres.rangement, _matching(compte, filtres, etat, on))
        for onglet in Onglet
        for etat in ETATS[onglet]
        if concerne(filtres.echeance, etat)
    ]
    walks += [
        _counted(
            limite, Tri.ECHEANCE, _matching(compte, Filtres(echeance=limite), etat, on)
        )
        for limite in (Limite.RETARD, Limite.BIENTOT)
        for etat in (Etat.DEPOSE, Etat.EN_INSTRUCTION)
    ]
    found: dict[str, int] = {}
    for name, number in session.execute(union_all(*walks)):
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
    keys = _keys(compte, Filtres(echeance=Limite.RETARD), on)
    found = session.execute(
        select(COLONNES.numero, COLONNES.echeance_le)
        .join(keys, keys.c.id == COLONNES.id)
        .order_by(keys.c.cle, keys.c.id)
        .limit(1)
    ).one_or_none()
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
) -> Mapping[UUID, list[Evenement]]:
    """What the deadlines of these dossiers are computed from, in one statement."""
    lines = session.exec(
        select(Evenement)
        .where(col(Evenement.dossier_id).in_([d.id for d in dossiers]))
        .where(col(Evenement.acte).is_not(None) | (Evenement.fait == Fait.PROLONGE))
        .order_by(col(Evenement.id))
    )
    found: dict[UUID, list[Evenement]] = {d.id: [] for d in dossiers}
    for line in lines:
        found[line.dossier_id].append(line)
    return found


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


def _keys(
    compte: Compte, filtres: Filtres, on: date, apres: Curseur | None = None
) -> Subquery:
    """The first rows of each state, by the index that has them in order."""
    etats = [e for e in filtres.etats if concerne(filtres.echeance, e)]
    if not etats:
        nothing = _walk(compte, filtres, filtres.etats[0], on, None)
        return nothing.where(false()).subquery()
    walks = [_walk(compte, filtres, etat, on, apres).subquery() for etat in etats]
    return union_all(*[select(w.c.id, w.c.cle) for w in walks]).subquery()


def _walk(
    compte: Compte, filtres: Filtres, etat: Etat, on: date, apres: Curseur | None
) -> Select[Any]:
    cle = COLONNES[CLES[filtres.rangement]]
    query: Select[Any] = select(COLONNES.id.label("id"), cle.label("cle")).where(
        *_matching(compte, filtres, etat, on), cle.is_not(None)
    )
    if apres:
        query = query.where(_after(filtres.rangement, apres))
    return query.order_by(*_ordered(filtres.rangement, cle, COLONNES.id)).limit(
        TAILLE + 1
    )


def _counted(
    name: str, tri: Tri, matching: list[ColumnElement[bool]]
) -> Select[str, int]:
    """In order, so that PostgreSQL walks the index instead of gathering a state."""
    cle = COLONNES[CLES[tri]]
    some = sql_select(cle).where(*matching).order_by(*_ordered(tri, cle, COLONNES.id))
    columns = literal(str(name)), cast(func.count(), Integer)
    return sql_select(*columns).select_from(some.limit(PLAFOND).subquery())


def _after(tri: Tri, apres: Curseur) -> ColumnElement[bool]:
    cle, id_ = COLONNES[CLES[tri]], COLONNES.id
    here = row(cle, id_)
    there = row(literal(apres.cle, cle.type), literal(apres.id, id_.type))
    return here < there if tri is Tri.RECENTS else here > there


def _ordered(tri: Tri, *keys: ColumnElement) -> list[ColumnElement]:
    return [key.desc() if tri is Tri.RECENTS else key.asc() for key in keys]


def _matching(
    compte: Compte, filtres: Filtres, etat: Etat, on: date
) -> list[ColumnElement[bool]]:
    """The rows of one state; the equalities first, as in the indexes."""
    return [
        col(Dossier.uimm_slug) == compte.uimm_slug,
        col(Dossier.etat) == etat,
        # A draft withdrawn was never this UIMM's.
        *([col(Dossier.depose_le).is_not(None)] if etat is Etat.RETIRE else []),
        *_attribution(compte, filtres.attribution),
        *_certification(filtres.certification),
        *_echeance(filtres.echeance, on),
        *_recherche(filtres),
    ]


def _attribution(compte: Compte, who: str) -> list[ColumnElement[bool]]:
    if not who:
        return []
    if who == PERSONNE:
        return [col(Dossier.instructeur_id).is_(None)]
    return [col(Dossier.instructeur_id) == (compte.id if who == MOI else UUID(who))]


def _certification(slug: str) -> list[ColumnElement[bool]]:
    return [col(Dossier.certification_slug) == slug] if slug else []


def _echeance(limite: Limite, on: date) -> list[ColumnElement[bool]]:
    due = col(Dossier.echeance_le)
    if limite is Limite.BIENTOT:
        soon = on + timedelta(days=reglement_en_vigueur(on).seuil_bientot_jours)
        return [due >= on, due <= soon]
    return [due < on] if limite else []


def _recherche(filtres: Filtres) -> list[ColumnElement[bool]]:
    """The number, or only its last part, or how the name begins."""
    if not filtres.recherche:
        return []
    if filtres.par_ordre is not None:
        return [col(Dossier.ordre) == filtres.par_ordre]
    if filtres.rangement is Tri.NUMERO:
        return _prefix(COLONNES.numero, filtres.recherche.upper())
    return _prefix(COLONNES.nom_recherche, fold(filtres.recherche))


def _prefix(column: ColumnElement, start: str) -> list[ColumnElement[bool]]:
    return [column >= start, column < start + LAST]
