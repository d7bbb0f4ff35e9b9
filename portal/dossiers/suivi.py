"""What a person is told of a dossier: where it is, who must act, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.dossiers import libelles
from portal.dossiers.faits import echeances_du
from portal.dossiers.models import Dossier, Evenement
from portal.droit.echeances import (
    Acquis,
    Cle,
    Echeance,
    Niveau,
    attendue,
    jours_restants,
    niveau,
)
from portal.droit.reglements import Reglement, reglement
from portal.droit.termes import TERMES
from portal.droit.workflow import TOUR, UIMM, Acte, Etat, Role

SANS_SUITE = "La demande de l’UIMM n’attend plus de réponse"
DEPOSITAIRES = UIMM | {Role.CANDIDAT}
"""Whose documents they are, and who keeps them (K8)."""
REPRISES = frozenset({Acte.REPRENDRE, Acte.REPRENDRE_PREUVES})


@dataclass(frozen=True)
class Delai:
    """One deadline as a page shows it."""

    echeance: Echeance
    niveau: Niveau
    jours: int
    """0 on the last day, negative when late."""
    mois: int
    """Its length in the règlement, 0 when it is not counted in months."""

    @property
    def cle(self) -> Cle:
        return self.echeance.cle

    @property
    def limite(self) -> date:
        return self.echeance.limite

    @property
    def mot(self) -> str:
        words = libelles.BENEFICE if self.cle is Cle.K7 else libelles.NIVEAU
        return words[self.niveau]

    @property
    def arret(self) -> date | None:
        return self.echeance.finie_le or self.echeance.suspendue_le


@dataclass(frozen=True)
class Etape:
    """One line of the timeline."""

    etat: str
    """`fait`, `jour` or `venir`: the words of the macro."""
    le: date
    titre: str
    texte: str = ""


@dataclass(frozen=True)
class Suivi:
    dossier: Dossier
    qualite: Role
    on: date
    delais: Sequence[Delai]
    attendu: Delai | None
    etapes: Sequence[Etape]

    @property
    def etat(self) -> str:
        words = {
            Role.CANDIDAT: libelles.ETAT_CANDIDAT,
            Role.ACCOMPAGNATEUR: libelles.ETAT_ACCOMPAGNATEUR,
            Role.GTP: libelles.ETAT_GTP,
        }
        return words.get(self.qualite, libelles.ETAT_UIMM)[self.dossier.etat]

    @property
    def tour(self) -> str | None:
        """Who must act; None when nobody must."""
        role = TOUR[self.dossier.etat]
        return libelles.ROLE[role] if role else None

    def delai(self, cle: Cle | str) -> Delai | None:
        """The last of that key: several requests may follow one another."""
        return next((d for d in reversed(self.delais) if d.cle == cle), None)

    @property
    def reprise_le(self) -> date | None:
        """The day the UIMM went on without an answer, if nothing was done since."""
        last = next((e for e in reversed(self.dossier.evenements) if e.acte), None)
        return last.le if last and last.acte in REPRISES else None

    def le(self, *actes: Acte) -> date | None:
        """The day of the last of these acts."""
        days = [e.le for e in self.dossier.evenements if e.acte in actes]
        return days[-1] if days else None


def suivi(
    dossier: Dossier, qualite: Role, on: date, acquis: Acquis | None = None
) -> Suivi:
    """`acquis` tells a partial result: for the candidate and the UIMM alone."""
    regles = reglement(dossier.reglement)
    echeances = echeances_du(dossier, acquis=acquis)
    delais = [
        _delai(e, on, regles)
        for e in echeances
        if e.cle is not Cle.K8 or qualite in DEPOSITAIRES
    ]
    awaited = attendue(dossier.etat, echeances)
    return Suivi(
        dossier=dossier,
        qualite=qualite,
        on=on,
        delais=delais,
        attendu=_delai(awaited, on, regles) if awaited else None,
        etapes=_etapes(dossier, qualite, delais, on),
    )


def _delai(echeance: Echeance, on: date, regles: Reglement) -> Delai:
    months = {
        Cle.K1: regles.instruction_mois,
        Cle.K1_LEGAL: regles.instruction_legale_mois or 0,
        Cle.K2: regles.parcours_mois,
        Cle.K6: regles.transmission_mois,
    }
    return Delai(
        echeance,
        niveau(echeance, on, regles),
        jours_restants(echeance, on),
        months.get(echeance.cle, 0),
    )


def _etapes(
    dossier: Dossier, qualite: Role, delais: Sequence[Delai], on: date
) -> list[Etape]:
    jury = [d.echeance.debut for d in delais if d.cle is Cle.K6]
    past = [
        Etape("fait", _jour(e, jury), _titre(e), _texte(e, qualite))
        for e in dossier.evenements
        if _est_montre(e, qualite)
    ]
    now = [Etape("jour", on, _aujourdhui(dossier.etat))]
    ahead = sorted(filter(_reste, delais), key=lambda delai: delai.limite)
    return past + now + [_a_venir(delai, qualite) for delai in ahead]


def _jour(line: Evenement, jury: Sequence[date]) -> date:
    """A jury is of the day it met, whenever that was written down."""
    return jury[0] if jury and line.acte is Acte.DELIBERER else line.le


def _est_montre(line: Evenement, qualite: Role) -> bool:
    if qualite is Role.GTP:
        return line.acte in libelles.FRISE_GTP
    if line.acte:
        return True
    uimm = qualite in UIMM
    return line.fait in (libelles.FRISE_UIMM if uimm else libelles.FRISE_CANDIDAT)


def _titre(line: Evenement) -> str:
    if line.acte:
        return libelles.ACTE[line.acte]
    return libelles.FAIT[line.fait] if line.fait else ""


def _texte(line: Evenement, qualite: Role) -> str:
    who = "de vous" if qualite is Role.CANDIDAT else "de la personne candidate"
    texts = {
        Acte.DEPOSER: "Accusé de réception envoyé",
        Acte.DEMANDER_PIECES: f"Une réponse est attendue {who}",
        Acte.REPRENDRE: SANS_SUITE,
        Acte.REPRENDRE_PREUVES: SANS_SUITE,
    }
    return texts.get(line.acte, "") if line.acte else ""


def _aujourdhui(etat: Etat) -> str:
    return {
        Etat.BROUILLON: "Vous préparez votre demande",
        Etat.DEPOSE: "L’UIMM va étudier la demande",
        Etat.EN_INSTRUCTION: "L’UIMM étudie la demande",
        Etat.A_COMPLETER: "Pièces attendues",
        Etat.NON_RECEVABLE: "Dossier clos",
        Etat.RECEVABLE: "Écriture du dossier de preuves",
        Etat.PREUVES_DEPOSEES: "L’UIMM vérifie les preuves",
        Etat.PREUVES_A_COMPLETER: "Preuves attendues",
        Etat.PREUVES_RECUES: "L’UIMM prépare l’entretien",
        Etat.COMMISSION_PROGRAMMEE: "Entretien à venir",
        Etat.CONCLUSIONS_RENDUES: "L’UIMM prépare le jury",
        Etat.JURY_PROGRAMME: "Jury à venir",
        Etat.JURY_DELIBERE: f"L’UIMM prépare l’envoi au {TERMES.gtp}",
        Etat.TRANSMIS_GTP: f"Le {TERMES.gtp} vérifie le dossier",
        Etat.COMPLEMENT_GTP: f"L’UIMM complète le dossier pour le {TERMES.gtp}",
        Etat.CERTIFIE: "Résultat notifié",
        Etat.VALIDATION_PARTIELLE: "Résultat notifié",
        Etat.NON_VALIDE: "Résultat notifié",
        Etat.CADUC: "Dossier caduc",
        Etat.RETIRE: "Demande retirée",
    }[etat]


def _reste(delai: Delai) -> bool:
    """A stopped clock has no date to show until the answer comes.

    What is no longer kept awaits nobody.
    """
    kept = delai.cle in {Cle.K7, Cle.K8}
    over = {Niveau.SUSPENDUE} | ({Niveau.EN_RETARD} if kept else set())
    open_ = delai.echeance.finie_le is None and delai.niveau not in over
    return open_ and delai.cle is not Cle.K1_LEGAL


def _a_venir(delai: Delai, qualite: Role) -> Etape:
    text = {
        Cle.K1: "Date limite",
        Cle.K2: "Date limite",
        Cle.K2_CIBLE: "Date conseillée",
        Cle.K6: "Date limite",
        Cle.K7: "Dernier jour",
        Cle.K8: "Dernier jour",
        Cle.K9: "Date de réponse",
    }[delai.cle]
    if delai.niveau is Niveau.EN_RETARD:
        text = f"{text}, dépassée"
    words = libelles.ECHEANCE if qualite is Role.CANDIDAT else libelles.ECHEANCE_TIERS
    return Etape("venir", delai.limite, words[delai.cle], text)
