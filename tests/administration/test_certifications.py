"""The list of certifications, the page of each, and the state the GTP decided."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.administration.queries import certifications, evenements
from portal.catalogue.models import Certification
from portal.droit.cycle_de_vie import REACTIVATION
from portal.droit.ouverture import StatutCertification
from portal.droit.workflow import Etat
from tests.administration.outils import CMN, LISTE, events, send, typed, words
from tests.factories import make_certification, make_dossier, make_enregistrement

ETAT = f"{LISTE}/{CMN}/etat"
TODAY = clock.today()


def test_an_empty_catalogue_says_so(admin):
    assert "Aucune certification n’est chargée" in words(admin.get(LISTE))


def test_the_list_says_what_is_closed_and_why(admin, catalogue):
    """R10, R11, section 0 rule 4."""
    shown = words(admin.get(LISTE))
    assert "RNCP38620 date de fin inconnue" in shown
    assert "La date de fin de RNCP38620 n’est pas connue" in shown
    assert "Ouverte jusqu’au 25 juin 2030" in shown
    assert "Le portail ne connaît que les demandes déposées ici" in shown


def test_an_administrateur_has_one_entry_for_certifications(admin, catalogue):
    menu = admin.get(LISTE).text
    assert menu.count(">Certifications</a>") == 1
    assert f'href="{LISTE}" aria-current' in menu.replace("  ", " ")
    assert 'href="/certifications"' in menu, "the public list is one click away"


@pytest.mark.parametrize(
    ("statut", "said"),
    [("en_veille", "est en veille depuis le"), ("supprime", "est supprimée depuis le")],
)
def test_a_decision_of_the_gtp_closes_and_is_kept(
    admin, client, catalogue, statut, said
):
    """R12, R16."""
    answer = send(admin, ETAT, statut=statut, statut_le=TODAY)
    assert answer.status_code == 303
    assert said in words(client.get(f"/certifications/{CMN}"))
    [event] = events(catalogue)
    assert event.enregistrement_code is None
    assert event.avant == {"statut": "actif", "statut_le": None}
    assert event.apres == {"statut": statut, "statut_le": TODAY.isoformat()}
    assert "Décision du GTP État : Active →" in words(admin.get(f"{LISTE}/{CMN}"))


def test_a_reactivation_says_how_long_it_lasts(admin, catalogue):
    """R14: by default for the session that motivated it."""
    assert REACTIVATION in words(admin.get(ETAT))
    assert REACTIVATION not in words(admin.get(f"{LISTE}/{CMN}"))
    send(admin, ETAT, statut="en_veille", statut_le=TODAY - timedelta(days=9))
    send(admin, ETAT, statut="actif", statut_le=TODAY)
    assert f"a été réactivée le {TODAY.day}" in words(admin.get(f"{LISTE}/{CMN}"))
    assert REACTIVATION in words(admin.get(f"{LISTE}/{CMN}"))


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"statut": "en_veille"}, "Indiquez la date de la décision."),
        ({"statut_le": TODAY}, "Choisissez l’état de la certification."),
        (
            {"statut": "en_veille", "statut_le": TODAY + timedelta(days=1)},
            "une décision s’enregistre une fois prise",
        ),
    ],
)
def test_a_decision_that_cannot_be_says_why(admin, catalogue, over, sentence):
    """R16."""
    answer = send(admin, ETAT, **over)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert events(catalogue) == []


def test_a_certification_nobody_asks_for_may_be_proposed(admin, session):
    """R15: three years, from the last request deposited here."""
    make_dossier(
        session,
        etat=Etat.DEPOSE,
        certification=make_certification(session, "ancienne"),
        le=date(2022, 3, 2),
    )
    make_dossier(
        session,
        etat=Etat.DEPOSE,
        certification=make_certification(session, "recente"),
        le=TODAY - timedelta(days=30),
    )
    old, new = (words(admin.get(f"{LISTE}/{slug}")) for slug in ("ancienne", "recente"))
    assert "Mise en veille possible" in words(admin.get(LISTE))
    assert "Aucune demande n’a été déposée ici depuis le 2 mars 2022" in old
    assert "Vérifiez d’abord qu’elle n’a pas servi ailleurs" in old
    assert "Mise en veille possible" not in new


def test_a_certification_long_asleep_may_be_proposed_for_deletion(admin, session):
    """R15."""
    make_certification(
        session,
        "endormie",
        statut=StatutCertification.EN_VEILLE,
        statut_le=date(2020, 1, 1),
    )
    assert "Suppression possible en veille depuis le 1er janvier 2020" in words(
        admin.get(LISTE)
    )
    assert "sa suppression peut être proposée au GTP" in words(
        admin.get(f"{LISTE}/endormie")
    )


def test_the_list_is_paged_by_title(session):
    for n in range(3):
        make_certification(session, f"c{n}", titre="Même titre")
    first, after = certifications(session, TODAY, size=2)
    second, end = certifications(session, TODAY, after=after, size=2)
    slugs = [f.ouverture.certification.slug for f in (*first, *second)]
    assert (slugs, end) == (["c0", "c1", "c2"], None)


def test_the_history_is_paged_from_the_latest(admin, catalogue):
    for day in range(1, 4):
        send(admin, ETAT, statut="en_veille", statut_le=date(2026, 1, day))
    first, before = evenements(catalogue, CMN, size=2)
    second, end = evenements(catalogue, CMN, before=before, size=2)
    days = [event.apres["statut_le"][-1] for event, _by in (*first, *second)]
    assert (days, end) == (["3", "2", "1"], None)


@pytest.mark.parametrize(
    "query", ["apres=%00", "apres=Titre", "avant=x", "avant=-1", f"avant={10**30}"]
)
def test_a_page_nobody_linked_to_is_the_first(admin, catalogue, query):
    """ASVS rows 20 and 21."""
    for url in (LISTE, f"{LISTE}/{CMN}"):
        assert words(admin.get(f"{url}?{query}")) == words(admin.get(url))


def test_a_decision_typed_beside_another_is_not_lost(admin, catalogue):
    late = typed(admin, ETAT, statut="supprime", statut_le=TODAY)
    send(admin, ETAT, statut="en_veille", statut_le=TODAY)
    refused = admin.post(ETAT, data=late)
    assert refused.status_code == 409
    assert "Ce qui est enregistré : État, En veille." in words(refused)
    assert len(events(catalogue)) == 1


def test_pages_cost_the_same_for_one_and_thirty(session, admin, count_queries):
    counts = []
    for more in (1, 29):
        for n in range(more):
            slug = f"c{more}-{n}"
            certification = make_certification(session, slug)
            make_dossier(session, etat=Etat.DEPOSE, certification=certification)
            make_enregistrement(session, session.get(Certification, "c1-0"))
            send(
                admin,
                f"{LISTE}/c1-0/etat",
                statut="actif",
                statut_le=date(2026, 1, 1) + timedelta(days=len(counts) + n),
            )
        for url in (LISTE, f"{LISTE}/c1-0"):
            with count_queries() as statements:
                admin.get(url)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8
