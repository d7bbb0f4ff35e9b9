"""The unions of a territory, loaded by an administrator (R40)."""

import pytest
from sqlmodel import select

from portal.catalogue.fichiers import CatalogueInvalide
from portal.catalogue.models import Uimm
from portal.certification.jury.organisations import DEMONSTRATION, read_organisations
from portal.certification.jury.services.organisations import load_organisations
from portal.dossiers.models import Organisation
from tests.factories import make_uimm

ENTETE = "slug;uimm;nom;email;active;demonstration"
LIGNE = "os-1;uimm-lyon;Organisation 1;os1@exemple.fr;oui;non"


def file_of(tmp_path, *lines):
    path = tmp_path / "organisations.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_the_demonstration_s_are_marked_as_such():
    lues = read_organisations(DEMONSTRATION)
    assert len(lues) == 8
    assert all("(démonstration)" in lue.nom for lue in lues)
    assert all(lue.email.endswith("exemple.fr") for lue in lues)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (LIGNE.replace("os-1", "OS 1"), "ligne 2\u00a0: slug"),
        (LIGNE.replace("os1@", "os1"), "email\u00a0: adresse invalide"),
        (LIGNE.replace("Organisation 1", " "), "nom\u00a0: texte vide"),
        (LIGNE.replace(";oui;non", ";peut-être;non"), "active\u00a0: oui ou non"),
        (LIGNE.replace(";oui;non", ";oui;oui"), "(démonstration)"),
        (LIGNE + ";de trop", "6 colonnes attendues"),
        (f"{LIGNE}\n{LIGNE}", "os-1 est donné deux fois"),
    ],
)
def test_a_fault_is_said_with_its_line(tmp_path, line, words):
    with pytest.raises(CatalogueInvalide) as refused:
        read_organisations(file_of(tmp_path, ENTETE, line))
    assert words in str(refused.value)


def test_another_heading_is_refused(tmp_path):
    with pytest.raises(CatalogueInvalide):
        read_organisations(file_of(tmp_path, "slug;nom", "os-1;Organisation 1"))


def test_loading_again_updates_and_keeps_what_juries_name(session, tmp_path):
    uimm = make_uimm(session)
    line = LIGNE.replace("uimm-lyon", uimm.slug)
    load_organisations(session, read_organisations(file_of(tmp_path, ENTETE, line)))
    renamed = line.replace("Organisation 1", "Organisation du Rhône")
    again = file_of(tmp_path, ENTETE, renamed.replace(";oui;non", ";non;non"))
    load_organisations(session, read_organisations(again))
    session.commit()
    [row] = session.exec(select(Organisation))
    assert (row.nom, row.active) == ("Organisation du Rhône", False)


def test_an_unknown_uimm_or_another_s_slug_is_refused(session, tmp_path):
    with pytest.raises(CatalogueInvalide, match="n’existe pas"):
        load_organisations(
            session, read_organisations(file_of(tmp_path, ENTETE, LIGNE))
        )
    here, there = make_uimm(session), make_uimm(session, departements=())
    assert session.get(Uimm, here.slug)
    for uimm in (here, there):
        line = LIGNE.replace("uimm-lyon", uimm.slug)
        lues = read_organisations(file_of(tmp_path, ENTETE, line))
        if uimm is there:
            with pytest.raises(CatalogueInvalide, match="relève déjà"):
                load_organisations(session, lues)
        else:
            load_organisations(session, lues)
            session.commit()
