"""Nothing in VAE asks to wait: the three months are for those in training."""

from portal import db
from portal.dossiers.models import Dossier
from portal.droit.workflow import Acte, Etat, Role
from portal.preuves import services
from tests.factories import (
    JOUR,
    add_evenement,
    instant,
    make_compte,
    make_dossier,
    make_identite,
)
from tests.preuves.outils import cover


def test_preuves_may_be_deposited_the_day_of_the_request(session, candidat):
    """R38: no three months between the inscription and what follows."""
    dossier = make_dossier(session, candidat, Etat.RECEVABLE, actes=[Acte.DEPOSER])
    make_identite(session, dossier)
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    for acte in (Acte.PRENDRE_EN_CHARGE, Acte.DECLARER_RECEVABLE):
        add_evenement(session, dossier, acte, by=staff, le=JOUR)
    cover(session, dossier)

    held = session.get(Dossier, dossier.id)
    with db.write(session):
        services.deposer(session, held, by=candidat, at=instant(JOUR))
    assert held.etat is Etat.PREUVES_DEPOSEES
