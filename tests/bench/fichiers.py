"""Uploads and a download: CPU, latency, and the memory that a worker reaches."""

from contextlib import ExitStack
from pathlib import Path

from portal import clock, create_app
from portal.storage.local import LocalStorage
from tests.bench import _bases, _donnees, _serveur
from tests.bench._client import MULTIPART, Mesure, Requete, form_with_file, signed_in
from tests.bench._serveur import MO, Serveur
from tests.bench._tableau import entete, ligne, verdict

PETIT, GRAND = 5 * MO, 100 * MO
DOSSIERS = 100
MEMOIRE = 120


def main() -> None:
    small, large = _bases.pdf(PETIT), _bases.pdf(GRAND)
    with _bases.folder() as where:
        for base in _bases.BASES:
            _measure(base, where, small, large)


def _measure(base: str, where: Path, small: bytes, large: bytes) -> None:
    env = _serveur.environment(
        _bases.database_url(base, "mesures_fichiers", where), where / "uploads"
    )
    app = create_app(_serveur.settings(env))
    engine = app.extensions["engine"]
    storage = LocalStorage(where / "uploads")
    monde = _donnees.populate(engine, storage, small, nombre=DOSSIERS, on=clock.today())
    headers = signed_in(app, monde.candidat)
    dossier = f"/dossiers/{monde.dossier_id}"
    address = f"{dossier}/preuves/situations/{monde.situation_id}/joindre"

    def upload(nom: str, content: bytes) -> Requete:
        body = form_with_file({"codes": "C1"}, "rapport.pdf", content)
        return Requete(nom, lambda: address, headers | MULTIPART, body, attendu=303)

    download = Requete(
        "Fichier de 5 Mo reçu",
        lambda: f"{dossier}/fichiers/{monde.fichier_id}",
        headers,
    )
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        serveur = stack.enter_context(_serveur.running(env))
        entete(_bases.version(engine))
        print(f"  at rest: {serveur.peak():.0f} MB")
        peaks = [
            _line(serveur, upload("Fichier de 5 Mo envoyé", small), len(small), 10, 3),
            _line(serveur, upload("Fichier de 100 Mo envoyé", large), len(large), 3, 1),
            _line(serveur, download, PETIT, 20, 5),
        ]
        verdict("Mémoire d’un processus", max(peaks), MEMOIRE, "MB")


def _line(
    serveur: Serveur, requete: Requete, size: int, alone: int, together: int
) -> float:
    """Its peak, when eight clients send (or read) at once."""
    serveur.forget_peak()
    mesure = Mesure()
    mesure.one_by_one(serveur, requete, alone)
    mesure.together(serveur, requete, together)
    ligne(requete.nom, size, mesure)
    return mesure.memoire


if __name__ == "__main__":
    main()
