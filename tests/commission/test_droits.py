"""Who may sit, and when: from rows that no database holds."""

from uuid import UUID

import pytest

from portal.certification.commission.forms import _lire_heure
from portal.certification.commission.permissions import (
    why_not_amenagement,
    why_not_presider,
    why_not_sieger,
)
from portal.certification.commission.services.seances import decaler
from portal.certification.commission.vue import conclusion
from portal.comptes.models import Compte
from portal.dossiers.models import Accompagnement, Dossier, MembreCommission
from portal.droit.refus import Refus
from tests.commission.exemples import CONTENU, commission, passage

GUIDE = Compte(id=UUID(int=2), email="guide@exemple.fr", nom_affiche="Élise Roy")
DOSSIER = Dossier(
    id=UUID(int=1),
    nom_candidat="Lefèvre Anne-Marie",
    candidat=Compte(id=UUID(int=3), email="candidate@exemple.fr"),
    accompagnements=[Accompagnement(compte_id=GUIDE.id, compte=GUIDE)],
)


def member(**over):
    return MembreCommission(id=UUID(int=9), nom="Une personne", **over)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ({"compte_id": GUIDE.id}, "a accompagné"),
        ({"email": "GUIDE@exemple.fr"}, "a accompagné"),
        ({"email": "candidate@exemple.fr"}, "est la personne candidate"),
    ],
)
def test_who_is_linked_to_the_candidate_may_not_sit(who, words):
    """D.6412-6, section 0 rule 9."""
    assert words in why_not_sieger(member(**who), DOSSIER, {})


def test_a_declared_link_says_why():
    """D.6412-6."""
    someone = member(email="autre@exemple.fr")
    assert why_not_sieger(someone, DOSSIER, {}) is None
    liens = {(someone.id, DOSSIER.id): "même équipe"}
    assert "même équipe" in why_not_sieger(someone, DOSSIER, liens)


def test_the_accompagnateur_may_not_preside_but_the_instructeur_may():
    """D.6412-6, R7: the president has no account, only a name."""
    session = commission()
    assert why_not_presider(session, DOSSIER) is None
    session.president_nom = "ELISE ROY"
    assert "une autre personne préside" in why_not_presider(session, DOSSIER)


@pytest.mark.parametrize(
    ("asked", "settled", "refused"),
    [("Un tiers-temps", "", True), ("Un tiers-temps", "Oui", False), ("", "", False)],
)
def test_an_accommodation_asked_for_is_settled_in_words(asked, settled, refused):
    """R37."""
    assert bool(why_not_amenagement(asked, settled)) is refused


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9 h 30", "09:30"), ("9h", "09:00"), ("14:05", "14:05"), ("midi", "midi")],
)
def test_an_hour_is_read_as_people_write_it(typed, read):
    assert _lire_heure(typed) == read


def test_a_turn_follows_its_session():
    assert decaler("09:30", "09:00", "14:00") == "14:30"
    with pytest.raises(Refus):
        decaler("16:00", "09:00", "18:00")


def test_the_conclusion_waits_for_every_capacite():
    """R18, R19, R32, section 0 rule 5."""
    turn = passage(("C1", "C2"))
    view = conclusion(turn, CONTENU)
    assert (view.issue, view.blocs[0].effet) == ("partielle", "Acquis")
    turn.evaluations[0].acquise = None
    view = conclusion(turn, CONTENU)
    assert (view.issue, view.exclut_totale, view.suivante) == (None, True, "C1")
    assert view.blocs[0].effet == "1 à décider"
