"""`flask comptes …`: what no screen does."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlmodel import Session

from portal import clock, db
from portal.comptes.queries import compte_with_email
from portal.comptes.services import normalize
from portal.comptes.services_facteurs import retirer_tout

comptes = AppGroup("comptes", help="Comptes.")


@comptes.command("retirer-verification")
@click.argument("email")
def remove_factors(email: str) -> None:
    """Remove the second factor of who has lost everything, once recognised."""
    with Session(current_app.extensions["engine"]) as session, db.write(session):
        compte = compte_with_email(session, normalize(email))
        if compte is None:
            raise click.ClickException("Aucun compte n’a cette adresse.")
        retirer_tout(session, compte, by=None, at=clock.now())
    click.echo("Vérification en deux étapes retirée, sessions fermées.")
