"""A passkey, from its first day to its use, in a real browser."""

from playwright.sync_api import Page, expect

from portal.droit.workflow import Etat
from tests.parcours.comptes import expect_heading, sign_out
from tests.parcours.monde import Qui

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def hold_device(page: Page):
    """A device of Chromium's own that answers for its person."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    found = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, found["authenticatorId"]


def test_a_passkey_is_added_then_opens_the_account(ouvrir, portail, mondes, visiter):
    monde = mondes(Etat.BROUILLON)
    fenetre = ouvrir(portail)
    page = visiter(fenetre, monde, Qui.AUTRE_CANDIDAT, "facteurs.nouvelle_cle")
    device, id_ = hold_device(page)

    page.get_by_label("Nom de cette clé").fill("Téléphone")
    page.get_by_role("button", name="Ajouter cette clé").click()
    expect_heading(page, "Vos codes de secours")
    sign_out(page)

    page.goto("/connexion")
    page.get_by_role("link", name="Se connecter avec une clé d’accès").click()
    finger = {"authenticatorId": id_, "isUserVerified": False}
    device.send("WebAuthn.setUserVerified", finger)
    page.get_by_role("button", name="Utiliser ma clé").click()
    expect(page.get_by_role("alert")).to_contain_text("pas donné de réponse")
    device.send("WebAuthn.setUserVerified", finger | {"isUserVerified": True})
    page.get_by_role("button", name="Utiliser ma clé").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
