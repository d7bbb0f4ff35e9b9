"""What the tests of the dossier de preuves share."""

from io import BytesIO

import pikepdf
from bs4 import BeautifulSoup
from sqlmodel import select

from portal.dossiers.models import Evenement
from portal.dossiers.queries.preuves import dossier_preuves
from tests.factories import make_preuve, make_situation

HTMX = {"HX-Request": "true"}
TOUTES = ("C1", "C2", "C3", "C4", "C5")
RECIT = {
    "titre": "Réglage de la ligne",
    "debut_le-mois": "3",
    "debut_le-annee": "2024",
    "fin_le-mois": "11",
    "fin_le-annee": "2024",
    "contexte": "Une ligne de six machines.",
    "role": "Pilote.",
    "actions": "J’ai revu chaque réglage.",
    "resultat": "Un tiers de rebuts en moins.",
    "version": "1",
}


def pdf():
    content = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(content)
    return content.getvalue()


def file(nom="rapport.pdf", content=None):
    return BytesIO(pdf() if content is None else content), nom


def words(response):
    """The text of the page, on one line, with plain spaces."""
    soup = BeautifulSoup(response.text, "html.parser")
    return " ".join((soup.main or soup).get_text(" ").replace("\u00a0", " ").split())


def soup_of(response):
    return BeautifulSoup(response.text, "html.parser")


def cover(session, dossier, codes=TOUTES):
    """One situation with one preuve, for all these capacités."""
    situation = make_situation(session, dossier, codes)
    make_preuve(session, situation, codes, texte="Compte rendu de réunion.")
    return situation


def stored(session, dossier):
    """What the database holds now."""
    session.commit()  # leave the reading begun before
    session.refresh(dossier)
    return dossier_preuves(session, dossier)


def faits(session):
    session.commit()
    lines = session.exec(select(Evenement).order_by(Evenement.id)).all()
    return [line.fait for line in lines if line.fait]


def codes(preuve):
    return sorted(lien.code for lien in preuve.capacites)
