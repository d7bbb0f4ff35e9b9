"""Getting in, by the links of real messages."""

import pytest
from playwright.sync_api import expect

from tests.parcours.comptes import (
    invite_staff,
    new_address,
    open_account_from,
    register_and_confirm,
    sign_in,
    sign_out,
)
from tests.services.smtp import link_of

UIMM = "UIMM Lyon (démonstration)"


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_candidate_registers_confirms_and_signs_in(
    ouvrir, portail, boite, javascript
):
    page = ouvrir(portail, java_script_enabled=javascript).page
    email = new_address("candidat")
    register_and_confirm(page, boite, email)
    sign_in(page, email)
    sign_out(page)


def test_an_administrateur_invites_a_responsable_who_invites_an_instructeur(
    ouvrir, portail, boite
):
    admin, responsable, instructeur = (new_address(n) for n in ("adm", "resp", "inst"))
    page = ouvrir(portail).page
    link = portail.command("administrateur", admin).strip()
    open_account_from(page, link, name="Ada Min")
    invite_staff(page, responsable, role="Responsable", uimm=UIMM)

    page = ouvrir(portail).page
    link = link_of(boite.wait(responsable, "invitation"))
    open_account_from(page, link, name="Rose Ponsable", quality="Responsable VAE")
    invite_staff(page, instructeur)

    page = ouvrir(portail).page
    link = link_of(boite.wait(instructeur, "invitation"))
    open_account_from(page, link, name="Inès Tructrice", quality="Instructrice VAE")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
