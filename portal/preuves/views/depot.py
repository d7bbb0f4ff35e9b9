"""The gaps accepted in words, the last check, the deposit."""

from uuid import UUID

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.dossier_preuves import preuves_de
from portal.dossiers.suivi import suivi
from portal.droit.echeances import Cle
from portal.droit.relecture import TexteChange, empreinte
from portal.droit.workflow import Etat, Role
from portal.preuves import services
from portal.preuves.forms import EcartForm
from portal.preuves.recapitulatif import quand
from portal.preuves.restes import avertissements, restes
from portal.preuves.views.commun import bp, carte, editable, go, readable, statut
from portal.web.access import open_to
from portal.web.pages import page
from portal.web.saisie import statut_de_page

ECART = "/<uuid:id_>/preuves/ecarts/<code>"


@bp.route(ECART, methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def ecart(id_: UUID, code: str) -> ResponseReturnValue:
    """Deposit without a capacité, and say why."""
    dp = editable(id_)
    row = dp.couvertures.get(code) or abort(404)
    known = dp.ecarts.get(code)
    stored = {"explication": known.explication if known else ""}
    form = EcartForm(data=stored | {"lue": empreinte(stored)})
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                services.accepter_ecart(
                    session,
                    dp.dossier,
                    code,
                    form.explication.data,
                    lue=form.lue.data,
                    by=current_user,
                    at=clock.now(),
                )
        except TexteChange as change:
            form.lue.montrer(change)
        else:
            return go(url_for(".matrice", id_=id_))
    return page(
        "preuves/ecart.html",
        status=statut_de_page(form),
        dp=dp,
        form=form,
        row=row,
        capacite=dp.contenu.capacite(code),
        connu=known,
        statut_de=statut,
    )


@bp.post(f"{ECART}/retirer")
@open_to(Role.CANDIDAT)
def retirer_ecart(id_: UUID, code: str) -> ResponseReturnValue:
    dp = editable(id_)
    if code not in dp.couvertures:
        abort(404)
    with db.transaction() as session:
        services.retirer_ecart(
            session, dp.dossier, code, by=current_user, at=clock.now()
        )
    return go(url_for(".matrice", id_=id_))


@bp.get("/<uuid:id_>/preuves/verifier")
@open_to(Role.CANDIDAT)
def verifier(id_: UUID) -> ResponseReturnValue:
    dp = editable(id_)
    return page(
        "preuves/verifier.html",
        dp=dp,
        restes=restes(dp),
        attente=any(p.fichier and p.fichier.en_attente for p in dp.preuves()),
        avertissements=avertissements(dp),
        a_completer=dp.dossier.etat is Etat.PREUVES_A_COMPLETER,
        quand=quand,
        preuves_de=preuves_de,
        carte=carte,
        statut_de=statut,
    )


@bp.post("/<uuid:id_>/preuves/deposer")
@open_to(Role.CANDIDAT)
def deposer(id_: UUID) -> ResponseReturnValue:
    dp = readable(id_)
    with db.transaction() as session:
        services.deposer(session, dp.dossier, by=current_user, at=clock.now())
    return go(url_for(".confirmation", id_=id_))


@bp.get("/<uuid:id_>/preuves/confirmation")
@open_to(Role.CANDIDAT)
def confirmation(id_: UUID) -> ResponseReturnValue:
    dp = readable(id_)
    if dp.dossier.etat is not Etat.PREUVES_DEPOSEES:
        return redirect(url_for(".matrice", id_=id_), code=303)
    view = suivi(dp.dossier, Role.CANDIDAT, clock.today())
    return page(
        "preuves/confirmation.html",
        dp=dp,
        depose_at=dp.depose_at,
        limite=view.delai(Cle.K2),
    )
