"""A turn before the commission, from rows that no database holds."""

from datetime import UTC, date, datetime
from uuid import UUID

from portal.catalogue.fichiers import DONNEES, read_file
from portal.catalogue.models import Certification
from portal.dossiers.models import Commission, Dossier, Evaluation, PassageCommission
from portal.droit.listes import Presence
from tests.courrier.exemples import make_uimm

REFERENTIEL = UUID(int=7)
CONTENU = read_file(DONNEES / "charge-de-projets-industriels.toml").referentiel
LE = date(2026, 11, 27)


def passage(acquises=("C1", "C2"), *, n=1, nom="Lefèvre Anne-Marie", **over):
    """Of « Chargé(e) de projets industriels »; the capacités not named are not."""
    values = {
        "id": UUID(int=n),
        "numero": f"VAE-2026-69-{n:05d}",
        "nom_candidat": nom,
        "referentiel_id": REFERENTIEL,
        "blocs_vises": [],
        "certification": Certification(
            titre="Chargé(e) de projets industriels", numero_mq="MQ 2009 11 69 0275"
        ),
        "uimm": make_uimm(),
    }
    dossier = Dossier(**values | over)
    return PassageCommission(
        dossier_id=dossier.id,
        dossier=dossier,
        commission=commission(),
        modalites={"1": "b", "2": "a", "3": "c"},
        presence=Presence.PRESENT,
        clos_at=datetime(2026, 11, 27, 12, tzinfo=UTC),
        evaluations=[
            Evaluation(
                capacite_code=c.code,
                acquise=c.code in acquises,
                commentaire="" if c.code in acquises else f"Mme {nom} n’a pas montré.",
            )
            for c in CONTENU.capacites
        ],
    )


def commission():
    return Commission(
        le=LE,
        heure="09:00",
        lieu="60 avenue Jean-Mermoz, 69008 Lyon",
        president_nom="Camille Dupré",
        president_qualite="Responsable VAE",
    )
