"""The first words of a dossier's page: where it is, what to do, by when."""

from collections.abc import Callable

from portal.dossiers import cap_certification
from portal.dossiers.cap_commun import Cap, contact, le, sans_reponse, vers_le_jury
from portal.dossiers.suivi import Delai, Suivi
from portal.droit.echeances import Cle, Niveau
from portal.droit.workflow import Acte, Etat
from portal.web.filters import date_longue, date_semaine, pluriel


def cap(suivi: Suivi) -> Cap:
    """For the candidate. Every state has its words (checked by a test)."""
    return CAPS[suivi.dossier.etat](suivi)


def _brouillon(_suivi: Suivi) -> Cap:
    return Cap(
        "Votre demande n’est pas encore envoyée",
        "Complétez votre dossier de recevabilité, puis déposez-le à votre UIMM. "
        "Une demande non déposée n’a pas de date limite.",
        a_faire="terminez votre demande, puis déposez-la.",
        action=("recevabilite.taches", "Continuer ma demande"),
    )


def _depose(suivi: Suivi) -> Cap:
    return _attente_uimm(
        suivi,
        "Votre demande est déposée",
        f"L’UIMM l’a reçue le {le(suivi, Acte.DEPOSER)}. Vous n’avez rien à faire.",
    )


def _en_instruction(suivi: Suivi) -> Cap:
    return _attente_uimm(
        suivi,
        "L’UIMM étudie votre demande",
        "Elle vérifie chaque pièce. Vous n’avez rien à faire.",
    )


def _attente_uimm(suivi: Suivi, titre: str, phrase: str) -> Cap:
    delai, note = suivi.delai(Cle.K1), sans_reponse(suivi)
    if delai is None:
        return Cap(titre, phrase)
    if delai.niveau is Niveau.EN_RETARD:
        late = pluriel(-delai.jours, "jour")
        return Cap(
            titre,
            f"L’UIMM devait répondre au plus tard le {date_longue(delai.limite)} : "
            f"elle a {late} de retard. Votre demande reste à l’étude.",
            note=f"{note} {contact(suivi)}".strip(),
        )
    return Cap(
        titre,
        f"{phrase} Réponse au plus tard le {date_longue(delai.limite)}.",
        note=note,
        nombre=delai.jours,
        unite="jours au plus pour la réponse de l’UIMM",
    )


def _a_completer(suivi: Suivi) -> Cap:
    return _reponse(
        suivi,
        "Votre demande est à compléter",
        "L’UIMM vous demande de remplacer certaines pièces. "
        "Le reste de votre demande est conservé.",
        ("recevabilite.completer", "Voir les pièces demandées"),
    )


def _preuves_a_completer(suivi: Suivi) -> Cap:
    return _reponse(
        suivi,
        "Votre dossier de preuves est à compléter",
        "L’UIMM ne peut pas ouvrir ou lire certaines preuves.",
        ("preuves.matrice", "Compléter mes preuves"),
    )


def _reponse(suivi: Suivi, titre: str, phrase: str, action: tuple[str, str]) -> Cap:
    delai = suivi.delai(Cle.K9)
    if delai is None:
        return Cap(titre, phrase, action=action)
    day = date_semaine(delai.limite)
    if delai.niveau is Niveau.EN_RETARD:
        return Cap(
            titre,
            phrase,
            a_faire=f"répondez dès que possible : la date du {day} est passée.",
            note="Vous pouvez encore répondre, tant que l’UIMM ne reprend pas votre "
            "dossier sans votre réponse.",
            action=action,
        )
    return Cap(
        titre,
        phrase,
        a_faire=f"répondez au plus tard le {day}.",
        action=action,
        nombre=delai.jours,
        unite="jours pour répondre",
    )


def _non_recevable(suivi: Suivi) -> Cap:
    given = le(suivi, Acte.DECLARER_NON_RECEVABLE)
    return Cap(
        "Votre demande n’est pas recevable",
        f"L’UIMM a rendu un avis défavorable le {given}. Les motifs et la façon "
        "de présenter une nouvelle demande sont dans sa lettre, plus bas.",
        note=contact(suivi),
    )


def _recevable(suivi: Suivi) -> Cap:
    given = le(suivi, Acte.DECLARER_RECEVABLE)
    titre = "Votre demande est recevable"
    phrase = (
        f"L’UIMM a rendu un avis favorable le {given} : vous pouvez continuer. "
        "Vous écrivez maintenant votre dossier de preuves."
    )
    action = ("preuves.matrice", "Continuer mon dossier de preuves")
    cible, limite = suivi.delai(Cle.K2_CIBLE), suivi.delai(Cle.K2)
    if cible is None or limite is None:
        return Cap(titre, phrase, action=action)
    return Cap(titre, phrase, action=action, **_depot_des_preuves(cible, limite))


def _depot_des_preuves(cible: Delai, limite: Delai) -> dict:
    """The advised date first, then the limit, then what its passing means."""
    if cible.jours >= 0:
        return {
            "a_faire": f"déposez-le au plus tard le {date_semaine(cible.limite)}.",
            "note": "C’est la date conseillée. Après, vous pourrez encore déposer, "
            "mais le jury aura moins de temps.",
            "nombre": cible.jours,
            "unite": "jours pour déposer vos preuves",
        }
    if limite.jours >= 0:
        return {
            "a_faire": "déposez-le dès que possible : le jury doit décider au plus "
            f"tard le {date_semaine(limite.limite)}.",
            "note": "La date conseillée est passée ; vous pouvez encore déposer.",
            "nombre": limite.jours,
            "unite": "jours avant la limite du jury",
        }
    return {
        "a_faire": "déposez-le sans attendre, ou contactez votre UIMM.",
        "note": f"Le délai de 12 mois a pris fin le {date_longue(limite.limite)}. "
        "L’UIMM peut le prolonger ou déclarer le dossier caduc.",
    }


def _preuves_deposees(suivi: Suivi) -> Cap:
    return vers_le_jury(
        suivi,
        "Votre dossier de preuves est déposé",
        "L’UIMM vérifie que tout s’ouvre et se lit. Vous n’avez rien à faire.",
    )


def _preuves_recues(suivi: Suivi) -> Cap:
    return vers_le_jury(
        suivi,
        "Votre dossier de preuves est complet",
        "L’UIMM prépare votre entretien avec la commission et vous donnera sa "
        "date. Vous n’avez rien à faire.",
    )


def _caduc(suivi: Suivi) -> Cap:
    return Cap(
        "Votre dossier est caduc",
        "Le délai de 12 mois est passé sans dépôt de vos preuves. L’UIMM peut "
        "lever cette décision si vous lui expliquez votre situation.",
        note=contact(suivi),
    )


def _retire(_suivi: Suivi) -> Cap:
    return Cap(
        "Vous avez retiré votre demande",
        "Plus rien n’est attendu de vous ni de l’UIMM.",
    )


CAPS: dict[Etat, Callable[[Suivi], Cap]] = {
    Etat.BROUILLON: _brouillon,
    Etat.DEPOSE: _depose,
    Etat.EN_INSTRUCTION: _en_instruction,
    Etat.A_COMPLETER: _a_completer,
    Etat.NON_RECEVABLE: _non_recevable,
    Etat.RECEVABLE: _recevable,
    Etat.PREUVES_DEPOSEES: _preuves_deposees,
    Etat.PREUVES_A_COMPLETER: _preuves_a_completer,
    Etat.PREUVES_RECUES: _preuves_recues,
    Etat.CADUC: _caduc,
    Etat.RETIRE: _retire,
    **cap_certification.CAPS,
}
