"""What is done of one dossier before any session: the steps that lead to a state."""

from portal.demonstration import demande, instruction, preuves
from portal.demonstration.recit import Etape
from portal.droit.workflow import Etat

PRISE: Etape = (6, instruction.prendre)
ACCORD: tuple[Etape, ...] = (
    PRISE,
    (24, instruction.accorder),
    (1, instruction.lire_la_lettre),
)
DEPOT_DE_PREUVES: tuple[Etape, ...] = (
    *ACCORD,
    (60, preuves.rediger),
    (90, preuves.deposer),
)
ETAPES: dict[Etat, tuple[Etape, ...]] = {
    Etat.DEPOSE: (),
    Etat.EN_INSTRUCTION: (PRISE, (2, instruction.examiner_en_partie)),
    Etat.A_COMPLETER: (PRISE, (14, instruction.demander)),
    Etat.NON_RECEVABLE: (PRISE, (20, instruction.refuser)),
    Etat.RECEVABLE: (*ACCORD, (6, preuves.rediger_le_debut)),
    Etat.PREUVES_DEPOSEES: DEPOT_DE_PREUVES,
    Etat.PREUVES_A_COMPLETER: (
        *DEPOT_DE_PREUVES,
        (9, instruction.demander_des_preuves),
    ),
    Etat.PREUVES_RECUES: (*DEPOT_DE_PREUVES, (12, instruction.recevoir)),
    Etat.CADUC: (*ACCORD, (400, instruction.declarer_caduc)),
    Etat.RETIRE: ((4, demande.retirer),),
}
COMPLETE: tuple[Etape, ...] = (*ETAPES[Etat.A_COMPLETER], (10, demande.completer))
SANS_REPONSE: tuple[Etape, ...] = (
    *ETAPES[Etat.A_COMPLETER],
    (33, instruction.reprendre),
)
REVENU: tuple[Etape, ...] = (*ETAPES[Etat.NON_RECEVABLE], (9, instruction.revenir))
ACCOMPAGNE: tuple[Etape, ...] = (
    *ACCORD,
    (3, preuves.inviter),
    (6, preuves.accueillir),
    (24, preuves.rediger_le_debut),
    (4, preuves.converser),
)
RECU_ACCOMPAGNE: tuple[Etape, ...] = (
    *ACCORD,
    (3, preuves.inviter),
    *ETAPES[Etat.PREUVES_A_COMPLETER][len(ACCORD) :],
)
