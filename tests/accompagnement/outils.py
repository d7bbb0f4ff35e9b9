"""What the tests of an accompagnement share."""

from datetime import timedelta

from bs4 import BeautifulSoup
from sqlmodel import select

from portal import db
from portal.accompagnement import services
from portal.dossiers.models import Accompagnement, Ancre, Commentaire, Evenement
from tests.factories import instant
from tests.factories.base import JOUR

HTMX = {"HX-Request": "true"}
EMAIL = "camille@exemple.fr"


def hour(n):
    return instant(JOUR) + timedelta(hours=n)


def open_thread(
    session, dossier, by, ancre=Ancre.DOSSIER, cible="", *, texte="Bonjour.", at=None
):
    with db.write(session):
        return services.ouvrir_fil(
            session, dossier, ancre, cible, texte=texte, by=by, at=at or hour(0)
        )


def answer(session, dossier, fil, by, *, texte="Voici.", at=None):
    with db.write(session):
        return services.repondre(
            session, dossier, fil, texte=texte, by=by, at=at or hour(1)
        )


def invite(client, dossier, email=EMAIL):
    return client.post(f"/dossiers/{dossier.id}/accompagnateur", data={"email": email})


def accesses(session):
    session.rollback()
    return session.exec(select(Accompagnement)).all()


def comments(session):
    session.rollback()
    query = select(Commentaire).order_by(Commentaire.created_at)
    return session.exec(query.execution_options(populate_existing=True)).all()


def facts(session, dossier):
    session.rollback()
    lines = session.exec(select(Evenement).where(Evenement.dossier_id == dossier.id))
    return [line.fait for line in lines if line.fait]


def fragment(response, id_):
    """The element of this id, without its tokens, nor the word of what was done."""
    [found] = BeautifulSoup(response.text, "html.parser").select(f'[id="{id_}"]')
    for token in found.select("[name=csrf_token]"):
        token["value"] = ""
    for done in found.select("[data-focus]"):
        done.replace_with("\n")
    return found.prettify()
