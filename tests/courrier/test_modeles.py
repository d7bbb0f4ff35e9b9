"""The words of the mails."""

import re

import pytest

from portal.config import ROOT
from portal.courrier.annonces import ANNONCES
from portal.courrier.mailer import write
from portal.droit.workflow import Acte
from portal.jobs.reminders import MODELES, MODELES_JURY
from tests.courrier import golden
from tests.courrier.golden import DONNEES, GOLDEN

BASE = "https://vae.exemple.fr"


@pytest.mark.parametrize("modele", golden.names())
def test_a_mail_reads_as_agreed(modele):
    assert golden.mail(modele) == (GOLDEN / "courriels" / f"{modele}.txt").read_text()


@pytest.mark.parametrize("modele", golden.names())
def test_a_mail_says_what_to_do_and_gives_its_link(modele):
    message = write(modele, DONNEES, BASE)
    assert message.sujet
    assert len(message.sujet) <= 78
    if modele in golden.SANS_COMPTE:
        assert DONNEES["contact"] in message.texte
    elif modele in golden.SANS_PAGE:
        assert "flask --app wsgi " in message.texte
    else:
        assert f"{BASE}/dossiers/0b5e\n" in message.texte


@pytest.mark.parametrize("modele", golden.names())
def test_a_mail_is_typeset_in_french(modele):
    text = golden.mail(modele)
    assert "'" not in text
    assert not re.search(r" [;?!»]| :|« ", text)
    assert not re.search(r"\b(tu|ton|tes)\b", text)


def test_golden_holds_no_mail_that_is_gone():
    kept = {path.stem for path in (GOLDEN / "courriels").iterdir()}
    assert kept == set(golden.names())


def test_every_announcement_and_reminder_has_its_template():
    named = {modele for roles in ANNONCES.values() for modele in roles.values()}
    named |= {modele for pair in MODELES.values() for modele in pair if modele}
    named |= set(MODELES_JURY)
    assert named <= set(golden.names())


@pytest.mark.parametrize(
    "acte", [a for a in Acte if "suivi_accompagnateur" in ANNONCES[a].values()]
)
def test_the_accompagnateur_is_told_what_happened(acte):
    text = write("suivi_accompagnateur", DONNEES | {"acte": acte.value}, BASE).texte
    assert len(text.splitlines()[2]) > 20


def test_a_withdrawn_draft_has_no_number():
    message = write("retire", DONNEES | {"numero": None}, BASE)
    assert message.sujet == "Votre brouillon\u00a0: retrait enregistré"
    assert "None" not in message.texte


def test_one_comment_is_singular():
    message = write("commentaires", DONNEES | {"nombre": 1, "liens": ["/x"]}, BASE)
    assert message.sujet == "1\u00a0commentaire à lire"
    assert "Un commentaire vous attend." in message.texte


def test_the_templates_have_no_name_of_their_own_for_the_portal():
    """Links follow the setting, never the Host header of a request."""
    texts = [path.read_text() for path in (ROOT / "templates/courriels").iterdir()]
    assert not [text for text in texts if "http" in text]
