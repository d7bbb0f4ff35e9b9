"""The addresses of what is sent to the GTP, and of its secretariat's desk."""

from portal.droit.workflow import Etat
from tests.parcours.monde import Qui
from tests.parcours.regles import ACTE, AILLEURS, ENTIERE, ICI, UIMM, Regle

A_RASSEMBLER = {"jury_id": "jury_ouvert"}
A_REPONDRE = {"jury_id": "jury_questionne", "question_id": "question_ouverte"}


def envoie(**more) -> Regle:
    """A jury of the UIMM, and what it sends to the GTP."""
    return Regle(ICI, AILLEURS, (Etat.TRANSMIS_GTP,), lecteurs=ENTIERE, **more)


def controle(**more) -> Regle:
    """The desk of the GTP's secretariat: of every UIMM, and nobody else's."""
    noms = {"id_": "transmission_id"}
    return Regle(frozenset({Qui.GTP}), etats=(Etat.TRANSMIS_GTP,), noms=noms, **more)


TRANSMISSIONS = {
    "transmissions.liste": Regle(UIMM, etats=(Etat.TRANSMIS_GTP,)),
    "transmissions.transmission": envoie(),
    "transmissions.transmettre": envoie(noms=A_RASSEMBLER, page=ACTE),
    "transmissions.lettre_a_signer": envoie(noms=A_RASSEMBLER, page="a file"),
    "transmissions.joindre": envoie(noms=A_RASSEMBLER),
    "transmissions.piece": envoie(page="a file"),
    "transmissions.archive": envoie(page="a file"),
    "transmissions.repondre": envoie(noms=A_REPONDRE),
    "transmissions.fichier_de_reponse": envoie(page="a file"),
    "gtp.file": controle(),
    "gtp.transmission": controle(),
    "gtp.piece": controle(page="a file"),
    "gtp.controler": controle(page=ACTE),
    "gtp.archive": controle(page="a file"),
    "gtp.fichier_de_reponse": controle(page="a file"),
    "gtp.questionner": controle(page=ACTE),
    "gtp.valider": controle(page=ACTE),
    "gtp.valider_un": controle(page=ACTE),
    "gtp.refuser": controle(),
    "gtp.bilan": controle(),
    "gtp.bilan_csv": controle(page="a file"),
}
