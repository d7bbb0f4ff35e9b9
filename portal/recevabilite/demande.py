"""What the candidate has put in the request, as one value read at once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.catalogue.referentiel import Contenu
from portal.dossiers.models import (
    Amenagement,
    Dossier,
    Experience,
    Identite,
    Piece,
)
from portal.droit.durees import Duree, Periode, duree, duree_totale
from portal.droit.pieces import Genre
from portal.droit.workflow import Acte


@dataclass(frozen=True)
class Demande:
    dossier: Dossier
    identite: Identite
    """A blank one, not saved, before the first answer."""
    amenagement: Amenagement | None
    contenu: Contenu
    """What its référentiel says."""
    experiences: list[Experience]
    """The oldest first (P5)."""
    pieces: list[Piece]
    """All of them, replaced ones included, in the order of the candidate's lists."""

    def de(self, genre: Genre) -> list[Piece]:
        """What stands today for this kind."""
        return [p for p in self.pieces if p.genre is genre and p.retiree_at is None]

    def piece(self, id_: UUID) -> Piece | None:
        return next((p for p in self.pieces if p.id == id_), None)

    def experience(self, id_: UUID) -> Experience | None:
        return next((e for e in self.experiences if e.id == id_), None)

    def motivation(self) -> str:
        """The letter typed in the page; empty when it is a file."""
        return next((p.texte for p in self.de(Genre.MOTIVATION)), "")

    def justificatifs_de(self, experience: Experience) -> list[Piece]:
        return [p for p in self.de(Genre.ACTIVITE) if p.experience_id == experience.id]

    def sans_justificatif(self) -> list[Experience]:
        return [e for e in self.experiences if not self.justificatifs_de(e)]

    def demandees(self) -> list[Piece]:
        """What the UIMM asks again today: replaced since, answered, or neither."""
        since = demandees_at(self.dossier)
        return [
            p
            for p in self.pieces
            if is_refused(p) and (p.retiree_at is None or p.retiree_at >= since)
        ]

    def a_traiter(self) -> list[Piece]:
        """Neither replaced nor answered yet."""
        return [
            p
            for p in self.demandees()
            if p.retiree_at is None and p.verdict and not p.verdict.reponse
        ]

    def remplacantes(self, piece: Piece) -> list[Piece]:
        return [
            p for p in self.pieces if p.remplace_id == piece.id and p.retiree_at is None
        ]

    def nouvelles(self, piece: Piece) -> list[Piece]:
        """What was joined for this refused piece since it was asked again."""
        since = demandees_at(self.dossier)
        return [p for p in self.remplacantes(piece) if p.created_at >= since]

    def recentes(self) -> list[Piece]:
        """What stands of all that was joined since pieces were asked again."""
        since = demandees_at(self.dossier)
        return [
            p for p in self.pieces if p.created_at >= since and p.retiree_at is None
        ]

    def en_attente(self) -> bool:
        """The antivirus has not said yet of all that stands."""
        return any(
            p.fichier.en_attente
            for p in self.pieces
            if p.fichier and p.retiree_at is None
        )

    def duree_totale(self, on: date) -> Duree:
        return duree_totale([periode(e) for e in self.experiences], on)


def demandees_at(dossier: Dossier) -> datetime:
    """When the UIMM last asked for pieces; its dossier is `A_COMPLETER`."""
    return max(e.at for e in dossier.evenements if e.acte is Acte.DEMANDER_PIECES)


def is_refused(piece: Piece) -> bool:
    return piece.verdict is not None and not piece.verdict.acceptee


def periode(experience: Experience) -> Periode:
    return Periode(experience.debut_le, experience.fin_le, experience.heures_hebdo)


def duree_de(experience: Experience, on: date) -> Duree:
    return duree(periode(experience), on)


def nom_complet(identite: Identite) -> str:
    """As used today: « Anne-Marie Lefèvre »."""
    nom = identite.nom_usage or identite.nom_naissance
    return f"{identite.prenoms} {nom}".strip()
