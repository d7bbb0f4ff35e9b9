"""The commands of an administrator: `flask --app wsgi …`."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlmodel import Session

from portal import clock, db
from portal.catalogue.commands import catalogue
from portal.comptes.services import invite_first_administrateur
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


@click.command("administrateur")
@click.argument("email")
def first_admin(email: str) -> None:
    """Invite an administrateur: the link is printed, nothing is sent."""
    with Session(current_app.extensions["engine"]) as session, db.write(session):
        path = invite_first_administrateur(session, email=email, at=clock.now())
    click.echo(f"{current_app.extensions['settings'].base_url}{path}")


def register(app: Flask) -> None:
    for command in (base, first_admin, catalogue):
        app.cli.add_command(command)
