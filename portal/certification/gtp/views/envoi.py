"""The UIMM gathers the pieces of a jury, then sends them (R60, R61)."""

from contextlib import nullcontext
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.catalogue.models import Uimm
from portal.certification import fichiers_jury as fichiers
from portal.certification.gtp import libelles
from portal.certification.gtp.decisions import de_l_envoi, en_attente
from portal.certification.gtp.delai import delai
from portal.certification.gtp.lettre import MODELE, ecrit, lettre
from portal.certification.gtp.permissions import (
    courante,
    manquantes,
    pieces,
    why_not_rassembler,
    why_not_transmettre,
)
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.services import envoi as services
from portal.certification.gtp.views.commun import (
    EQUIPE,
    attachment,
    genre_or_404,
    give_archive,
    jury_et_uimm,
    jury_or_404,
    nom_de_lettre,
    transmissions,
)
from portal.courrier import letters
from portal.dossiers.donner import donner
from portal.dossiers.libelles import ETAT_UIMM
from portal.dossiers.models import Fichier, Jury, Transmission
from portal.droit.listes import PieceAttribution
from portal.droit.refus import Refus
from portal.storage.contenu import PDF
from portal.web.access import open_to
from portal.web.envois import storage
from portal.web.pages import page
from portal.web.uploads import Recu


@transmissions.get("/<uuid:jury_id>")
@open_to(*EQUIPE)
def transmission(jury_id: UUID) -> ResponseReturnValue:
    (jury, uimm), session = jury_et_uimm(jury_id), db.session()
    rows = queries.du_jury(session, jury)
    current = courante(rows)
    tours = queries.tours(session, jury.id)
    carried = de_l_envoi(tours, current) if current else en_attente(tours)
    checklist = _checklist(jury, current)
    return page(
        "gtp/transmission.html",
        jury=jury,
        uimm=uimm,
        transmission=current,
        refusees=[t for t in rows if t.refusee_at],
        checklist=checklist,
        attente=any(p["fichier"] and p["fichier"].en_attente for p in checklist),
        delai=delai(jury.le, current.envoyee_le if current else None, clock.today()),
        decisions=queries.decisions(session, carried),
        why_not=why_not_transmettre(jury, current, tours, current_user),
        ouverte=why_not_rassembler(current) is None,
        libelles=libelles,
        etats=ETAT_UIMM,
    )


@transmissions.post("/<uuid:jury_id>/transmettre")
@open_to(*EQUIPE)
def transmettre(jury_id: UUID) -> ResponseReturnValue:
    """The letter is written and stored first: a bucket may be slow."""
    (jury, uimm), session = jury_et_uimm(jury_id), db.session()
    current = courante(queries.du_jury(session, jury))
    tours = queries.tours(session, jury.id)
    if reason := why_not_transmettre(jury, current, tours, current_user):
        raise Refus(reason)
    signed = current is not None and PieceAttribution.LETTRE in pieces(current)
    letter = None if signed else _lettre_ecrite(jury, uimm)
    with (
        fichiers.stored(storage(), jury, letter) if letter else nullcontext() as depose,
        db.transaction() as session,
    ):
        services.transmettre(session, jury, depose, by=current_user, at=clock.now())
    flash("La transmission est envoyée.", "succes")
    return redirect(url_for(".transmission", jury_id=jury_id), code=303)


@transmissions.get("/<uuid:jury_id>/lettre")
@open_to(*EQUIPE)
def lettre_a_signer(jury_id: UUID) -> ResponseReturnValue:
    jury, uimm = jury_et_uimm(jury_id)
    return attachment(_pdf(jury, uimm), nom_de_lettre(jury.le), PDF)


@transmissions.get("/<uuid:jury_id>/pieces/<genre>")
@open_to(*EQUIPE)
def piece(jury_id: UUID, genre: str) -> ResponseReturnValue:
    jury = jury_or_404(jury_id)
    current = courante(queries.du_jury(db.session(), jury))
    return donner(
        _fichier(jury, current, genre_or_404(genre)) or abort(404), inline=True
    )


@transmissions.get("/<uuid:jury_id>/archive")
@open_to(*EQUIPE)
def archive(jury_id: UUID) -> ResponseReturnValue:
    current = courante(queries.du_jury(db.session(), jury_or_404(jury_id)))
    if current is None or current.envoyee_at is None:
        raise Refus("Les pièces ne sont pas encore transmises.")
    return give_archive(current)


def _lettre_ecrite(jury: Jury, uimm: Uimm) -> Recu:
    return ecrit(_pdf(jury, uimm), nom_de_lettre(jury.le))


def _pdf(jury: Jury, uimm: Uimm) -> bytes:
    session = db.session()
    donnees = lettre(
        jury,
        uimm,
        queries.decisions(session, en_attente(queries.tours(session, jury.id))),
        auteur=current_user,
        le=clock.today(),
    )
    return letters.render(MODELE, donnees)


def _fichier(
    jury: Jury, current: Transmission | None, genre: PieceAttribution
) -> Fichier | None:
    held = pieces(current) if current else {}
    if genre in held:
        return held[genre].fichier
    return jury.emargement if genre is PieceAttribution.EMARGEMENT else None


def _checklist(jury: Jury, current: Transmission | None) -> list[dict[str, Any]]:
    """The four pieces, each with where it stands."""
    missing = manquantes(jury, current)
    held = pieces(current) if current else {}
    return [
        {
            "genre": genre,
            "titre": libelles.PIECE[genre],
            "consigne": libelles.CONSIGNE[genre],
            "fichier": _fichier(jury, current, genre),
            "manque": genre in missing,
            "piece": held.get(genre),
            "envoyee": bool(current and current.envoyee_at),
        }
        for genre in PieceAttribution
    ]
