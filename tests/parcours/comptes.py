"""What people do to get in: register, confirm, accept an invitation, sign in."""

from itertools import count

from playwright.sync_api import Page, expect

from tests.services.smtp import Boite, link_of

PASSWORD = "Trois-ponts-sur-le-Rhone"
rank = count(1)


def new_address(name: str) -> str:
    """Stories share one portal: each person is new there."""
    return f"{name}{next(rank)}@exemple.fr"


def register_and_confirm(page: Page, boite: Boite, email: str) -> None:
    page.goto("/inscription")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    expect_heading(page, "Consultez votre messagerie")
    page.goto(link_of(boite.wait(email, "Confirmez votre adresse")))
    page.get_by_role("button", name="Confirmer mon adresse").click()
    expect(page.locator("#messages")).to_contain_text("Votre adresse est confirmée")


def sign_in(page: Page, email: str) -> None:
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_have_count(0)


def invite_staff(page: Page, email: str, *, role: str = "", uimm: str = "") -> None:
    page.goto("/comptes/inviter")
    page.get_by_label("Adresse électronique").fill(email)
    if role:
        page.get_by_label(role).check()
    if uimm:
        page.get_by_label("UIMM territoriale", exact=True).select_option(label=uimm)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.locator("#messages")).to_contain_text("Une invitation part vers")


def open_account_from(
    page: Page, link: str, *, name: str, quality: str | None = None
) -> None:
    """Follow the link of an invitation to an account of one's own."""
    page.goto(link)
    page.get_by_label("Prénom et nom").fill(name)
    if quality:
        page.get_by_label("Fonction").fill(quality)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir mon compte").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def expect_heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
