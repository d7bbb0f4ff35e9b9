"""The dossier de preuves, as its author writes it and deposits it."""

from playwright.sync_api import Page, expect

from tests.parcours.comptes import expect_heading
from tests.parcours.demande import fill

FIRST = {
    "Titre de la situation": "Étude d’un carter de réducteur",
    "Le contexte": "Un client demande un carter plus léger de 20 %.",
    "Votre rôle": "Conceptrice de la pièce.",
    "Ce que vous avez fait": "J’ai modélisé le carter et vérifié ses efforts.",
    "Le résultat": "Le carter pèse 22 % de moins.",
}
SECOND = {
    "Titre de la situation": "Dossier de plans d’une presse",
    "Ce que vous avez fait": "J’ai établi les plans et la nomenclature.",
}
CAPACITES = ".govuk-checkboxes:not(.govuk-checkboxes--small) > * > input[name=codes]"


def open_preuves(page: Page, dossier: str) -> None:
    page.goto(dossier)
    page.locator("main").get_by_role(
        "link", name="Dossier de preuves", exact=True
    ).click()
    expect_heading(page, "Dossier de preuves")


def tell_situation(
    page: Page, texts: dict[str, str], *, first: int, last: int | None
) -> None:
    """Tell it and tick the capacités it shows, from rank `first` to `last`."""
    link = page.get_by_role("link", name="situation")
    link.filter(has_text="première").or_(
        link.filter(has_text="Ajouter une")
    ).first.click()
    fill(page, texts)
    page.get_by_role("button", name="Enregistrer et choisir").click()
    expect_heading(page, "Quelles capacités")
    for box in page.locator(CAPACITES).all()[first:last]:
        box.check()
    page.get_by_role("button", name="Enregistrer").click()
    expect_heading(page, texts["Titre de la situation"])


def join_files(page: Page, *documents: dict) -> None:
    page.get_by_role("link", name="Ajouter une preuve").click()
    for box in page.locator("input[name=codes]").all():
        box.check()
    page.locator("input[type=file]").set_input_files(list(documents))
    page.get_by_role("button", name="Ajouter les fichiers choisis").click()
    for one in documents:
        titre = one["name"].partition(".")[0]
        expect(page.get_by_role("link", name=titre).first).to_be_visible()


def write_text(page: Page, titre: str, texte: str) -> None:
    page.get_by_role("link", name="Écrire une preuve en ligne").click()
    for box in page.locator("input[name=codes]").all():
        box.check()
    fill(page, {"Titre de la preuve": titre, "Votre texte": texte})
    page.get_by_role("button", name="Ajouter cette preuve").click()
    expect(page.get_by_text(texte)).to_be_visible()


def deposit(page: Page, dossier: str) -> None:
    open_preuves(page, dossier)
    page.get_by_role("link", name="Vérifier et déposer").click()
    page.get_by_role("button", name="Déposer mon dossier de preuves").click()
    expect_heading(page, "Votre dossier de preuves est déposé")
