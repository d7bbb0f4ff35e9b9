"""Each role's page answers: where is it, who must act, by when."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from portal.dossiers import libelles
from portal.dossiers.cap import CAPS, cap
from portal.dossiers.journal import ENTRE_EUX
from portal.dossiers.models import Dossier
from portal.dossiers.parcours import PHASE, phases, portee, taches
from portal.dossiers.suivi import suivi
from portal.droit.echeances import Cle, Niveau
from portal.droit.pieces import Contrat, DocumentIdentite, Genre, Motif, Situation
from portal.droit.workflow import TOUR, Acte, Etat, Fait, Role
from portal.web.filters import date_longue
from tests.factories import (
    make_accompagnement,
    make_capacite_acquise,
    make_compte,
    make_dossier,
)
from tests.factories.base import JOUR

TABLES = [
    (libelles.ETAT_CANDIDAT, Etat),
    (libelles.ETAT_UIMM, Etat),
    (libelles.ROLE, Role),
    (libelles.ACTE, Acte),
    (libelles.FAIT, Fait),
    (libelles.ECHEANCE, Cle),
    (libelles.ECHEANCE_TIERS, Cle),
    (libelles.NIVEAU, Niveau),
    (libelles.GENRE, Genre),
    (libelles.MOTIF, Motif),
    (libelles.CONTRAT, Contrat),
    (libelles.SITUATION, Situation),
    (libelles.DOCUMENT_IDENTITE, DocumentIdentite),
    (CAPS, Etat),
    (PHASE, Etat),
]


@pytest.mark.parametrize(("table", "enum"), TABLES)
def test_every_word_of_the_law_has_its_words_on_screen(table, enum):
    assert set(table) == set(enum)


@pytest.mark.parametrize(
    ("etat", "last"),
    [
        (Etat.CERTIFIE, "fait"),
        (Etat.VALIDATION_PARTIELLE, "fait"),
        (Etat.NON_VALIDE, "cours"),
    ],
)
def test_the_last_phase_bears_its_tick_once_something_is_acquired(etat, last):
    assert phases(Dossier(etat=etat))[-1].etat == last


@pytest.mark.parametrize("etat", list(Etat))
@pytest.mark.parametrize("on", [JOUR, date(2028, 6, 1)], ids=["on time", "late"])
def test_the_candidate_is_told_what_to_do_or_that_nothing_is(session, etat, on):
    dossier = make_dossier(session, etat=etat)
    words = cap(suivi(dossier, Role.CANDIDAT, on))
    assert words.titre
    assert words.phrase
    assert bool(words.action) == (TOUR[etat] is Role.CANDIDAT)
    assert bool(words.a_faire) == bool(words.action)
    assert words.nombre is None or words.nombre >= 0
    assert len(taches(dossier)) == 4


@pytest.mark.parametrize("etat", list(Etat))
@pytest.mark.parametrize("day", ["2026-03-20", "2029-01-01"])
def test_every_state_has_its_page(session, login, etat, day):
    dossier = make_dossier(session, etat=etat)
    with time_machine.travel(day):
        page = login(dossier.candidat).get(f"/dossiers/{dossier.id}")
    assert page.status_code == 200
    soup = BeautifulSoup(page.text, "html.parser")
    assert libelles.ETAT_CANDIDAT[etat] in soup.select_one(".vae-cartouche").text


@pytest.mark.parametrize("role", [Role.INSTRUCTEUR, Role.RESPONSABLE])
def test_the_uimm_sees_who_must_act_and_by_when(session, login, role):
    """R1. K1: 3 months from a deposit of 2 March 2026."""
    dossier = make_dossier(session, etat=Etat.DEPOSE, le=date(2026, 3, 2))
    staff = make_compte(session, role, uimm_slug=dossier.uimm_slug)
    with time_machine.travel("2026-05-25"):
        text = login(staff).get(f"/dossiers/{dossier.id}").text.replace("\u00a0", " ")
    assert "Au tour de" in text
    assert "2 juin 2026" in text
    assert "dans 8 jours" in text
    assert "Repère légal : 2 mois, le 2 mai 2026 (passé)" in text


def test_the_accompagnateur_sees_the_dates_but_no_letter(session, login):
    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    friend = make_accompagnement(session, dossier).compte
    text = login(friend).get(f"/dossiers/{dossier.id}").text
    assert "Décision du jury" in text
    assert "Lettres envoyées" not in text
    assert login(friend).get(f"/dossiers/{dossier.id}/journal").status_code == 403


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2031-04-26", "déposez votre nouvelle demande au plus tard le 26 avril 2031"),
        ("2031-04-27", "Ce que vous avez acquis était gardé jusqu’au 26 avril 2031"),
    ],
)
def test_what_is_kept_is_told_to_the_candidate_until_its_last_day(
    session, login, on, words
):
    """R67, K7; section 0 rule 9: the accompagnateur is told no result."""
    dossier = make_dossier(session, etat=Etat.VALIDATION_PARTIELLE)
    make_capacite_acquise(session, dossier)
    friend = make_accompagnement(session, dossier).compte
    with time_machine.travel(on):
        mine = login(dossier.candidat).get(f"/dossiers/{dossier.id}").text
        theirs = login(friend).get(f"/dossiers/{dossier.id}").text
    assert words in mine.replace("\u00a0", " ")
    assert "Nouvelle demande" not in theirs


@pytest.mark.parametrize(
    ("etat", "before", "after"),
    [
        (Etat.COMMISSION_PROGRAMMEE, "La commission vous reçoit le", "était prévu le"),
        (Etat.JURY_PROGRAMME, "Le jury se réunit le", "était prévue le"),
    ],
)
def test_a_meeting_whose_day_has_passed_is_not_announced(session, etat, before, after):
    dossier = make_dossier(session, etat=etat)
    day = date.fromisoformat(dossier.evenements[-1].donnees["rendez_vous"])
    for on, words in ((day, before), (day + timedelta(days=1), after)):
        assert words in cap(suivi(dossier, Role.CANDIDAT, on)).phrase


def test_the_jury_decides_the_day_it_meets(session):
    """R60, K2: written down the day after, in the journal of the factory."""
    dossier = make_dossier(session, etat=Etat.JURY_DELIBERE)
    view = suivi(dossier, Role.CANDIDAT, date(2026, 5, 1))
    met = date.fromisoformat(dossier.evenements[-2].donnees["rendez_vous"])
    assert view.le(Acte.DELIBERER) == met + timedelta(days=1)
    assert view.delai(Cle.K2).echeance.tenue_le == met
    assert view.delai(Cle.K6).echeance.debut == met
    assert f"Le jury s’est réuni le {date_longue(met)}" in cap(view).phrase


@pytest.mark.parametrize("rncp", [True, False])
def test_the_last_day_of_the_archives_is_shown_to_who_holds_them(session, rncp):
    """K8: two civil years, five at the RNCP; no deadline of the others."""
    dossier = make_dossier(session, etat=Etat.NON_VALIDE)
    if not rncp:
        dossier.enregistrement_code = None
    last = date(2031 if rncp else 2028, 12, 31)
    for on, shown in ((last, True), (last + timedelta(days=1), False)):
        view = suivi(dossier, Role.CANDIDAT, on)
        assert view.delai(Cle.K8).limite == last
        assert (last in [e.le for e in view.etapes if e.etat == "venir"]) is shown
    for role in (Role.GTP, Role.ACCOMPAGNATEUR):
        assert suivi(dossier, role, last).delai(Cle.K8) is None
    reopened = make_dossier(session, etat=Etat.JURY_DELIBERE)
    assert suivi(reopened, Role.CANDIDAT, last).delai(Cle.K8) is None


def test_the_uimm_s_journal_hides_the_accompagnateur(session, login, write):
    """Section 0 rule 9."""
    from portal.dossiers.services import record
    from tests.factories import instant

    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    with write():
        for fait in ENTRE_EUX:
            record(session, fait, dossier, by=dossier.candidat, at=instant(JOUR))
    url = f"/dossiers/{dossier.id}/journal"
    assert "ccompagnateur" in login(dossier.candidat).get(url).text
    assert "ccompagnateur" not in login(staff).get(url).text


def test_one_dossier_is_the_home_and_several_are_listed(session, login):
    candidat = make_compte(session)
    assert "pas encore de demande" in login(candidat).get("/dossiers/").text
    dossier = make_dossier(session, candidat)
    assert login(candidat).get("/dossiers/").location == f"/dossiers/{dossier.id}"
    make_dossier(session, candidat, etat=Etat.RETIRE, rang=2)
    assert str(dossier.id) in login(candidat).get("/dossiers/").text


@pytest.mark.parametrize(
    ("blocs", "words"),
    [([], "CQPM entier"), ([2], "bloc 2"), ([3, 1], "blocs 1 et 3")],
)
def test_what_is_aimed_at_is_said(session, blocs, words):
    """R20."""
    assert portee(make_dossier(session, blocs_vises=blocs)) == words


@pytest.mark.parametrize("lines", [1, 30])
def test_queries_of_the_page_do_not_grow(session, login, count_queries, lines, write):
    from portal.dossiers.services import record
    from tests.factories import instant

    dossier = make_dossier(session, etat=Etat.RECEVABLE)
    with write():
        for _ in range(lines):
            record(
                session,
                Fait.PROLONGE,
                dossier,
                by=dossier.candidat,
                at=instant(JOUR),
                donnees={"jusqu_au": "2028-01-01"},
            )
    client = login(dossier.candidat)
    with count_queries() as statements:
        client.get(f"/dossiers/{dossier.id}")
    assert len(statements) == 6


@pytest.mark.parametrize("etat", [Etat.A_COMPLETER, Etat.RECEVABLE])
def test_the_uimm_is_never_told_you_in_the_candidate_s_place(session, login, etat):
    dossier = make_dossier(session, etat=etat)
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=dossier.uimm_slug)
    page = login(staff).get(f"/dossiers/{dossier.id}").text
    timeline = BeautifulSoup(page, "html.parser").select_one(".vae-frise").text
    assert "vous" not in timeline
    assert "Votre" not in timeline
    assert "vos" not in timeline.split()
