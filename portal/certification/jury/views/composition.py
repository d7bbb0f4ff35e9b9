"""Who sits: unions asked, members, convocations, and what the CPREFP is told."""

from uuid import UUID

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.jury import libelles, queries
from portal.certification.jury.convocation import lettre
from portal.certification.jury.fiche import cprefp
from portal.certification.jury.forms.seance import AnnulerForm, CprefpForm, MembreForm
from portal.certification.jury.permissions import why_not_modifier
from portal.certification.jury.services import composition as services
from portal.certification.jury.services import convocations
from portal.certification.jury.services.jurys import JuryChange
from portal.certification.jury.views.commun import (
    EQUIPE,
    back,
    bp,
    entete,
    jury_or_404,
    refuser,
)
from portal.dossiers.models import Jury, MembreJury
from portal.droit.jours import jour_de_paris
from portal.droit.listes import ObjetCprefp
from portal.droit.refus import Refus
from portal.web.access import open_to
from portal.web.filters import pluriel
from portal.web.pages import page


@bp.post("/<uuid:id_>/designations")
@open_to(*EQUIPE)
def designations(id_: UUID) -> ResponseReturnValue:
    """Ask every union not asked yet, or remind the one that the button names."""
    found = jury_or_404(id_)
    wanted = request.form.get("organisation", "")
    with db.transaction() as session:
        rows = queries.demandes(session, found)
        chosen = [o for o, d in rows if (o.slug == wanted if wanted else d is None)]
        for organisation in chosen:
            services.demander(
                session,
                found,
                organisation,
                by=current_user,
                at=clock.now(),
                relance=bool(wanted),
            )
    number = pluriel(len(chosen), "demande envoyée", "demandes envoyées")
    flash(f"{number}.", "succes" if chosen else "info")
    return back(found, "salaries")


@bp.post("/<uuid:id_>/designations/<slug>")
@open_to(*EQUIPE)
def reponse(id_: UUID, slug: str) -> ResponseReturnValue:
    """The union answered: its members are to be added."""
    found = jury_or_404(id_)
    if queries.organisation(db.session(), found, slug) is None:
        abort(404)
    with db.transaction() as session:
        services.repondre(session, found, slug, at=clock.now())
    return back(found, "salaries")


@bp.route("/<uuid:id_>/membres/nouveau", methods=["GET", "POST"])
@open_to(*EQUIPE)
def nouveau_membre(id_: UUID) -> ResponseReturnValue:
    found = _open(id_)
    asked = {name: request.args.get(name, "") for name in ("college", "organisation")}
    form = MembreForm(
        version=found.version,
        data={
            "college": asked["college"],
            "organisation_slug": asked["organisation"],
        },
    )
    return _save_member(found, None, form)


@bp.route("/<uuid:id_>/membres/<uuid:membre_id>", methods=["GET", "POST"])
@open_to(*EQUIPE)
def membre(id_: UUID, membre_id: UUID) -> ResponseReturnValue:
    found = _open(id_)
    who = queries.membre(db.session(), found, membre_id) or abort(404)
    form = MembreForm(version=found.version, data=MembreForm.de(who))
    if request.method == "POST" and request.form.get("etape") == "retirer":
        with db.transaction() as session:
            services.retirer(session, found, who, version=form.version.data)
        flash(f"{who.nom} ne fait plus partie du jury.", "succes")
        return back(found)
    return _save_member(found, who, form)


@bp.route("/<uuid:id_>/cprefp", methods=["GET", "POST"])
@open_to(*EQUIPE)
def informer(id_: UUID) -> ResponseReturnValue:
    """Open whatever the jury has become: a cancelled one is a change to tell (R52)."""
    found = jury_or_404(id_)
    known = cprefp(found)
    changed = [ObjetCprefp.CHANGEMENT] if known.changement else []
    form = CprefpForm(data={"objets": [*known.manquent, *changed], "le": clock.today()})
    if form.validate_on_submit() and form.le.data:
        if form.le.data > clock.today():
            form.le.errors = ["Cette date est à venir."]
        else:
            with db.transaction() as session:
                services.informer(
                    session,
                    found,
                    [ObjetCprefp(o) for o in form.objets.data or []],
                    le=form.le.data,
                    texte=form.texte.data,
                    by=current_user,
                )
            flash("L’information de la CPREFP est notée.", "succes")
            return back(found, "cprefp")
    return page(
        "jury/cprefp.html",
        status=422 if form.errors else 200,
        form=form,
        cprefp=known,
        libelles=libelles,
        **entete(found),
    )


@bp.route("/<uuid:id_>/convocations", methods=["GET", "POST"])
@open_to(*EQUIPE)
def convoquer(id_: UUID) -> ResponseReturnValue:
    found = _open(id_)
    form = AnnulerForm(version=found.version)
    if request.method == "POST":
        with db.transaction() as session:
            sent = convocations.convoquer(
                session,
                found,
                version=form.version.data,
                by=current_user,
                at=clock.now(),
            )
        number = pluriel(len(sent), "convocation envoyée", "convocations envoyées")
        flash(f"{number}.", "succes")
        return back(found)
    waiting = [m for m in found.membres if m.convoque_le is None]
    first = next(iter(waiting), None)
    return page(
        "jury/convocations.html",
        form=form,
        attendent=waiting,
        modele=_lettre(found, first) if first else None,
        libelles=libelles,
        **entete(found),
    )


def _lettre(found: Jury, who: MembreJury) -> dict:
    uimm = queries.uimm(db.session(), found)
    on = jour_de_paris(clock.now())
    return lettre(found, who, uimm=uimm, by=current_user, on=on)


def _open(id_: UUID) -> Jury:
    found = jury_or_404(id_)
    if reason := why_not_modifier(found):
        raise Refus(reason)
    return found


def _save_member(
    found: Jury, who: MembreJury | None, form: MembreForm
) -> ResponseReturnValue:
    form.proposer(o for o, _d in queries.demandes(db.session(), found))
    status = 200
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                version = form.version.data
                if who is None:
                    services.ajouter(session, found, form.lire(), version=version)
                else:
                    services.modifier(session, found, who, form.lire(), version=version)
        except Refus as refusal:
            refuser(form, refusal)
            status = 409 if isinstance(refusal, JuryChange) else 422
            form.version.data = found.version
        else:
            flash(f"{form.nom.data}\u00a0: enregistré.", "succes")
            return back(found)
    return page(
        "jury/membre.html",
        status=422 if form.errors and status == 200 else status,
        form=form,
        membre=who,
        **entete(found),
    )
