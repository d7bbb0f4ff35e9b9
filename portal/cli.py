"""The commands of an administrator: `flask --app wsgi …`."""

import signal
from threading import Event, Thread

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlmodel import Session

from portal import clock, db
from portal.catalogue.commands import catalogue
from portal.certification.jury.commands import jury
from portal.comptes.commands import comptes
from portal.comptes.services import invite_first_administrateur
from portal.demonstration.commands import demo
from portal.droit import registre as donnees
from portal.droit.reglements import reglement_en_vigueur
from portal.exploitation.commands import (
    fichiers,
    restaurer,
    sauvegarder,
    tout_verifier,
)
from portal.exploitation.journal import journal
from portal.jobs import queue, reminders, worker
from portal.migrations import upgrade as migrations

base = AppGroup("base", help="Schéma de la base de données.")


@base.command("migrer")
def migrate() -> None:
    """Bring the database to the schema of this version."""
    migrations.upgrade(current_app.extensions["engine"])
    click.echo("Base de données à jour.")


@base.command("reviser")
@click.argument("message")
def revise(message: str) -> None:
    """Write the migration that follows the models (for developers)."""
    migrations.revise(current_app.extensions["engine"], message)


@base.command("verifier")
def check() -> None:
    """Fail when the database and the models disagree."""
    differences = migrations.drift(current_app.extensions["engine"])
    for difference in differences:
        click.echo(repr(difference), err=True)
    if differences:
        raise click.ClickException("La base de données ne correspond pas aux modèles.")
    click.echo("Base de données conforme.")


@click.command("work")
@click.option("--once", is_flag=True, help="Faire ce qui est dû, puis s’arrêter.")
def work(once: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Send the mails, make the letters, erase the files that are due."""
    stop = _told_to_stop()
    context = worker.context_of(current_app)
    if once:
        while worker.run_once(context):
            pass
    else:
        worker.run_forever(context, stop)


@click.command("metriques")
def measures() -> None:
    """Serve to Prometheus what waits, what is late and what was asked."""
    # Imported late: the library chooses how it counts when it is first imported.
    from portal.exploitation import metriques

    kept = current_app.extensions
    settings = kept["settings"]
    metriques.serve(kept["engine"], kept["storage"], settings, _told_to_stop())


@click.command("rappels")
def remind() -> None:
    """Queue today's reminders; run again, it adds nothing."""
    with Session(current_app.extensions["engine"]) as session, db.write(session):
        count = reminders.queue_reminders(session, on=clock.today(), at=clock.now())
    click.echo(f"Rappels mis en file : {count}.")


@click.command("echecs")
@click.option("--relancer", is_flag=True, help="Remettre en file, cause corrigée.")
def failures(relancer: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Show the jobs no worker tries any more."""
    with Session(current_app.extensions["engine"]) as session, db.write(session):
        for job in queue.given_up(session, at=clock.now()):
            click.echo(f"{job.id} {job.genre} {job.error or 'interrompu'}")
            if relancer:
                queue.retry(session, job, at=clock.now())


@click.command("administrateur")
@click.argument("email")
def first_admin(email: str) -> None:
    """Invite an administrateur: the link is printed, nothing is sent."""
    with Session(current_app.extensions["engine"]) as session, db.write(session):
        path = invite_first_administrateur(session, email=email, at=clock.now())
    click.echo(f"{current_app.extensions['settings'].base_url}{path}")


def _told_to_stop() -> Event:
    """Set by SIGTERM or Ctrl-C."""
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        # In a thread: the signal may come while the event's own lock is held.
        signal.signal(sign, lambda *_: Thread(target=stop.set).start())
    return stop


@click.command("registre")
def registre() -> None:
    """Write the register of personal data, as `docs/registre.md` holds it."""
    click.echo(donnees.registre(reglement_en_vigueur(clock.today())), nl=False)


def register(app: Flask) -> None:
    own = (base, work, measures, remind, failures, first_admin, comptes, registre)
    features = (catalogue, jury, demo, fichiers, journal, sauvegarder, restaurer)
    for command in (*own, *features, tout_verifier):
        app.cli.add_command(command)
