"""What cannot be undone is asked twice: the person, again, unless just signed in.

Nothing is lost: the page that asks carries what was typed, and answering it sends
everything to where it was going.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.comptes import preuve
from portal.comptes.forms_facteurs import PREFIXE, PreuveForm
from portal.web.csrf import token_field
from portal.web.pages import page

EXIGEANTES: Final = frozenset(
    {
        # An avis, issued or annulled; what a responsable alone decides.
        *("instruction.avis", "instruction.revenir", "instruction.derogation"),
        *("instruction.caducite", "instruction.prolonger"),
        # What the jury decided, what the GTP makes of it.
        *("jurys.deliberer", "gtp.valider", "gtp.valider_un", "gtp.refuser"),
        # An access taken away.
        *("accompagnement.retirer", "comptes.suspendre", "comptes.retablir"),
        # Where the links to a new password go.
        "compte.adresse",
        # All one's data, and what erases it.
        *("archives.telecharger", "archives.effacement", "archives.confirmer"),
        # The factors themselves.
        *("facteurs.application", "facteurs.retirer_application"),
        *("facteurs.nouvelle_cle", "facteurs.retirer_cle"),
        *("facteurs.codes", "facteurs.retirer_de"),
        # What signs in instead of the password.
        *("identites.relier", "identites.delier"),
    }
)
"""Their POST asks for a recent proof. None takes a file: files are not carried."""


def exiger(app: Flask) -> None:
    for endpoint in EXIGEANTES:
        app.view_functions[endpoint] = _exigeante(app.view_functions[endpoint])


def _exigeante(view: Callable) -> Callable:
    roles = vars(view)["open_to"]

    @wraps(view)
    def guarded(*args, **kwargs) -> ResponseReturnValue:
        # Who may not come in is told so, and is asked nothing.
        known = getattr(current_user, "role", None) in roles
        if request.method != "POST" or not known or preuve.est_recente():
            return view(*args, **kwargs)
        form = PreuveForm()
        if form.remplie and preuve.est_prouve(current_user, form):
            return view(*args, **kwargs)
        return demander(form, request.full_path.removesuffix("?"), status=403)

    return guarded


def demander(form: PreuveForm, vers: str, *, status: int = 200) -> ResponseReturnValue:
    """The page that asks, and sends to `vers` what was on its way there."""
    return page(
        "comptes/confirmer.html",
        status=status,
        form=form,
        demande=preuve.demander(current_user, form),
        vers=vers,
        porte=_typed(),
        retour=_back(),
    )


def _typed() -> list[tuple[str, str]]:
    """All that the form held, but the token and the proof: the page has its own."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != token_field() and not name.startswith(PREFIXE)
    ]


def _back() -> str:
    """The page the person came from, on this portal; else its home."""
    parts = urlsplit(request.referrer or "")
    here = urlsplit(request.host_url)
    ours = parts.netloc == here.netloc and not parts.path.startswith("//")
    return parts.path if ours and parts.path else url_for("comptes.mon_espace")
