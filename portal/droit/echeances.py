"""What is due, when and by whom, computed from dated acts: no clock, no database.

Source: domain.md section 0, rules 1, 2 and 12, and the clocks K1, K2, K9 of 1.4;
those that the jury starts are in `apres_jury`.
Every day here is a day of Paris, every limit the last day included.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from portal.droit.apres_jury import benefice, transmission
from portal.droit.horloges import (
    Acquis,
    Cle,
    Echeance,
    Niveau,
    Passage,
    Prolongation,
)
from portal.droit.jours import ajouter_mois
from portal.droit.reglements import EffetDemande, Reglement
from portal.droit.workflow import Acte, Etat, Role

__all__ = ["Acquis", "Cle", "Echeance", "Niveau", "Passage", "Prolongation"]

AVIS = frozenset({Acte.DECLARER_RECEVABLE, Acte.DECLARER_NON_RECEVABLE})
REPONSES = {
    Acte.DEMANDER_PIECES: (Acte.COMPLETER, Acte.REPRENDRE),
    Acte.DEMANDER_PREUVES: (Acte.COMPLETER_PREUVES, Acte.REPRENDRE_PREUVES),
}
"""How each request ends: answered, or without an answer once its date has passed."""
DEPOTS_DE_PREUVES = frozenset({Acte.DEPOSER_PREUVES, Acte.COMPLETER_PREUVES})
FINS_SANS_SUITE = frozenset({Acte.RETIRER, Acte.DECLARER_CADUC})

ATTENDUES = {
    Etat.DEPOSE: Cle.K1,
    Etat.EN_INSTRUCTION: Cle.K1,
    Etat.A_COMPLETER: Cle.K9,
    Etat.RECEVABLE: Cle.K2_CIBLE,
    Etat.PREUVES_DEPOSEES: Cle.K2,
    Etat.PREUVES_A_COMPLETER: Cle.K9,
    Etat.PREUVES_RECUES: Cle.K2,
    Etat.COMMISSION_PROGRAMMEE: Cle.K2,
    Etat.CONCLUSIONS_RENDUES: Cle.K2,
    Etat.JURY_PROGRAMME: Cle.K2,
    Etat.JURY_DELIBERE: Cle.K6,
}
"""No text gives the GTP a delay, nor the answer to its question one."""


def echeances(
    passages: Sequence[Passage],
    reglement: Reglement,
    prolongations: Sequence[Prolongation] = (),
    acquis: Acquis | None = None,
) -> list[Echeance]:
    """Every delay of a dossier, by start date; those of one day in legal order.

    `passages` and `prolongations` come in the order they happened. A dossier
    withdrawn or declared caduc keeps only the delays that are over: nobody is
    awaited any more. Lifting the caducité brings the others back, unchanged.
    """
    demandes = [rang for rang, p in enumerate(passages) if p.acte in REPONSES]
    liste = [
        *instruction(passages, reglement),
        *[_reponse(passages[rang:], reglement) for rang in demandes],
        *_parcours(_sans_avis_revenus(passages), reglement, prolongations),
        *transmission(passages, reglement),
        *benefice(acquis),
    ]
    if passages and passages[-1].acte in FINS_SANS_SUITE:
        liste = [e for e in liste if e.finie_le]
    return sorted(liste, key=lambda e: e.debut)


def attendue(etat: Etat, liste: Iterable[Echeance]) -> Echeance | None:
    """The delay the dossier now waits on; of several requests, the last."""
    cle = ATTENDUES.get(etat)
    return next((e for e in reversed(list(liste)) if e.cle is cle), None)


def jours_restants(echeance: Echeance, on: date) -> int:
    """0 on the last day, negative when late; still once over or suspended."""
    return (echeance.limite - _jour_compte(echeance, on)).days


def avancement(echeance: Echeance, on: date) -> float:
    """The share of the delay already spent, from 0 to 1."""
    total = (echeance.limite - echeance.debut).days
    if total <= 0:
        return 1.0
    spent = (_jour_compte(echeance, on) - echeance.debut).days
    return min(max(spent / total, 0.0), 1.0)


def niveau(echeance: Echeance, on: date, reglement: Reglement) -> Niveau:
    reste = jours_restants(echeance, on)
    if echeance.tenue_le:
        return Niveau.TENUE if reste >= 0 else Niveau.TENUE_EN_RETARD
    if echeance.sans_reponse_le:
        return Niveau.SANS_REPONSE
    if echeance.suspendue_le:
        return Niveau.SUSPENDUE
    if reste < 0:
        return Niveau.EN_RETARD
    return Niveau.BIENTOT if reste <= reglement.seuil_bientot_jours else Niveau.A_TEMPS


def peut_declarer_caduc(liste: Iterable[Echeance], on: date) -> bool:
    """K2 passed and the dossier de preuves never deposited complete (rule 2).

    A deposit the UIMM asked to complete is not complete (1.4 lets it become
    caduc), but never while the candidate still has days to answer.
    """
    delais = [e for e in liste if e.cle in {Cle.K2, Cle.K9} and e.finie_le is None]
    candidat_attendu = any(e.cle is Cle.K2 and e.qui is Role.CANDIDAT for e in delais)
    return candidat_attendu and all(jours_restants(e, on) < 0 for e in delais)


def peut_reprendre(etat: Etat, liste: Iterable[Echeance], on: date) -> bool:
    """The answer to the request has been due since yesterday at least (K9)."""
    k9 = attendue(etat, liste) if ATTENDUES.get(etat) is Cle.K9 else None
    return k9 is not None and jours_restants(k9, on) < 0


def _jour_compte(echeance: Echeance, on: date) -> date:
    return echeance.finie_le or echeance.suspendue_le or on


def instruction(passages: Sequence[Passage], reglement: Reglement) -> list[Echeance]:
    """K1 and the legal clock beside it, from the deposit to the avis (rule 1)."""
    lengths = {
        Cle.K1: reglement.instruction_mois,
        Cle.K1_LEGAL: reglement.instruction_legale_mois,
    }
    depot = _premier(passages, {Acte.DEPOSER})
    return [
        _horloge(cle, mois, depot, passages, reglement.effet_demande)
        for cle, mois in lengths.items()
        if depot and mois is not None
    ]


def _horloge(
    cle: Cle, mois: int, depot: date, passages: Sequence[Passage], effet: EffetDemande
) -> Echeance:
    horloge = _depart(cle, mois, depot)
    for passage in passages:
        horloge = _apres(passage, horloge, mois, effet)
    return horloge


def _depart(cle: Cle, mois: int, le: date) -> Echeance:
    limite = ajouter_mois(le, mois)
    return Echeance(cle=cle, debut=le, limite=limite, qui=Role.INSTRUCTEUR)


def _apres(
    passage: Passage, horloge: Echeance, mois: int, effet: EffetDemande
) -> Echeance:
    """The clock once the act is done.

    A request nobody answers ends the day the UIMM goes on without it, as if
    the answer had come: our reading of rule 1 and of CRPA L.114-5, under which
    a request suspends for the time it gives, not for ever.
    Coming back on the avis does not give the UIMM a new delay, nor charge it
    with the days when the dossier was decided: they are pushed like a
    suspension, whatever the effect of a request, and the start stays.
    """
    suspend = effet is not EffetDemande.CONTINUER
    match passage.acte:
        # A late request does not revive an expired delay.
        case Acte.DEMANDER_PIECES if suspend and passage.le <= horloge.limite:
            return replace(horloge, suspendue_le=passage.le)
        case Acte.COMPLETER | Acte.REPRENDRE if horloge.suspendue_le:
            if effet is EffetDemande.REINITIALISER:
                return _depart(horloge.cle, mois, passage.le)
            return _reprise(horloge, horloge.suspendue_le, passage.le)
        case Acte.DECLARER_RECEVABLE | Acte.DECLARER_NON_RECEVABLE:
            return replace(horloge, tenue_le=passage.le)
        case Acte.REVENIR_SUR_AVIS if horloge.tenue_le:
            horloge = _reprise(horloge, horloge.tenue_le, passage.le)
    return horloge


def _reprise(horloge: Echeance, arret: date, reprise: date) -> Echeance:
    """Running again with as many days left as when it stopped, or as late."""
    limite = horloge.limite
    if arret <= limite:
        limite += reprise - arret
    return replace(horloge, limite=limite, tenue_le=None, suspendue_le=None)


def _reponse(passages: Sequence[Passage], reglement: Reglement) -> Echeance:
    """K9 of the request that comes first: over with its answer, or without it."""
    demande, *suite = passages
    delai = timedelta(days=reglement.reponse_jours)
    reponse, reprise = REPONSES[demande.acte]
    fin = [p for p in suite if p.acte in {reponse, reprise}][:1]
    return Echeance(
        cle=Cle.K9,
        debut=demande.le,
        limite=demande.reponse_le or demande.le + delai,
        qui=Role.CANDIDAT,
        tenue_le=_premier(fin, {reponse}),
        sans_reponse_le=_premier(fin, {reprise}),
    )


def _parcours(
    passages: Sequence[Passage],
    reglement: Reglement,
    prolongations: Sequence[Prolongation],
) -> list[Echeance]:
    """K2, from avis to jury, after its target for the preuves (rule 2)."""
    debut = _premier(passages, {reglement.parcours_debut})
    if debut is None:
        return []
    limite = ajouter_mois(debut, reglement.parcours_mois)
    # The last extension wins, so that one typed wrong can be mended; none
    # takes back what the règlement gives.
    accordees = [p.jusqu_au for p in prolongations if p.le >= debut]
    limite = max([limite, *accordees[-1:]])
    preuves = _preuves_completes(passages)
    cible = Echeance(
        cle=Cle.K2_CIBLE,
        debut=debut,
        limite=ajouter_mois(limite, -reglement.marge_preuves_mois),
        qui=Role.CANDIDAT,
        tenue_le=preuves,
    )
    parcours = Echeance(
        cle=Cle.K2,
        debut=debut,
        limite=limite,
        qui=Role.INSTRUCTEUR if preuves else Role.CANDIDAT,
        tenue_le=_premier(passages, {reglement.parcours_fin}),
    )
    return [cible, parcours]


def _preuves_completes(passages: Sequence[Passage]) -> date | None:
    """The day of the deposit; none while the UIMM waits for its completion.

    When it goes on without the answer, what had been deposited stands.
    """
    suivis = {Acte.DEMANDER_PREUVES, Acte.REPRENDRE_PREUVES, *DEPOTS_DE_PREUVES}
    actes = [p.acte for p in passages if p.acte in suivis]
    if not actes or actes[-1] is Acte.DEMANDER_PREUVES:
        return None
    return _premier(passages[::-1], DEPOTS_DE_PREUVES)


def _sans_avis_revenus(passages: Sequence[Passage]) -> list[Passage]:
    """Without the avis the UIMM came back on: they start nothing any more."""
    retours = [r for r, p in enumerate(passages) if p.acte is Acte.REVENIR_SUR_AVIS]
    dernier = retours[-1] if retours else -1
    return [p for r, p in enumerate(passages) if r > dernier or p.acte not in AVIS]


def _premier(passages: Sequence[Passage], actes: Collection[str]) -> date | None:
    return next((p.le for p in passages if p.acte in actes), None)
