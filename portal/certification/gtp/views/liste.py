"""The juries of a UIMM that deliberated: to send, sent, or sent back (K6)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.gtp.delai import delai
from portal.certification.gtp.filtres import curseur_de_jour, encode
from portal.certification.gtp.permissions import courante, question_ouverte
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.views.commun import EQUIPE, transmissions
from portal.dossiers.models import Jury, Transmission
from portal.droit.termes import TERMES
from portal.web.access import open_to
from portal.web.pages import page


@transmissions.get("/")
@open_to(*EQUIPE)
def liste() -> ResponseReturnValue:
    session = db.session()
    after = curseur_de_jour(request.args.get("apres", ""))
    found = queries.jurys_deliberes(session, current_user, after)
    shown = found[: queries.TAILLE]
    last = shown[-1] if len(found) > len(shown) else None
    return page(
        "gtp/liste.html",
        lignes=_lignes(shown, queries.des_jurys(session, shown)),
        suivant=url_for(".liste", apres=encode(last.le, last.id)) if last else None,
        debut=url_for(".liste") if after else None,
    )


def _lignes(jurys: Any, derniere: Mapping[UUID, Transmission]) -> list[dict[str, Any]]:
    on = clock.today()
    rows = []
    for jury in jurys:
        last = derniere.get(jury.id)
        current = courante([last] if last else [])
        told = delai(jury.le, current.envoyee_le if current else None, on)
        rows.append(_ligne(jury, last, current) | {"delai": told})
    return rows


def _ligne(
    jury: Jury, last: Transmission | None, current: Transmission | None
) -> dict[str, Any]:
    """What one must do comes first, with its colour."""
    mot, couleur = "À transmettre", "bleu"
    if last and last.refusee_at:
        mot, couleur = f"Renvoyée par le {TERMES.gtp}", "rouge"
    elif current and current.close_at:
        mot, couleur = "Réglée", "vert"
    elif current and question_ouverte(current):
        mot, couleur = "Réponse à donner", "ambre"
    elif current and current.envoyee_at:
        mot, couleur = "En cours d’examen", ""
    return {"jury": jury, "transmission": current, "mot": mot, "couleur": couleur}
