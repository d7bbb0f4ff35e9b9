"""The deposit: covered, or each gap accepted in words; once, whole, or not at all."""

import hashlib
import json

import pytest
from sqlmodel import Session, select

from portal.comptes.models import Compte
from portal.courrier.models import Courriel
from portal.dossiers.models import Depot, Document, Dossier, Evenement
from portal.dossiers.queries import visible_dossier
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat, Fait
from portal.preuves import services
from tests.factories import (
    JOUR,
    instant,
    make_accompagnement,
    make_dossier,
    make_identite,
    make_preuve,
    make_situation,
    save,
)
from tests.preuves.outils import TOUTES, cover, faits, stored, words


def etat(session, dossier):
    session.commit()
    return session.get(Dossier, dossier.id, populate_existing=True).etat


def test_a_covered_dossier_is_deposited(session, dossier, client, url):
    """R30. The state, the snapshot, the receipt and the messages, in one go."""
    make_accompagnement(session, dossier)
    cover(session, dossier)
    assert "Déposer mon dossier de preuves" in words(client.get(f"{url}/verifier"))

    sent = client.post(f"{url}/deposer")
    assert (sent.status_code, sent.location) == (303, f"{url}/confirmation")
    assert "Votre dossier de preuves est déposé" in words(client.get(sent.location))

    assert etat(session, dossier) is Etat.PREUVES_DEPOSEES
    [depot] = session.exec(select(Depot)).all()
    assert depot.acte is Acte.DEPOSER_PREUVES
    [document] = session.exec(select(Document)).all()
    assert document.modele == "accuse_depot_preuves"
    assert depot.sha256 in json.dumps(document.donnees)
    models = {c.modele for c in session.exec(select(Courriel))}
    assert models == {"preuves_deposees", "preuves_a_verifier", "suivi_accompagnateur"}


def test_the_snapshot_is_canonical_and_says_everything(
    session, dossier, candidat, client, url
):
    situation = make_situation(session, dossier, ["C1", "C1.2", "C2"], titre="Ligne")
    make_preuve(session, situation, ["C1", "C2"], titre="Plan")
    make_preuve(session, situation, ["C1"], titre="Note", texte="Été.")
    cover(session, dossier, TOUTES[2:4])
    client.post(f"{url}/ecarts/C5", data={"explication": "Jamais fait."})
    client.post(f"{url}/deposer")

    [depot] = session.exec(select(Depot)).all()
    assert depot.sha256 == hashlib.sha256(depot.contenu.encode()).hexdigest()
    content = json.loads(depot.contenu)
    assert depot.contenu == json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert content["dossier"]["capacites_visees"] == list(TOUTES)
    assert content["ecarts"] == {"C5": "Jamais fait."}
    [told] = [s for s in content["situations"] if s["titre"] == "Ligne"]
    assert told["codes"] == ["C1", "C1.2", "C2"]
    assert told["actions"] == "J’ai revu le réglage de chaque poste."
    shown = {p["titre"]: (p["capacites"], p["texte"]) for p in told["preuves"]}
    assert shown == {"Plan": (["C1", "C2"], ""), "Note": (["C1"], "Été.")}
    [sha] = [p["fichier"]["sha256"] for p in told["preuves"] if p["fichier"]]
    assert len(sha) == 64


@pytest.mark.parametrize(
    ("linked", "proven", "missing"),
    [
        ((), (), "Décrivez une situation qui montre C1."),
        (TOUTES[:4], TOUTES[:4], "Décrivez une situation qui montre C5."),
        (TOUTES, TOUTES[:4], "Ajoutez une preuve de C5."),
    ],
)
def test_a_gap_prevents_the_deposit(
    session, dossier, client, url, linked, proven, missing
):
    """R30: each aimed capacité has a situation and a preuve."""
    situation = make_situation(session, dossier, linked)
    make_preuve(session, situation, proven)
    page = words(client.get(f"{url}/verifier"))
    assert missing in page
    assert "Déposer mon dossier" not in page
    refused = client.post(f"{url}/deposer")
    assert refused.status_code == 409
    assert missing in words(refused)
    assert etat(session, dossier) is Etat.RECEVABLE
    assert session.exec(select(Depot)).all() == []


def test_a_removed_preuve_covers_nothing(session, dossier, client, url):
    cover(session, dossier, TOUTES[:4])
    situation = make_situation(session, dossier, ["C5"])
    make_preuve(session, situation, ["C5"], retiree_at=instant(JOUR))
    assert client.post(f"{url}/deposer").status_code == 409


def test_each_gap_accepted_in_words_lets_the_deposit_through(
    session, dossier, client, url
):
    cover(session, dossier, TOUTES[:3])
    for code in TOUTES[3:]:
        assert client.post(f"{url}/deposer").status_code == 409
        answer = client.post(f"{url}/ecarts/{code}", data={"explication": "Jamais."})
        assert answer.status_code == 303
    assert client.post(f"{url}/deposer").status_code == 303
    assert faits(session).count(Fait.ECART_ACCEPTE) == 2


def test_a_gap_is_accepted_in_words_and_taken_back(session, dossier, client, url):
    page = f"{url}/ecarts/C5"
    for empty in ("", "  ", "\x00"):
        answer = client.post(page, data={"explication": empty})
        assert answer.status_code == 422
        assert "Expliquez pourquoi" in words(answer)
    too_long = client.post(page, data={"explication": "x" * 2001})
    assert (too_long.status_code, "x" * 2001 in too_long.text) == (422, True)

    client.post(page, data={"explication": "Jamais fait."})
    client.post(page, data={"explication": "Jamais fait, mais étudié."})
    assert "mais étudié" in client.get(page).text
    assert stored(session, dossier).ecarts["C5"].explication.endswith("étudié.")
    for _ in range(2):
        assert client.post(f"{page}/retirer").status_code == 303
    assert stored(session, dossier).ecarts == {}


def test_a_covered_capacite_has_no_gap_to_accept(session, dossier, client, url):
    cover(session, dossier, ["C1"])
    refused = client.post(f"{url}/ecarts/C1", data={"explication": "Bof."})
    assert (refused.status_code, "C1 est couverte" in words(refused)) == (409, True)


@pytest.mark.parametrize("code", ["C9", "C1.1", "%00", "é"])
def test_an_unknown_gap_does_not_exist(client, url, code):
    assert client.get(f"{url}/ecarts/{code}").status_code == 404
    assert client.post(f"{url}/ecarts/{code}/retirer").status_code == 404


def test_one_example_of_c4_is_enough_to_deposit(session, dossier, client, url):
    """R33: asked for, warned about, not required."""
    cover(session, dossier)
    assert "C4 demande 2 exemples" in words(client.get(f"{url}/verifier"))
    assert client.post(f"{url}/deposer").status_code == 303


def test_a_dossier_on_one_bloc_asks_for_that_bloc_only(session, dossier, client, url):
    """R20."""
    dossier.blocs_vises = [1]
    save(session, dossier)
    cover(session, dossier, ["C1", "C2"])
    assert client.post(f"{url}/deposer").status_code == 303


def test_depositing_twice_gives_one(session, dossier, client, url):
    cover(session, dossier)
    answers = [client.post(f"{url}/deposer").status_code for _ in range(2)]
    assert answers == [303, 409]
    assert len(session.exec(select(Depot)).all()) == 1
    assert len(session.exec(select(Document)).all()) == 1


def test_of_two_tabs_that_deposit_one_is_refused(engine, session, dossier, write):
    cover(session, dossier)
    with Session(engine, expire_on_commit=False) as other:
        candidat = other.get(Compte, dossier.candidat_id)
        stale = visible_dossier(other, candidat, dossier.id)
        other.commit()
        with write():
            mine = visible_dossier(session, dossier.candidat, dossier.id)
            services.deposer(session, mine, by=dossier.candidat, at=instant(JOUR))
        with pytest.raises(Refus, match="plus dans l’état"):
            services.deposer(other, stale, by=candidat, at=instant(JOUR))
    acts = session.exec(
        select(Evenement).where(Evenement.acte == Acte.DEPOSER_PREUVES)
    ).all()
    assert len(acts) == 1


def asked(session, candidat):
    """Deposited, then one preuve found unreadable by the UIMM."""
    dossier = make_dossier(session, candidat, etat=Etat.PREUVES_A_COMPLETER)
    make_identite(session, dossier)
    situation = make_situation(session, dossier, TOUTES)
    before = dossier.evenements[0].at
    make_preuve(session, situation, TOUTES, titre="Plan", created_at=before)
    preuve = make_preuve(
        session,
        situation,
        ["C1"],
        titre="Photo",
        created_at=before,
        a_remplacer="Elle est floue.",
    )
    return dossier, preuve


@pytest.mark.parametrize("way", ["words", "removed"])
def test_what_was_asked_is_answered_then_sent_back(session, candidat, client, way):
    dossier, preuve = asked(session, candidat)
    url = f"/dossiers/{dossier.id}/preuves"
    refused = client.post(f"{url}/deposer")
    assert refused.status_code == 409
    assert "L’UIMM vous demande de remplacer « Photo »." in words(refused)

    if way == "words":
        client.post(f"{url}/{preuve.id}/remplacer", data={"reponse": "Seule prise."})
    else:
        client.post(f"{url}/{preuve.id}/retirer")
    assert "Renvoyer mes preuves" in words(client.get(f"{url}/verifier"))
    assert client.post(f"{url}/deposer").status_code == 303
    assert etat(session, dossier) is Etat.PREUVES_DEPOSEES
    [depot] = session.exec(select(Depot)).all()
    assert depot.acte is Acte.COMPLETER_PREUVES
    assert ("Seule prise." in depot.contenu) is (way == "words")


def test_the_confirmation_is_for_what_is_deposited(client, url):
    assert client.get(f"{url}/confirmation").location == url
