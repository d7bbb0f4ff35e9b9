"""Order and titles that the candidate gives to the pieces, and who sees them."""

import json

import pytest
from sqlmodel import select

from portal.dossiers.models import Depot, Fichier, Piece
from portal.droit.pieces import Genre, Motif
from portal.droit.relecture import empreinte
from portal.droit.workflow import Etat
from tests.factories import (
    fill,
    make_compte,
    make_dossier,
    make_piece,
    make_verdict,
)
from tests.recevabilite.outils import HTMX, deposit, page, reload, upload, words

pytestmark = pytest.mark.une_base


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def client(login, candidat):
    return login(candidat)


@pytest.fixture
def dossier(session, candidat):
    return make_dossier(session, candidat)


@pytest.fixture
def trois(session, client, dossier):
    """Three diplomas, joined one after the other."""
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        client.post(page(dossier, "/diplomes"), data=upload(name))
    return {p.fichier.nom: p for p in pieces(session)}


def pieces(session):
    reload(session)
    found = session.exec(select(Piece).where(Piece.genre == Genre.DIPLOME)).all()
    return sorted(found, key=lambda p: p.rang)


def names(session):
    return [p.fichier.nom for p in pieces(session)]


def act(client, dossier, piece, verb, **data):
    url = page(dossier, f"/pieces/{piece.id}/{verb}")
    return client.post(url, data=data)


@pytest.mark.parametrize(
    ("nom", "place", "then"),
    [
        ("c.pdf", 1, ["a.pdf", "c.pdf", "b.pdf"]),
        ("a.pdf", 9, ["b.pdf", "c.pdf", "a.pdf"]),
        ("b.pdf", -1, ["b.pdf", "a.pdf", "c.pdf"]),
    ],
)
def test_a_piece_goes_where_it_is_put(
    session, client, dossier, trois, nom, place, then
):
    sent = act(client, dossier, trois[nom], "deplacer", place=place)
    assert sent.location == page(dossier, "/diplomes")
    assert names(session) == then
    shown = client.get(page(dossier, "/diplomes"), headers=HTMX).text
    assert sorted(then, key=shown.index) == then


def test_the_order_is_what_is_deposited_and_what_the_uimm_reads(
    session, client, candidat
):
    dossier = fill(session, make_dossier(session, candidat))
    client.post(page(dossier, "/diplomes"), data=upload("master.pdf"))
    last = pieces(session)[-1]
    act(client, dossier, last, "deplacer", place=0)
    reload(session)
    held = deposit(session, dossier, candidat)
    content = json.loads(session.exec(select(Depot.contenu)).one())
    kept = [p["fichier"]["nom"] for p in content["pieces"] if p["fichier"]]
    assert kept.index("master.pdf") < kept.index("diplome.pdf")
    refused = act(client, held, last, "deplacer", place=1)
    assert refused.status_code == 409


def test_a_title_changes_and_the_key_does_not(session, client, dossier, trois, storage):
    piece = trois["b.pdf"]
    key = piece.fichier.cle
    prefix = f"t{piece.id.hex[:12]}-"
    field, read = f"{prefix}nom", {f"{prefix}lue": empreinte({"nom": "b"})}
    act(client, dossier, piece, "renommer", **{field: "BTS / productique"}, **read)
    reload(session)
    renamed = session.get(Fichier, piece.fichier_id)
    assert (renamed.nom, renamed.cle) == ("productique.pdf", key)
    with storage.open(key) as content:
        assert content.read().startswith(b"%PDF")
    empty = act(client, dossier, piece, "renommer", **{field: " "})
    assert empty.status_code == 409
    assert "Donnez un titre à ce document." in words(empty)


def test_both_sides_see_what_was_judged_before(session, login, candidat):
    uimm_people = make_compte(session)
    dossier = make_dossier(session, candidat, Etat.A_COMPLETER, instructeur=uimm_people)
    old = make_piece(session, dossier, Genre.CV)
    make_verdict(session, old, uimm_people, Motif.ILLISIBLE)
    client = login(candidat)
    client.post(f"/dossiers/{dossier.id}/completer/{old.id}", data=upload("neuf.pdf"))
    shown = words(client.get(f"/dossiers/{dossier.id}/completer"))
    assert "Version précédente, jugée à remplacer le" in shown
    assert "« La page 2 manque. »" in shown
