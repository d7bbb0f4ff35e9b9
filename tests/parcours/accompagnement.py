"""Inviting somebody, accepting, talking about the preuves."""

from playwright.sync_api import Page, expect

from tests.parcours.comptes import PASSWORD


def invite(page: Page, dossier: str, email: str) -> None:
    page.goto(dossier)
    page.locator("main").get_by_role("link", name="Être accompagné").click()
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.locator("#messages")).to_contain_text("Une invitation part vers")


def accept(page: Page, link: str, *, name: str) -> None:
    page.goto(link)
    page.get_by_label("Prénom et nom").fill(name)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir mon compte et accepter").click()
    expect(page.get_by_text("Vous lisez et commentez.")).to_be_visible()


def comment(page: Page, about: str, words: str) -> None:
    """From the reading page of the one who accompanies."""
    page.goto("/accompagnement/")
    page.locator(".pu-cand a").first.click()
    thread = page.locator("section[aria-labelledby$=-sur]").filter(has_text=about).first
    thread.locator("summary").filter(has_text="Commenter").click()
    thread.get_by_label("Votre commentaire").fill(words)
    thread.get_by_role("button", name="Envoyer mon commentaire").click()
    expect(page.get_by_text(words)).to_be_visible()


def answer(page: Page, dossier: str, comment: str, words: str) -> None:
    page.goto(dossier)
    page.locator("main").get_by_role(
        "link", name="Dossier de preuves", exact=True
    ).click()
    page.locator("#situations a").first.click()
    page.get_by_role("link", name="Lire et écrire sur cette situation").click()
    expect(page.get_by_text(comment)).to_be_visible()
    reply = page.get_by_label("Votre réponse")
    if not reply.is_visible():
        page.locator("summary").filter(has_text="Répondre").click()
    reply.fill(words)
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_text(words)).to_be_visible()
