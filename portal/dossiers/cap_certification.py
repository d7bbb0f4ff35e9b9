"""The first words of a dossier's page, from the commission to the result."""

from collections.abc import Callable
from datetime import date

from portal.dossiers.cap_commun import Cap, contact, le, vers_le_jury
from portal.dossiers.suivi import Delai, Suivi
from portal.droit.echeances import Cle
from portal.droit.termes import TERMES
from portal.droit.workflow import Acte, Etat
from portal.web.filters import date_longue, date_semaine, heure_dite

RIEN = "Vous n’avez rien à faire."


def _commission_programmee(suivi: Suivi) -> Cap:
    meeting, passed = _rendez_vous(suivi, Acte.PROGRAMMER_COMMISSION)
    if passed:
        return vers_le_jury(
            suivi,
            "La date de votre entretien est passée",
            f"Votre entretien avec la commission était prévu le {meeting}. L’UIMM "
            f"enregistre ce qu’elle en conclut. {RIEN}",
        )
    when = f" le {meeting}" if meeting else ""
    return vers_le_jury(
        suivi,
        "Votre entretien est programmé",
        f"La commission vous reçoit{when}, pour un entretien à partir de votre "
        "dossier de preuves. Votre convocation donne tous les détails.",
    )


def _conclusions_rendues(suivi: Suivi) -> Cap:
    return vers_le_jury(
        suivi,
        "Votre entretien est passé",
        "La commission a remis ses conclusions. Le jury décide\u00a0: l’UIMM prépare "
        f"sa réunion. {RIEN}",
    )


def _jury_programme(suivi: Suivi) -> Cap:
    meeting, passed = _rendez_vous(suivi, Acte.PROGRAMMER_JURY)
    if passed:
        return vers_le_jury(
            suivi,
            "La date du jury est passée",
            f"La réunion du jury était prévue le {meeting}. L’UIMM enregistre sa "
            f"décision. {RIEN}",
        )
    when = f" le {meeting}" if meeting else ""
    return vers_le_jury(
        suivi,
        "Le jury est programmé",
        f"Le jury se réunit{when}, sans les personnes candidates. {RIEN}",
    )


def _jury_delibere(suivi: Suivi) -> Cap:
    delai = suivi.delai(Cle.K6)
    met = date_longue(delai.echeance.debut) if delai else le(suivi, Acte.DELIBERER)
    return _resultat_a_venir(
        suivi,
        "Le jury s’est réuni",
        f"Le jury s’est réuni le {met}. L’UIMM transmet maintenant sa décision au "
        f"{TERMES.groupe} ({TERMES.gtp}), qui la vérifie. {_avant(delai)}".strip(),
    )


def _avant(delai: Delai | None) -> str:
    if delai is None:
        return ""
    limit = date_longue(delai.limite)
    if delai.jours >= 0:
        return f"Envoi au plus tard le {limit}."
    return (
        f"L’envoi était attendu au plus tard le {limit}\u00a0: ce retard est celui de "
        "l’UIMM, pas le vôtre."
    )


def _transmis(suivi: Suivi) -> Cap:
    return _resultat_a_venir(
        suivi,
        "Votre résultat est en cours de vérification",
        f"L’UIMM a transmis la décision du jury au {TERMES.groupe} ({TERMES.gtp}) le "
        f"{le(suivi, Acte.TRANSMETTRE)}.",
    )


def _complement(suivi: Suivi) -> Cap:
    return _resultat_a_venir(
        suivi,
        "Votre résultat est en cours de vérification",
        f"Le {TERMES.groupe} ({TERMES.gtp}) a posé une question à l’UIMM, qui y "
        "répond. Elle ne vous concerne pas.",
    )


def _resultat_a_venir(suivi: Suivi, titre: str, phrase: str) -> Cap:
    return Cap(
        titre,
        f"{phrase} Votre résultat vous sera donné par lettre. {RIEN}",
        note=contact(suivi),
    )


def _certifie(suivi: Suivi) -> Cap:
    return Cap(
        "Votre validation est totale",
        f"Toutes les {TERMES.capacites} que vous visiez sont acquises. La décision du "
        f"jury a été validée le {le(suivi, Acte.VALIDER_TOTALE)}. La lettre de l’UIMM "
        "est plus bas, avec la suite pour votre certificat.",
        note=contact(suivi),
    )


def _validation_partielle(suivi: Suivi) -> Cap:
    kept = suivi.delai(Cle.K7)
    return Cap(
        "Votre validation est partielle",
        f"Une partie des {TERMES.capacites} que vous visiez est acquise. La décision "
        f"du jury a été validée le {le(suivi, Acte.VALIDER_PARTIELLE)}. La lettre de "
        "l’UIMM, plus bas, dit lesquelles, combien de temps elles sont gardées et "
        "comment présenter une nouvelle demande pour le reste.",
        note=f"{_garde(kept)} {contact(suivi)}".strip(),
    )


def _garde(delai: Delai | None) -> str:
    """R67: the day of the new request is the one that counts."""
    if delai is None or delai.echeance.tenue_le:
        return ""
    limit = date_longue(delai.limite)
    if delai.jours < 0:
        return f"Ce que vous avez acquis était gardé jusqu’au {limit}."
    return (
        "Ce que vous avez acquis est gardé\u00a0: déposez votre nouvelle demande au "
        f"plus tard le {limit}."
    )


def _non_valide(suivi: Suivi) -> Cap:
    return Cap(
        "Votre demande n’a pas abouti à une validation",
        f"Aucune des {TERMES.capacites} que vous visiez n’est acquise. La décision du "
        f"jury a été validée le {le(suivi, Acte.VALIDER_AUCUNE)}. La lettre de l’UIMM "
        "est plus bas.",
        note=contact(suivi),
    )


CAPS: dict[Etat, Callable[[Suivi], Cap]] = {
    Etat.COMMISSION_PROGRAMMEE: _commission_programmee,
    Etat.CONCLUSIONS_RENDUES: _conclusions_rendues,
    Etat.JURY_PROGRAMME: _jury_programme,
    Etat.JURY_DELIBERE: _jury_delibere,
    Etat.TRANSMIS_GTP: _transmis,
    Etat.COMPLEMENT_GTP: _complement,
    Etat.CERTIFIE: _certifie,
    Etat.VALIDATION_PARTIELLE: _validation_partielle,
    Etat.NON_VALIDE: _non_valide,
}


def _rendez_vous(suivi: Suivi, acte: Acte) -> tuple[str, bool]:
    """« mardi 3 mars 2026 à 9 h », as the journal keeps it; whether it has passed."""
    lines = [e for e in suivi.dossier.evenements if e.acte is acte]
    donnees = lines[-1].donnees if lines else {}
    if "rendez_vous" not in donnees:
        return "", False
    day = date.fromisoformat(donnees["rendez_vous"])
    hour = donnees.get("heure")
    words = f"{date_semaine(day)} à {heure_dite(hour)}" if hour else date_semaine(day)
    return words, day < suivi.on
