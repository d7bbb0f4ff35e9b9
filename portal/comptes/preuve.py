"""Is it really the person? What a page asks for it, and what an answer proves."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import current_app, request, session
from flask_security import verify_password

from portal import clock, db
from portal.comptes import cles
from portal.comptes import services_facteurs as services
from portal.comptes.forms_facteurs import CLE_REFUSEE, CODE_REFUSE, PreuveForm
from portal.comptes.messages import MESSAGES
from portal.comptes.models import Compte
from portal.comptes.queries_facteurs import a_un_facteur, facteurs
from portal.comptes.totp import Coffre
from portal.logs import log

PROUVE_LE: Final = "fs_paa"
"""When this session last proved who it is: the library writes it at sign-in."""
FACTEUR: Final = "facteur"
"""Whose second factor this session has shown."""
ATTENTE: Final = "attente"
"""Who gave the right password, and has still a second factor to show."""
DEFI: Final = "defi"
TEMPS_D_ATTENTE: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Demande:
    """What one page asks: a password, or a factor of those the account has."""

    form: PreuveForm
    mot_de_passe: bool
    code: bool
    options: str | None
    """Of a passkey, for the browser; None where none can serve."""
    rien: bool
    """Neither factor nor password: another service alone opens this account."""


def coffre() -> Coffre:
    return current_app.extensions["coffre"]


def site() -> cles.Site | None:
    return cles.site_of(request.host_url)


def cles_possibles() -> bool:
    return site() is not None


def nouveau_defi() -> str:
    """Kept for the one answer it may have."""
    session[DEFI] = cles.defi()
    return session[DEFI]


def demander(compte: Compte, form: PreuveForm) -> Demande:
    known, here = facteurs(db.session(), compte), site()
    options = None
    if here and known.cles:
        options = cles.options_connexion(here, known.cles, nouveau_defi())
    return Demande(
        form,
        mot_de_passe=bool(compte.password) and not len(known),
        code=bool(known.application or known.codes),
        options=options,
        rien=not compte.password and not len(known),
    )


def est_prouve(compte: Compte, form: PreuveForm) -> bool:
    """False leaves its reason under the field. A code or a challenge serves once."""
    current_app.extensions["frein_de_preuve"]()
    par_facteur = a_un_facteur(db.session(), compte)
    judge = _a_le_facteur if par_facteur else _a_le_mot_de_passe
    right = judge(compte, form)
    if right:
        noter_la_preuve(compte, par_facteur=par_facteur)
    else:
        log.warning("proof_refused", compte=str(compte.id))
    return right


def _a_le_mot_de_passe(compte: Compte, form: PreuveForm) -> bool:
    typed = form.mot_de_passe.data or ""
    right = bool(compte.password and verify_password(typed, compte.password))
    if not right:
        form.mot_de_passe.errors = [MESSAGES["INVALID_PASSWORD"][0]]
    return right


def _a_le_facteur(compte: Compte, form: PreuveForm) -> bool:
    with db.transaction() as current:
        if form.cle.data:
            signed = lire_cle(form)
            right = signed is not None and signed.id == compte.id
        else:
            typed, at = form.code.data or "", clock.now()
            right = services.verifier_code(current, compte, typed, coffre(), at=at)
    if right:
        return True
    if form.cle.data:
        form.form_errors.append(CLE_REFUSEE)
    else:
        form.code.errors = [CODE_REFUSE]
    return False


def lire_cle(form: PreuveForm) -> Compte | None:
    """Whose passkey signed the challenge of this session, in the transaction."""
    here, expected = site(), session.pop(DEFI, None)
    if here is None or expected is None:
        return None
    return services.verifier_cle(
        db.session(), form.cle.data, here, expected, at=clock.now()
    )


def noter_la_preuve(
    compte: Compte, *, par_facteur: bool, le: float | None = None
) -> None:
    """`le`: when, if it was elsewhere and earlier."""
    session[PROUVE_LE] = clock.now().timestamp() if le is None else le
    if par_facteur:
        session[FACTEUR] = str(compte.id)


def a_montre_un_facteur(compte: Compte) -> bool:
    return session.get(FACTEUR) == str(compte.id)


def est_recente() -> bool:
    minutes = current_app.extensions["settings"].fraicheur_minutes
    age = clock.now().timestamp() - session.get(PROUVE_LE, 0)
    return age <= timedelta(minutes=minutes).total_seconds()
