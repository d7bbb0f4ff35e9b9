"""Pages and a comment beside a bare Flask page of the same size, in the same run.

CPU: user and system time of the workers, one request at a time, the median of the
rounds; a round asks everything in turn, so that a busy moment falls on all. p50 and
p95: eight clients at once.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from portal import clock, create_app
from portal.storage.local import LocalStorage
from tests.bench import _bases, _donnees, _serveur
from tests.bench._client import (
    FORMULAIRE,
    HTMX,
    Mesure,
    Requete,
    signed_in,
    signed_in_nue,
)
from tests.bench._donnees import Monde
from tests.bench._nue import Lecteur
from tests.bench._nue import create_app as create_nue
from tests.bench._serveur import Serveur
from tests.bench._tableau import entete, ligne, rapport, verdict

PETITE, GRANDE = 1_000, 100_000
TOURS = 4
SEULES = 50
ENSEMBLE = 15
COMMENTAIRE = "Une phrase de plus sur le rôle que vous teniez, s’il vous plaît."


@dataclass
class Portail:
    """One database with its server, and what is asked of it."""

    serveur: Serveur
    monde: Monde
    app: Flask


@dataclass
class Essai:
    """One line of the table: a request, its bare twin, and what both cost."""

    serveur: Serveur
    requete: Requete
    octets: int
    nue: Requete | None = None
    mesure: Mesure = field(default_factory=Mesure)
    mesure_nue: Mesure = field(default_factory=Mesure)


def main() -> None:
    with _bases.folder() as where:
        for base in _bases.BASES:
            _measure(base, where)


def _measure(base: str, where: Path) -> None:
    with ExitStack() as stack:
        petite = _portail(stack, base, PETITE, where)
        grande = _portail(stack, base, GRANDE, where)
        engine = grande.app.extensions["engine"]
        env = {"VAE_DATABASE_URL": grande.app.extensions["settings"].database_url}
        nue = stack.enter_context(_serveur.running(env, "tests.bench._nue:app"))
        essais = _essais(petite, grande, nue, env)
        for _ in range(TOURS):
            for essai in essais:
                _donnees.forget_comments(engine)
                essai.serveur.forget_peak()
                essai.mesure.one_by_one(essai.serveur, essai.requete, SEULES)
                if essai.nue:
                    essai.mesure_nue.one_by_one(nue, essai.nue, SEULES)
        for essai in essais:
            _donnees.forget_comments(engine)
            essai.mesure.together(essai.serveur, essai.requete, ENSEMBLE)
        _report(_bases.version(engine), essais)


def _portail(stack: ExitStack, base: str, nombre: int, where: Path) -> Portail:
    url = _bases.database_url(base, f"mesures_{nombre}", where)
    env = _serveur.environment(url, where / "uploads")
    app = create_app(_serveur.settings(env))
    engine = app.extensions["engine"]
    stack.callback(engine.dispose)
    storage = LocalStorage(where / "uploads")
    monde = _donnees.populate(
        engine, storage, b"%PDF-1.4", nombre=nombre, on=clock.today()
    )
    return Portail(stack.enter_context(_serveur.running(env)), monde, app)


def _essais(
    petite: Portail, grande: Portail, nue: Serveur, env: dict[str, str]
) -> list[Essai]:
    twin = _twin(env)
    essais = []
    for portail, requete in _requetes(petite, grande):
        size = len(_plain(portail, requete))
        essais.append(Essai(portail.serveur, requete, size, twin(requete, size)))
    return essais


def _requetes(petite: Portail, grande: Portail) -> Iterator[tuple[Portail, Requete]]:
    monde, piece = grande.monde, grande.monde.a_juger
    dossier = f"/dossiers/{monde.dossier_id}"
    candidat = signed_in(grande.app, monde.candidat)
    instructeur = signed_in(grande.app, monde.instructeur)
    yield grande, Requete("Connexion", lambda: "/connexion")
    yield grande, Requete("Accueil du candidat", lambda: dossier, candidat)
    yield grande, Requete("Matrice des preuves", lambda: f"{dossier}/preuves", candidat)
    yield (
        grande,
        Requete(
            "Établi d’un dossier",
            lambda: f"/instruction/{piece.dossier_id}/pieces/{piece.id}",
            instructeur,
        ),
    )
    other = signed_in(petite.app, petite.monde.instructeur)
    yield petite, Requete(f"File parmi {PETITE}", lambda: "/instruction/", other)
    yield grande, Requete(f"File parmi {GRANDE}", lambda: "/instruction/", instructeur)
    chief = signed_in(grande.app, monde.responsable)
    board = "/instruction/tableau-de-bord"
    yield grande, Requete("Tableau de bord", lambda: board, chief)
    yield grande, _comment(grande)


def _comment(grande: Portail) -> Requete:
    """Each goes to another thing of the eight dossiers, as people would."""
    reader = signed_in(grande.app, grande.monde.accompagnateur)
    anchors = cycle(grande.monde.ancres)

    def address() -> str:
        dossier_id, ancre, cible = next(anchors)
        query = urlencode({"ancre": ancre, "cible": cible})
        return f"/dossiers/{dossier_id}/commentaires/fil?{query}"

    return Requete(
        "Commentaire envoyé",
        address,
        reader | FORMULAIRE | HTMX,
        urlencode({"texte": COMMENTAIRE}).encode(),
    )


def _plain(portail: Portail, requete: Requete) -> bytes:
    """The answer as it is before it is compressed."""
    plain = Requete(
        requete.nom,
        requete.chemin,
        requete.en_tetes | {"Accept-Encoding": "identity"},
        requete.corps,
    )
    connection = portail.serveur.connect()
    try:
        return plain.send(connection)
    finally:
        connection.close()


def _twin(env: dict[str, str]):
    """The bare request of the same kind and size."""
    headers = signed_in_nue(create_nue(env["VAE_DATABASE_URL"]), Lecteur(id=1))

    def twin(requete: Requete, octets: int) -> Requete:
        posted = headers | FORMULAIRE if requete.corps else headers
        return Requete("nue", lambda: f"/page/{octets}", posted, requete.corps)

    return twin


def _report(version: str, essais: list[Essai]) -> None:
    entete(version)
    memoire = max(essai.mesure_nue.memoire for essai in essais)
    print(f"  memory of the bare page's worker: {memoire:.0f} MB")
    for essai in essais:
        ligne(essai.requete.nom, essai.octets, essai.mesure, essai.mesure_nue)
    small, large = essais[4], essais[5]
    for essai in essais:
        ratio = rapport(essai.mesure, essai.mesure_nue)
        verdict(f"{essai.requete.nom} / nue", ratio, 2)
    flat = large.mesure.cpu_median / small.mesure.cpu_median
    verdict(f"File, {GRANDE} / {PETITE}, CPU", flat, 1.15)
    slower = large.mesure.p50 / small.mesure.p50
    verdict(f"File, {GRANDE} / {PETITE}, p50", slower, 1.15)


if __name__ == "__main__":
    main()
