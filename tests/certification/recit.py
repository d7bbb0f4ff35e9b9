"""The certification phase by its services: one function for each page of the story.

`jour` is the day it happens; each call is a transaction of its own.
"""

from datetime import date, timedelta

from sqlmodel import select

from portal import db
from portal.certification.commission.services import passages, seances
from portal.certification.fichiers_jury import stored
from portal.certification.gtp.lettre import ecrit
from portal.certification.gtp.services import controle, decisions
from portal.certification.gtp.services.envoi import transmettre
from portal.certification.gtp.services.pieces import joindre
from portal.certification.jury import queries
from portal.certification.jury.candidats import candidats
from portal.certification.jury.services import composition, deliberation, jurys
from portal.certification.jury.services import dossiers as inscription
from portal.certification.jury.services.convocations import convoquer
from portal.dossiers.models import Document, Evaluation, Evenement, MembreCommission
from portal.droit.listes import (
    College,
    Controle,
    Financement,
    ObjetCprefp,
    Origine,
    PieceAttribution,
    Presence,
)
from portal.droit.resultats import Issue
from tests.factories import instant, make_organisation
from tests.factories.certification import CODES
from tests.preuves.outils import pdf

LIEU = "60 avenue Jean-Mermoz, 69008 Lyon"
SEANCE = {
    "heure": "09:00",
    "lieu": LIEU,
    "president_nom": "Camille Dupré",
    "president_qualite": "Responsable VAE",
}
MODALITES = {"1": "a", "2": "a", "3": "a"}
LIGNE = inscription.Ligne(origine=Origine.SALARIE, financement=Financement.CVAE)
HEURES = ("09:00", "10:00", "11:00", "14:00")


def hold_a_session(session, dossiers, *, by, jour, le):
    """Fixed, with two members, every dossier planned on it."""
    at = instant(jour)
    with db.write(session):
        seance = seances.creer(session, SEANCE | {"le": le}, by=by, at=at)
        session.flush()
    for name in ("Lucie Ferrand", "Karim Haddad"):
        sits = MembreCommission(
            commission_id=seance.id, nom=name, qualite="Cheffe d’atelier", organisme=""
        )
        with db.write(session):
            seances.ajouter_membre(session, seance, sits, by=by, at=at)
    turns = []
    for dossier, heure in zip(dossiers, HEURES, strict=False):
        with db.write(session):
            turns.append(put_on(session, seance, dossier, heure, by=by, jour=jour))
    return turns


def put_on(session, seance, dossier, heure="09:00", *, by, jour):
    """In the caller's transaction."""
    how = passages.Plan(heure=heure, modalites=MODALITES)
    return passages.planifier(session, seance, dossier, how, by=by, at=instant(jour))


def conclude(session, passage, acquises, aimed=CODES, *, by):
    """The grid, one capacité after the other, then what follows from it."""
    at = instant(passage.commission.le, 15)
    for code in aimed:
        found = code in acquises
        words = "" if found else "À reprendre."
        seen = Evaluation(
            passage_id=passage.id,
            capacite_code=code,
            acquise=found,
            commentaire=words,
            version=0,
        )
        with db.write(session):
            passages.evaluer(session, passage, seen, {}, by=by, at=at)
    with db.write(session):
        read = issue_of(acquises, aimed)
        passages.rendre(session, passage, lue=read, by=by, at=at)


def note_absent(session, passage, motif, *, by):
    with db.write(session):
        passages.reporter(
            session,
            passage,
            presence=Presence.ABSENT,
            motif=motif,
            by=by,
            at=instant(passage.commission.le, 16),
        )


def prepare_a_jury(session, dossiers, *, by, jour, le):
    """Asked for, composed, told to the CPREFP, convened, the dossiers put on it."""
    at = instant(jour)
    with db.write(session):
        jury = jurys.creer(session, jurys.RendezVous(le, "14:00", LIEU), by=by, at=at)
    union = make_organisation(session, by.uimm, nom="Organisation du Rhône")
    sides = (
        composition.Siege(
            college=College.EMPLOYEURS, nom="Paul Garnier", president=True
        ),
        composition.Siege(
            college=College.SALARIES, nom="Nadia Roche", organisation_slug=union.slug
        ),
    )
    with db.write(session):
        composition.demander(session, jury, union, by=by, at=at)
    with db.write(session):
        composition.repondre(session, jury, union.slug, at=at)
    for side in sides:
        with db.write(session):
            composition.ajouter(session, jury, side, version=jury.version)
    with db.write(session):
        composition.informer(
            session, jury, tuple(ObjetCprefp), le=jour, texte="Courrier", by=by
        )
    with db.write(session):
        convoquer(session, jury, version=jury.version, by=by, at=at)
    with db.write(session):
        ids = [d.id for d in dossiers]
        inscription.programmer(session, jury, ids, by=by, at=at)
    for tour in queries.dossiers(session, jury):
        with db.write(session):
            inscription.ecrire_ligne(session, jury, tour, LIGNE)
    return jury


def decide(session, jury, storage, *, by):
    """The jury follows its commissions; the lines of its PV."""
    at = instant(jury.le, 16)
    present = {m.id for m in queries.membres(session, jury)}
    with db.write(session):
        deliberation.noter_presences(session, jury, present, at=at)
    for candidat in candidats(session, queries.dossiers(session, jury)):
        decided = deliberation.Decision(dict(candidat.conclusions), 2, 0)
        with db.write(session):
            deliberation.decider(session, jury, candidat, decided, at=at)
    sheet = ecrit(pdf(), "Emargement.pdf")
    with stored(storage, jury, sheet) as depose, db.write(session):
        deliberation.deposer_emargement(session, jury, depose, by=by, at=at)
    deliberate(session, jury, by=by, at=at)
    read = candidats(session, queries.dossiers(session, jury))
    return {c.dossier.id: c.lignes_pv() for c in read}


def deliberate(session, jury, *, by, at):
    # Another request would read everything again.
    session.expire_all()
    read = candidats(session, queries.dossiers(session, jury))
    digest = deliberation.empreinte(jury, read)
    with db.write(session):
        return deliberation.deliberer(session, jury, lu=digest, by=by, at=at)


def send(session, jury, storage, *, by, jour):
    at = instant(jour)
    for genre in PieceAttribution:
        if genre is PieceAttribution.EMARGEMENT:
            continue
        piece = ecrit(pdf(), f"{genre}.pdf")
        with stored(storage, jury, piece) as depose, db.write(session):
            joindre(session, jury, genre, depose, by=by, at=at)
    with db.write(session):
        return transmettre(session, jury, None, by=by, at=at)


def ask_and_answer(session, transmission, *, gtp, by, jour):
    with db.write(session):
        question = controle.questionner(
            session, transmission, "Qui préside ?", by=gtp, at=instant(jour)
        )
    after = instant(jour + timedelta(days=2))
    with db.write(session):
        controle.repondre(session, question, "Paul Garnier.", None, by=by, at=after)


def find_conforme(session, transmission):
    for genre in PieceAttribution:
        with db.write(session):
            controle.controler(session, transmission, genre, Controle.CONFORME, "")


def validate(session, transmission, *, gtp, jour):
    find_conforme(session, transmission)
    with db.write(session):
        return decisions.valider(session, transmission, by=gtp, at=instant(jour))


def issue_of(acquises, aimed=CODES):
    if not acquises:
        return Issue.AUCUNE
    return Issue.TOTALE if set(acquises) >= set(aimed) else Issue.PARTIELLE


def journal(session, dossier, depuis=date.min):
    query = select(Evenement).where(Evenement.dossier_id == dossier.id)
    rows = session.exec(query.order_by(Evenement.id)).all()
    return [str(row.acte or row.fait) for row in rows if row.le >= depuis]


def letters(session, dossier, depuis=date.min):
    query = select(Document).where(Document.dossier_id == dossier.id)
    return {d.modele for d in session.exec(query).all() if d.emis_le >= depuis}
