"""What the UIMM and the GTP do, from the commission to the certificate."""

from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.parcours import demande
from tests.parcours.fichiers import document
from tests.parcours.instruction import expect_done

LIEU = "60 avenue Jean-Mermoz, 69008 Lyon"


def date_of(place: Page | Locator, le: date) -> None:
    for label, value in (("Jour", le.day), ("Mois", le.month), ("Année", le.year)):
        place.get_by_label(label, exact=True).fill(str(value))


def click(target: Locator) -> None:
    """Once it is there, on a page not wider than its window: the titles are real."""
    across = target.evaluate("e => e.ownerDocument.documentElement.scrollWidth")
    page = target.page
    assert across <= page.viewport_size["width"], f"{page.url}: {across} px across"
    target.click()


def press(page: Page, name: str) -> None:
    click(page.get_by_role("button", name=name))


def follow(place: Page | Locator, name: str, *, exact: bool = False) -> None:
    click(place.get_by_role("link", name=name, exact=exact).first)


def create_session(page: Page, le: date) -> str:
    """With two members; its address."""
    page.goto("/commissions")
    follow(page, "Nouvelle séance")
    date_of(page, le)
    page.get_by_label("Heure", exact=True).fill("9 h")
    page.get_by_label("Lieu").fill(LIEU)
    page.get_by_label("Présidence : nom").fill("Camille Dupré")
    page.get_by_label("Présidence : qualité").fill("Responsable VAE")
    press(page, "Enregistrer la séance")
    add_member(page, "Lucie Ferrand")
    follow(page, "Ajouter un membre")
    add_member(page, "Karim Haddad")
    return page.url


def add_member(page: Page, nom: str) -> None:
    page.get_by_label("Nom et prénom").fill(nom)
    page.get_by_label("Qualité").fill("Cheffe d’atelier")
    page.get_by_label("Adresse e-mail").fill(f"{nom.split()[0].lower()}@exemple.fr")
    press(page, "Ajouter")
    expect(page.locator("#titre-membres")).to_be_visible()


def plan(page: Page, seance: str, numero: str, heure: str) -> None:
    page.goto(seance)
    follow(page, "Programmer un entretien")
    follow(page, numero, exact=True)
    page.get_by_label("Heure de l’entretien").fill(heure)
    blocs = page.get_by_role("group").filter(has=page.get_by_role("radio"))
    for n in range(blocs.count()):
        blocs.nth(n).get_by_role("radio").first.check()
    press(page, "Programmer et envoyer la convocation")
    expect_done(page, "est convoqué")


def fill_the_grid(page: Page, seance: str, nom: str, found: dict[str, bool]) -> None:
    """One page for each capacité, then the president's conclusions."""
    page.goto(seance)
    follow(page, nom)
    follow(page, "Remplir la grille")
    for code, acquise in found.items():
        expect(page.locator("#cap")).to_contain_text(f"{code}.")
        page.get_by_label("Acquise" if acquise else "Non acquise", exact=True).check()
        if not acquise:
            page.get_by_label("Commentaire").fill("À montrer sur un cas complet.")
        press(page, "Enregistrer et continuer")
    follow(page, "Rendre les conclusions")
    press(page, "Rendre ces conclusions")
    expect_done(page, "Les conclusions sont remises au jury")


def note_absent(page: Page, seance: str, nom: str, motif: str) -> None:
    page.goto(seance)
    follow(page, nom)
    follow(page, "Absence, ou entretien remis")
    page.get_by_label("La personne était absente").check()
    page.get_by_role("textbox", name="Raison").fill(motif)
    press(page, "Remettre à un autre jour")
    expect(page.locator("main")).to_contain_text("À programmer de nouveau")


def create_jury(page: Page, le: date) -> str:
    """Unions asked, one member of each side, CPREFP told, members convened."""
    page.goto("/jurys")
    follow(page, "Nouveau jury")
    date_of(page, le)
    page.get_by_label("Heure").fill("14 h 00")
    page.get_by_label("Lieu").fill(LIEU)
    press(page, "Fixer le jury")
    jury = page.url
    press(page, "Demander les désignations")
    page.get_by_role("button", name="Réponse reçue").first.click()
    compose(page, jury)
    follow(page, "Noter ce qui a été transmis")
    page.get_by_label("La liste des membres").check()
    page.get_by_label("Le calendrier").check()
    press(page, "Noter l’information")
    follow(page, "Relire et envoyer les convocations")
    press(page, "Envoyer les 2 convocations")
    return jury


def compose(page: Page, jury: str) -> None:
    follow(page.locator("section", has=page.locator("#employeurs")), "Ajouter")
    page.get_by_label("Prénom et nom").fill("Paul Garnier")
    page.get_by_label("Préside le jury").check()
    press(page, "Enregistrer")
    expect(page.locator("main")).to_contain_text("Paul Garnier")
    follow(page.locator("section", has=page.locator("#salaries")), "Ajouter")
    page.get_by_label("Prénom et nom").fill("Nadia Roche")
    page.get_by_label("Adresse électronique").fill("nadia.roche@exemple.fr")
    press(page, "Enregistrer")
    expect(page).to_have_url(jury)


def put_on_the_jury(page: Page, jury: str, numeros: list[str]) -> None:
    """With the line of each in the procès-verbal."""
    page.goto(jury)
    follow(page, "Inscrire des dossiers")
    for numero in numeros:
        page.get_by_label(numero).check()
    press(page, "Inscrire à ce jury")
    for _ in numeros:
        follow(page, "Compléter")
        page.get_by_label("Dispositif de financement").select_option(index=7)
        press(page, "Enregistrer")


def deliberate(page: Page, jury: str, number: int) -> None:
    """Everybody came; the jury follows the commission; the sheet is filed."""
    page.goto(jury)
    follow(page, "Enregistrer la délibération")
    for name in ("Paul Garnier", "Nadia Roche"):
        page.get_by_label(name).check()
    press(page, "Enregistrer les présences")
    for _ in range(number):
        follow(page, "Décider")
        press(page, "Enregistrer la décision")
    send_file(page, document("Émargement signé.jpg"))
    press(page, f"Délibérer : {number} décisions")
    expect_done(page, "Le jury a délibéré")


def send_file(page: Page, one: dict, name: str = "Envoyer le fichier choisi") -> None:
    page.locator("input[type=file]").set_input_files([one])
    press(page, name)
    expect(page.get_by_role("link", name=one["name"])).to_be_visible()


def transmit(page: Page, jury: str) -> None:
    page.goto(jury)
    follow(page, "Transmission au GTP")
    for titre, nom in (("Extrait", "Extrait CPREFP.pdf"), ("Procès", "PV signé.pdf")):
        page.get_by_role("link", name=f"Joindre : {titre}").click()
        send_file(page, document(nom, len(titre)), "Joindre le fichier choisi")
    press(page, "Transmettre")
    expect(page.locator("main")).to_contain_text("En cours d’examen")


def check_the_pieces(page: Page) -> str:
    """All conformes, at the GTP's desk; its address."""
    page.goto("/gtp/")
    page.locator("#file tbody a").first.click()
    page.wait_for_url("**/gtp/*-*")
    desk = page.url
    for rank in range(4):
        piece = page.locator(".pu-chk > li").nth(rank)
        piece.get_by_label("Conforme", exact=True).check()
        piece.get_by_role("button").click()
        expect(page.locator("#pieces").locator("..")).to_contain_text(
            f"{rank + 1} pièce"
        )
    return desk


def ask(page: Page, question: str) -> None:
    page.get_by_label("Question à l’UIMM").fill(question)
    press(page, "Demander le complément")
    expect(page.locator("main")).to_contain_text("Réponse attendue")


def answer(page: Page, jury: str, words: str) -> None:
    page.goto(jury)
    follow(page, "Transmission au GTP")
    follow(page, "Répondre à la question")
    page.get_by_label("Votre réponse").fill(words)
    press(page, "Envoyer la réponse")
    expect(page.locator("main")).to_contain_text(words)


def validate_all(page: Page, desk: str) -> None:
    page.goto(desk)
    page.locator("form[action$='/valider'] button").first.click()
    expect(page.locator("main")).to_contain_text("Toutes les décisions sont validées")


def hand_over(page: Page, dossier: str) -> None:
    page.goto(f"{dossier}/certificats")
    follow(page, "Noter la remise")
    page.get_by_label("En main propre").check()
    press(page, "Noter la remise")
    expect_done(page, "est notée")


def take_up_again(page: Page) -> str:
    """From « Mes acquis » to a new deposit; its number."""
    page.goto("/mes-acquis")
    follow(page, "Reprendre pour le reste")
    press(page, "Commencer cette demande")
    follow(page, "Continuer")
    demande.write_cv_and_letter(page)
    follow(page, "Continuer")
    demande.join_proofs(page)
    numero, _limite = demande.deposit(page)
    return numero
