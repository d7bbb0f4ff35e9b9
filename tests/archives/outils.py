"""What the tests of the archives share: a day, and the worker's work."""

from datetime import date

from sqlmodel import select

from portal.archives.services.quotidien import tenir_archives
from portal.db import write
from portal.dossiers.models import (
    Amenagement,
    Ancre,
    Commentaire,
    Depot,
    Document,
    Purge,
)
from portal.droit.conservations import StatutPurge
from portal.droit.workflow import Acte
from portal.jobs.models import Job
from portal.jobs.worker import run_once
from tests.factories import (
    fill,
    instant,
    make_fichier,
    make_preuve,
    make_situation,
    save,
)

LE = date.fromisoformat


def morning(session, on):
    """The daily job of that day."""
    with write(session):
        return tenir_archives(session, on=on, at=instant(on))


def work(contexte):
    while run_once(contexte):
        pass


def purges(session):
    session.rollback()
    session.expire_all()
    return session.exec(select(Purge).order_by(Purge.proposee_at, Purge.id)).all()


def make_purge(session, dossier, regle, **over):
    values = {
        "uimm_slug": dossier.uimm_slug,
        "statut": StatutPurge.PROPOSEE,
        "proposee_at": dossier.updated_at,
    }
    return save(session, Purge(dossier_id=dossier.id, regle=regle, **values | over))


def full(session, dossier, storage):
    """With something of every kind; give back the keys of its files."""
    fill(session, dossier, storage)
    situation = make_situation(session, dossier, ("C1",))
    make_preuve(session, situation, ("C1",), storage=storage)
    save(session, Amenagement(dossier_id=dossier.id, demande="Un tiers-temps."))
    first = comment(session, dossier)
    comment(session, dossier, fil_id=first.id)
    depot = Depot(
        dossier_id=dossier.id,
        acte=Acte.DEPOSER,
        contenu="{}",
        sha256="0" * 64,
        at=dossier.created_at,
    )
    save(session, depot)
    letter = make_fichier(session, dossier, storage, nom="Accusé.pdf")
    document = Document(
        dossier_id=dossier.id,
        modele="accuse_reception",
        donnees={"nom": "Lefèvre"},
        emis_le=dossier.created_at.date(),
        fichier_id=letter.id,
    )
    save(session, document)
    return set(storage.keys(f"{dossier.id}/"))


def comment(session, dossier, **over):
    return save(
        session,
        Commentaire(
            dossier_id=dossier.id,
            ancre=Ancre.DOSSIER,
            auteur_id=dossier.candidat_id,
            texte="Merci de votre aide.",
            created_at=dossier.created_at,
            **over,
        ),
    )


def jobs(session, genre):
    session.rollback()
    session.expire_all()
    return session.exec(select(Job).where(Job.genre == genre)).all()
