"""The four pieces leave together, and the dossiers of the jury with them (R60)."""

from datetime import datetime
from pathlib import PurePath

from sqlmodel import Session

from portal.certification.fichiers_jury import Depose, name_file
from portal.certification.gtp.decisions import en_attente
from portal.certification.gtp.permissions import pieces, why_not_transmettre
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.services.pieces import brouillon, poser
from portal.comptes.models import Compte
from portal.dossiers.models import Jury, Transmission
from portal.dossiers.services import perform
from portal.droit.jours import jour_de_paris
from portal.droit.listes import PieceAttribution
from portal.droit.refus import Refus
from portal.droit.workflow import Acte


def transmettre(
    session: Session,
    jury: Jury,
    lettre: Depose | None,
    *,
    by: Compte,
    at: datetime,
) -> Transmission:
    """`lettre`: the one the portal wrote, unless a signed one was joined."""
    transmission = brouillon(session, jury, by=by, at=at)
    tours = queries.tours(session, jury.id)
    if reason := why_not_transmettre(jury, transmission, tours, by):
        raise Refus(reason)
    _complete(session, jury, transmission, lettre, by=by, at=at)
    transmission.manifest = manifeste(transmission)
    transmission.envoyee_at = at
    transmission.envoyee_le = jour_de_paris(at)
    transmission.by_id = by.id
    session.add(transmission)
    donnees = {"envoi": str(transmission.id), "lien": f"/gtp/{transmission.id}"}
    for tour in en_attente(tours):
        perform(session, Acte.TRANSMETTRE, tour.dossier, by=by, at=at, donnees=donnees)
    return transmission


def _complete(
    session: Session,
    jury: Jury,
    transmission: Transmission,
    lettre: Depose | None,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """What the portal itself holds: the letter, the jury's own sheet."""
    held = pieces(transmission)
    if PieceAttribution.LETTRE not in held:
        if lettre is None:
            raise Refus("La lettre vient d’être retirée\u00a0: rechargez la page.")
        fichier = name_file(session, lettre, by=by, at=at)
        poser(session, transmission, PieceAttribution.LETTRE, fichier)
    if PieceAttribution.EMARGEMENT not in held and jury.emargement:
        poser(session, transmission, PieceAttribution.EMARGEMENT, jury.emargement)


def manifeste(transmission: Transmission) -> list[dict]:
    """Name, size and SHA-256 of each file, in the order of R60."""
    held = pieces(transmission)
    return [
        {
            "genre": genre.value,
            "nom": f"{rank}-{genre}{PurePath(held[genre].fichier.nom).suffix.lower()}",
            "taille": held[genre].fichier.taille,
            "sha256": held[genre].fichier.sha256,
        }
        for rank, genre in enumerate(PieceAttribution, 1)
    ]
