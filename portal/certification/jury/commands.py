"""`flask jury …`: what an administrator loads from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal import db
from portal.catalogue.fichiers import CatalogueInvalide
from portal.certification.jury.organisations import DEMONSTRATION, read_organisations
from portal.certification.jury.services.organisations import load_organisations

jury = AppGroup("jury", help="Charge les organisations syndicales des jurys.")

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@jury.command("organisations")
@click.argument("fichier", type=FILE, default=DEMONSTRATION)
def organisations(fichier: Path) -> None:
    """Charge les organisations syndicales territoriales d’un FICHIER CSV."""
    try:
        lues = read_organisations(fichier)
        with db.transaction() as session:
            load_organisations(session, lues)
    except CatalogueInvalide as refused:
        raise click.ClickException(f"rien n’a été chargé.\n{refused}") from refused
    click.echo(f"{len(lues)} organisations syndicales")
