"""What the first words of every state are made of."""

from dataclasses import dataclass

from portal.dossiers.suivi import Suivi
from portal.droit.echeances import Cle
from portal.droit.workflow import Acte
from portal.web.filters import date_longue


@dataclass(frozen=True)
class Cap:
    """`action`: endpoint and label of the one thing to do; None: nothing to do."""

    titre: str
    phrase: str
    a_faire: str = ""
    note: str = ""
    action: tuple[str, str] | None = None
    nombre: int | None = None
    unite: str = ""


def vers_le_jury(suivi: Suivi, titre: str, phrase: str) -> Cap:
    delai, note = suivi.delai(Cle.K2), sans_reponse(suivi)
    if delai is None:
        return Cap(titre, phrase)
    limit = date_longue(delai.limite)
    if delai.jours < 0:
        return Cap(
            titre,
            f"{phrase} La décision du jury était attendue au plus tard le {limit} : "
            "ce retard est celui de l’UIMM, pas le vôtre.",
            note=f"{note} {contact(suivi)}".strip(),
        )
    return Cap(
        titre,
        f"{phrase} Décision du jury au plus tard le {limit}.",
        note=note,
        nombre=delai.jours,
        unite="jours au plus avant la décision du jury",
    )


def le(suivi: Suivi, acte: Acte) -> str:
    day = suivi.le(acte)
    return date_longue(day) if day else ""


def sans_reponse(suivi: Suivi) -> str:
    """What became of the request the candidate did not answer."""
    if suivi.reprise_le is None:
        return ""
    return (
        f"Votre réponse n’est pas arrivée : l’UIMM a repris votre dossier sans elle le "
        f"{date_longue(suivi.reprise_le)}. Vous ne pouvez plus répondre à cette "
        "demande. Pour envoyer un document, écrivez à l’UIMM : elle peut vous le "
        "demander de nouveau."
    )


def contact(suivi: Suivi) -> str:
    uimm = suivi.dossier.uimm
    return f"Votre contact : {uimm.nom}, {uimm.email}." if uimm else ""
