"""Every certificate of an UIMM, by number."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import db
from portal.certification.suites import queries
from portal.certification.suites.libelles import GENRE
from portal.certification.suites.views.commun import EQUIPE, bp
from portal.web.access import open_to
from portal.web.pages import page
from portal.web.saisie import une_ligne

RECHERCHE_MAX = 24


@bp.get("/certificats")
@open_to(*EQUIPE)
def liste() -> ResponseReturnValue:
    typed = une_ligne(request.args.get("recherche"))[:RECHERCHE_MAX]
    after = request.args.get("apres", "")
    rows, following = queries.page_de_certificats(
        db.session(), current_user, recherche=typed, apres=after
    )
    return page(
        "suites/liste.html",
        certificats=rows,
        genres=GENRE,
        recherche=typed,
        debut=url_for(".liste", recherche=typed or None) if after else None,
        suivant=url_for(".liste", recherche=typed or None, apres=following)
        if following
        else None,
    )
