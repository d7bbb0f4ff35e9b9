"""The pages of the archives: what is kept, decided, taken away (1.9, section 7)."""

from datetime import date, timedelta
from io import BytesIO
from json import loads
from zipfile import ZipFile

import pytest
import time_machine
from sqlmodel import col, select

from portal.archives.libelles import STATUTS
from portal.catalogue.models import Uimm
from portal.courrier.models import Courriel
from portal.dossiers.models import Commentaire, Dossier, Evenement, Piece, Purge
from portal.droit.conservations import Regle, StatutPurge
from portal.droit.workflow import Etat, Fait, Role
from tests.archives.conftest import AUJOURD_HUI
from tests.archives.outils import comment, full, make_purge, purges, work
from tests.factories import instant, make_compte, make_dossier, make_uimm
from tests.instruction.aide import date_fields, rows, words


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(instant(AUJOURD_HUI), tick=False):
        yield


@pytest.fixture
def refused(session, storage):
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE, le=date(2026, 3, 2))
    full(session, dossier, storage)
    return dossier


@pytest.fixture
def candidat(session, refused):
    return refused.candidat


def facts(session, fait):
    session.rollback()
    session.expire_all()
    return session.exec(select(Evenement).where(col(Evenement.fait) == fait)).all()


def test_the_dossier_says_what_is_kept_until_when_and_why(session, login, refused):
    """K8, for the candidate and for the UIMM, in two words more each."""
    make_purge(
        session,
        refused,
        Regle.RESUME,
        statut=StatutPurge.FAITE,
        faite_at=instant(AUJOURD_HUI),
        lignes=["Identité"],
    )
    url = f"/dossiers/{refused.id}/conservation"
    staff = make_compte(session, Role.INSTRUCTEUR, uimm_slug=refused.uimm_slug)
    for compte in (refused.candidat, staff):
        text = words(login(compte).get(url))
        assert "16 mars 2027" in text
        assert "12 mois après l’avis" in text
        assert "Identité" in text
    other = make_uimm(session, departements=())
    stranger = make_compte(session, Role.RESPONSABLE, uimm_slug=other.slug)
    assert login(stranger).get(url).status_code == 404


def test_a_responsable_erases_what_is_ticked(
    session, storage, login, chief, refused, contexte
):
    purge = make_purge(session, refused, Regle.REFUS)
    client = login(chief)
    page = client.get("/archives")
    [row] = rows(page)
    assert refused.numero in row
    assert "commentaires" not in row, "the UIMM is not told of them (section 0, 9)"
    assert client.post("/archives/confirmer").status_code == 422
    done = client.post("/archives/confirmer", data={"purges": [str(purge.id)]})
    assert done.status_code == 303
    assert (
        client.post("/archives/confirmer", data={"purges": [str(purge.id)]}).status_code
        == 409
    )
    work(contexte)
    assert not session.exec(select(Piece)).all()
    [row] = rows(client.get("/archives?statut=faite"))
    assert chief.nom_affiche in row
    # What the other pages show of an emptied dossier still opens.
    for page in ("instruction", "dossiers"):
        assert client.get(f"/{page}/{refused.id}").status_code in {200, 303}
    refusal = client.post(f"/instruction/{refused.id}/revenir", data={"motif": "Non."})
    assert refusal.status_code == 409
    assert "effacées" in words(refusal)


def test_a_responsable_keeps_longer_with_a_reason(session, login, chief, refused):
    purge = make_purge(session, refused, Regle.REFUS)
    client, url = login(chief), f"/archives/{purge.id}/garder"
    late = {"motif": "Un recours est en cours."} | date_fields("jusqu_au", AUJOURD_HUI)
    refusal = client.post(url, data=late)
    assert refusal.status_code == 422
    assert "Un recours est en cours." in refusal.text
    until = AUJOURD_HUI + timedelta(days=90)
    data = late | date_fields("jusqu_au", until)
    assert client.post(url, data=data).status_code == 303
    [kept] = purges(session)
    assert (kept.statut, kept.gardee_jusqu_au) == (StatutPurge.GARDEE, until)
    assert client.get(url).status_code == 409
    assert "Un recours" in words(client.get("/archives?statut=gardee"))


def test_another_uimm_knows_nothing_of_it(session, login, refused):
    purge = make_purge(session, refused, Regle.REFUS)
    other = make_uimm(session, departements=())
    client = login(make_compte(session, Role.RESPONSABLE, uimm_slug=other.slug))
    assert not rows(client.get("/archives"))
    chosen = {"purges": [str(purge.id)]}
    assert client.post("/archives/confirmer", data=chosen).status_code == 404
    assert client.get(f"/archives/{purge.id}/garder").status_code == 404


def test_the_list_costs_the_same_for_one_and_thirty(
    session, login, chief, count_queries
):
    uimm = session.get(Uimm, chief.uimm_slug)
    dossier = make_dossier(session, etat=Etat.NON_RECEVABLE, uimm=uimm)
    make_purge(session, dossier, Regle.REFUS)
    client = login(chief)
    with count_queries() as one:
        client.get("/archives")
    for _ in range(31):
        other = make_dossier(session, etat=Etat.NON_RECEVABLE, uimm=uimm)
        make_purge(session, other, Regle.REFUS)
    with count_queries() as many:
        page = client.get("/archives")
    assert len(many) == len(one) <= 8
    assert len(rows(page)) == 30
    last = purges(session)[29]
    assert len(rows(client.get(f"/archives?apres={last.id}"))) == 2
    assert all(client.get(f"/archives?statut={s}").status_code == 200 for s in STATUTS)


def test_the_candidate_takes_everything_away(
    session, storage, login, candidat, refused
):
    """Nothing of it in memory at once; names that any system takes."""
    make_dossier(session, candidat, le=date(2026, 5, 4))
    response = login(candidat).post("/mes-donnees/telecharger")
    assert response.mimetype == "application/zip"
    assert response.headers["Cache-Control"] == "private, no-store"
    archive = ZipFile(BytesIO(response.data))
    assert archive.testzip() is None
    folder = refused.numero.lower()
    names = archive.namelist()
    assert all(set(n) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./") for n in names)
    assert {f"{folder}/donnees.json", f"{folder}/journal.json"} < set(names)
    assert "brouillon-2/donnees.json" in names
    data = loads(archive.read(f"{folder}/donnees.json"))
    assert data["identite"][0]["nom_naissance"] == "Lefèvre"
    assert data["commentaires"][0]["auteur"] == "vous"
    assert "instructeur_id" not in str(data)
    files = [n for n in names if "/fichiers/" in n or "/lettres/" in n]
    assert len(files) == 7
    assert archive.read(files[0]).startswith(b"%PDF")
    assert len(facts(session, Fait.DONNEES_TELECHARGEES)) == 2


def test_the_candidate_asks_and_the_responsable_answers(
    session, login, candidat, refused, chief, contexte
):
    """Before its day: what no rule keeps, and nothing else."""
    client = login(candidat)
    page = words(client.get("/mes-donnees"))
    assert "31 décembre 2027" in page
    assert "une seule demande par année civile" in page
    data = {"dossiers": [str(refused.id)]}
    assert client.post("/mes-donnees/effacement", data=data).status_code == 422
    assert not purges(session)
    data["compris"] = "y"
    assert client.post("/mes-donnees/effacement", data=data).status_code == 303
    assert facts(session, Fait.EFFACEMENT_DEMANDE)
    assert "va vous répondre" in words(client.get("/mes-donnees"))
    assert client.post("/mes-donnees/effacement", data=data).status_code == 422
    [purge] = purges(session)
    chosen = {"purges": [str(purge.id)]}
    assert login(chief).post("/archives/confirmer", data=chosen).status_code == 303
    work(contexte)
    [line] = facts(session, Fait.DONNEES_EFFACEES)
    assert not session.exec(select(Piece)).all()
    assert line.donnees["regle"] == "demande"
    sent = session.exec(select(Courriel.modele).order_by(Courriel.created_at)).all()
    assert sorted(sent) == ["effacement_demande", "effacement_fait"]


def test_a_draft_and_comments_need_nobody(session, storage, login):
    """The UIMM has seen neither: erased as soon as asked (section 0, 9)."""
    candidat = make_compte(session)
    draft = make_dossier(session, candidat)
    full(session, draft, storage)
    running = make_dossier(session, candidat, Etat.RECEVABLE)
    comment(session, running)
    page = words(login(candidat).get("/mes-donnees"))
    assert "La demande est en cours" in page
    chosen = [str(draft.id), str(running.id)]
    login(candidat).post(
        "/mes-donnees/effacement", data={"dossiers": chosen, "compris": "y"}
    )
    session.rollback()
    session.expire_all()
    assert session.exec(select(Dossier.id)).all() == [running.id]
    assert not session.exec(select(Commentaire)).all()
    assert {p.statut for p in session.exec(select(Purge))} == {StatutPurge.FAITE}


def test_the_page_of_one_s_data_costs_the_same_for_one_and_ten(
    session, login, count_queries
):
    candidat = make_compte(session)
    make_dossier(session, candidat, Etat.NON_RECEVABLE, le=date(2018, 3, 2))
    client = login(candidat)
    with count_queries() as one:
        client.get("/mes-donnees")
    for year in range(2019, 2027):
        make_dossier(session, candidat, Etat.RETIRE, le=date(year, 3, 2))
    with count_queries() as many:
        client.get("/mes-donnees")
    assert len(many) == len(one) <= 8


def test_somebody_else_s_dossier_is_not_a_choice(session, login, refused):
    other = make_compte(session)
    data = {"dossiers": [str(refused.id)], "compris": "y"}
    answer = login(other).post("/mes-donnees/effacement", data=data)
    assert answer.status_code == 422
    assert not purges(session)
