"""What the tests of accounts share."""

import re

from bs4 import BeautifulSoup
from flask_security import hash_password
from sqlmodel import select

from portal import clock
from portal.comptes import services
from portal.comptes.libelles import FAITS
from portal.comptes.models import Compte, EvenementCompte, FaitCompte
from portal.courrier.models import Courriel
from portal.droit.workflow import UIMM, Role
from tests.factories import make_compte, save

PASSWORD = "Demonstration-2026"
AUTOUR = ("application", "cle", "code", "facteurs")
FACTEURS = [f for f in FaitCompte if f.startswith(AUTOUR)]


def make_known(app, session, **over):
    """An account whose password is PASSWORD."""
    compte = make_compte(session, **over)
    with app.app_context():
        compte.password = hash_password(PASSWORD)
    return save(session, compte)


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(
        "/connexion", data={"email": email, "password": password, **more}
    )


def account(session, email):
    """The account of this address as the database has it now; None."""
    session.rollback()
    return session.exec(select(Compte).where(Compte.email == email)).one_or_none()


def is_signed_in(client) -> bool:
    return client.get("/mon-compte").status_code == 200


def mails(session, modele=None):
    session.rollback()
    query = select(Courriel).order_by(Courriel.created_at)
    return [m for m in session.exec(query) if modele in (None, m.modele)]


def faits(session):
    """What the journal of accounts holds of factors, each told to its owner."""
    session.rollback()
    rows = session.exec(select(EvenementCompte).order_by(EvenementCompte.id)).all()
    told = {m.donnees["mot"] for m in mails(session, "compte_evenement")}
    assert {FAITS[r.fait].mot for r in rows if FAITS[r.fait].phrase} == told
    return [r.fait for r in rows if r.fait in FACTEURS]


def link(session, modele):
    """The path of the last mail of this kind."""
    return mails(session, modele)[-1].donnees["lien"]


def words(response) -> str:
    """What is read in the page's main part."""
    main = BeautifulSoup(response.text, "html.parser").select_one("main")
    return re.sub(r"\s+", " ", main.get_text(" ")).strip()


def invite(session, *, by, role=Role.INSTRUCTEUR, email="camille@exemple.fr", at=None):
    """The token of a link to join the inviter's UIMM."""
    uimm_slug = by.uimm_slug if role in UIMM else None
    token = services.invite(
        session,
        email=email,
        role=role,
        by=by,
        at=at or clock.now(),
        uimm_slug=uimm_slug,
    )
    session.commit()
    return token
