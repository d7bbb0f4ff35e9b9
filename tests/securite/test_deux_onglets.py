"""Two windows on one text: the second to save is shown both, and loses neither."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from sqlmodel import update

from portal import clock
from portal.dossiers.models import MembreJury, Preuve
from tests.securite.pages import PAGES, as_shown, form_with

# What the page holds and compares; who takes turns is the database's own tests.
pytestmark = pytest.mark.une_base


class Edition(NamedTuple):
    """What a person types there, and what else the form needs to be saved."""

    champ: str
    reste: dict[str, str] = {}


LE = clock.today() + timedelta(days=30)
DATE = {"le-jour": str(LE.day), "le-mois": str(LE.month), "le-annee": str(LE.year)}
EDITIONS = {
    "comptes.mon_compte": Edition("nom_affiche"),
    "administration.enregistrement": Edition("intitule"),
    "recevabilite.identite": Edition("prenoms"),
    "recevabilite.amenagement": Edition("demande"),
    "recevabilite.motivation": Edition("texte"),
    "recevabilite.activite": Edition("poste"),
    "recevabilite.repondre": Edition("reponse"),
    "instruction.piece": Edition("phrase", {"verdict": "r", "motif": "ILL"}),
    "instruction.preuve": Edition("phrase"),
    "jurys.membre": Edition("nom"),
    "jurys.ligne": Edition("raison_sociale", {"origine": "SL", "financement": "CVAE"}),
    "jurys.decision": Edition("commentaire"),
    # It puts the day of the jury off: after those of that day.
    "jurys.deplacer": Edition("lieu", {"motif": "La salle est prise."} | DATE),
    "gtp.transmission": Edition("lettre-constat", {"lettre-controle": "a_completer"}),
    "commissions.modifier": Edition("lieu"),
    "commissions.capacite": Edition("commentaire"),
    "preuves.modifier": Edition("titre"),
    "preuves.modifier_preuve": Edition("titre"),
    "preuves.remplacer": Edition("reponse"),
    "preuves.ecart": Edition("explication"),
}
PREMIER, SECOND = "Le texte du premier onglet", "Le texte du second onglet"
PARTI = {204, 303}


@pytest.mark.parametrize("etat", sorted({PAGES[e][1] for e in EDITIONS}))
def test_the_second_tab_is_shown_both_texts_and_loses_neither(ouvrir, session, etat):
    monde = None
    for endpoint in (e for e in EDITIONS if PAGES[e][1] == etat):
        client, url, monde = ouvrir(endpoint, monde)
        session.exec(update(Preuve).values(a_remplacer="Illisible."))
        session.exec(update(MembreJury).values(present=True))
        session.commit()
        edit_twice(client, url, endpoint)


def edit_twice(client, url, endpoint):
    edition = EDITIONS[endpoint]
    opened = form_with(client.get(url).text, edition.champ)
    assert send(client, url, opened, edition, PREMIER).status_code in PARTI, endpoint
    refused = send(client, url, opened, edition, SECOND)
    assert refused.status_code == 409, endpoint
    again = form_with(refused.text, edition.champ)
    assert SECOND in typed(again, edition), endpoint
    assert PREMIER in BeautifulSoup(refused.text, "html.parser").main.get_text()
    assert PREMIER in typed(form_with(client.get(url).text, edition.champ), edition)
    # Sent again from there, the second replaces the first knowingly.
    assert send(client, url, again, edition, SECOND).status_code in PARTI, endpoint
    assert SECOND in typed(form_with(client.get(url).text, edition.champ), edition)


def send(client, url, form, edition, words):
    data = as_shown(form) | edition.reste
    name = next(n for n in data if n.endswith(edition.champ))
    return client.post(
        form["action"] or url,
        data=data | {name: words},
        content_type=form.get("enctype", "application/x-www-form-urlencoded"),
    )


def typed(form, edition) -> str:
    return str([v for n, v in as_shown(form).items() if n.endswith(edition.champ)])


def test_a_renamed_file_says_both_titles(ouvrir):
    """Many on a page: the answer is a page of its own."""
    client, url, _monde = ouvrir("recevabilite.cv")
    titre = Edition("-nom")
    opened = form_with(client.get(url).text, titre.champ)
    assert send(client, url, opened, titre, PREMIER).status_code == 303
    refused = send(client, url, opened, titre, SECOND)
    assert refused.status_code == 409
    assert PREMIER in refused.text
    assert SECOND in refused.text
