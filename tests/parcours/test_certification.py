"""Four dossiers of one session to the end, and the remainder taken up again."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal import clock
from tests.parcours import certification as pages
from tests.parcours.documents import open_letter
from tests.parcours.pdf import holds, words_of
from tests.parcours.promotion import carry_to_the_gtp, make_promotion
from tests.parcours.temps import laisser_passer
from tests.services import serveur

NUMERO = re.compile(r"MC \d{4} \d{2} 69 \d{5}")
LIGNE = re.compile(r"FranceSLCPF(NA|A)(Bloc1)?")
"""Of the procès-verbal, without spaces: what is decided, of the CQPM or of a bloc."""
LIGNES = [("A", ""), ("NA", ""), ("A", "Bloc1"), ("NA", "")]
DERNIER = re.compile(r"au plus tard le ([\w\s]+\d{4})")


@pytest.fixture
def portail(boite, tmp_path):
    """A portal of its own: time passes on it."""
    url = f"sqlite:///{tmp_path}/portail.db"
    with serveur.running(tmp_path, url, boite) as portail:
        yield portail


@pytest.fixture
def entrer(ouvrir, portail):
    """`entrer(compte)`: the page of one more person, at a browser of their own."""

    def enter(compte, **options):
        fenetre = ouvrir(portail, **options)
        fenetre.sign_in(compte)
        return fenetre.page

    return enter


SANS = {"java_script_enabled": False}
TELEPHONE = {"viewport": {"width": 375, "height": 800}}


def test_four_dossiers_of_one_session_to_the_end(entrer, portail):
    """Without JavaScript up to the conclusions, and at the GTP's desk; then with it.

    The candidates read on a phone.
    """
    promotion = make_promotion(portail)
    plain = entrer(promotion.instructeur, **SANS)
    through_the_commission(plain, entrer, portail, promotion)
    uimm = entrer(promotion.instructeur)
    jury = through_the_jury(uimm, portail, promotion)
    through_the_gtp(uimm, entrer(promotion.secretariat, **SANS), jury)
    partly = each_reads_its_result(uimm, entrer, promotion)
    laisser_passer(portail, 366)
    secretariat = entrer(promotion.secretariat)
    the_rest_is_taken_up_again(partly, secretariat, portail, promotion)


def through_the_commission(uimm, entrer, portail, promotion):
    """Planned today, met tomorrow."""
    tomorrow = clock.today() + timedelta(days=1)
    seance = pages.create_session(uimm, tomorrow)
    for hour, person in enumerate(promotion.toutes, 9):
        pages.plan(uimm, seance, person.numero, f"{hour} h")
    candidat = entrer(promotion.absente.compte, **TELEPHONE)
    letter = open_letter(candidat, promotion.absente.page, "Convocation à l’entretien")
    assert holds(letter, pages.LIEU)

    laisser_passer(portail, 1)
    codes = promotion.capacites
    for person, acquises in (
        (promotion.totale, codes),
        (promotion.partielle, promotion.bloc),
        (promotion.aucune, []),
    ):
        found = {code: code in acquises for code in codes}
        pages.fill_the_grid(uimm, seance, person.nom, found)
    reason = "Hospitalisée ce jour-là."
    pages.note_absent(uimm, seance, promotion.absente.nom, reason)
    candidat.goto(f"{promotion.absente.page}/journal")
    expect(candidat.locator("main")).to_contain_text(reason)


def through_the_jury(uimm, portail, promotion):
    """Fixed sixteen days ahead; the address of the jury."""
    judged = [promotion.totale, promotion.partielle, promotion.aucune]
    jury = pages.create_jury(uimm, clock.today() + timedelta(days=16))
    pages.put_on_the_jury(uimm, jury, [p.numero for p in judged])
    laisser_passer(portail, 16)
    pages.deliberate(uimm, jury, len(judged))
    minutes = download(uimm, "Procès-verbal (PDF)")
    assert LIGNE.findall(words_of(minutes)) == LIGNES
    return jury


def download(page, link):
    with page.expect_download() as arriving:
        pages.follow(page, link)
    return Path(arriving.value.path()).read_bytes()


def through_the_gtp(uimm, secretariat, jury):
    pages.transmit(uimm, jury)
    desk = pages.check_the_pieces(secretariat)
    pages.ask(secretariat, "Qui a présidé le jury ?")
    pages.answer(uimm, jury, "Paul Garnier, comme l’écrit le procès-verbal.")
    pages.validate_all(secretariat, desk)


def each_reads_its_result(uimm, entrer, promotion):
    """R63 to R68; the page of the one who takes up the rest again."""
    admitted(uimm, entrer(promotion.totale.compte, **TELEPHONE), promotion.totale)
    refused = entrer(promotion.aucune.compte, **TELEPHONE)
    letter = open_letter(refused, promotion.aucune.page, "Résultat : non-validation")
    assert holds(letter, "n’est acquise")
    partly = entrer(promotion.partielle.compte, **TELEPHONE)
    part(partly, promotion)
    return partly


def admitted(uimm, page, person):
    """R68: the number is in the letter; the UIMM prints it, and hands it over."""
    page.goto(f"{person.page}/certificats")
    number = NUMERO.search(page.locator("main").inner_text()).group()
    letter = open_letter(page, person.page, "Résultat : validation totale")
    assert holds(letter, number)
    uimm.goto(f"{person.page}/certificats")
    assert holds(download(uimm, "Certificat à imprimer"), number)
    pages.hand_over(uimm, person.page)
    page.goto(f"{person.page}/certificats")
    expect(page.locator("main")).to_contain_text("en main propre")


def part(page, promotion):
    """R66: the four informations; the same last day on the page."""
    person = promotion.partielle
    letter = open_letter(page, person.page, "Résultat : validation partielle")
    for words in (
        "Vous n’êtes pas admis(e).",
        *promotion.bloc,
        "un parcours de formation professionnelle, ou une nouvelle demande de VAE",
        "passeport d’orientation et de formation",
    ):
        assert holds(letter, words), words
    last = DERNIER.search(page.locator("main").inner_text()).group(1)
    assert holds(letter, f"déposez-la au plus tard le {last}")


def the_rest_is_taken_up_again(page, secretariat, portail, promotion):
    """R67, K0: deposited the next year, decided, validated: a certificate."""
    numero = pages.take_up_again(page)
    dossier = page.url.removesuffix("/recevabilite/recu")
    days = carry_to_the_gtp(portail, promotion, numero)
    laisser_passer(portail, days)
    desk = pages.check_the_pieces(secretariat)
    pages.validate_all(secretariat, desk)
    page.goto(f"{dossier}/certificats")
    assert NUMERO.search(page.locator("main").inner_text())
