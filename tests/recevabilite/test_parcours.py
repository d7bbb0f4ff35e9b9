"""From the first page to the deposit, as a browser does it."""

import pytest
from sqlmodel import select

from portal.catalogue.referentiel import lire
from portal.courrier.models import Courriel
from portal.dossiers.models import (
    Attestation,
    Depot,
    Document,
    Dossier,
    Evenement,
    Piece,
)
from portal.droit.pieces import Genre
from portal.droit.workflow import Acte, Etat, Fait
from tests.factories import (
    fill,
    make_certification,
    make_compte,
    make_dossier,
    make_enregistrement,
    make_uimm,
)
from tests.recevabilite.outils import HTMX, NOM, page, reload, root, upload, words

IDENTITE = {
    "nom_naissance": "Lefèvre",
    "prenoms": "Anne-Marie",
    "naissance_le-jour": "14",
    "naissance_le-mois": "5",
    "naissance_le-annee": "1987",
    "naissance_ville": "Roanne",
    "naissance_departement": "42",
    "naissance_pays": "France",
    "adresse": "12 rue des Forges",
    "code_postal": "69100",
    "ville": "Villeurbanne",
    "pays": "France",
    "situation": "salarie",
}
EXPERIENCE = {
    "poste": "Conductrice de ligne",
    "debut_le-mois": "9",
    "debut_le-annee": "2018",
    "en_cours": "y",
    "contrat": "cdi",
    "heures_hebdo": "35",
    "employeur": "Ateliers du Rhône",
    "activite_principale": "Usinage",
    "description": "Réglage et conduite.",
}
SIGNATURE = {"atteste": "y", "nom": NOM}


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def certification(session):
    make_uimm(session, "uimm-rhone", departements=("69", "01"))
    return make_certification(session, "conducteur")


def begin(client, **over):
    choice = {"portee": "entier", "departement": "69"} | over
    return client.post("/dossiers/nouveau/conducteur", data=choice)


def only_dossier(session):
    reload(session)
    return session.exec(select(Dossier)).one()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_candidate_deposits_a_whole_request(
    session, client, candidat, certification, headers
):
    """P1 to P7, in the order of the pages, with and without JavaScript."""
    assert begin(client).status_code == 303
    dossier = only_dossier(session)

    def send(path, data):
        answer = client.post(page(dossier, path), data=data, headers=headers)
        assert answer.status_code in {200, 204, 303}, words(answer)

    send("/identite", IDENTITE)
    send("/cv", upload("cv.pdf"))
    send("/motivation", {"texte": "Je souhaite évoluer.", "suite": "continuer"})
    send("/activites/nouvelle", EXPERIENCE)
    send("/piece-identite", upload("recto.pdf", "verso.pdf"))
    send("/diplomes", {"aucun": "y", "suite": "continuer"})
    send("/justificatifs", upload("contrat.pdf"))
    ready = client.get(page(dossier, "/verifier"))
    assert "J’atteste sur l’honneur" in ready.text
    done = client.post(page(dossier, "/verifier"), data=SIGNATURE)

    assert done.status_code == 303
    dossier = only_dossier(session)
    assert dossier.etat is Etat.DEPOSE
    assert dossier.numero == f"VAE-{dossier.annee_civile}-69-00001"
    assert dossier.nom_candidat == "Lefèvre Anne-Marie"
    receipt = words(client.get(done.location))
    assert dossier.numero in receipt
    assert "uimm-rhone@exemple.fr" in receipt
    assert "répond au plus tard le" in receipt


def test_the_deposit_leaves_all_its_traces(session, login, candidat):
    """Rules 1 and 7: snapshot, digest, attestation, journal, receipt, mails."""
    dossier = fill(session, make_dossier(session, candidat))
    login(candidat).post(page(dossier, "/verifier"), data=SIGNATURE)

    reload(session)
    [depot] = session.exec(select(Depot))
    [signed] = session.exec(select(Attestation))
    assert depot.acte is Acte.DEPOSER
    assert signed.sha256 == depot.sha256
    assert signed.nom_saisi == NOM
    acts = [e.acte for e in session.exec(select(Evenement)) if e.acte]
    assert acts == [Acte.DEPOSER]
    assert [d.modele for d in session.exec(select(Document))] == ["accuse_reception"]
    assert "accuse_reception" in {c.modele for c in session.exec(select(Courriel))}


def test_a_draft_begins_with_its_journal(session, client, certification):
    begin(client)
    dossier = only_dossier(session)
    assert dossier.uimm_slug == "uimm-rhone"
    assert [e.fait for e in dossier.evenements] == [Fait.OUVERT]


def test_the_uimm_is_proposed_from_the_departement(session, client, certification):
    """R2."""
    make_uimm(session, "uimm-loire", departements=("42",))
    begin(client, departement="42")
    assert only_dossier(session).uimm_slug == "uimm-loire"


def test_another_uimm_may_be_chosen(session, client, certification):
    """R2: proposed, not imposed."""
    make_uimm(session, "uimm-loire", departements=("42",))
    begin(client, uimm="uimm-loire")
    assert only_dossier(session).uimm_slug == "uimm-loire"


@pytest.mark.parametrize(
    ("departement", "sentence"),
    [
        ("", "Indiquez votre département"),
        ("99", "Écrivez le numéro d’un département"),
        ("75", "Aucune UIMM n’est enregistrée pour ce département"),
    ],
)
def test_a_departement_without_uimm_says_what_to_do(
    session, client, certification, departement, sentence
):
    response = begin(client, departement=departement)
    assert response.status_code == 422
    assert sentence in response.text
    assert not session.exec(select(Dossier)).all()


def test_some_blocs_may_be_aimed_at(session, client, certification):
    """R20."""
    begin(client, portee="blocs", blocs=["1", "3"])
    dossier = only_dossier(session)
    assert dossier.blocs_vises == [1, 3]
    assert "blocs 1 et 3" in words(client.get(page(dossier)))


def test_every_bloc_is_the_whole_cqpm(session, client, certification):
    """R19, R20."""
    begin(client, portee="blocs", blocs=["1", "2", "3"])
    assert only_dossier(session).blocs_vises == []


def test_blocs_without_a_bloc_is_refused(session, client, certification):
    """R20."""
    assert "Cochez au moins un bloc." in begin(client, portee="blocs").text


def test_an_unknown_bloc_is_refused(client, certification):
    """R20: nothing outside the référentiel can be posted."""
    assert begin(client, portee="blocs", blocs=["9"]).status_code == 422


def test_a_second_tab_comes_back_to_the_same_draft(session, client, certification):
    begin(client)
    assert begin(client).location == page(only_dossier(session))
    again = client.get("/dossiers/nouveau/conducteur")
    assert again.location == page(only_dossier(session))


def test_a_closed_certification_says_why(session, client):
    """R10, R11 and section 0 rule 4."""
    make_certification(session, "fermee", fin=None)
    for answer in (
        client.get("/dossiers/nouveau/fermee"),
        client.post("/dossiers/nouveau/fermee", data={"portee": "entier"}),
    ):
        assert answer.status_code == 409
        assert "n’est pas connue" in answer.text
    assert not session.exec(select(Dossier)).all()


def test_an_unknown_certification_does_not_exist(client):
    assert client.get("/dossiers/nouveau/inconnue").status_code == 404


def test_a_third_cqpm_in_the_year_is_warned_about_not_blocked(
    session, client, candidat, certification
):
    """Section 0 rule 3, R.6412-3."""
    from portal import clock

    for slug in ("un", "deux"):
        make_dossier(
            session,
            candidat,
            Etat.DEPOSE,
            certification=make_certification(session, slug),
            le=clock.today(),
        )
    assert "3e CQPM" in words(client.get("/dossiers/nouveau/conducteur"))
    assert begin(client).status_code == 303


def test_htmx_swap_equals_a_reload(session, client, candidat):
    dossier = make_dossier(session, candidat)
    url = page(dossier, "/justificatifs")
    swap = client.post(url, data=upload("contrat.pdf"), headers=HTMX)
    assert "<html" not in swap.text
    assert root(swap, "#pieces") == root(client.get(url), "#pieces")


def test_the_snapshot_names_each_piece_and_answer(session, login, candidat):
    dossier = fill(session, make_dossier(session, candidat))
    login(candidat).post(page(dossier, "/verifier"), data=SIGNATURE)
    kept = session.exec(select(Depot)).one().contenu
    for piece in session.exec(select(Piece)):
        assert piece.genre in kept
    for text in ("Roanne", "Conductrice de ligne", "1987-05-14", '"sha256":"'):
        assert text in kept


def test_what_is_in_force_that_day_is_pinned(session, login, candidat):
    """R11, R13 and section 0: référentiel, registration and règlement are kept."""
    certification = make_certification(session)
    dossier = fill(
        session, make_dossier(session, candidat, certification=certification)
    )
    newer = make_enregistrement(session, certification)
    answer = login(candidat).post(page(dossier, "/verifier"), data=SIGNATURE)
    assert answer.status_code == 303
    kept = only_dossier(session)
    assert kept.enregistrement_code == newer.code
    assert kept.reglement == "2017-04"
    assert lire(kept.referentiel.contenu).blocs


def test_genres_are_all_on_the_pages():
    from portal.recevabilite.views.pieces import PAGES

    assert {p.genre for p in PAGES.values()} == set(Genre)
