"""The queue of the UIMM, and taking a dossier from it."""

from urllib.parse import urlencode
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers import libelles
from portal.dossiers.queries import visible_dossier
from portal.droit.workflow import Etat
from portal.instruction.filtres import (
    ETATS,
    TRIS,
    Filtres,
    Limite,
    Onglet,
    curseur,
    filtres,
)
from portal.instruction.lignes import ligne
from portal.instruction.queries import file as queries
from portal.instruction.queries import listes
from portal.instruction.queries.file import Comptes
from portal.instruction.services.examen import prendre_en_charge
from portal.instruction.views.commun import EQUIPE, bp, dossier_or_404
from portal.web.access import open_to
from portal.web.pages import page

ONGLETS = {
    Onglet.RECEVABILITE: "Recevabilité",
    Onglet.PREUVES: "Dossier de preuves",
    Onglet.CERTIFICATION: "Certification",
    Onglet.CLOS: "Clos",
}
LETTRES_MONTREES = {*ETATS[Onglet.PREUVES], *ETATS[Onglet.CLOS]}
LIMITES = {
    Limite.TOUTES: "Toutes",
    Limite.RETARD: "En retard",
    Limite.BIENTOT: "Bientôt",
    Limite.SANS_REPONSE: "Candidat·e en retard",
}


@bp.get("/")
@open_to(*EQUIPE)
def file() -> ResponseReturnValue:
    on, session = clock.today(), db.session()
    wanted = filtres(request.args)
    after = curseur(request.args.get("apres", ""), wanted.rangement)
    found = queries.page_de_file(session, current_user, wanted, on=on, apres=after)
    comptes = queries.comptes_de_file(session, current_user, wanted, on=on)
    return page(
        "instruction/file.html",
        fragment="instruction/_file.html",
        lignes=_lignes(found, on),
        filtres=wanted,
        suivant=_url(wanted, apres=found.suivant.encode()) if found.suivant else None,
        debut=_url(wanted) if after else None,
        onglets=_onglets(wanted, comptes),
        etats=_etats(wanted, comptes),
        tris={t.value: _url(wanted, tri=t) for t in TRIS[wanted.onglet]},
        total=comptes.mot(*wanted.etats),
        on=on,
        **_choix(session),
        **_alerte(session, comptes, wanted, on),
    )


@bp.post("/prendre")
@open_to(*EQUIPE)
def prendre_le_plus_ancien() -> ResponseReturnValue:
    with db.transaction() as session:
        id_ = queries.plus_ancien_a_prendre(session, current_user)
        dossier = visible_dossier(session, current_user, id_) if id_ else None
        if dossier:
            prendre_en_charge(session, dossier, by=current_user, at=clock.now())
    if dossier is None:
        flash("Aucun dossier n’attend d’être pris en charge.", "info")
        return redirect(url_for(".file"), code=303)
    return redirect(url_for(".etabli", id_=dossier.id), code=303)


@bp.post("/<uuid:id_>/prendre")
@open_to(*EQUIPE)
def prendre(id_: UUID) -> ResponseReturnValue:
    dossier = dossier_or_404(id_)
    with db.transaction() as session:
        prendre_en_charge(session, dossier, by=current_user, at=clock.now())
    return redirect(url_for(".etabli", id_=id_), code=303)


def _lignes(found: queries.Page, on) -> list:
    if not found.dossiers:
        return []
    session = db.session()
    journals = queries.journaux(session, found.dossiers)
    decided = any(d.etat in LETTRES_MONTREES for d in found.dossiers)
    letters = queries.lettres_d_avis(session, found.dossiers) if decided else {}
    return [ligne(d, journals[d.id], letters.get(d.id), on) for d in found.dossiers]


def _url(wanted: Filtres, **over) -> str:
    """The same queue, seen otherwise; a page number means nothing elsewhere."""
    after = over.pop("apres", None)
    arguments = wanted.url(**over) | ({"apres": after} if after else {})
    query = urlencode(arguments)
    return f"{url_for('.file')}?{query}" if query else url_for(".file")


def _onglets(wanted: Filtres, comptes: Comptes) -> list[dict]:
    return [
        {
            "libelle": words,
            "url": _url(wanted, onglet=onglet, etat=None, tri=TRIS[onglet][0]),
            "courant": onglet is wanted.onglet,
            "compte": comptes.mot(*ETATS[onglet]),
        }
        for onglet, words in ONGLETS.items()
    ]


def _etats(wanted: Filtres, comptes: Comptes) -> list[dict]:
    """All the states of the tab, then each of them: the counts add up."""
    states = ETATS[wanted.onglet]
    pills: list[tuple[str, Etat | None, tuple[Etat, ...]]] = [("Tous", None, states)]
    pills += [(libelles.ETAT_UIMM[etat], etat, (etat,)) for etat in states]
    return [
        {
            "libelle": words,
            "url": _url(wanted, etat=etat),
            "courant": wanted.etat is etat,
            "compte": comptes.mot(*counted),
        }
        for words, etat, counted in pills
    ]


def _choix(session) -> dict:
    team = listes.equipe(session, current_user)
    return {
        "uimm": team[0].uimm,
        "certifications": listes.certifications(session),
        "equipe": team,
        "limites": LIMITES,
    }


def _alerte(session, comptes: Comptes, wanted: Filtres, on) -> dict:
    """The banner of the late files, where their avis is awaited."""
    shown = wanted.onglet is Onglet.RECEVABILITE
    late = shown and comptes.retards > 0
    return {
        "retards": comptes.retards if late else 0,
        "bientot": comptes.bientot if shown else 0,
        "plafond": queries.PLAFOND,
        "oldest": queries.plus_en_retard(session, current_user, on=on)
        if late
        else None,
        "url_retards": url_for(".file", echeance=Limite.RETARD),
    }
