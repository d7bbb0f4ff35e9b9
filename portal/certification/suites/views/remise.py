"""The UIMM hands a certificate over, or copies a lost one (R68, R69)."""

from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.suites.forms import CopieForm, RemiseForm, date_of
from portal.certification.suites.permissions import why_not_remise_le
from portal.certification.suites.services import remise as services
from portal.certification.suites.services.remise import Donnee
from portal.certification.suites.views.commun import (
    EQUIPE,
    bp,
    certificat_or_404,
    handled,
)
from portal.dossiers.fichiers import Depose, stored
from portal.dossiers.models import Certificat, Dossier
from portal.droit.listes import ModeRemise
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.envois import limites, settings, spool, storage
from portal.web.pages import page
from portal.web.uploads import EnvoiRefuse, Reception, receive

CERTIFICAT = "/dossiers/<uuid:id_>/certificats/<uuid:certificat_id>"


@bp.route(f"{CERTIFICAT}/remettre", methods=["GET", "POST"])
@open_to(*EQUIPE)
def remettre(id_: UUID, certificat_id: UUID) -> ResponseReturnValue:
    dossier = handled(id_)
    certificat = certificat_or_404(dossier, certificat_id)
    if request.method == "GET":
        known = {"a_qui": dossier.nom_candidat, "le": clock.today()}
        return _show(dossier, certificat, RemiseForm(data=known))
    try:
        with receive(request, limites(1), dossier=spool()) as envoi:
            return _save(dossier, certificat, envoi)
    except EnvoiRefuse as refusal:
        form = RemiseForm(formdata=None)
        form.decharge.errors = [str(refusal)]
        return _show(dossier, certificat, form, status=413)


@bp.route(f"{CERTIFICAT}/copie", methods=["GET", "POST"])
@open_to(*EQUIPE)
def copier(id_: UUID, certificat_id: UUID) -> ResponseReturnValue:
    dossier = handled(id_)
    certificat = certificat_or_404(dossier, certificat_id)
    form = CopieForm()
    if form.validate_on_submit():
        with db.transaction() as session:
            services.copier(
                session,
                dossier,
                certificat,
                motif=form.motif.data,
                by=current_user,
                at=clock.now(),
            )
        return _done(id_, "La copie certifiée conforme est prête\u00a0: ouvrez-la ici.")
    return page(
        "suites/copie.html",
        status=422 if form.errors else 200,
        dossier=dossier,
        certificat=certificat,
        form=form,
    )


def _save(
    dossier: Dossier, certificat: Certificat, envoi: Reception
) -> ResponseReturnValue:
    form = RemiseForm(formdata=envoi.champs)
    if not form.validate() or _too_early_or_late(form, certificat):
        return _show(dossier, certificat, form, status=422)
    donnee = Donnee(form.a_qui.data, ModeRemise(form.mode.data), date_of(form))
    try:
        with _kept(dossier, envoi) as depose, db.transaction() as session:
            services.remettre(
                session,
                dossier,
                certificat,
                donnee,
                decharge=depose,
                by=current_user,
                at=clock.now(),
            )
    except Refus as refusal:
        form.decharge.errors = [str(refusal)]
        return _show(dossier, certificat, form, status=422)
    return _done(dossier.id, f"La remise du certificat {certificat.numero} est notée.")


def _kept(dossier: Dossier, envoi: Reception) -> AbstractContextManager[Depose | None]:
    """The signed discharge, when there is one."""
    if not envoi.fichiers:
        return nullcontext()
    quota = settings().max_dossier_size
    return stored(storage(), dossier, envoi.fichiers[0], quota=quota)


def _too_early_or_late(form: RemiseForm, certificat: Certificat) -> bool:
    reason = why_not_remise_le(certificat, date_of(form), clock.today())
    if reason:
        form.le.errors = [reason]
    return reason is not None


def _show(
    dossier: Dossier, certificat: Certificat, form: RemiseForm, *, status: int = 200
) -> ResponseReturnValue:
    return page(
        "suites/remettre.html",
        status=status,
        dossier=dossier,
        certificat=certificat,
        form=form,
        maximum=settings().max_file_size,
    )


def _done(id_: UUID, words: str) -> ResponseReturnValue:
    flash(words, "succes")
    return redirect(url_for(".certificats", id_=id_), code=303)
