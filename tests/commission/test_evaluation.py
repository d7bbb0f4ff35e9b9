"""The grid of a candidate, then the conclusions of the commission."""

import pytest

from portal.certification.commission.services import passages, seances
from portal.dossiers.models import Evaluation
from portal.droit.listes import Presence
from portal.droit.refus import Refus
from portal.droit.workflow import Etat
from tests.commission.aide import (
    LE,
    reread,
    url_of,
)
from tests.courrier import pdf
from tests.factories import (
    make_commission,
    make_dossier,
    make_passage,
    make_preuve,
    make_situation,
    save,
)

TOUTES = ("C1", "C2", "C3", "C4", "C5")


def test_nothing_is_evaluated_before_the_day(client, turn):
    """R31: there is an entretien first."""
    assert client.get(url_of(turn, "/capacites/C1")).status_code == 409


def test_each_capacite_is_decided_beside_what_shows_it(
    session, client, turn, dossier, the_day
):
    """R32, R30: critère by critère, a comment when it is refused, a draft."""
    situation = make_situation(session, dossier, ("C1",), titre="Refonte de la ligne")
    make_preuve(session, situation, titre="Plan de la ligne")
    page = client.get(url_of(turn, "/capacites/C1")).text
    assert "Plan de la ligne" in page
    assert "Critère 1." in page
    answers = {"acquise": "0", "constat_0": "oui", "version": "0"}
    assert client.post(url_of(turn, "/capacites/C1"), data=answers).status_code == 422
    said = answers | {"commentaire": "À revoir."}
    went = client.post(url_of(turn, "/capacites/C1"), data=said)
    assert went.location.endswith("/capacites/C2")
    assert "À revoir." in client.get(url_of(turn, "/capacites/C1")).text
    early = client.get(url_of(turn, "/conclusions"))
    assert early.status_code == 409
    assert "Il reste 4\u00a0capacités à décider" in early.text


def test_the_conclusions_are_derived_read_then_rendered(
    session, client, turn, dossier, the_day
):
    """R7, section 0 rule 5: what it is stays with the jury."""
    _decide(session, turn, TOUTES[:-1])
    url = url_of(turn, "/conclusions")
    assert "Validation partielle" in client.get(url).text
    assert client.post(url, data={"issue": "totale"}).status_code == 409
    assert client.post(url, data={"issue": "partielle"}).status_code == 303
    reread(session)
    assert dossier.etat is Etat.CONCLUSIONS_RENDUES
    assert (turn.presence, turn.clos_at) == (Presence.PRESENT, the_day)
    assert "partielle" not in str(dossier.evenements[-1].donnees)
    assert client.get(url_of(turn, "/capacites/C1")).status_code == 409
    assert client.get(url_of(turn)).status_code == 200


def test_the_etat_recapitulatif_is_given_with_and_without_names(
    session, client, turn, the_day
):
    """R48, R50."""
    url = f"/commissions/{turn.commission_id}/recapitulatif.pdf"
    assert client.get(url).status_code == 409
    _decide(session, turn, TOUTES)
    client.post(url_of(turn, "/conclusions"), data={"issue": "totale"})
    assert "Lefèvre" in pdf.words(client.get(url).data)
    anonymous = pdf.words(client.get(f"{url}?anonyme=1").data)
    assert "Lefèvre" not in anonymous
    assert "C-2026-04-15-01" in anonymous


def test_two_windows_on_one_capacite(session, client, turn, the_day):
    """The second sees both texts before it replaces the first."""
    url = url_of(turn, "/capacites/C1")
    first = {"acquise": "0", "commentaire": "Premier avis.", "version": "0"}
    second = {"acquise": "1", "commentaire": "Second avis.", "version": "0"}
    assert client.post(url, data=first).status_code == 303
    page = client.post(url, data=second)
    assert page.status_code == 409
    assert "Premier avis." in page.text
    assert "Second avis." in page.text
    assert client.post(url, data=second | {"version": "1"}).status_code == 303
    row = session.get(Evaluation, (turn.id, "C1"))
    assert (row.acquise, row.version) == (True, 2)


def test_a_link_that_comes_to_light_stops_the_conclusions(
    session, staff, seance, turn, dossier, write, the_day
):
    """D.6412-6."""
    _decide(session, turn, TOUTES)
    with write():
        seances.declarer_lien(
            session, seance, seance.membres[0], dossier, motif="Cousins.", by=staff
        )
    with write(), pytest.raises(Refus, match="Cousins"):
        passages.rendre(session, turn, lue="totale", by=staff, at=the_day)


def test_a_capacite_not_aimed_at_has_no_page(session, client, the_day):
    """R20."""
    dossier = make_dossier(session, etat=Etat.COMMISSION_PROGRAMMEE, blocs_vises=[1])
    turn = make_passage(session, dossier, make_commission(session, le=LE))
    assert client.get(url_of(turn, "/capacites/C1")).status_code == 200
    assert client.get(url_of(turn, "/capacites/C3")).status_code == 404


def test_a_grid_page_costs_the_same_whatever_it_shows(
    session, client, turn, dossier, the_day, count_queries
):
    for _ in range(30):
        make_preuve(session, make_situation(session, dossier, ("C1",)))
    for url in (url_of(turn), url_of(turn, "/capacites/C1")):
        with count_queries() as statements:
            assert client.get(url).status_code == 200
        assert len(statements) <= 8, url


def _decide(session, turn, acquises):
    for code in TOUTES:
        row = Evaluation(
            passage_id=turn.id,
            capacite_code=code,
            acquise=code in acquises,
            commentaire="À revoir.",
        )
        save(session, row)
