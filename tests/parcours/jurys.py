"""The addresses of the juries: those of the dossier's UIMM, once it is on one."""

from portal.droit.workflow import Etat
from tests.parcours.regles import ACTE, ENTIERE, UIMM, Regle, instruit

FICHIER = "a file, not a page"


def siege(jury: str = "jury_id", **more) -> Regle:
    names = {"id_": jury, "slug": "organisation", "membre_id": "membre_jury"}
    return instruit(Etat.JURY_PROGRAMME, noms=names, lecteurs=ENTIERE, **more)


JURYS = {
    "jurys.liste": Regle(UIMM),
    "jurys.nouveau": Regle(UIMM),
    "jurys.jury": siege(),
    "jurys.deplacer": siege(),
    "jurys.annuler": siege(),
    "jurys.designations": siege(page=ACTE),
    "jurys.reponse": siege(page=ACTE),
    "jurys.nouveau_membre": siege(),
    "jurys.membre": siege(),
    "jurys.informer": siege(),
    "jurys.convoquer": siege(),
    "jurys.inscrire": siege("jury_a_venir"),
    "jurys.ligne": siege(),
    "jurys.reporter": siege(),
    "jurys.decision": siege(),
    "jurys.deliberation": siege(),
    "jurys.presences": siege(page=ACTE),
    "jurys.emargement": siege(page=ACTE),
    "jurys.deliberer": siege(page=ACTE),
    "jurys.convocation": siege(page=FICHIER),
    "jurys.recapitulatifs": siege(page=FICHIER),
    "jurys.feuille": siege(page=FICHIER),
    "jurys.feuille_signee": siege(page=FICHIER),
    "jurys.proces_verbal": siege(page=FICHIER),
    "jurys.proces_verbal_csv": siege(page=FICHIER),
}
