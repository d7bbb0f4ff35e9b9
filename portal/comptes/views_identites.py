"""Sign-in through a provider of identities, linked and unlinked by its person."""

from typing import Final

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user
from flask_security.utils import _get_post_action_redirect

from portal import clock, db
from portal.comptes import oidc, preuve
from portal.comptes import services_identites as services
from portal.comptes.facteurs import deuxieme_etape
from portal.comptes.messages import MESSAGES
from portal.comptes.models import Compte
from portal.comptes.permissions import PAR_FOURNISSEUR
from portal.comptes.queries import compte_with_email
from portal.comptes.queries_identites import identite_connue, identite_de
from portal.config import IDENTITE_ATTEND, Fournisseur
from portal.droit.workflow import Role
from portal.web.access import open_to, open_to_all
from portal.web.pages import page

bp = Blueprint("identites", __name__)

MIENNE: Final = "/mon-compte/identite"
SANS_COMPTE: Final = "identite_sans_compte"
"""Who came back from the provider of candidates, and may open an account."""
LONGUEUR: Final = 2000
"""Characters of an address worth coming back to."""


@bp.post("/connexion/avec/<qui>")
@open_to_all
def partir(qui: str) -> ResponseReturnValue:
    fournisseur = _fournisseur(qui)
    if current_user.is_authenticated:
        return redirect(url_for("comptes.mon_espace"), code=303)
    suite = request.form.get("next", "")
    return _partir(fournisseur, suite=suite if len(suite) <= LONGUEUR else "")


@bp.get("/connexion/avec/<qui>/retour")
@open_to_all
def retour(qui: str) -> ResponseReturnValue:
    """The provider sends the browser here, with a code that serves once."""
    fournisseur = _fournisseur(qui)
    try:
        identite, garde = oidc.revenir(fournisseur)
    except (oidc.FournisseurAbsent, oidc.IdentiteRefusee) as error:
        return _echec(fournisseur, error)
    if garde.get("relier"):
        return _relier(fournisseur, identite, garde["relier"])
    if current_user.is_authenticated:
        return redirect(url_for("comptes.mon_espace"), code=303)
    return _entrer(fournisseur, identite, garde.get("suite"))


@bp.post("/inscription/identite")
@open_to_all
def ouvrir() -> ResponseReturnValue:
    fournisseur = _fournisseur("candidats")
    known = session.pop(SANS_COMPTE, None)
    late = known and clock.now().timestamp() - known["depuis"] > (
        IDENTITE_ATTEND.total_seconds()
    )
    if not known or late or current_user.is_authenticated:
        flash("Cette demande a pris fin. Recommencez.", "erreur")
        return redirect(url_for("security.login"), code=303)
    with db.transaction() as current:
        compte = services.ouvrir_compte(
            current,
            email=known["email"],
            issuer=fournisseur.issuer,
            sub=known["sub"],
            at=clock.now(),
        )
    login_user(compte)
    flash("Votre compte est ouvert.", "succes")
    return redirect(url_for("comptes.mon_espace"), code=303)


@bp.get(MIENNE)
@open_to(*Role)
def mienne() -> ResponseReturnValue:
    fournisseur = _mien()
    return page(
        "comptes/identite.html",
        fournisseur=fournisseur,
        identite=identite_de(db.session(), current_user, fournisseur.issuer),
    )


@bp.post(f"{MIENNE}/relier")
@open_to(*Role)
def relier() -> ResponseReturnValue:
    return _partir(_mien(), relier=str(current_user.id))


@bp.post(f"{MIENNE}/delier")
@open_to(*Role)
def delier() -> ResponseReturnValue:
    fournisseur = _mien()
    with db.transaction() as current:
        services.delier(
            current, current_user, issuer=fournisseur.issuer, at=clock.now()
        )
    flash("L’identité est déliée : elle n’ouvre plus votre compte.", "succes")
    return redirect(url_for(".mienne"), code=303)


def _fournisseur(cle: str) -> Fournisseur:
    return current_app.extensions["settings"].fournisseurs.get(cle) or abort(404)


def _mien() -> Fournisseur:
    """The provider of one's own role."""
    cles = [cle for cle, roles in PAR_FOURNISSEUR.items() if current_user.role in roles]
    return _fournisseur(*cles)


def _partir(fournisseur: Fournisseur, **garde: str) -> ResponseReturnValue:
    """By a page, not a redirection: our forms may lead to ourselves alone (CSP)."""
    base_url = current_app.extensions["settings"].base_url
    back = f"{base_url}{url_for('.retour', qui=fournisseur.cle)}"
    try:
        url = oidc.partir(fournisseur, back, **garde)
    except (oidc.FournisseurAbsent, oidc.IdentiteRefusee) as error:
        return _echec(fournisseur, error)
    return page("comptes/identite_depart.html", fournisseur=fournisseur, url=url)


def _echec(fournisseur: Fournisseur, error: Exception) -> ResponseReturnValue:
    away = isinstance(error, oidc.FournisseurAbsent)
    return page(
        "comptes/identite_echec.html",
        status=503 if away else 400,
        fournisseur=fournisseur,
        absent=away,
    )


def _relier(
    fournisseur: Fournisseur, identite: oidc.Identite, qui: str
) -> ResponseReturnValue:
    """To the account that asked, if it is still the one of this session."""
    if not current_user.is_authenticated or str(current_user.id) != qui:
        return _echec(fournisseur, oidc.IdentiteRefusee())
    with db.transaction() as current:
        services.relier(
            current,
            current_user,
            issuer=identite.issuer,
            sub=identite.sub,
            at=clock.now(),
        )
    flash(f"{fournisseur.nom} ouvre désormais votre compte.", "succes")
    return redirect(url_for(".mienne"), code=303)


def _entrer(
    fournisseur: Fournisseur, identite: oidc.Identite, suite: str | None
) -> ResponseReturnValue:
    found = identite_connue(db.session(), identite.issuer, identite.sub)
    if found is None or found[1].role not in PAR_FOURNISSEUR[fournisseur.cle]:
        return _inconnue(fournisseur, identite)
    connue, compte = found
    if raison := _why_not_enter(compte):
        return page(
            "comptes/identite_fermee.html",
            status=403,
            fournisseur=fournisseur,
            raison=raison,
        )
    with db.transaction():
        connue.last_used_at = clock.now()
    later = deuxieme_etape(compte, suite=suite)
    if later and not identite.forte:
        return later
    session.pop(preuve.ATTENTE, None)
    login_user(compte)
    # A session left open at the provider leads here without the person.
    preuve.noter_la_preuve(compte, par_facteur=identite.forte, le=identite.prouvee_le)
    # `next` checked as the library's own sign-in checks it.
    there = _get_post_action_redirect("SECURITY_POST_LOGIN_VIEW", {"next": suite})
    return redirect(there, code=303)


def _why_not_enter(compte: Compte) -> str | None:
    if not compte.active:
        return MESSAGES["DISABLED_ACCOUNT"][0]
    return None if compte.confirmed_at else MESSAGES["CONFIRMATION_REQUIRED"][0]


def _inconnue(fournisseur: Fournisseur, identite: oidc.Identite) -> ResponseReturnValue:
    """No account is found by its address: it is linked by who opens it already.

    Whether the address has one is told to whom the provider says it belongs.
    """
    known = False
    email = _adresse(identite) if fournisseur.cle == "candidats" else ""
    if email:
        known = compte_with_email(db.session(), email) is not None
    if email and not known:
        session[SANS_COMPTE] = {
            "sub": identite.sub,
            "email": email,
            "depuis": clock.now().timestamp(),
        }
    return page(
        "comptes/identite_inconnue.html",
        status=403 if known or not email else 200,
        fournisseur=fournisseur,
        email=email,
        compte_connu=known,
    )


def _adresse(identite: oidc.Identite) -> str:
    """As accounts write theirs; empty when it is none."""
    try:
        return current_app.extensions["security"].mail_util.validate(identite.email)
    except ValueError:
        return ""
