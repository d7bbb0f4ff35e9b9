"""What the tests of the transmissions share."""

from datetime import date
from io import BytesIO

from bs4 import BeautifulSoup
from sqlmodel import select

from portal.certification.fichiers_jury import stored
from portal.certification.gtp.lettre import ecrit
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.services.controle import controler
from portal.certification.gtp.services.envoi import transmettre
from portal.certification.gtp.services.pieces import joindre
from portal.courrier.models import Courriel
from portal.dossiers.models import Transmission
from portal.droit.listes import Controle, PieceAttribution
from tests.factories import instant, make_dossier, make_dossier_jury, make_identite
from tests.preuves.outils import pdf

DELIBERE = date(2026, 5, 4)
AUJOURD_HUI = date(2026, 6, 15)


def make_tour(session, jury, etat, acquises, **over):
    dossier = make_dossier(session, etat=etat, **over)
    make_identite(session, dossier)
    # In the order they are made, whatever the rank of the factories.
    numero = f"J-2026-05-{len(jury.dossiers) + 1:02d}"
    return make_dossier_jury(session, dossier, jury, acquises, numero=numero)


def file(nom="extrait.pdf"):
    return {"fichier": (BytesIO(pdf()), nom)}


def gather(session, storage, jury, by, genres=tuple(PieceAttribution), at=None):
    """The pieces of a jury, joined one after the other."""
    for genre in genres:
        with stored(storage, jury, ecrit(pdf(), f"{genre}.pdf")) as depose:
            joindre(
                session,
                jury,
                genre,
                depose,
                by=by,
                at=at or instant(AUJOURD_HUI),
            )
    session.commit()


def send(session, storage, jury, by, at=None):
    """Gathered, then sent."""
    gather(session, storage, jury, by, at=at)
    sent = transmettre(session, jury, None, by=by, at=at or instant(AUJOURD_HUI))
    session.commit()
    return sent


def find_conforme(session, transmission):
    for genre in PieceAttribution:
        controler(session, transmission, genre, Controle.CONFORME, "")
    session.commit()


def again(session, transmission):
    """What the database holds now."""
    session.commit()
    session.expire_all()
    return queries.transmission_recue(session, transmission.id)


def states(session, jury):
    session.commit()
    session.expire_all()
    return [t.dossier.etat for t in queries.tours(session, jury.id)]


def mails(session, modele):
    session.commit()
    return session.exec(select(Courriel).where(Courriel.modele == modele)).all()


def words(response):
    soup = BeautifulSoup(response.text, "html.parser")
    return " ".join((soup.main or soup).get_text(" ").replace("\u00a0", " ").split())


def rows(session, model=Transmission):
    session.commit()
    return session.exec(select(model)).all()
