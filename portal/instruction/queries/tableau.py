"""The figures of one UIMM: each is the walk of an index that stops at PLAFOND.

They are counted as the queue counts, so that a figure is what its link shows.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Integer,
    ScalarSelect,
    Select,
    bindparam,
    cast,
    func,
    literal,
    union_all,
)
from sqlalchemy import select as sql_select
from sqlalchemy.orm import joinedload
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.comptes.models import Compte
from portal.dossiers.models import Avis, Dossier, Evenement
from portal.droit.delais import ACTES_DE_L_HORLOGE, mois_suivis
from portal.droit.workflow import UIMM, Acte, Etat
from portal.instruction.filtres import (
    ETATS,
    PERSONNE,
    Filtres,
    Limite,
    Onglet,
    concerne,
)
from portal.instruction.queries import walks
from portal.instruction.queries.file import values

MONTRES = 8
"""Dossiers of each list; the rest is in the queue."""
RECEVABILITE = ETATS[Onglet.RECEVABILITE]

Case = tuple[Etat, Limite]
Cases = Mapping[Case, int]

_LIMITES = (Limite.TOUTES, Limite.RETARD, Limite.BIENTOT)
CASES: tuple[Case, ...] = tuple(
    (etat, limite)
    for onglet in Onglet
    for etat in ETATS[onglet]
    for limite in _LIMITES
    if concerne(limite, etat) and not (limite and onglet is Onglet.CLOS)
)
CHARGE: tuple[Case, ...] = (
    *(case for case in CASES if case[0] in RECEVABILITE),
    (Etat.PREUVES_DEPOSEES, Limite.TOUTES),
)
"""What a person, or nobody, has in hand."""

COLONNES, COMPTE = walks.COLONNES, SQLModel.metadata.tables["compte"]
MOIS = range(12)


class Jalon(NamedTuple):
    """One act of a dossier whose avis stands, and the règlement it follows."""

    dossier_id: UUID
    reglement: str
    acte: Acte
    le: date


def cases(session: Session, compte: Compte, *, on: date) -> tuple[Cases, Cases]:
    """Of the whole UIMM, then of nobody."""
    found = dict(session.execute(_cases(), values(compte, on)).all())
    return (
        {case: found["|".join(("", *case))] for case in CASES},
        {case: found["|".join((PERSONNE, *case))] for case in CHARGE},
    )


def charges(
    session: Session, compte: Compte, *, on: date
) -> list[tuple[Compte, Cases]]:
    """Who works there, by name, or once did, with what each has in hand."""
    rows = session.execute(_charges(), values(compte, on)).all()
    return [(row[0], dict(zip(CHARGE, row[1:], strict=True))) for row in rows]


def a_montrer(session: Session, compte: Compte, *, on: date) -> Sequence[Dossier]:
    """Those whose avis is late and those with preuves to check, most urgent first.

    With their journal, in the same statement: they are a few.
    """
    return session.exec(_a_montrer(), params=values(compte, on)).unique().all()


def avis_par_mois(
    session: Session, compte: Compte, *, on: date
) -> Mapping[tuple[date, bool], int]:
    """Those in force, by first day of the month and by kind."""
    months = [*mois_suivis(on), date.max]
    bounds = {f"mois{n}": first for n, first in enumerate(months)}
    rows = session.execute(_avis_par_mois(), values(compte, on) | bounds)
    return {(months[n], favorable): number for n, favorable, number in rows}


def jalons_des_avis(session: Session, compte: Compte, *, on: date) -> list[Jalon]:
    """What the last avis in force of these twelve months took, act by act."""
    since = {"depuis": mois_suivis(on)[0]}
    rows = session.execute(_jalons(), values(compte, on) | since)
    return [Jalon(*row) for row in rows]


@cache
def _cases() -> CompoundSelect:
    return union_all(
        *[
            walks.counted(
                "|".join((who, etat, limite)),
                Filtres(echeance=limite, attribution=who),
                etat,
            )
            for who, squares in (("", CASES), (PERSONNE, CHARGE))
            for etat, limite in squares
        ]
    )


@cache
def _charges() -> Select[*tuple[Any, ...]]:
    return (
        sql_select(Compte, *[_held(case) for case in CHARGE])
        .where(col(Compte.uimm_slug) == bindparam("uimm"))
        .where(col(Compte.role).in_(UIMM))
        .options(joinedload(Compte.uimm))
        .order_by(col(Compte.nom_affiche), col(Compte.email))
    )


def _held(case: Case) -> ScalarSelect[int]:
    """How many of these the account of the row has."""
    etat, limite = case
    matching = walks.matching(Filtres(echeance=limite), etat)
    some = (
        sql_select(COLONNES.echeance_le)
        .where(*matching, COLONNES.instructeur_id == COMPTE.c.id)
        .order_by(COLONNES.echeance_le, COLONNES.id)
        .limit(bindparam("plafond", type_=Integer))
        .correlate(COMPTE)
        .subquery()
    )
    return sql_select(func.count()).select_from(some).scalar_subquery()


@cache
def _a_montrer() -> SelectOfScalar[Dossier]:
    wanted = [
        (Filtres(echeance=Limite.RETARD), Etat.DEPOSE),
        (Filtres(echeance=Limite.RETARD), Etat.EN_INSTRUCTION),
        (Filtres(), Etat.PREUVES_DEPOSEES),
    ]
    firsts = [
        walks.walk(filtres, etat, suite=False).limit(MONTRES).subquery()
        for filtres, etat in wanted
    ]
    keys = union_all(*[select(w.c.id, w.c.cle) for w in firsts]).subquery()
    return (
        select(Dossier)
        .join(keys, keys.c.id == Dossier.id)
        .options(
            joinedload(Dossier.certification),
            joinedload(Dossier.instructeur),
            joinedload(Dossier.evenements).load_only(
                *(Evenement.acte, Evenement.fait, Evenement.le, Evenement.donnees)
            ),
        )
        .order_by(keys.c.cle, keys.c.id)
    )


@cache
def _avis_par_mois() -> CompoundSelect:
    return union_all(*[_rendered(n, favorable=f) for n in MOIS for f in (True, False)])


def _rendered(n: int, *, favorable: bool) -> Select[int, bool, int]:
    some = (
        _in_force(col(Avis.rendu_le), favorable=favorable)
        .where(col(Avis.rendu_le) >= bindparam(f"mois{n}"))
        .where(col(Avis.rendu_le) < bindparam(f"mois{n + 1}"))
        .subquery()
    )
    columns = literal(n), literal(favorable), cast(func.count(), Integer)
    return sql_select(*columns).select_from(some)


@cache
def _jalons() -> Select[Any]:
    """Two walks, then the last of both: the index has them by kind."""
    firsts = [
        _in_force(col(Avis.dossier_id), col(Avis.rendu_le), favorable=favorable)
        .where(col(Avis.rendu_le) >= bindparam("depuis"))
        .subquery()
        for favorable in (True, False)
    ]
    both = union_all(*[select(w.c.dossier_id, w.c.rendu_le) for w in firsts]).subquery()
    # One by one: joined, PostgreSQL reads every dossier rather than these.
    followed = sql_select(COLONNES.reglement).where(COLONNES.id == both.c.dossier_id)
    last = (
        sql_select(both.c.dossier_id, followed.scalar_subquery().label("reglement"))
        .order_by(both.c.rendu_le.desc())
        .limit(bindparam("plafond", type_=Integer))
        .subquery()
    )
    return (
        sql_select(
            last.c.dossier_id,
            last.c.reglement,
            col(Evenement.acte),
            col(Evenement.le),
        )
        .join(Evenement, col(Evenement.dossier_id) == last.c.dossier_id)
        .where(col(Evenement.acte).in_(ACTES_DE_L_HORLOGE))
        .order_by(col(Evenement.dossier_id), col(Evenement.id))
    )


def _in_force(*columns: Any, favorable: bool) -> Select[*tuple[Any, ...]]:
    """The last ones first; columns of the index alone read nothing else."""
    return (
        sql_select(*columns)
        .where(col(Avis.uimm_slug) == bindparam("uimm"))
        .where(col(Avis.annule_at).is_(None))
        .where(col(Avis.favorable) == literal(favorable))
        .order_by(col(Avis.rendu_le).desc(), col(Avis.id).desc())
        .limit(bindparam("plafond", type_=Integer))
    )
