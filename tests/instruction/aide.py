"""What the tests of the instruction share."""

from datetime import date, timedelta
from uuid import uuid4

import time_machine
from bs4 import BeautifulSoup

from portal.comptes.models import Invitation
from portal.dossiers.faits import echeance_attendue
from portal.dossiers.models import Accompagnement
from portal.droit.workflow import Acte, Etat, Role
from portal.instruction.lettres import Decision, lettre_d_avis
from portal.instruction.queries.dossier import instruction
from portal.instruction.services.avis import rendre_avis
from tests.factories import add_evenement, instant, make_dossier, save

AUJOURD_HUI = date(2026, 3, 20)
HTMX = {"HX-Request": "true"}


def soup(response):
    return BeautifulSoup(response.text, "html.parser")


def words(response):
    return " ".join(soup(response).get_text(" ").split())


def rows(response):
    return [tr.get_text(" ", strip=True) for tr in soup(response).select("tbody tr")]


def fragment(response, id_):
    [found] = soup(response).select(f"#{id_}")
    return found.prettify()


def fields(response, action):
    """The hidden fields of the form that posts there, as a browser sends them."""
    [form] = soup(response).select(f'form[action="{action}"]')
    return {i["name"]: i["value"] for i in form.select("input[type=hidden]")}


def date_fields(name, le):
    return {
        f"{name}-jour": str(le.day),
        f"{name}-mois": str(le.month),
        f"{name}-annee": str(le.year),
    }


def decide(session, dossier, by, decision=None, *, le=AUJOURD_HUI):
    """An avis on the letter as it is, in a transaction of the caller's."""
    decision = decision or Decision(favorable=True)
    letter = lettre_d_avis(instruction(session, dossier), decision, by=by, on=le)
    return rendre_avis(
        session,
        dossier,
        decision,
        empreinte=letter.empreinte,
        by=by,
        at=instant(le),
    )


def accompany(session, dossier, compte, *, revoked=False):
    invitation = save(
        session,
        Invitation(
            email=compte.email,
            role=Role.ACCOMPAGNATEUR,
            dossier_id=dossier.id,
            token_hash=uuid4().hex,
            created_at=instant(AUJOURD_HUI),
            expires_at=instant(AUJOURD_HUI),
        ),
    )
    return save(
        session,
        Accompagnement(
            dossier_id=dossier.id,
            compte_id=compte.id,
            invitation_id=invitation.id,
            accepte_at=instant(AUJOURD_HUI),
            revoque_at=instant(AUJOURD_HUI) if revoked else None,
        ),
    )


MOTIF = "Aucune réponse, malgré trois rappels."
DEMAIN = timedelta(days=1)
SUITES = {
    Etat.A_COMPLETER: Etat.EN_INSTRUCTION,
    Etat.PREUVES_A_COMPLETER: Etat.PREUVES_DEPOSEES,
}


def waiting(session, staff, etat=Etat.A_COMPLETER):
    """A request of January, whose answer date is `echeance_le`."""
    return make_dossier(session, etat=etat, instructeur=staff, le=date(2026, 1, 12))


def on(le):
    return time_machine.travel(instant(le), tick=False)


def ask_again(session, dossier, by, le=AUJOURD_HUI):
    """As a letter of that day would have done, with thirty days to answer."""
    add_evenement(session, dossier, Acte.DEMANDER_PIECES, by=by, le=le)
    dossier.etat = Etat.A_COMPLETER
    dossier.echeance_le = echeance_attendue(dossier).limite
    return save(session, dossier)
