"""What a candidate does, page by page, until the deposit."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.parcours.comptes import expect_heading
from tests.parcours.fichiers import document

CQPM = "Concepteur modélisateur numérique de produits ou de systèmes mécaniques"
NUMBER = re.compile(r"VAE-\d{4}-\w+-\d+")
LIMIT = re.compile(r"répond au plus tard le ([\w\xa0 ]+\d{4})")
LETTER = (
    "Je modélise des pièces depuis huit ans et souhaite faire reconnaître ce métier."
)
IDENTITY = {
    "Nom de naissance": "Lefèvre",
    "Prénoms": "Anne-Marie",
    "Jour": "14",
    "Mois": "5",
    "Année": "1987",
    "Commune de naissance": "Roanne",
    "Département de naissance": "42",
    "Pays de naissance": "France",
    "Numéro et rue": "12 rue des Forges",
    "Code postal": "69100",
    "Ville": "Villeurbanne",
    "Téléphone": "06 12 34 56 78",
}
EXPERIENCE = {
    "Poste ou rôle": "Dessinatrice",
    "Heures par semaine": "35",
    "Entreprise ou organisme": "Ateliers du Rhône",
    "Son activité principale": "Mécanique de précision",
    "Ce que vous y faites, en quelques lignes": "Conception de pièces et de plans.",
}


def begin(page: Page, titre: str) -> None:
    """From the public list to the task list of a new request."""
    page.goto("/certifications")
    page.get_by_role("link", name=titre).first.click()
    page.get_by_role("link", name="Commencer une demande").click()
    page.get_by_label("Votre département", exact=True).fill("69")
    page.get_by_role("button", name="Commencer ma demande").click()
    expect_heading(page, "Votre demande de recevabilité")


def fill_every_page(page: Page) -> None:
    """Each page leads to the next one, from the task list to « Vérifiez »."""
    page.get_by_role("link", name="Continuer").click()
    fill(page, IDENTITY)
    page.get_by_label("Pays", exact=True).fill("France")
    page.get_by_label("En emploi").check()
    go_on(page)
    page.get_by_label("De quel aménagement").fill("Une salle accessible.")
    go_on(page)
    write_cv_and_letter(page)
    add_experience(page)
    page.get_by_role("link", name="Continuer").click()
    join_proofs(page)


def write_cv_and_letter(page: Page) -> None:
    send(page, document("CV Anne-Marie Lefèvre.pdf"))
    go_on(page)
    page.get_by_label("Votre lettre").fill(LETTER)
    go_on(page)


def join_proofs(page: Page) -> None:
    """Identity, diploma, then what proves the one experience."""
    send(page, document("carte recto.jpg"), document("carte verso.jpg", 1))
    go_on(page)
    send(page, document("BTS.png"))
    go_on(page)
    page.get_by_label("Expérience que").select_option(index=1)
    send(page, document("contrat.pdf", 1), document("certificat de travail.pdf", 2))
    go_on(page)


def add_experience(page: Page) -> None:
    page.get_by_role("link", name="Ajouter une expérience").click()
    fill(page, EXPERIENCE)
    start = page.get_by_role("group", name="Début")
    fill(start, {"Mois": "9", "Année": "2018"})
    page.get_by_label("Je l’exerce encore").check()
    page.get_by_label("CDI").check()
    go_on(page)


def deposit(page: Page) -> tuple[str, str]:
    """Sign and deposit: the number of the dossier, and when the UIMM must answer."""
    expect_heading(page, "Vérifiez vos réponses")
    page.get_by_label("J’ai lu cette attestation").check()
    page.get_by_label("Vos prénom et nom").fill("Anne-Marie Lefèvre")
    page.get_by_role("button", name="Déposer ma demande").click()
    expect_heading(page, "Votre demande est déposée")
    words = page.locator("main").inner_text()
    return NUMBER.search(words).group(), LIMIT.search(words).group(1)


def fill(place: Page | Locator, values: dict[str, str]) -> None:
    for label, value in values.items():
        exact = re.compile(rf"^{re.escape(label)}( \(facultatif\))?$")
        place.get_by_label(exact).fill(value)


def go_on(page: Page) -> None:
    """To the next page; htmx leaves this one a moment after the click."""
    here = page.url
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url(lambda url: url != here)


def send(page: Page, *documents: dict) -> None:
    """Choose files, send them, and see each one listed."""
    page.locator("input[type=file]").set_input_files(list(documents))
    page.get_by_role("button", name="Envoyer le").click()
    for one in documents:
        expect(page.get_by_role("link", name=one["name"])).to_be_visible()


def complete(page: Page, dossier: str, piece: str, new: dict) -> None:
    """Replace the one refused piece, then send back."""
    page.goto(dossier)
    page.get_by_role("link", name="Demande de recevabilité").click()
    expect_heading(page, "L’UIMM vous demande de remplacer 1")
    page.get_by_role("link", name=piece).click()
    page.locator("input[type=file]").set_input_files([new])
    page.get_by_role("button", name="Envoyer le fichier choisi").click()
    expect(page.get_by_text(f"Nouveau document : {new['name']}")).to_be_visible()
    page.get_by_role("button", name="Renvoyer à l’UIMM").click()
    expect(page.locator("#messages")).to_contain_text("Vos pièces sont envoyées")
