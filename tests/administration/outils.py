"""What the tests of the catalogue's screens share."""

from bs4 import BeautifulSoup
from sqlmodel import select

from portal.catalogue.models import EvenementCatalogue

LISTE = "/administration/certifications"
CMN = "concepteur-modelisateur-numerique"
NOMS = ("arrete", "jo", "effet", "fin", "date_limite_delivrance")


def words(response):
    soup = BeautifulSoup(response.text, "html.parser")
    return " ".join(soup.main.get_text(" ").split())


def boxes(name, day):
    """A date as its three boxes send it."""
    if day is None:
        return {}
    return {
        f"{name}-jour": str(day.day),
        f"{name}-mois": str(day.month),
        f"{name}-annee": str(day.year),
    }


def typed(client, url, **over):
    """The form as the page shows it, with what a person changes."""
    soup = BeautifulSoup(client.get(url).text, "html.parser")
    shown = {
        field["name"]: field.get("value", "")
        for field in soup.select("main input[name]")
        if field.get("type") != "radio"
    }
    for name in (*NOMS, "statut_le"):
        if name in over:
            over |= boxes(name, over.pop(name))
    return shown | over


def send(client, url, **over):
    return client.post(url, data=typed(client, url, **over))


def events(session):
    session.expire_all()
    return session.exec(
        select(EvenementCatalogue).order_by(EvenementCatalogue.id)
    ).all()
