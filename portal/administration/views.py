import re
from typing import Final

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.administration import queries, services
from portal.administration.forms import DecisionForm, EnregistrementForm
from portal.administration.historique import lignes, mots
from portal.administration.libelles import CHAMP, PROPOSITION, STATUT
from portal.administration.permissions import why_not_code, why_not_correct
from portal.administration.queries import Fiche
from portal.administration.services import Saisie
from portal.catalogue.models import Certification, Enregistrement
from portal.droit.cycle_de_vie import REACTIVATION, est_reactivee
from portal.droit.refus import Refus
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.converters import rang
from portal.web.pages import page

bp = Blueprint("administration", __name__, url_prefix="/administration/certifications")

ENCORE: Final = (
    "Vos réponses sont ci-dessous\u00a0: enregistrez de nouveau pour les garder."
)


@bp.get("")
@open_to(Role.ADMINISTRATEUR)
def certifications() -> ResponseReturnValue:
    after = request.args.get("apres", type=_slug)
    fiches, suivant = queries.certifications(db.session(), clock.today(), after=after)
    return page(
        "administration/certifications.html",
        fiches=fiches,
        suivant=suivant,
        premiere=after is None,
        statuts=STATUT,
        propositions=PROPOSITION,
    )


@bp.get("/<slug>")
@open_to(Role.ADMINISTRATEUR)
def certification(slug: str) -> ResponseReturnValue:
    fiche = _fiche_or_404(slug)
    known = fiche.ouverture.certification
    before = request.args.get("avant", type=rang)
    rows, suivant = queries.evenements(db.session(), slug, before=before)
    return page(
        "administration/certification.html",
        fiche=fiche,
        certification=known,
        historique=list(lignes(rows)),
        suivant=suivant,
        premiere=before is None,
        reactivation=REACTIVATION
        if est_reactivee(known.statut, known.statut_le)
        else "",
        champs=CHAMP,
        statuts=STATUT,
        propositions=PROPOSITION,
    )


@bp.route("/<slug>/enregistrements/nouveau", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATEUR)
def nouvel_enregistrement(slug: str) -> ResponseReturnValue:
    fiche = _fiche_or_404(slug)
    form = EnregistrementForm(version=queries.version(db.session(), slug))
    conflit = ""
    if _is_valid(form, None):
        with db.transaction() as session:
            done = services.add_enregistrement(
                session, _saisie(slug, form), form.valeurs()
            )
        if done:
            return _back(slug, f"{form.code.data} est enregistré.")
        conflit = _conflit(slug, form, None)
    return _page_enregistrement(fiche, None, form, conflit)


@bp.route("/<slug>/enregistrements/<code>", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATEUR)
def enregistrement(slug: str, code: str) -> ResponseReturnValue:
    fiche = _fiche_or_404(slug)
    found = queries.enregistrement(db.session(), slug, code) or abort(404)
    if reason := why_not_correct(found):
        raise Refus(reason)
    version = queries.version(db.session(), slug)
    form = EnregistrementForm(obj=found, version=version)
    if queries.is_pinned(db.session(), code):
        del form.code
    conflit = ""
    if _is_valid(form, found):
        with db.transaction() as session:
            done = services.correct_enregistrement(
                session, _saisie(slug, form), code, form.valeurs()
            )
        if done:
            return _back(slug, f"{code} est enregistré.")
        conflit = _conflit(slug, form, found)
    return _page_enregistrement(fiche, found, form, conflit)


@bp.route("/<slug>/etat", methods=["GET", "POST"])
@open_to(Role.ADMINISTRATEUR)
def etat(slug: str) -> ResponseReturnValue:
    fiche = _fiche_or_404(slug)
    known = fiche.ouverture.certification
    today = clock.today()
    version = queries.version(db.session(), slug)
    form = DecisionForm(known, today, statut=known.statut, version=version)
    conflit = ""
    if form.validate_on_submit():
        with db.transaction() as session:
            done = services.decide(
                session,
                _saisie(slug, form),
                **form.valeurs(),
                on=today,
            )
        if done:
            return _back(slug, "La décision est enregistrée.")
        conflit = _conflit(slug, form, known)
    return page(
        "administration/etat.html",
        status=_status(form, conflit),
        certification=known,
        form=form,
        conflit=conflit,
        reactivation=REACTIVATION,
    )


def _slug(text: str) -> str:
    """Of a page's own link; anything else is the first page."""
    if not re.fullmatch(r"[a-z0-9-]{1,80}", text):
        raise ValueError(text)
    return text


def _fiche_or_404(slug: str) -> Fiche:
    return queries.certification(db.session(), slug, clock.today()) or abort(404)


def _is_valid(form: EnregistrementForm, found: Enregistrement | None) -> bool:
    """Its own rules, then the one only the base can tell: no two same codes."""
    if not form.validate_on_submit():
        return False
    if form.code and not (found and form.code.data == found.code):
        other = queries.enregistrement_anywhere(db.session(), form.code.data)
        if reason := why_not_code(other):
            form.code.errors = [reason]
            return False
    return True


def _saisie(slug: str, form: EnregistrementForm | DecisionForm) -> Saisie:
    return Saisie(slug, form.version.data, current_user, clock.now())


def _conflit(
    slug: str,
    form: EnregistrementForm | DecisionForm,
    row: Enregistrement | Certification | None,
) -> str:
    """What is stored and differs; sent once more, what was typed replaces it."""
    session = db.session()
    form.version.data = queries.version(session, slug)
    if row is None:
        return ENCORE
    session.refresh(row)
    stored = "\u00a0; ".join(
        f"{CHAMP[name]}, {mots(name, getattr(row, name))}"
        for name, value in form.valeurs().items()
        if getattr(row, name) != value
    )
    return f"Ce qui est enregistré\u00a0: {stored or 'rien d’autre'}. {ENCORE}"


def _page_enregistrement(
    fiche: Fiche, found: Enregistrement | None, form: EnregistrementForm, conflit: str
) -> ResponseReturnValue:
    return page(
        "administration/enregistrement.html",
        status=_status(form, conflit),
        certification=fiche.ouverture.certification,
        enregistrement=found,
        form=form,
        conflit=conflit,
    )


def _status(form: EnregistrementForm | DecisionForm, conflit: str) -> int:
    return 409 if conflit else 422 if form.errors else 200


def _back(slug: str, words: str) -> ResponseReturnValue:
    flash(words, "succes")
    return redirect(url_for(".certification", slug=slug), code=303)
