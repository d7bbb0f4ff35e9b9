"""What a person does during a drill: the request, and whether the database has it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from sqlmodel import Session, col, func, select

from portal.dossiers.models import Copie, Dossier, Fichier
from portal.droit.workflow import Etat
from tests.bench import _bases
from tests.bench._installation import Installation
from tests.bench._personne import Personne, Reponse
from tests.bench._scene import Sujet, Sujets

KO = 1024


@dataclass(frozen=True)
class Acte:
    """`compte`: how many times it is in the database; once at the end, never more."""

    nom: str
    faire: Callable[[], Reponse]
    compte: Callable[[], int]


def melange(here: Installation, sujets: Sujets) -> Iterator[Acte]:
    """One of each kind in turn, for as long as there are dossiers for it."""
    pdf = _bases.pdf(300 * KO)
    turns = [
        [_deposer(here, s) for s in sujets.brouillons],
        [_decider(here, s) for s in sujets.a_decider],
        [_valider(here, s) for s in sujets.a_valider],
        [_joindre(here, s, pdf) for s in sujets.en_cours],
        [_copier(here, s) for s in (*sujets.a_valider, *sujets.en_cours)],
    ]
    while any(turns):
        yield from (kind.pop(0) for kind in turns if kind)


def depot(sujet: Sujet) -> tuple[str, bytes]:
    """Where, and what is signed."""
    words = urlencode({"atteste": "y", "nom": sujet.signature}).encode()
    return f"/dossiers/{sujet.dossier_id}/recevabilite/verifier", words


def _deposer(here: Installation, sujet: Sujet) -> Acte:
    return Acte(
        "deposit, and its number",
        lambda: as_(here, sujet.par).post(*depot(sujet)),
        lambda: _left(here, sujet.dossier_id, Etat.BROUILLON),
    )


def _decider(here: Installation, sujet: Sujet) -> Acte:
    path = f"/instruction/{sujet.dossier_id}/avis"
    words = {"decision": "favorable"}

    def issue() -> Reponse:
        who = as_(here, sujet.par)
        read = who.post(path, urlencode(words).encode())
        seen = {"etape": "emettre", "empreinte": read.champ("empreinte")}
        return who.post(path, urlencode(words | seen).encode())

    return Acte(
        "decision, and its letter",
        issue,
        lambda: _left(here, sujet.dossier_id, Etat.EN_INSTRUCTION),
    )


def _valider(here: Installation, sujet: Sujet) -> Acte:
    path = f"/gtp/{sujet.transmission_id}/dossiers/{sujet.tour_id}/valider"
    return Acte(
        "certificate numbered",
        lambda: as_(here, sujet.par).post(path),
        lambda: _left(here, sujet.dossier_id, Etat.TRANSMIS_GTP),
    )


def _joindre(here: Installation, sujet: Sujet, pdf: bytes) -> Acte:
    situation = sujet.situations[0]
    path = f"/dossiers/{sujet.dossier_id}/preuves/situations/{situation}/joindre"
    nom = f"preuve-{uuid4().hex[:8]}.pdf"
    named = select(func.count()).where(col(Fichier.nom) == nom)
    return Acte(
        "file joined, and scanned",
        lambda: as_(here, sujet.par).send(path, nom, pdf, codes=sujet.code),
        lambda: _count(here, named),
    )


def _copier(here: Installation, sujet: Sujet) -> Acte:
    path = f"/dossiers/{sujet.dossier_id}/copie"
    asked = select(func.count()).where(col(Copie.dossier_id) == sujet.dossier_id)
    return Acte(
        "whole copy, merged",
        lambda: as_(here, sujet.candidat).post(path),
        lambda: _count(here, asked),
    )


def as_(here: Installation, compte) -> Personne:
    """Signed in once: they stay so while the database is away."""
    if compte.email not in here.connues:
        here.connues[compte.email] = Personne(here.app, compte, here.port)
    return here.connues[compte.email]


def _left(here: Installation, id_: UUID, before: Etat) -> int:
    """Once out of that state; `flask verifier` then reads the journal line by line."""
    query = select(func.count()).where(Dossier.id == id_, col(Dossier.etat) != before)
    return _count(here, query)


def _count(here: Installation, query) -> int:
    with Session(here.engine) as session:
        return session.execute(query).scalar_one()
