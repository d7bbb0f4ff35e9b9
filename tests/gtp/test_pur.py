"""What needs no database: delays, the letter, the archive, the figures."""

from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4
from zipfile import ZipFile

import pytest

from portal.catalogue.models import Certification
from portal.catalogue.referentiel import lire
from portal.certification.gtp import archive
from portal.certification.gtp.bilan import Groupe, bilan_en_tableur, groupes
from portal.certification.gtp.decisions import Decision
from portal.certification.gtp.delai import delai
from portal.certification.gtp.filtres import curseur, encode, filtres
from portal.certification.gtp.lettre import MODELE, PIECES, lettre
from portal.certification.gtp.queries.bilan import Compte
from portal.courrier import letters
from portal.dossiers.models import DecisionJury, Dossier, DossierJury, Jury
from portal.droit.workflow import Etat
from portal.storage.base import MissingFile
from portal.storage.local import LocalStorage
from portal.web.tableur import BOM
from tests.courrier import pdf
from tests.courrier.exemples import auteur, make_uimm
from tests.factories.catalogue import contenu

JURY = date(2026, 9, 22)
CODES = ("C1", "C2", "C3", "C4", "C5")


@pytest.mark.parametrize(
    ("envoyee", "on", "genre", "phrase"),
    [
        (None, date(2026, 11, 1), "ok", "À envoyer au plus tard le 22 novembre 2026"),
        (None, date(2026, 11, 16), "bientot", "dans 6 jours."),
        (None, date(2026, 11, 22), "bientot", "aujourd’hui."),
        (None, date(2026, 11, 23), "retard", "est passée depuis 1 jour."),
        (date(2026, 11, 16), JURY, "ok", "16 novembre 2026, 6 jours avant la limite."),
        (date(2026, 11, 22), JURY, "ok", "le dernier jour."),
        (date(2026, 11, 24), JURY, "retard", "2 jours après la limite du 22 novembre"),
    ],
)
def test_the_two_months_of_the_transmission_are_said_in_words(
    envoyee, on, genre, phrase
):
    """R60, K6."""
    told = delai(JURY, envoyee, on)
    assert told.limite == date(2026, 11, 22)
    assert told.genre == genre
    assert phrase in told.phrase.replace("\u00a0", " ")


def decision(titre, mq, acquises, blocs=()):
    dossier = Dossier(
        certification=Certification(titre=titre, numero_mq=mq), blocs_vises=list(blocs)
    )
    tour = DossierJury(dossier=dossier)
    tour.decisions = [
        DecisionJury(capacite_code=code, acquise=code in acquises) for code in CODES
    ]
    return Decision(tour, lire(contenu()))


DECISIONS = (
    ("Pilote de ligne", "MQ 2001 01 89 0195", CODES),
    ("Pilote de ligne", "MQ 2001 01 89 0195", ("C1", "C2")),
    ("Pilote de ligne", "MQ 2001 01 89 0195", CODES, (2,)),
    ("Chargé d’essais", "MQ 1999 03 69 0012", ()),
)


def letter(**over):
    uimm = make_uimm(**over)
    made = [decision(*args) for args in DECISIONS]
    return lettre(Jury(le=JURY), uimm, made, auteur=auteur(), le=date(2026, 11, 20))


def test_the_letter_of_annexe_5_has_every_element():
    """R61: each MQ and bloc with its title, the enclosures, the attestation."""
    shown = pdf.words(letters.render(MODELE, letter()))
    expected = [
        "MQ 1999 03 69 0012 Chargé d’essais",
        "MQ 2001 01 89 0195 Pilote de ligne",
        "MQ 2001 01 89 0195 Pilote de ligne, bloc 1\u00a0: Bloc 1 : conduire",
        "MQ 2001 01 89 0195 Pilote de ligne, bloc 2\u00a0: Bloc 2 : conduire",
    ]
    assert letter()["corps"][2]["elements"] == expected
    for part in (
        *expected,
        *PIECES,
        "Nous attestons que l’organisation et le déroulement des actions de validation "
        "ont été conformes aux règles fixées dans le document",
        "À Lyon, le 20 novembre 2026",
        "56, avenue de Wagram",
        "Camille Dupré",
        "Instructrice VAE",
    ):
        assert pdf.squeeze(part) in shown


def test_the_letter_of_annexe_5_asks_for_the_cqpi_with_its_cqpm():
    """R21, R61: « (et éventuellement du CQPI) ». A bloc alone has none."""
    made = [decision(*args) for args in DECISIONS[1:3]]
    for each in made:
        each.dossier.certification.cqpi = True
    asked = lettre(Jury(le=JURY), make_uimm(), made, auteur=auteur(), le=JURY)
    assert (
        asked["objet"]
        == "demande d’attribution de CQPM et de CQPI ou de blocs de compétences"
    )
    lines = asked["corps"][2]["elements"]
    assert [line.endswith(", et le CQPI correspondant") for line in lines] == [
        True,
        False,
        False,
    ]
    assert "CQPI" not in letter()["objet"]


def test_an_address_without_a_town_leaves_the_date_alone():
    assert letter(adresse="Zone industrielle")["references"][0].startswith("Le 20")


def sent(storage, contents=(b"lettre", b"extrait", b"feuille", b"pv" * 300_000)):
    genres = ("lettre", "extrait", "emargement", "pv")
    pieces, manifest = [], []
    for genre, content in zip(genres, contents, strict=True):
        cle = f"jurys/{genre}"
        storage.save(cle, BytesIO(content))
        pieces.append(SimpleNamespace(genre=genre, fichier=SimpleNamespace(cle=cle)))
        digest = archive._digest(storage, cle)
        manifest.append({"genre": genre, "nom": f"{genre}.pdf", "sha256": digest})
    return SimpleNamespace(
        pieces=pieces, manifest=manifest, envoyee_le=JURY, created_at=None
    )


@pytest.fixture
def place(tmp_path):
    return LocalStorage(tmp_path)


def test_the_archive_is_streamed_and_always_the_same_bytes(place):
    """R60: the four pieces and the digest of each, as `sha256sum` reads them."""
    transmission = sent(place)
    chunks = list(archive.stream(place, transmission))
    assert len(chunks) > 4
    assert b"".join(chunks) == b"".join(archive.stream(place, transmission))
    with ZipFile(BytesIO(b"".join(chunks))) as opened:
        assert opened.testzip() is None
        names = [line["nom"] for line in transmission.manifest]
        assert opened.namelist() == ["manifeste.txt", *names]
        assert opened.read("pv.pdf") == b"pv" * 300_000
        assert opened.read("manifeste.txt").decode() == archive.manifeste(transmission)


def test_a_file_changed_or_gone_is_seen(place):
    transmission = sent(place)
    assert all(archive.integrite(place, transmission).values())
    place.save("jurys/extrait", BytesIO(b"autre"))
    place.delete("jurys/pv")
    found = archive.integrite(place, transmission)
    assert [g for g, intact in found.items() if not intact] == ["extrait", "pv"]
    with pytest.raises(MissingFile):
        archive.stream(place, transmission)


def compte(etat, jury, envoyee, regle=None, nombre=1, uimm="lyon"):
    at = datetime(*regle, 10, tzinfo=UTC) if regle else None
    return Compte("cqpm", uimm, etat, jury, date(*envoyee), at, nombre)


COMPTES = [
    compte(Etat.CERTIFIE, JURY, (2026, 10, 2), (2026, 10, 12), 3),
    compte(Etat.NON_VALIDE, JURY, (2026, 11, 23), (2026, 12, 1)),
    compte(Etat.COMPLEMENT_GTP, JURY, (2026, 10, 2), uimm="loire"),
]


def test_the_figures_of_a_year_add_up():
    """R5, R60: outcomes, what was late, and the medians of each dossier."""
    whole = Groupe("Ensemble", tuple(COMPTES))
    assert (whole.decisions, whole.totales, whole.aucune, whole.en_cours) == (
        5,
        3,
        1,
        1,
    )
    assert whole.hors_delai == 1
    assert (whole.jury_envoi, whole.envoi_validation) == (10, 10)
    noms = {"lyon": "UIMM Lyon", "loire": "UIMM Loire"}
    shares = groupes(COMPTES, lambda c: c.uimm, noms)
    assert [(g.libelle, g.decisions) for g in shares] == [
        ("UIMM Loire", 1),
        ("UIMM Lyon", 4),
    ]
    assert shares[0].envoi_validation is None


def test_the_spreadsheet_opens_in_a_french_one():
    noms = {"lyon": "=UIMM", "loire": "UIMM; Loire"}
    text = bilan_en_tableur(2026, COMPTES, {"cqpm": "Pilote"}, noms).decode()
    lines = text.removeprefix(BOM).split("\r\n")
    assert text.startswith(BOM)
    assert lines[1] == "2026;Pilote;'=UIMM;4;3;0;1;0;1;10;10"
    assert lines[2] == '2026;Pilote;"UIMM; Loire";1;0;0;0;1;0;10;'


def test_a_cursor_comes_back_and_another_s_is_ignored():
    at, id_ = datetime(2026, 6, 1, tzinfo=UTC), uuid4()
    assert curseur(encode(at, id_)) == (at, id_)
    assert [curseur(t) for t in ("", "x", "bnVsbA==", encode(JURY, id_))] == [None] * 4


def test_an_unknown_filter_is_ignored():
    assert filtres({"onglet": "autre"}).url() == {}
    wanted = filtres({"onglet": "closes", "uimm": "lyon\x00"})
    assert wanted.url() == {"onglet": "closes", "uimm": "lyon"}
