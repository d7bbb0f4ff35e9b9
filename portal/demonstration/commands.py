"""`flask demo`: the whole portal with made-up data, on this machine only."""

from datetime import timedelta

import click
from flask import current_app
from flask_security import hash_password
from sqlmodel import Session

from portal import clock, db
from portal.catalogue.services import open_demonstration
from portal.demonstration import serveur
from portal.demonstration.personnes import MOT_DE_PASSE, PRINCIPAUX
from portal.jobs.queue import hold_back
from portal.migrations import upgrade as migrations

PREVIEWS = timedelta(minutes=1)
"""Half a second each, by the hundred: drawn once the portal answers."""


@click.command("demo")
@click.option("--port", default=5000, show_default=True, help="Port d’écoute.")
def demo(port: int) -> None:
    """Sert la démonstration, avec ses données et son facteur."""
    if not current_app.extensions["settings"].demonstration:
        raise click.ClickException(
            "cette commande charge des comptes dont le mot de passe est public. Elle "
            "ne s’exécute qu’avec VAE_ENVIRONNEMENT=demonstration."
        )
    if serveur.is_taken(port):
        raise click.ClickException(
            f"le port {port} est déjà pris. Arrêtez le programme qui l’occupe, ou "
            f'choisissez-en un autre\u00a0: make demo ARGS="--port {port + 1}".'
        )
    serveur.stop_when_asked()
    try:
        loaded = prepare()
        with serveur.running(port, catch_up=loaded) as children:
            _introduce(port)
            serveur.wait(children)
    except KeyboardInterrupt:
        click.echo("\nLa démonstration est arrêtée. make demo la reprend où elle est.")
    except serveur.Arrete as error:
        raise click.ClickException(
            f"la démonstration s’est arrêtée. Fin de {serveur.JOURNAL}\u00a0:\n"
            f"{serveur.last_lines()}"
        ) from error


def prepare() -> bool:
    """The schema, then the data unless they are there: what was done is kept.

    True when they have just been loaded.
    """
    # Imported late: production never reads this data.
    from portal.demonstration import donnees

    engine = current_app.extensions["engine"]
    migrations.upgrade(engine)
    with Session(engine) as session, db.write(session):
        if absent := not donnees.est_chargee(session):
            click.echo("Chargement des données de démonstration…")
            donnees.charger(
                session,
                current_app.extensions["storage"],
                mot_de_passe=hash_password(MOT_DE_PASSE),
                quota=current_app.extensions["settings"].max_dossier_size,
                on=clock.today(),
            )
            hold_back(session, "vignette", until=clock.now() + PREVIEWS)
        open_demonstration(session, on=clock.today())
    return absent


def _introduce(port: int) -> None:
    width = max(len(email) for email, _what in PRINCIPAUX)
    address = f"http://{serveur.HOST}:{port}"
    click.echo(f"\nPasserelle VAE répond sur {address}\n")
    for email, what in PRINCIPAUX:
        click.echo(f"  {email:<{width}}  {what}")
    click.echo(f"\nMot de passe de tous les comptes\u00a0: {MOT_DE_PASSE}")
    click.echo(f"Courriels qui seraient partis\u00a0: {address}/demonstration/boite")
    click.echo("Ctrl-C arrête la démonstration et garde ce qui a été fait.\n")
