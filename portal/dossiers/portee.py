"""What a dossier aims at, for the commission, the jury and the certificates."""

from portal.catalogue.referentiel import Capacite, Contenu
from portal.dossiers.models import Dossier
from portal.droit.resultats import Portee


def capacites_visees(dossier: Dossier, contenu: Contenu) -> tuple[Capacite, ...]:
    """What the candidate must prove: the blocs aimed at, or what is left of them."""
    return contenu.capacites_visees(dossier.blocs_vises, dossier.capacites_visees)


def deja_acquises(dossier: Dossier, contenu: Contenu) -> tuple[Capacite, ...]:
    """What an earlier request acquired, still kept on the day of this one (R67)."""
    kept = portee(dossier, contenu).deja
    return tuple(c for c in contenu.capacites if c.code in kept)


def portee(dossier: Dossier, contenu: Contenu) -> Portee:
    """`contenu`: the version of the référentiel the dossier was filed under (R13)."""
    aimed = {c.code for c in contenu.capacites_visees(dossier.blocs_vises)}
    restantes = dossier.capacites_visees
    return Portee(
        blocs={b.numero: b.capacites for b in contenu.blocs},
        vises=dossier.blocs_vises,
        restantes=restantes,
        # A request on the remainder leaves out what was acquired and is kept (R67).
        deja=frozenset(aimed.difference(restantes) if restantes else ()),
    )
