"""`flask verifier`: a whole database is said so, each thing broken is named."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import text
from sqlmodel import Session

from portal import clock
from portal.exploitation.verification import (
    CONTROLES,
    Perimetre,
    courrier,
    dossiers,
    fichiers,
    journal,
    numeros,
)

# Its statements are tried on PostgreSQL by the drills (tests/bench/pannes.py).
pytestmark = pytest.mark.une_base

PREMIER = """(SELECT id FROM dossier WHERE etat = '{}' ORDER BY numero LIMIT 1)"""
CLE = "(SELECT min(cle) FROM fichier WHERE efface_at IS NULL)"
QUAND = "'2026-01-01 00:00:00'"
UN_TRAVAIL = (
    "INSERT INTO job (genre, donnees, due_at, attempts, error) VALUES ('courriel', "
    """'{"courriel_id": "00000000-0000-0000-0000-000000000001"}', """
    "'2026-01-01 00:00:00', 0, '')"
)
BROKEN = [
    (dossiers, "dossier SET etat = 'depose' WHERE id = <recevable>", "l’état est"),
    (
        dossiers,
        "evenement SET acte = 'reprendre' WHERE acte = 'prendre_en_charge'",
        "l’acte reprendre ne mène pas de",
    ),
    (dossiers, "evenement SET le = '2001-01-01'", "le jour n’est pas celui de l’acte"),
    (
        dossiers,
        "dossier SET annee_civile = 1999 WHERE id = <caduc>",
        "année civile 1999",
    ),
    (dossiers, "dossier SET ordre = 777 WHERE id = <caduc>", "rang 777"),
    (
        dossiers,
        "dossier SET echeance_le = '2001-01-01' WHERE id = <depose>",
        "échéance enregistrée 2001-01-01, calculée",
    ),
    (
        dossiers,
        "avis SET annule_at = <quand> WHERE dossier_id = <recevable>",
        "avis en vigueur : aucun, le journal dit favorable",
    ),
    (
        dossiers,
        "avis SET dossier_id = <recevable> WHERE dossier_id = <non_recevable>",
        "2 avis en vigueur",
    ),
    (
        dossiers,
        "passagecommission SET clos_at = <quand> WHERE clos_at IS NULL",
        "passage en commission : 0 en cours",
    ),
    (
        dossiers,
        "dossierjury SET clos_at = <quand> WHERE clos_at IS NULL",
        "passage en jury : 0 en cours",
    ),
    (
        dossiers,
        "transmission SET close_at = <quand> WHERE envoyee_at IS NOT NULL",
        "envoi au GTP : 0 en cours",
    ),
    (dossiers, "certificat SET dossier_id = <depose>", "certifié, sans certificat"),
    (dossiers, "certificat SET dossier_id = <depose>", "un certificat, dans l’état"),
    (numeros, "certificat SET mois = 13 - mois", "son numéro serait MC"),
    (
        numeros,
        "certificat SET rang = 999 WHERE rang = (SELECT max(rang) FROM certificat)",
        "série certificat-",
    ),
    (numeros, "dossier SET ordre = 999 WHERE id = <en_instruction>", "série VAE-"),
    (numeros, "dossierjury SET numero = numero || '7'", "série jury:"),
    (numeros, "compteur SET valeur = valeur + 1", "le compteur à"),
    (
        numeros,
        "compteur SET cle = cle || '9' WHERE cle LIKE 'VAE-%'",
        "aucun numéro, le compteur à",
    ),
    (courrier, "job SET genre = 'inconnu'", "genre inconnu : inconnu"),
    (courrier, UN_TRAVAIL, "0000-000000000001 n’existe pas"),
    (
        courrier,
        "job SET done_at = <quand> WHERE genre = 'courriel'",
        "ni envoyé, ni en attente",
    ),
    (courrier, "courriel SET sent_at = <quand>", "envoyé, ses données restent"),
    (
        courrier,
        "job SET done_at = <quand> WHERE genre = 'lettre'",
        "ni PDF, ni travail",
    ),
    (fichiers, "fichier SET taille = 1 WHERE cle = <cle>", "octets, sa ligne en dit 1"),
    (
        fichiers,
        "fichier SET sha256 = 'autre' WHERE cle = <cle>",
        "une autre empreinte que celle de sa ligne",
    ),
    (
        fichiers,
        "fichier SET cle = cle || '-perdu' WHERE cle = <cle>",
        "stockée, sans ligne dans la base",
    ),
    (fichiers, "depot SET contenu = 'autre'", "une autre empreinte que la sienne"),
    (
        journal,
        "evenement SET motif = 'autre' WHERE id = (SELECT min(id) FROM evenement)",
        "son détail a été modifié",
    ),
]


def order_of(words: str) -> str:
    words = words.replace("<quand>", QUAND).replace("<cle>", CLE)
    words = re.sub("<([a-z_]+)>", lambda found: PREMIER.format(found[1]), words)
    return words if words.startswith("INSERT") else f"UPDATE {words}"


def test_a_demonstration_is_whole(demonstration):
    run = demonstration.test_cli_runner().invoke
    result = run(args=["verifier", "--empreintes"])
    assert result.exit_code == 0, result.output
    assert result.output.endswith("Tout concorde.\n")


def test_an_anomaly_is_printed_and_fails(demonstration, lecture):
    storage = demonstration.extensions["storage"]
    key = lecture.execute(text(f"SELECT {CLE}")).scalar_one()
    with storage.open(key) as content:
        kept = content.read()
    storage.delete(key)
    result = demonstration.test_cli_runner().invoke(args=["verifier"])
    storage.save(key, BytesIO(kept))
    assert result.exit_code == 1
    assert f"fichier {key}\u00a0: absent du stockage.\n" in result.output


@pytest.mark.parametrize(
    ("part", "words", "said"), BROKEN, ids=[said for *_, said in BROKEN]
)
def test_what_is_broken_is_named(demonstration, part, words, said):
    """In a transaction that is never committed: the next finds the data whole."""
    engine = demonstration.extensions["engine"]
    storage = demonstration.extensions["storage"]
    later = clock.now() + timedelta(days=2)
    with engine.connect() as connection, Session(connection) as session:
        assert connection.execute(text(order_of(words))).rowcount
        vu = Perimetre(engine, session, storage, empreintes=True, at=later)
        found = [f"{a.ligne} : {a.constat}" for a in part.controler(vu)]
        connection.rollback()
    assert any(said in line.replace("\u00a0", " ") for line in found), found


def test_every_part_is_tried():
    assert {part.controler for part, *_ in BROKEN} == set(CONTROLES)
