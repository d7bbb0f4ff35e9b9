from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from portal.administration.services import Saisie, correct_enregistrement, decide
from portal.catalogue import services
from portal.catalogue.fichiers import CatalogueInvalide, read_folder
from portal.catalogue.models import (
    Bloc,
    Certification,
    Enregistrement,
    Referentiel,
    ReferentielBloc,
)
from portal.droit.ouverture import StatutCertification
from portal.droit.workflow import Role
from tests.factories import JOUR, instant, make_compte

TABLES = (Certification, Enregistrement, Referentiel, Bloc, ReferentielBloc)
CPI = "charge-de-projets-industriels"


@pytest.fixture
def fichiers():
    return read_folder()


@pytest.fixture
def loaded(session, fichiers):
    load(session, fichiers)
    return session


def load(session, fichiers):
    services.load_catalogue(session, fichiers)
    session.commit()


def rows(session):
    return [
        sorted((r.model_dump_json() for r in session.exec(select(t))), key=str)
        for t in TABLES
    ]


def test_loading_twice_changes_nothing(loaded, fichiers):
    before = rows(loaded)
    load(loaded, fichiers)
    assert rows(loaded) == before
    assert [len(r) for r in before] == [3, 9, 3, 8, 8]


def test_registrations_are_dated_and_unknown_dates_stay_unknown(loaded):
    """R11, section 0 rule 4: nothing is guessed."""
    found = {e.code: (e.effet, e.fin) for e in loaded.exec(select(Enregistrement))}
    assert found == {
        "RNCP19452": (date(2014, 8, 9), date(2019, 8, 9)),
        "RNCP36308": (None, None),
        "RNCP40906": (None, date(2030, 6, 25)),
        "RNCP21806": (date(2015, 1, 30), date(2020, 1, 30)),
        "RNCP35216": (None, None),
        "RNCP38620": (None, None),
        "RNCP28242": (date(2017, 4, 21), date(2022, 4, 21)),
        "RNCP36587": (None, date(2025, 7, 1)),
        "RNCP41136": (None, None),
    }


def test_the_benefit_is_the_fiche_s_own_words(loaded):
    """Section 0 rule 6: 60 months, no limit, or unknown."""
    found = {
        code: (e.benefice_texte, e.benefice_mois)
        for code in ("RNCP19452", "RNCP28242", "RNCP40906")
        if (e := loaded.get(Enregistrement, code))
    }
    assert found == {
        "RNCP19452": ("5 an(s)", 60),
        "RNCP28242": ("illimitée", None),
        "RNCP40906": (None, None),
    }


def test_loading_again_keeps_what_an_administrator_recorded(loaded, fichiers):
    """R12, section 0 rule 4: the file says another date, or knows none."""
    by = make_compte(loaded, Role.ADMINISTRATEUR)
    for version, code, fin in (
        (1, "RNCP40906", date(2031, 1, 1)),
        (2, "RNCP36308", date(2028, 1, 1)),
        (3, "RNCP19452", None),
    ):
        saisie = Saisie(CPI, version, by, instant(JOUR))
        assert correct_enregistrement(loaded, saisie, code, {"fin": fin})
    saisie = Saisie(CPI, 4, by, instant(JOUR))
    decide(loaded, saisie, StatutCertification.EN_VEILLE, JOUR, on=JOUR)
    loaded.commit()
    before = rows(loaded)

    load(loaded, fichiers)

    assert rows(loaded) == before
    assert loaded.get(Enregistrement, "RNCP40906").fin == date(2031, 1, 1)
    assert loaded.get(Enregistrement, "RNCP19452").fin is None
    assert loaded.get(Certification, CPI).statut is StatutCertification.EN_VEILLE


def test_a_file_still_corrects_what_no_administrator_recorded(loaded, fichiers):
    """Section 0 rule 4: of the same registration, the other values follow the file."""
    saisie = Saisie(CPI, 1, make_compte(loaded, Role.ADMINISTRATEUR), instant(JOUR))
    correct_enregistrement(loaded, saisie, "RNCP19452", {"fin": date(2019, 9, 9)})
    first, *others = fichiers[0].enregistrements
    changed = (replace(first, intitule="Intitulé corrigé"), *others)

    load(loaded, [replace(fichiers[0], enregistrements=changed)])

    row = loaded.get(Enregistrement, "RNCP19452")
    assert (row.intitule, row.fin) == ("Intitulé corrigé", date(2019, 9, 9))


def test_a_changed_referentiel_needs_a_new_version_name(loaded, fichiers):
    """R13: dossiers pinned to a version must find it as it was."""
    changed = with_other_capacite(fichiers[0])
    with pytest.raises(
        CatalogueInvalide, match="donnez au nouveau contenu un autre nom"
    ):
        services.load_catalogue(loaded, [changed])


def test_a_new_version_stands_beside_the_old_one(loaded, fichiers):
    """R13, R16."""
    version = replace(
        fichiers[0].version, version="2027", applicable_le=date(2027, 1, 1)
    )
    load(loaded, [replace(with_other_capacite(fichiers[0]), version=version)])

    versions = loaded.exec(
        select(Referentiel).where(Referentiel.certification_slug == CPI)
    )
    assert sorted(v.version for v in versions) == ["2014-08-09", "2027"]


def test_a_bloc_shared_by_two_cqpm_is_one_bloc(loaded, fichiers):
    """R23."""
    shared = fichiers[0].referentiel.blocs[0]
    other = fichiers[1]
    blocs = (
        replace(
            other.referentiel.blocs[0],
            cle=shared.cle,
            intitule=shared.intitule,
            bdc=shared.bdc,
        ),
        *other.referentiel.blocs[1:],
    )
    revised = replace(
        other,
        referentiel=replace(other.referentiel, blocs=blocs),
        version=replace(other.version, version="2027"),
    )
    load(loaded, [revised])

    links = loaded.exec(
        select(ReferentielBloc).where(ReferentielBloc.bloc_cle == shared.cle)
    )
    assert len(links.all()) == 2


def test_one_bloc_cannot_have_two_titles(loaded, fichiers):
    """R23."""
    blocs = (replace(fichiers[0].referentiel.blocs[0], intitule="Autre"),)
    changed = replace(
        fichiers[0], referentiel=replace(fichiers[0].referentiel, blocs=blocs)
    )
    with pytest.raises(CatalogueInvalide, match="est déjà connu sous l’intitulé"):
        services.load_catalogue(loaded, [changed])


def test_demonstration_opens_each_certification_around_today(loaded):
    """Section 0 rule 4: opened, and marked as demonstration."""
    services.open_demonstration(loaded, on=date(2028, 2, 29))
    loaded.commit()
    services.open_demonstration(loaded, on=date(2028, 3, 15))
    loaded.commit()

    found = loaded.exec(
        select(Enregistrement).where(Enregistrement.demonstration)
    ).all()
    assert {(e.effet, e.fin) for e in found} == {(date(2027, 2, 28), date(2032, 2, 29))}
    assert {e.code for e in found} == {
        f"DEMO-{c.slug}" for c in loaded.exec(select(Certification))
    }


def test_a_demonstration_that_ended_is_moved(loaded):
    services.open_demonstration(loaded, on=date(2020, 1, 1))
    services.open_demonstration(loaded, on=date(2026, 1, 1))

    found = loaded.exec(
        select(Enregistrement).where(Enregistrement.demonstration)
    ).all()
    assert {e.fin for e in found} == {date(2030, 1, 1)}


def with_other_capacite(fichier):
    first, *others = fichier.referentiel.capacites
    capacites = (replace(first, texte="Autre chose."), *others)
    return replace(
        fichier, referentiel=replace(fichier.referentiel, capacites=capacites)
    )
