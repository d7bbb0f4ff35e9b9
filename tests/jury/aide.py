"""What the tests of the juries share."""

from datetime import date
from io import BytesIO

import time_machine
from bs4 import BeautifulSoup
from PIL import Image
from sqlmodel import select

from portal.certification.jury import queries
from portal.certification.jury.candidats import candidats
from portal.certification.jury.services import deliberation, dossiers
from portal.courrier.models import Courriel
from portal.droit.listes import Financement, Origine
from tests.factories import instant
from tests.factories.certification import CODES, DELIBERATION
from tests.factories.parts import make_identite

AUJOURD_HUI = date(2026, 4, 10)


def on(le):
    return time_machine.travel(instant(le), tick=False)


def at(le=AUJOURD_HUI):
    return instant(le)


def mails(session, modele):
    rows = session.exec(select(Courriel).where(Courriel.modele == modele)).all()
    return {row.destinataire: row for row in rows}


def enroll(session, jury, dossier, by):
    """Put it on the jury, and give its line of the PV."""
    dossiers.programmer(session, jury, [dossier.id], by=by, at=at())
    session.commit()
    [tour] = [t for t in queries.dossiers(session, jury) if t.dossier_id == dossier.id]
    tour.origine, tour.financement = Origine.SALARIE, Financement.CVAE
    session.commit()
    return tour


def decide(session, jury, tour, *acquises, pour=2, contre=0, commentaire=""):
    """On the day, everybody present."""
    ids = {m.id for m in queries.membres(session, jury)}
    day = at(DELIBERATION)
    deliberation.noter_presences(session, jury, ids, at=day)
    [candidat] = candidats(session, [tour])
    decided = deliberation.Decision(
        {code: code in acquises for code in CODES}, pour, contre, commentaire
    )
    deliberation.decider(session, jury, candidat, decided, at=day)
    session.commit()
    session.refresh(tour)
    session.refresh(jury)


def image():
    """A signed sheet, as a phone takes it."""
    content = BytesIO()
    Image.new("RGB", (40, 60), "white").save(content, "PNG")
    return content.getvalue()


def identify(session, dossier, **over):
    values = {
        "nom_naissance": "Lefèvre",
        "prenoms": "Anne-Marie",
        "naissance_le": date(1976, 3, 3),
        "naissance_ville": "Saint-Étienne",
        "naissance_departement": "42",
        "naissance_pays": "France",
    }
    return make_identite(session, dossier, **values | over)


def date_fields(name, le):
    return {
        f"{name}-jour": str(le.day),
        f"{name}-mois": str(le.month),
        f"{name}-annee": str(le.year),
    }


def words(response):
    page = BeautifulSoup(response.text, "html.parser")
    return " ".join(page.get_text(" ").split())


def hidden(response, name, action):
    page = BeautifulSoup(response.text, "html.parser")
    return page.select_one(f'form[action="{action}"] input[name="{name}"]')["value"]


def deliberate(session, jury, by):
    read = candidats(session, queries.dossiers(session, jury))
    digest = deliberation.empreinte(jury, read)
    deliberation.deliberer(session, jury, lu=digest, by=by, at=at(DELIBERATION))
    session.commit()
    session.refresh(jury)
