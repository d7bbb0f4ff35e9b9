"""The dossier de preuves of a candidate, as one value read at once."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from portal.catalogue.referentiel import Bloc, Capacite, Contenu
from portal.dossiers.models import Dossier, EcartAccepte, Preuve, SituationPro
from portal.dossiers.portee import capacites_visees
from portal.droit.couverture import Couverture, Montre, Visee, couverture
from portal.droit.echeances import DEPOTS_DE_PREUVES


@dataclass(frozen=True)
class DossierPreuves:
    dossier: Dossier
    contenu: Contenu
    situations: list[SituationPro]
    """The oldest first: their rank is their number."""
    ecarts: dict[str, EcartAccepte]

    @cached_property
    def capacites(self) -> tuple[Capacite, ...]:
        """What the candidate aims at, and nothing else (R20)."""
        return capacites_visees(self.dossier, self.contenu)

    @cached_property
    def blocs(self) -> list[tuple[Bloc, list[Capacite]]]:
        """The same, by bloc."""
        by_bloc: dict[int, list[Capacite]] = {}
        for capacite in self.capacites:
            by_bloc.setdefault(self.contenu.bloc_de(capacite.code).numero, []).append(
                capacite
            )
        return [(self.contenu.bloc(number), cs) for number, cs in by_bloc.items()]

    @cached_property
    def couvertures(self) -> dict[str, Couverture]:
        rows = couverture(
            [Visee(c.code, c.exemples_demandes) for c in self.capacites],
            [_montre(s) for s in self.situations],
            self.ecarts,
        )
        return {row.code: row for row in rows}

    @cached_property
    def capacite_de(self) -> dict[str, str]:
        """The capacité of each code that may be linked, criteria included (R32)."""
        own = {c.code: c.code for c in self.capacites}
        return own | {k.code: c.code for c in self.capacites for k in c.criteres}

    @cached_property
    def depose_at(self) -> datetime | None:
        """The last deposit: what was sent before is kept, whatever happens to it."""
        deposits = [
            e.at for e in self.dossier.evenements if e.acte in DEPOTS_DE_PREUVES
        ]
        return max(deposits, default=None)

    def situation(self, id_: UUID) -> SituationPro | None:
        return next((s for s in self.situations if s.id == id_), None)

    def numero(self, situation: SituationPro) -> int:
        return self.situations.index(situation) + 1

    def preuves(self) -> list[Preuve]:
        """Those that stand, situation after situation."""
        return [p for s in self.situations for p in preuves_de(s)]

    def preuve(self, id_: UUID) -> Preuve | None:
        return next((p for p in self.preuves() if p.id == id_), None)

    def a_traiter(self) -> list[Preuve]:
        """What the UIMM asked again and was not answered yet."""
        return [p for p in self.preuves() if p.a_remplacer and not p.reponse]

    def was_deposited(self, preuve: Preuve) -> bool:
        return self.depose_at is not None and preuve.created_at <= self.depose_at

    def capacites_de(self, situation: SituationPro) -> list[Capacite]:
        linked = codes_de(situation)
        return [c for c in self.capacites if c.code in linked]


def codes_de(situation: SituationPro) -> frozenset[str]:
    """Capacités and criteria it is linked to."""
    return frozenset(lien.code for lien in situation.liens)


def preuves_de(situation: SituationPro) -> list[Preuve]:
    standing = [p for p in situation.preuves if p.retiree_at is None]
    return sorted(standing, key=lambda p: (p.rang, p.created_at, p.titre, str(p.id)))


def codes_prouves(preuve: Preuve) -> list[str]:
    return sorted(lien.code for lien in preuve.capacites)


def _montre(situation: SituationPro) -> Montre:
    return Montre(
        id=situation.id,
        codes=codes_de(situation),
        preuves=tuple(frozenset(codes_prouves(p)) for p in preuves_de(situation)),
    )
