"""The registrations an administrateur records and corrects."""

from datetime import date

import pytest

from portal import clock
from portal.catalogue import services
from portal.catalogue.fichiers import read_folder
from portal.catalogue.models import Enregistrement
from tests.administration.outils import CMN, LISTE, events, send, typed, words
from tests.factories import make_certification, make_compte, make_dossier, make_uimm

CODE = "RNCP38620"
URL = f"{LISTE}/{CMN}/enregistrements/{CODE}"
NOUVEAU = f"{LISTE}/{CMN}/enregistrements/nouveau"
FIN = date(2099, 1, 31)


def test_a_recorded_end_opens_the_vae_at_once(admin, client, login, catalogue):
    """Section 0 rule 4: closed until an administrateur records a date."""
    public = f"/certifications/{CMN}"
    assert "n’est pas connue" in client.get(public).text

    assert send(admin, URL, fin=FIN).status_code == 303

    assert "Ouverte à la VAE jusqu’au 31 janvier 2099" in words(client.get(public))
    uimm = make_uimm(catalogue)
    candidat = login(make_compte(catalogue))
    begun = candidat.post(
        f"/dossiers/nouveau/{CMN}", data={"portee": "entier", "uimm": uimm.slug}
    )
    assert begun.status_code == 303, words(begun)


def test_who_changed_what_is_kept_and_shown(admin, catalogue):
    """Section 0 rule 4: by, at, before and after, and only what changed."""
    send(admin, URL, fin=FIN)
    send(admin, URL, fin=date(2098, 1, 31), intitule="Autre intitulé")

    first, second = events(catalogue)
    assert (first.enregistrement_code, first.avant) == (CODE, {"fin": None})
    assert first.apres == {"fin": "2099-01-31"}
    assert second.apres == {"fin": "2098-01-31", "intitule": "Autre intitulé"}
    shown = words(admin.get(f"{LISTE}/{CMN}"))
    assert "Date de fin : inconnue → 31 janvier 2099" in shown
    assert "Date de fin : 31 janvier 2099 → 31 janvier 2098" in shown
    assert "Inès Martin Enregistrement RNCP38620 corrigé" in shown


def test_sending_the_same_again_records_nothing(admin, catalogue):
    assert send(admin, URL).status_code == 303
    assert events(catalogue) == []


def test_a_recorded_date_may_be_given_back_to_the_unknown(admin, catalogue):
    """R11."""
    send(admin, URL, fin=FIN)
    send(admin, URL, **{"fin-jour": "", "fin-mois": "", "fin-annee": ""})
    assert events(catalogue)[-1].apres == {"fin": None}
    assert catalogue.get(Enregistrement, CODE).fin is None


def test_a_new_registration_is_added(admin, catalogue):
    """R11: its code may be typed with spaces and small letters."""
    answer = send(
        admin,
        NOUVEAU,
        code="rncp 50001",
        intitule="Un intitulé",
        effet=date(2026, 1, 1),
        benefice_texte="5 an(s)",
        benefice_mois="60",
    )
    assert answer.status_code == 303
    row = catalogue.get(Enregistrement, "RNCP50001")
    assert (row.certification_slug, row.fin, row.benefice_mois) == (CMN, None, 60)
    assert events(catalogue)[0].apres == {
        "intitule": "Un intitulé",
        "effet": "2026-01-01",
        "benefice_texte": "5 an(s)",
        "benefice_mois": 60,
    }
    assert "RNCP50001 ajouté" in words(admin.get(f"{LISTE}/{CMN}"))


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"code": ""}, "Indiquez le code de la fiche RNCP."),
        ({"code": "38620"}, "Écrivez RNCP suivi de chiffres"),
        ({"code": "RNCP٣"}, "Écrivez RNCP suivi de chiffres"),
        ({"code": "RNCP40906"}, "RNCP40906 est déjà enregistré"),
        ({"intitule": ""}, "Indiquez l’intitulé de la fiche."),
        ({"fin-jour": "31", "fin-mois": "2", "fin-annee": "2030"}, "n’existe pas"),
        ({"fin": date(2020, 1, 1)}, "La date de fin doit suivre la date d’effet"),
        ({"benefice_texte": "5 an(s)"}, "Écrivez aussi en mois"),
        ({"benefice_mois": "60"}, "Écrivez aussi les mots de la fiche"),
        ({"benefice_texte": "x", "benefice_mois": "cinq"}, "un nombre de mois"),
        ({"benefice_texte": "x", "benefice_mois": "0"}, "un nombre de mois"),
    ],
)
def test_what_was_typed_comes_back_with_a_sentence(admin, catalogue, over, sentence):
    """R11."""
    values = {"code": "RNCP50001", "intitule": "Tapé ici", "effet": date(2020, 1, 1)}
    answer = send(admin, NOUVEAU, **values | over)
    assert answer.status_code == 422
    assert sentence in words(answer)
    kept = over.get("intitule", "Tapé ici")
    assert f'value="{kept}"' in answer.text
    assert 'name="effet-annee" type="text" inputmode="numeric" value="2020"' in (
        answer.text
    )
    assert events(catalogue) == []


def test_the_code_of_a_registration_a_dossier_is_pinned_to_never_changes(
    admin, session
):
    """R13, R16: its dates may be corrected."""
    certification = make_certification(session, "cqpm")
    dossier = make_dossier(session, certification=certification)
    code = dossier.enregistrement_code
    url = f"{LISTE}/cqpm/enregistrements/{code}"
    assert "son code ne change plus" in words(admin.get(url))

    answer = send(admin, url, code="RNCP7", fin=FIN)

    assert answer.status_code == 303
    session.expire_all()
    assert session.get(Enregistrement, "RNCP7") is None
    assert session.get(Enregistrement, code).fin == FIN


def test_a_wrong_code_is_corrected_and_a_file_does_not_bring_it_back(admin, catalogue):
    send(admin, URL, fin=FIN)
    assert send(admin, URL, code="RNCP38621").status_code == 303
    catalogue.expire_all()
    services.load_catalogue(catalogue, read_folder())
    catalogue.commit()
    assert catalogue.get(Enregistrement, CODE) is None
    assert catalogue.get(Enregistrement, "RNCP38621").fin == FIN
    assert "Code : RNCP38620 → RNCP38621" in words(admin.get(f"{LISTE}/{CMN}"))


def test_a_registration_of_demonstration_is_marked_and_not_edited(admin, catalogue):
    """Section 0 rule 4."""
    services.open_demonstration(catalogue, on=clock.today())
    catalogue.commit()
    shown = words(admin.get(f"{LISTE}/{CMN}"))
    assert "Démonstration" in shown
    assert "Ne se modifie pas" in shown
    url = f"{LISTE}/{CMN}/enregistrements/DEMO-{CMN}"
    for answer in (admin.get(url), admin.post(url, data={"intitule": "x"})):
        assert answer.status_code == 409
        assert "Un enregistrement de démonstration ne se modifie pas" in answer.text


@pytest.mark.parametrize(
    "path", [f"{CMN}/enregistrements/RNCP40906", f"{CMN}/enregistrements/RNCP1", "x"]
)
def test_the_registration_of_another_certification_is_unknown(admin, catalogue, path):
    assert admin.get(f"{LISTE}/{path}").status_code == 404


def test_two_administrateurs_do_not_overwrite_each_other(admin, catalogue):
    late = typed(admin, URL, intitule="Tapé avant")
    send(admin, URL, fin=FIN)

    refused = admin.post(URL, data=late)

    assert refused.status_code == 409
    assert "a changé dans une autre fenêtre" in words(refused)
    assert "Date de fin, 31 janvier 2099" in words(refused)
    assert 'value="Tapé avant"' in refused.text
    assert len(events(catalogue)) == 1
    catalogue.expire_all()
    assert catalogue.get(Enregistrement, CODE).fin == FIN
