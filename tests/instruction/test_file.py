"""The queue: what it shows, how it is searched, sorted, counted and paged."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.dossiers.models import Document
from portal.droit.workflow import Etat, Role
from portal.instruction.filtres import (
    ETATS,
    Filtres,
    Limite,
    Onglet,
)
from portal.instruction.queries import file as queries
from tests.factories import (
    instant,
    make_avis,
    make_certification,
    make_compte,
    make_dossier,
    make_uimm,
    save,
)
from tests.instruction.aide import AUJOURD_HUI, HTMX, fragment, rows, soup, words

EN_RETARD = date(2025, 12, 1)
BIENTOT = date(2025, 12, 28)


@pytest.fixture
def client(login, staff):
    return login(staff)


def pills(response, etiquette):
    found = soup(response).select(f"[aria-label='{etiquette}'] a")
    return {a.contents[0].strip(): int(a.b.text) for a in found}


def test_a_row_says_what_where_whose_turn_and_by_when(session, client, staff):
    certification = make_certification(session, titre="Conducteur de ligne")
    make_dossier(
        session,
        etat=Etat.EN_INSTRUCTION,
        le=EN_RETARD,
        instructeur=staff,
        certification=certification,
        blocs_vises=[2],
        nom_candidat="Martin Ada",
    )
    [row] = rows(client.get("/instruction/"))
    for part in (
        "VAE-2025-69-",
        "Martin Ada",
        "Bloc 2 Conducteur de ligne",
        "En instruction UIMM",
        "01/03/2026 En retard · 19\u00a0j",
        "01/02 passé",
        staff.nom_affiche,
    ):
        assert part in row


def test_dates_shown_come_from_the_journal_not_from_the_sort_key(session, client):
    make_dossier(session, etat=Etat.DEPOSE, le=date(2026, 3, 2))
    dossier = make_dossier(session, etat=Etat.DEPOSE, le=date(2026, 3, 2))
    dossier.echeance_le = date(2026, 1, 1)
    save(session, dossier)
    assert all("02/06/2026 À temps" in row for row in rows(client.get("/instruction/")))


def test_a_suspended_row_shows_the_answer_date(session, client):
    """Section 0 rule 1."""
    make_dossier(session, etat=Etat.A_COMPLETER)
    [row] = rows(client.get("/instruction/"))
    assert "Pièces demandées Candidat·e 15/04/2026 Suspendu · 26" in row


def test_late_files_have_a_banner_that_leads_to_them(session, client):
    oldest = make_dossier(session, etat=Etat.DEPOSE, le=EN_RETARD)
    make_dossier(session, etat=Etat.DEPOSE, le=EN_RETARD + timedelta(days=5))
    make_dossier(session, etat=Etat.EN_INSTRUCTION, le=BIENTOT)
    page = client.get("/instruction/")
    banner = soup(page).select_one(".pu-bandeau--retard")
    assert "2\u00a0dossiers en retard." in banner.text
    assert f"Le plus ancien, {oldest.numero}" in banner.text
    assert "1er\u00a0mars\u00a02026" in banner.text
    assert "1\u00a0autre arrive à échéance bientôt" in banner.text
    assert len(rows(client.get(banner.a["href"]))) == 2


def test_the_candidate_s_lateness_is_not_the_uimm_s(session, client):
    make_dossier(session, etat=Etat.A_COMPLETER, le=EN_RETARD)
    page = client.get("/instruction/")
    assert not soup(page).select(".pu-bandeau--retard")
    assert "Sans réponse" in page.text
    assert rows(client.get("/instruction/?echeance=retard")) == []
    assert len(rows(client.get("/instruction/?echeance=sans-reponse"))) == 1


def test_a_suspended_file_is_not_near_its_deadline(session, client):
    """Its row says « Suspendu », and the banner counts it no more than the list."""
    make_dossier(session, etat=Etat.DEPOSE, le=EN_RETARD)
    make_dossier(session, etat=Etat.EN_INSTRUCTION, le=BIENTOT)
    make_dossier(session, etat=Etat.A_COMPLETER, le=AUJOURD_HUI - timedelta(days=40))
    make_dossier(session, etat=Etat.A_COMPLETER, le=AUJOURD_HUI - timedelta(days=20))
    page = client.get("/instruction/")
    assert "1\u00a0autre arrive à échéance bientôt" in page.text
    [row] = rows(client.get("/instruction/?echeance=bientot"))
    assert "Bientôt" in row


def test_counts_add_up(session, client):
    for etat in (Etat.DEPOSE, Etat.DEPOSE, Etat.EN_INSTRUCTION, Etat.A_COMPLETER):
        make_dossier(session, etat=etat)
    make_dossier(session, etat=Etat.RECEVABLE)
    for etat in (Etat.TRANSMIS_GTP, Etat.NON_RECEVABLE, Etat.CERTIFIE):
        make_dossier(session, etat=etat)
    page = client.get("/instruction/")
    assert pills(page, "Dossiers par phase") == {
        "Recevabilité": 4,
        "Dossier de preuves": 1,
        "Certification": 1,
        "Clos": 2,
    }
    states = pills(page, "Dossiers par état")
    assert states.pop("Tous") == sum(states.values()) == 4


def test_counts_follow_the_filters(session, client, staff):
    make_dossier(session, etat=Etat.EN_INSTRUCTION, instructeur=staff)
    other = make_compte(session, Role.INSTRUCTEUR, uimm_slug=staff.uimm_slug)
    make_dossier(session, etat=Etat.EN_INSTRUCTION, instructeur=other)
    page = client.get("/instruction/?attribution=moi")
    assert len(rows(page)) == 1
    assert pills(page, "Dossiers par état")["En instruction"] == 1


def test_a_count_stops_where_counting_would_cost(monkeypatch, session, client, staff):
    monkeypatch.setattr(queries, "PLAFOND", 2)
    for _ in range(3):
        make_dossier(session, etat=Etat.DEPOSE)
    make_dossier(session, etat=Etat.EN_INSTRUCTION)
    comptes = queries.comptes_de_file(session, staff, Filtres(), on=AUJOURD_HUI)
    assert comptes.mot(Etat.DEPOSE) == "2+"
    assert comptes.mot(Etat.DEPOSE, Etat.EN_INSTRUCTION) == "3+"
    assert comptes.mot(Etat.EN_INSTRUCTION) == "1"


@pytest.mark.parametrize("typed", ["lef", "LEFÈVRE  an", "Lefèvre Anne-Marie"])
def test_a_name_is_found_by_its_beginning_whatever_its_accents(session, client, typed):
    make_dossier(session, etat=Etat.DEPOSE)
    make_dossier(session, etat=Etat.DEPOSE, nom_candidat="Martin Ada")
    [row] = rows(client.get("/instruction/", query_string={"recherche": typed}))
    assert "Lefèvre" in row


def test_a_number_is_found_whole_by_its_beginning_or_by_its_end(session, client):
    for number in (417, 4170):
        make_dossier(session, etat=Etat.DEPOSE, numero=f"VAE-2026-69-{number:05d}")
    for typed, expected in (
        ("417", 1),
        ("00417", 1),
        ("vae-2026-69-00417", 1),
        ("VAE-2026-69", 2),
        ("VAE-2025", 0),
    ):
        page = client.get("/instruction/", query_string={"recherche": typed})
        assert len(rows(page)) == expected, typed


def test_the_rest_of_the_filters(session, client, staff):
    make_dossier(session, etat=Etat.DEPOSE)
    certification = make_certification(session)
    make_dossier(
        session,
        etat=Etat.EN_INSTRUCTION,
        instructeur=staff,
        certification=certification,
    )
    for query, expected in (
        ("attribution=personne", 1),
        ("attribution=moi", 1),
        (f"attribution={staff.id}", 1),
        (f"attribution={uuid4()}", 0),
        (f"certification={certification.slug}", 1),
        ("certification=inconnue", 0),
        ("etat=depose", 1),
        ("etat=recevable", 2),
        ("etat=inconnu&tri=inconnu&onglet=inconnu&attribution=x&echeance=x", 2),
        ("echeance=bientot", 0),
    ):
        assert len(rows(client.get(f"/instruction/?{query}"))) == expected, query


def test_a_search_without_result_says_what_to_do(session, client):
    make_dossier(session, etat=Etat.DEPOSE)
    page = client.get("/instruction/?recherche=zzz")
    assert "Aucun dossier ne correspond à cette recherche" in words(page)
    assert soup(page).select_one("input[name=recherche]")["value"] == "zzz"


def test_an_empty_queue_is_not_a_search_without_result(client):
    assert "Aucun dossier ici" in words(client.get("/instruction/"))


def test_another_uimm_s_files_are_not_here(session, client):
    """R2."""
    elsewhere = make_uimm(session, departements=())
    make_dossier(session, etat=Etat.DEPOSE, uimm=elsewhere)
    make_dossier(session, etat=Etat.BROUILLON)
    page = client.get("/instruction/")
    assert rows(page) == []
    assert pills(page, "Dossiers par phase")["Recevabilité"] == 0


def test_a_draft_withdrawn_was_never_the_uimm_s(session, client):
    make_dossier(session, etat=Etat.RETIRE, actes=())
    make_dossier(session, etat=Etat.RETIRE)
    page = client.get("/instruction/?onglet=clos")
    assert len(rows(page)) == pills(page, "Dossiers par phase")["Clos"] == 1


def test_a_decided_file_says_whether_its_letter_was_read(session, client, staff):
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE, instructeur=staff)
    letter = session.get(Document, make_avis(session, dossier).document_id)
    assert "pas encore lue" in rows(client.get("/instruction/?onglet=clos"))[0]
    letter.lu_at = instant(AUJOURD_HUI)
    save(session, letter)
    assert "lue le 20/03/2026" in rows(client.get("/instruction/?onglet=clos"))[0]


def test_a_filter_swapped_in_is_the_page_a_reload_would_show(session, client):
    make_dossier(session, etat=Etat.DEPOSE)
    url = "/instruction/?etat=depose&tri=nom"
    swapped = client.get(url, headers=HTMX)
    assert "<html" not in swapped.text
    assert fragment(swapped, "file") == fragment(client.get(url), "file")


@pytest.mark.parametrize("onglet", list(Onglet))
def test_the_queue_costs_the_same_with_one_row_and_with_thirty(
    session, client, count_queries, onglet
):
    etat = {
        Onglet.RECEVABILITE: Etat.EN_INSTRUCTION,
        Onglet.PREUVES: Etat.RECEVABLE,
        Onglet.CERTIFICATION: Etat.JURY_DELIBERE,
        Onglet.CLOS: Etat.NON_RECEVABLE,
    }[onglet]
    counts = []
    for number in (1, 29):
        for _ in range(number):
            make_dossier(session, etat=etat, le=EN_RETARD)
        with count_queries() as statements:
            client.get(f"/instruction/?onglet={onglet}")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_the_url_says_only_what_is_asked():
    assert Filtres().url() == {"onglet": "recevabilite"}
    assert Filtres(echeance=Limite.RETARD).url(etat=Etat.DEPOSE) == {
        "onglet": "recevabilite",
        "etat": "depose",
        "echeance": "retard",
    }


def test_the_certification_is_a_tab_with_each_of_its_states(session, client):
    """Every state of the UIMM's queue is in one tab and in one only."""
    shown = [etat for etats in ETATS.values() for etat in etats]
    assert sorted(shown) == sorted(set(Etat) - {Etat.BROUILLON})
    for etat in ETATS[Onglet.CERTIFICATION]:
        make_dossier(session, etat=etat)
    found = rows(client.get("/instruction/?onglet=certification"))
    assert len(found) == len(ETATS[Onglet.CERTIFICATION])
    assert any("Transmis au GTP Secrétariat GTP" in row for row in found)
    assert any("À transmettre au GTP UIMM" in row for row in found)


def test_a_dossier_at_the_gtp_is_late_for_nobody_here(session, client):
    """Neither the UIMM nor the candidate is awaited."""
    make_dossier(session, etat=Etat.TRANSMIS_GTP, le=date(2024, 1, 8))
    for limite in (Limite.RETARD, Limite.SANS_REPONSE):
        url = f"/instruction/?onglet=certification&echeance={limite}"
        assert not rows(client.get(url))
