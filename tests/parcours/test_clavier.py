"""Without a mouse: each thing is reached in order, is seen, and works."""

import pytest
from playwright.sync_api import expect

from portal.droit.workflow import Etat
from tests.parcours.comptes import PASSWORD, new_address, register_and_confirm
from tests.parcours.monde import Qui
from tests.parcours.routes import ROUTES

MANY = 60


def test_sign_in_needs_only_the_keyboard(ouvrir, portail, boite):
    page = ouvrir(portail).page
    email = new_address("clavier")
    register_and_confirm(page, boite, email)
    page.goto("/connexion")
    reach(page, "input[name=email]")
    page.keyboard.type(email)
    reach(page, "input[name=password]")
    page.keyboard.type(PASSWORD)
    reach(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def test_a_deposit_needs_only_the_keyboard(ouvrir, portail, mondes, visiter):
    """The box, the signature, then « Déposer ma demande »; nothing is skipped."""
    monde = mondes(Etat.BROUILLON)
    page = visiter(ouvrir(portail), monde, Qui.CANDIDAT, "recevabilite.verifier")
    reach(page, "input[name=atteste]")
    page.keyboard.press("Space")
    reach(page, "input[name=nom]")
    page.keyboard.type("Anne-Marie Lefèvre")
    reach(page, "main form button:has-text('Déposer ma demande')")
    expect(page.get_by_label("J’ai lu cette attestation")).to_be_checked()


def test_the_first_tab_skips_to_the_content(ouvrir, portail):
    page = ouvrir(portail).page
    page.goto("/connexion")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu principal")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


@pytest.mark.parametrize(
    ("endpoint", "target"),
    [
        ("recevabilite.cv", "input[type=file]"),
        ("instruction.piece", "input[value=a]"),
        ("preuves.joindre", "input[type=file]"),
    ],
)
def test_the_main_action_is_reached_by_tab(
    ouvrir, portail, mondes, visiter, endpoint, target
):
    qui, etat = ROUTES[endpoint].visites()[0]
    page = visiter(ouvrir(portail), mondes(etat), qui, endpoint)
    reach(page, target)


def reach(page, selector) -> None:
    """Press Tab until there, the focus being visible at each stop."""
    target = page.locator(selector).first
    for _press in range(MANY):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate(
            "document.activeElement.outerHTML"
        )
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{selector} is not within {MANY} tabs")


# Whether anything drawn around the focused element changes when it loses the focus.
FOCUS_IS_SEEN = """() => {
  const here = document.activeElement;
  if (here === document.body || here.tagName === "IFRAME") return true;
  const near = [here, here.parentElement, here.previousElementSibling,
    here.nextElementSibling].filter(Boolean);
  const look = () => near.flatMap((one) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part);
    return [style.outline, style.boxShadow, style.background, style.border].join();
  })).join();
  const focused = look();
  here.blur();
  const seen = look() !== focused;
  here.focus();
  return seen;
}"""
