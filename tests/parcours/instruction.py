"""What the UIMM does with a dossier, from its queue to the received preuves."""

import re

from playwright.sync_api import Page, expect

PIECES = ".pu-pieces a[href*='/pieces/']"


def open_dossier(page: Page, numero: str, *, tab: str = "Recevabilité") -> None:
    """From the queue, by its number, in the tab of its phase."""
    page.goto("/instruction/")
    tabs = page.get_by_role("navigation", name="Dossiers par phase")
    tabs.get_by_role("link", name=tab).click()
    expect(tabs.locator("[aria-current]")).to_contain_text(tab)
    page.get_by_role("searchbox", name="Rechercher").fill(numero)
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name=numero, exact=True).click()


def take_in_charge(page: Page, numero: str) -> None:
    open_dossier(page, numero)
    page.get_by_role("button", name="Prendre en charge").click()
    expect(page.get_by_label("Acceptée")).to_be_visible()


def judge_every_piece(page: Page, *, refuse: dict[str, str]) -> None:
    """Accept what is to be examined, but the pieces named: each with a sentence."""
    waiting = page.locator(PIECES).filter(has_text="À examiner")
    while left := waiting.count():
        waiting.first.click()
        title = page.locator("#titre-piece").inner_text().casefold()
        words = next((w for name, w in refuse.items() if name.casefold() in title), "")
        page.get_by_label("Refusée" if words else "Acceptée", exact=True).check()
        if words:
            page.get_by_label("Motif du refus").select_option(index=0)
            page.get_by_label("Ce qu’il faut corriger").fill(words)
        page.get_by_role("button", name="Enregistrer, pièce suivante").click()
        expect(waiting).to_have_count(left - 1)


def ask_for_the_refused_pieces(page: Page) -> None:
    page.get_by_role("link", name="Demander des pièces (1)").click()
    expect(page.get_by_role("img", name="Lettre, page 1")).to_be_visible()
    page.get_by_role("button", name="Envoyer la demande de pièces").click()
    expect_done(page, "La demande de pièces est envoyée.")


def verify_identity(page: Page) -> None:
    page.get_by_label("Identité vérifiée").check()
    page.get_by_role("button", name="Enregistrer la vérification").click()
    expect_done(page, "L’identité est vérifiée.")


def give_avis(page: Page, avis: str, *, motivation: str = "") -> None:
    """Choose, read the letter as it will be sent, send it."""
    page.get_by_role("link", name="Rendre l’avis").click()
    page.get_by_label(re.compile(f"[-–] avis {avis}")).check()
    if motivation:
        page.get_by_label("Autre motif").fill(motivation)
    page.get_by_role("button", name="Relire la lettre").click()
    expect(page.get_by_role("img", name="Lettre, page 1")).to_be_visible()
    expect(page.get_by_label(re.compile(f"[-–] avis {avis}"))).to_be_checked()
    page.get_by_role("button", name=f"Émettre l’avis {avis}").click()
    expect_done(page, f"L’avis {avis} est émis.")


def take_back_the_avis(page: Page, reason: str) -> None:
    page.get_by_role("link", name="Revenir sur l’avis").click()
    page.get_by_label("Motif").fill(reason)
    page.get_by_role("button", name="Relire la lettre").click()
    page.get_by_role("button", name="Annuler l’avis").click()
    expect_done(page, "L’avis est annulé")


def receive_preuves(page: Page, numero: str) -> None:
    open_dossier(page, numero, tab="Dossier de preuves")
    page.get_by_role("button", name="Recevoir le dossier de preuves").click()


def expect_done(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)
