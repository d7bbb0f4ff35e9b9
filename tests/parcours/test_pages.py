"""Every page of every role, on a screen and on a phone: what a reader meets."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from portal.droit.workflow import Etat
from tests.parcours.monde import Qui
from tests.parcours.routes import ACTE, ROUTES

WIDTHS = (1280, 375)
TITLE = " – Passerelle VAE"
NOT_FRENCH = re.compile(
    r"\b(Submit|Error|Delete|Cancel|Save|Search|Next|Previous|Back|Close|Log ?(in|out)"
    r"|Sign ?(in|out|up)|Upload|Download|Edit|Password|Required|Invalid|Not found"
    r"|Forbidden|Home|Settings|Loading|None|True|False|undefined|null"
    r"|the|and|with|your|please|must|choose|field|this)\b|\{\{|\}\}|&nbsp;"
)
VISITES = [
    pytest.param(endpoint, qui, etat, id=f"{qui}-{endpoint}-{etat}".replace("é", "e"))
    for endpoint, regle in ROUTES.items()
    for qui, etat in regle.visites()
]
ERREURS = [
    ("/nulle-part", Qui.ANONYME, 404),
    ("/invitation/perdue", Qui.ANONYME, 404),
    ("/instruction/", Qui.CANDIDAT, 403),
    ("/dossiers/{id_}/completer/{piece_id}", Qui.CANDIDAT, 409),
]


def test_every_page_is_visited_or_says_why_not(built_app):
    readable = {
        rule.endpoint
        for rule in built_app.url_map.iter_rules()
        if "GET" in rule.methods
    }
    assert {name for name, regle in ROUTES.items() if regle.page != ACTE} == readable
    assert {e for e, r in ROUTES.items() if not r.page and not r.visites()} == set()


@pytest.mark.parametrize(("endpoint", "qui", "etat"), VISITES)
def test_a_page_reads_well_for_everyone(
    ouvrir, portail, mondes, visiter, endpoint, qui, etat
):
    check(visiter(ouvrir(portail), mondes(etat), qui, endpoint))


@pytest.mark.parametrize(("url", "qui", "status"), ERREURS)
def test_an_error_reads_well_for_everyone(ouvrir, portail, mondes, url, qui, status):
    monde = mondes(Etat.DEPOSE)
    fenetre = ouvrir(portail)
    fenetre.sign_in(monde.comptes.get(qui))
    answer = fenetre.page.goto(url.format(**monde.valeurs))
    assert answer.status == status
    check(fenetre.page)


@pytest.mark.parametrize(
    ("endpoint", "button"),
    [
        ("security.login", "Se connecter"),
        ("security.register", "Créer mon compte"),
        ("accompagnement.inviter", "Envoyer l’invitation"),
        ("recevabilite.nouvelle_activite", "Enregistrer et continuer"),
        ("preuves.nouvelle", "Enregistrer et choisir"),
        ("instruction.avis", "Relire la lettre"),
        ("instruction.prolonger", "Prolonger le délai"),
        ("commissions.nouvelle", "Enregistrer la séance"),
        ("administration.nouvel_enregistrement", "Enregistrer"),
        ("administration.etat", "Enregistrer la décision"),
    ],
)
def test_a_form_sent_empty_reads_well_for_everyone(
    ouvrir, portail, mondes, visiter, endpoint, button
):
    qui, etat = ROUTES[endpoint].visites()[0]
    page = visiter(ouvrir(portail), mondes(etat), qui, endpoint)
    for field in page.locator("main form input[type=text]").all():
        field.fill("")
    page.get_by_role("button", name=button).click()
    page.get_by_text("Il y a un problème").wait_for()
    assert page.title().startswith("Erreur : ")
    check(page)


def check(page) -> None:
    assert page.title().endswith(TITLE)
    assert page.locator("h1").count() == 1
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == [], f"axe at {width} px"
    across = page.evaluate("document.documentElement.scrollWidth")
    assert across <= WIDTHS[-1], f"{across} px wide on a phone"
    words = NOT_FRENCH.findall(page.locator("body").inner_text())
    assert words == []


def violations(page) -> list[str]:
    run = "() => axe.run({resultTypes: ['violations']}).then(r => r.violations)"
    found = page.evaluate(run)
    return [
        f"{each['id']} {node['target']} {node['html'][:120]}"
        for each in found
        for node in each["nodes"]
    ]
