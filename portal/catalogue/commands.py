"""`flask catalogue …`: what an administrator loads from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup

from portal import clock, db
from portal.catalogue import services
from portal.catalogue.fichiers import DONNEES, CatalogueInvalide, read_folder
from portal.catalogue.territoires import read_uimms
from portal.droit.termes import TERMES

catalogue = AppGroup(
    "catalogue", help="Charge les certifications et les UIMM territoriales."
)

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@catalogue.command("charger")
@click.argument("dossier", type=FOLDER, default=DONNEES)
def charger(dossier: Path) -> None:
    """Charge les certifications d’un DOSSIER de fichiers TOML."""
    with _faults_in_words():
        fichiers = read_folder(dossier)
        with db.transaction() as session:
            services.load_catalogue(session, fichiers)
    for fichier in fichiers:
        contenu = fichier.referentiel
        criteres = sum(len(c.criteres) for c in contenu.capacites)
        click.echo(
            f"{fichier.certification.slug}\u00a0: {len(contenu.blocs)} blocs, "
            f"{len(contenu.capacites)} {TERMES.capacites}, {criteres} critères"
        )


@catalogue.command("uimm")
@click.argument("fichier", type=FILE)
def uimm(fichier: Path) -> None:
    """Charge les UIMM territoriales et leurs départements d’un FICHIER CSV."""
    with _faults_in_words():
        lues = read_uimms(fichier)
        with db.transaction() as session:
            services.load_uimms(session, lues)
    departements = sum(len(lue.departements) for lue in lues)
    click.echo(f"{len(lues)} UIMM territoriales, {departements} départements")


@catalogue.command("ouvrir-demonstration")
def ouvrir_demonstration() -> None:
    """Ouvre chaque certification sous un enregistrement de démonstration."""
    with db.transaction() as session:
        services.open_demonstration(session, on=clock.today())
    click.echo("Les certifications sont ouvertes en démonstration.")


@contextmanager
def _faults_in_words() -> Iterator[None]:
    try:
        yield
    except CatalogueInvalide as refused:
        raise click.ClickException(f"rien n’a été chargé.\n{refused}") from refused
