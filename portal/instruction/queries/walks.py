"""The statements of the queue. Building one costs more than sending it: each is kept.

They are filled with `uimm`, `moi`, `on`, `soon`, `plafond`, and the cursor's
`apres_cle` and `apres_id`.
"""

from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Subquery,
    bindparam,
    cast,
    false,
    func,
    literal,
    union_all,
)
from sqlalchemy import select as sql_select
from sqlalchemy import tuple_ as row
from sqlalchemy.orm import joinedload, load_only
from sqlmodel import SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.catalogue.models import Certification
from portal.comptes.models import Compte
from portal.dossiers.models import Dossier
from portal.dossiers.recherche import fold
from portal.droit.echeances import ATTENDUES
from portal.droit.workflow import Etat
from portal.instruction.filtres import (
    ETATS,
    JAMAIS,
    MOI,
    PERSONNE,
    Filtres,
    Limite,
    Onglet,
    Tri,
    concerne,
)

TAILLE = 25
BUILT = 64
"""Statements kept, of the filters in use; a search by name is one of its own."""

COLONNES = SQLModel.metadata.tables["dossier"].c
_SHOWN = (
    load_only(
        *(Dossier.numero, Dossier.nom_candidat, Dossier.etat, Dossier.depose_le),
        *(Dossier.reglement, Dossier.blocs_vises, Dossier.echeance_le),
        *(Dossier.nom_recherche, Dossier.ordre, Dossier.enregistrement_code),
    ),
    joinedload(Dossier.certification).load_only(Certification.titre),
    joinedload(Dossier.instructeur).load_only(Compte.nom_affiche, Compte.email),
)
"""What a row shows and what the pages go by; a queue reads nothing else."""
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


@lru_cache(maxsize=BUILT)
def page(filtres: Filtres, *, suite: bool) -> SelectOfScalar[Dossier]:
    keys = _keys(filtres, suite=suite)
    return (
        select(Dossier)
        .join(keys, keys.c.id == Dossier.id)
        .options(*_SHOWN)
        .order_by(*_ordered(filtres.rangement, keys.c.cle, keys.c.id))
        .limit(TAILLE + 1)
    )


@lru_cache(maxsize=BUILT)
def counts(filtres: Filtres) -> CompoundSelect:
    walks = [
        counted(etat, filtres, etat)
        for onglet in Onglet
        for etat in ETATS[onglet]
        if concerne(filtres.echeance, etat)
    ]
    walks += [
        counted(limite, Filtres(echeance=limite), etat)
        for limite in (Limite.RETARD, Limite.BIENTOT)
        for etat in (Etat.DEPOSE, Etat.EN_INSTRUCTION)
    ]
    return union_all(*walks)


@cache
def most_overdue() -> Select[Any]:
    keys = _keys(Filtres(echeance=Limite.RETARD), suite=False)
    return (
        select(COLONNES.numero, COLONNES.echeance_le)
        .join(keys, keys.c.id == COLONNES.id)
        .order_by(keys.c.cle, keys.c.id)
        .limit(1)
    )


def _keys(filtres: Filtres, *, suite: bool) -> Subquery:
    """The first rows of each state, by the index that has them in order."""
    etats = [e for e in filtres.etats if concerne(filtres.echeance, e)]
    if not etats:
        nothing = walk(filtres, filtres.etats[0], suite=suite)
        return nothing.where(false()).subquery()
    walks = [walk(filtres, etat, suite=suite).subquery() for etat in etats]
    return union_all(*[select(w.c.id, w.c.cle) for w in walks]).subquery()


def walk(filtres: Filtres, etat: Etat, *, suite: bool) -> Select[Any]:
    tri, column = filtres.rangement, COLONNES[CLES[filtres.rangement]]
    undated = tri is Tri.ECHEANCE and etat not in ATTENDUES
    # No text gives the GTP a delay: its rows come last, along the same index.
    cle = literal(JAMAIS) if undated else column
    query: Select[Any] = select(COLONNES.id.label("id"), cle.label("cle")).where(
        *matching(filtres, etat), column.is_(None) if undated else column.is_not(None)
    )
    if suite:
        query = query.where(_after(tri, cle))
    return query.order_by(*_along(filtres)).limit(TAILLE + 1)


def counted(name: str, filtres: Filtres, etat: Etat) -> Select[str, int]:
    """In order, so that PostgreSQL walks the index instead of gathering a state."""
    some = sql_select(COLONNES.id).where(*matching(filtres, etat))
    columns = literal(str(name)), cast(func.count(), Integer)
    return sql_select(*columns).select_from(
        some.order_by(*_along(filtres))
        .limit(bindparam("plafond", type_=Integer))
        .subquery()
    )


def _along(filtres: Filtres) -> list[ColumnElement]:
    """The order of the index walked: to PostgreSQL, « no one » is not one value."""
    tri = filtres.rangement
    nobody = filtres.attribution == PERSONNE and tri is Tri.ECHEANCE
    first = [COLONNES.instructeur_id] if nobody else []
    return [*first, *_ordered(tri, COLONNES[CLES[tri]], COLONNES.id)]


def _after(tri: Tri, cle: ColumnElement) -> ColumnElement[bool]:
    id_ = COLONNES.id
    here = row(cle, id_)
    there = row(
        bindparam("apres_cle", type_=cle.type), bindparam("apres_id", type_=id_.type)
    )
    return here < there if tri is Tri.RECENTS else here > there


def _ordered(tri: Tri, *keys: ColumnElement) -> list[ColumnElement]:
    return [key.desc() if tri is Tri.RECENTS else key.asc() for key in keys]


def matching(filtres: Filtres, etat: Etat) -> list[ColumnElement[bool]]:
    """The rows of one state; the equalities first, as in the indexes."""
    return [
        col(Dossier.uimm_slug) == bindparam("uimm"),
        col(Dossier.etat) == etat,
        # A draft withdrawn was never this UIMM's.
        *([col(Dossier.depose_le).is_not(None)] if etat is Etat.RETIRE else []),
        *_attribution(filtres.attribution),
        *_certification(filtres.certification),
        *_echeance(filtres.echeance),
        *_recherche(filtres),
    ]


def _attribution(who: str) -> list[ColumnElement[bool]]:
    if not who:
        return []
    if who == PERSONNE:
        return [col(Dossier.instructeur_id).is_(None)]
    return [
        col(Dossier.instructeur_id) == (bindparam("moi") if who == MOI else UUID(who))
    ]


def _certification(slug: str) -> list[ColumnElement[bool]]:
    return [col(Dossier.certification_slug) == slug] if slug else []


def _echeance(limite: Limite) -> list[ColumnElement[bool]]:
    due = col(Dossier.echeance_le)
    if limite is Limite.BIENTOT:
        return [due >= bindparam("on"), due <= bindparam("soon")]
    return [due < bindparam("on")] if limite else []


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
