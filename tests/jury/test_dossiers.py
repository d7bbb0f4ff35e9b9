"""Dossiers put on a jury and taken off it, and what annexe 7 says of each."""

from datetime import date

import pytest
from sqlmodel import select

from portal.certification.jury.services import dossiers as services
from portal.certification.jury.services.dossiers import Ligne, why_not_ligne
from portal.dossiers.models import DossierJury, Evenement
from portal.droit.listes import Financement, Origine, Secteur
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat
from tests.factories import make_dossier
from tests.factories.certification import make_passage
from tests.jury.aide import at, enroll, identify, mails, on, words

SL, DE = Origine.SALARIE, Origine.DEMANDEUR_EMPLOI


def test_a_dossier_put_on_a_jury_gets_a_number_and_no_name(
    session, client, jury, conclu
):
    """R50: the jury's pages say the number; the candidate is told of the date."""
    identify(session, conclu)
    conclu.nom_candidat = "Lefèvre Anne-Marie"
    session.commit()
    url = f"/jurys/{jury.id}/dossiers"
    assert conclu.numero in client.get(url).text
    assert client.post(url).status_code == 422
    assert client.post(url, data={"dossiers": str(conclu.id)}).status_code == 303
    session.rollback()
    tour = session.exec(select(DossierJury)).one()
    assert (tour.numero, tour.origine) == ("J-2026-04-01", SL)
    session.refresh(conclu)
    assert conclu.etat is Etat.JURY_PROGRAMME
    line = conclu.evenements[-1]
    assert line.donnees["rendez_vous"] == "2026-04-26"
    assert line.donnees["heure"] == "14:00"
    assert conclu.candidat.email in mails(session, "jury_programme")
    page = client.get(f"/jurys/{jury.id}").text
    assert "J-2026-04-01" in page
    assert "Lefèvre" not in page
    assert "Validation partielle, blocs 1 et 2" in words(
        client.get(f"/jurys/{jury.id}")
    )


def test_numbers_are_never_given_twice(session, jury, staff):
    """R50: by UIMM and by month, whatever was taken off."""
    seen = []
    for _ in range(2):
        dossier = make_dossier(
            session, etat=Etat.CONCLUSIONS_RENDUES, instructeur=staff
        )
        make_passage(session, dossier, acquises=())
        tour = enroll(session, jury, dossier, staff)
        seen.append(tour.numero)
        services.reporter(session, jury, tour, motif="Absent.", by=staff, at=at())
        session.commit()
    seen.append(enroll(session, jury, dossier, staff).numero)
    assert seen == ["J-2026-04-01", "J-2026-04-02", "J-2026-04-03"]


def test_fifteen_days_before_the_jury_is_closed(session, client, jury, conclu, staff):
    """R40, R41, guard of « programmer le jury »."""
    with on(date(2026, 4, 12)):
        assert client.get(f"/jurys/{jury.id}/dossiers").status_code == 409
    with pytest.raises(Refus, match="moins de 15"):
        services.programmer(
            session, jury, [conclu.id], by=staff, at=at(date(2026, 4, 12))
        )


def test_a_dossier_of_another_state_is_not_put_on_it(session, jury, staff):
    other = make_dossier(session, etat=Etat.PREUVES_RECUES, instructeur=staff)
    with pytest.raises(Refus, match="Choisissez de nouveau"):
        services.programmer(session, jury, [other.id], by=staff, at=at())


def test_a_dossier_is_taken_off_with_a_reason(session, client, jury, conclu, staff):
    """REPORTER_JURY."""
    tour = enroll(session, jury, conclu, staff)
    url = f"/jurys/{jury.id}/dossiers/{tour.id}/reporter"
    assert client.post(url, data={"motif": " "}).status_code == 422
    assert client.post(url, data={"motif": "Convoqué trop tard."}).status_code == 303
    session.rollback()
    session.refresh(conclu)
    assert conclu.etat is Etat.CONCLUSIONS_RENDUES
    last = session.exec(
        select(Evenement).where(Evenement.acte == Acte.REPORTER_JURY)
    ).one()
    assert last.motif == "Convoqué trop tard."
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("ligne", "words"),
    [
        (Ligne(origine=SL, financement=Financement.CVAE), None),
        (Ligne(origine=DE, financement=Financement.VAE), None),
        (Ligne(origine=SL, financement=Financement.VAE), "n’existe pas"),
        (Ligne(origine=DE, financement=Financement.CVAE), "n’existe pas"),
        (
            Ligne(origine=DE, financement=Financement.CPF, raison_sociale="Ateliers"),
            "laissez ces champs vides",
        ),
        (
            Ligne(origine=DE, financement=Financement.CPF, secteur=Secteur.METALLURGIE),
            "laissez ces champs vides",
        ),
        (
            Ligne(
                origine=SL,
                financement=Financement.CVAE,
                secteur=Secteur.HORS_METALLURGIE,
            ),
            "Précisez la branche",
        ),
    ],
)
def test_a_line_keeps_to_the_lists_of_annexe_7(ligne, words):
    """1.11 and its note 8."""
    found = why_not_ligne(ligne)
    assert found is None if words is None else words in found


def test_the_line_of_the_pv_is_typed_and_comes_back_when_refused(
    session, client, jury, conclu, staff
):
    """1.11, note 8."""
    tour = enroll(session, jury, conclu, staff)
    url = f"/jurys/{jury.id}/dossiers/{tour.id}"
    company = {"origine": "DE", "financement": "VAE", "raison_sociale": "Ateliers"}
    refused = client.post(url, data=company)
    assert refused.status_code == 422
    assert "laissez ces champs vides" in refused.text
    assert 'value="Ateliers"' in refused.text
    good = company | {"origine": "SL", "financement": "CVAE", "secteur": "M"}
    assert client.post(url, data=good).status_code == 303
    session.rollback()
    session.refresh(tour)
    assert (tour.financement, tour.secteur) == (Financement.CVAE, Secteur.METALLURGIE)
