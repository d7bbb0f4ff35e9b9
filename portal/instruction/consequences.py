"""What an act will do, said before it is done."""

from datetime import date

from portal.dossiers import libelles
from portal.droit.echeances import Cle
from portal.droit.reglements import EffetDemande, reglement
from portal.instruction.dossier import Instruction
from portal.instruction.lettres import Decision, etude_reprise, parcours_ouvert
from portal.web.filters import date_longue, pluriel

Consequence = dict[str, str]

ENSUITE = (
    "Vous pourrez demander de nouveau ce qui est refusé, ou rendre un avis défavorable "
    "qui le cite."
)
NON_RENVOYEES = (
    "avec ce que la personne a joint ou expliqué sans le renvoyer\u00a0: votre verdict "
    "est attendu."
)
ENSUITE_PREUVES = (
    "Vous pourrez demander de nouveau ce qui est marqué, ou retirer les marques et "
    "recevoir le dossier."
)


def de_l_avis(
    instruction: Instruction, decision: Decision, on: date
) -> list[Consequence]:
    opening = _parcours(instruction, on) if decision.favorable else _cloture(on)
    return [_arret(instruction, on), opening, *_identite(instruction), _prevenu()]


def de_la_demande(
    instruction: Instruction, reponse_le: date, on: date
) -> list[Consequence]:
    return [
        _horloge(instruction, on),
        _ligne(
            "cible",
            f"Réponse attendue au plus tard le {date_longue(reponse_le)}.",
            "Des rappels partent avant cette date. Ensuite, les pièces renvoyées "
            "attendent de nouveau votre verdict.",
        ),
        _prevenu(),
    ]


def de_la_reprise(instruction: Instruction, on: date) -> list[Consequence]:
    """The study goes on without an answer: what was refused stays so."""
    refused, left = instruction.refusees(), instruction.a_examiner()
    lines = [_horloge_reprise(instruction, on)]
    if refused:
        words = pluriel(len(refused), "pièce reste refusée", "pièces restent refusées")
        lines.append(_ligne("fichier", f"{words}.", ENSUITE))
    if left:
        words = pluriel(len(left), "pièce est à examiner", "pièces sont à examiner")
        lines.append(_ligne("fichier", f"{words},", NON_RENVOYEES))
    return [*lines, *_demande_close()]


def de_la_reprise_des_preuves(
    limite: date | None, marquees: int, on: date
) -> list[Consequence]:
    words = pluriel(marquees, "preuve reste à remplacer", "preuves restent à remplacer")
    lines = []
    if limite:
        day = date_longue(limite)
        passed = "était attendue" if limite < on else "est attendue"
        lines.append(
            _ligne(
                "horloge",
                "Le délai du jury ne change pas\u00a0:",
                f"sa décision {passed} au plus tard le {day}.",
            )
        )
    if marquees:
        lines.append(_ligne("fichier", f"{words}.", ENSUITE_PREUVES))
    return [*lines, *_demande_close()]


def _arret(instruction: Instruction, on: date) -> Consequence:
    k1 = instruction.echeance(Cle.K1)
    if k1 is None:
        return _ligne("horloge", "L’instruction s’arrête.", "")
    left = (k1.limite - on).days
    words = f"{pluriel(left, 'jour')} avant" if left >= 0 else "après"
    return _ligne(
        "horloge",
        f"L’instruction s’arrête le {date_longue(on)},",
        f"{words} l’échéance du {date_longue(k1.limite)}.",
    )


def _parcours(instruction: Instruction, on: date) -> Consequence:
    limite, cible = parcours_ouvert(instruction.dossier, on)
    months = reglement(instruction.dossier.reglement).parcours_mois
    return _ligne(
        "drapeau",
        f"Le délai de {months}\u00a0mois commence.",
        f"Le jury doit décider au plus tard le {date_longue(limite)}\u00a0; dossier de "
        f"preuves conseillé avant le {date_longue(cible)}.",
    )


def _cloture(on: date) -> Consequence:
    return _ligne(
        "drapeau",
        "Le dossier est clos.",
        "Une nouvelle demande pour ce CQPM sera possible à partir du "
        f"{date_longue(date(on.year + 1, 1, 1))}, ou plus tôt si un·e responsable "
        "l’autorise.",
    )


def _identite(instruction: Instruction) -> list[Consequence]:
    check = instruction.verifiee
    remains = "Rien n’en reste."
    if check:
        kind = libelles.DOCUMENT_IDENTITE[check.document].lower()
        remains = f"Reste\u00a0: {kind}, vérifiée le {date_longue(check.verifiee_le)}."
    words = "La pièce d’identité est effacée,"
    return [_ligne("cadenas", words, f"sans retour possible. {remains}")]


def _prevenu() -> Consequence:
    return _ligne(
        "lettre",
        "La personne est prévenue tout de suite,",
        "par courriel et dans son espace, avec cette lettre.",
    )


def _horloge(instruction: Instruction, on: date) -> Consequence:
    """Section 0 rule 1: what a request does to the three months."""
    k1 = instruction.echeance(Cle.K1)
    if k1 and on > k1.limite:
        late = "Le délai de l’UIMM est déjà dépassé\u00a0:"
        return _ligne("horloge", late, "la demande ne le rallonge pas.")
    effect = reglement(instruction.dossier.reglement).effet_demande
    gras, texte = {
        EffetDemande.SUSPENDRE: (
            "Le délai de l’UIMM s’arrête aujourd’hui",
            "et reprend, avec les jours qui restent, à la réponse.",
        ),
        EffetDemande.REINITIALISER: (
            "Le délai de l’UIMM s’arrête aujourd’hui",
            "et recommence en entier à la réponse.",
        ),
        EffetDemande.CONTINUER: (
            "Le délai de l’UIMM continue",
            "pendant que la réponse est attendue.",
        ),
    }[effect]
    return _ligne("horloge", gras, texte)


def _horloge_reprise(instruction: Instruction, on: date) -> Consequence:
    """Section 0 rule 1: the effect of the request ends that day."""
    k1, limite = instruction.echeance(Cle.K1), etude_reprise(instruction.dossier, on)
    day = date_longue(limite)
    if limite < on:
        late = "Le délai de l’UIMM reste dépassé\u00a0:"
        return _ligne("horloge", late, f"l’avis était à rendre au plus tard le {day}.")
    until = f"avis à rendre au plus tard le {day}."
    if k1 is None or k1.suspendue_le is None:
        return _ligne("horloge", "Le délai de l’UIMM ne change pas\u00a0:", until)
    if reglement(instruction.dossier.reglement).effet_demande is EffetDemande.SUSPENDRE:
        words = f"avec les jours qui restaient\u00a0: {until}"
        return _ligne("horloge", "Le délai de l’UIMM reprend aujourd’hui,", words)
    again = "Le délai de l’UIMM recommence en entier aujourd’hui\u00a0:"
    return _ligne("horloge", again, until)


def _demande_close() -> list[Consequence]:
    return [
        _ligne(
            "cadenas",
            "La personne ne pourra plus répondre à cette demande,",
            "sans retour possible\u00a0: il faudra en faire une nouvelle.",
        ),
        _ligne(
            "lettre",
            "Elle est prévenue tout de suite,",
            "par courriel et dans son espace.",
        ),
    ]


def _ligne(icone: str, gras: str, texte: str) -> Consequence:
    return {"icone": icone, "gras": gras, "texte": texte}
