"""Why a purge may not be decided, in words; None when it may."""

from collections.abc import Collection
from datetime import date

from portal.dossiers.models import Purge
from portal.droit.conservations import Contenu, StatutPurge
from portal.droit.jours import ajouter_mois

GARDE_MAX_MOIS = 60
"""Longer is another decision, taken then."""


def why_not_decider(purge: Purge | None) -> str | None:
    if purge and purge.statut is StatutPurge.PROPOSEE:
        return None
    return "Cette proposition a déjà été traitée par une autre personne."


def why_not_garder_jusqu_au(jusqu_au: date, on: date) -> str | None:
    if jusqu_au <= on:
        return "La date doit être à venir."
    if jusqu_au > ajouter_mois(on, GARDE_MAX_MOIS):
        return "Choisissez une date dans les cinq ans."
    return None


def why_not_demander(
    *, deja: bool, effacables: Collection[Contenu], presents: Collection[Contenu]
) -> str | None:
    """Whether a request of erasure has an object."""
    if deja:
        return "Votre demande d’effacement est déjà transmise à l’UIMM."
    if Contenu.TOUT in effacables or set(effacables) & set(presents):
        return None
    return "Il n’y a rien ici qui puisse être effacé aujourd’hui."
