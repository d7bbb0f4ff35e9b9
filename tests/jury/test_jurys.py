"""A jury: fixed, moved, cancelled; its page and its list."""

from datetime import date

import pytest
from sqlmodel import select

from portal.certification.jury import queries
from portal.certification.jury.services import jurys as services
from portal.certification.jury.services.jurys import RendezVous
from portal.dossiers.models import DossierJury, Evenement, InformationCprefp, Jury
from portal.droit.listes import ObjetCprefp
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat
from tests.factories import save
from tests.factories.certification import make_jury
from tests.jury.aide import at, date_fields, enroll, mails, on, words

PLUS_TARD = RendezVous(date(2026, 5, 12), "09:30", "Salle Ampère")


def test_a_jury_is_fixed_fifteen_days_ahead(session, client):
    """R40, R41: time is left for the requests and the convocations."""
    soon = date_fields("le", date(2026, 4, 24)) | {"heure": "14h", "lieu": "Salle A"}
    refused = client.post("/jurys/nouveau", data=soon)
    assert refused.status_code == 422
    assert "25\u00a0avril\u00a02026 ou après" in refused.text
    assert 'value="Salle A"' in refused.text
    good = soon | date_fields("le", date(2026, 4, 25))
    there = client.post("/jurys/nouveau", data=good)
    assert there.status_code == 303
    jury = session.exec(select(Jury)).one()
    assert (jury.le, jury.heure, jury.lieu) == (date(2026, 4, 25), "14:00", "Salle A")
    page = words(client.get(there.location))
    assert "J-15 · désignations" in page
    assert "J-8 · prévenance" in page


def test_its_page_counts_the_deadlines_in_words_and_colours(client, jury):
    """K3, K4, K5; R44: an even jury raises no warning."""
    page = client.get(f"/jurys/{jury.id}")
    assert "Dans 1\u00a0j" in page.text
    assert "Dans 8\u00a0j" in page.text
    assert "Convocations à envoyer" in page.text
    assert "Parité" not in page.text


def test_the_list_is_paged_by_key(client, session, staff, count_queries):
    make_jury(session, staff.uimm, membres=False)
    with count_queries() as one:
        assert client.get("/jurys").status_code == 200
    for _ in range(31):
        make_jury(session, staff.uimm, membres=False)
    with count_queries() as many:
        first = client.get("/jurys")
    assert len(one) == len(many) <= 8
    assert first.text.count("<tr ") == 31
    following = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert client.get(following.replace("&amp;", "&")).text.count("<tr ") == 3
    assert client.get("/jurys?apres=n-importe-quoi").status_code == 200


def test_a_page_costs_the_same_with_one_dossier_and_with_many(
    session, client, jury, staff, conclu, count_queries
):
    from tests.factories import make_dossier
    from tests.factories.certification import make_dossier_jury

    enroll(session, jury, conclu, staff)
    with count_queries() as one:
        client.get(f"/jurys/{jury.id}")
    for _ in range(29):
        other = make_dossier(session, etat=Etat.JURY_PROGRAMME, instructeur=staff)
        make_dossier_jury(session, other, jury)
    with count_queries() as many:
        client.get(f"/jurys/{jury.id}")
    assert len(one) == len(many) <= 8


def test_a_new_date_is_told_and_convenes_everybody_again(session, jury, conclu, staff):
    """R41, R52; the journal says the old date and the new one."""
    enroll(session, jury, conclu, staff)
    for membre in jury.membres:
        membre.convoque_le = date(2026, 4, 10)
    jury.convoque_le = date(2026, 4, 10)
    save(session, jury)
    services.deplacer(
        session,
        jury,
        PLUS_TARD,
        motif="Salle prise.",
        version=jury.version,
        by=staff,
        at=at(),
    )
    session.commit()
    lines = session.exec(
        select(Evenement)
        .where(Evenement.dossier_id == conclu.id)
        .order_by(Evenement.id.desc())
        .limit(2)
    ).all()
    assert [(e.acte, e.donnees["rendez_vous"]) for e in lines] == [
        (Acte.PROGRAMMER_JURY, "2026-05-12"),
        (Acte.REPORTER_JURY, "2026-04-26"),
    ]
    assert lines[1].motif == "Salle prise."
    assert conclu.etat is Etat.JURY_PROGRAMME
    assert jury.convoque_le is None
    assert not any(m.convoque_le for m in queries.membres(session, jury))


def test_a_date_too_close_or_a_page_too_old_moves_nothing(session, client, jury):
    """R41; two people at once."""
    url = f"/jurys/{jury.id}/date"
    data = {"heure": "10:00", "lieu": "Salle B", "motif": "Salle prise."}
    soon = data | date_fields("le", date(2026, 4, 20)) | {"version": jury.version}
    assert client.post(url, data=soon).status_code == 422
    late = data | date_fields("le", date(2026, 5, 20)) | {"version": 99}
    conflict = client.post(url, data=late)
    assert conflict.status_code == 409
    assert 'value="Salle B"' in conflict.text
    session.rollback()
    session.refresh(jury)
    assert jury.le == date(2026, 4, 26)


def test_a_cancelled_jury_gives_its_dossiers_back(session, client, jury, conclu, staff):
    """R52: the CPREFP is to be told of the change."""
    enroll(session, jury, conclu, staff)
    info = InformationCprefp(
        jury_id=jury.id,
        le=date(2026, 4, 9),
        objet=ObjetCprefp.CALENDRIER,
        version=jury.version,
        by_id=staff.id,
    )
    save(session, info)
    data = {"motif": "Trop peu de membres.", "version": jury.version}
    assert client.post(f"/jurys/{jury.id}/annuler", data=data).status_code == 303
    session.rollback()
    session.refresh(conclu)
    assert conclu.etat is Etat.CONCLUSIONS_RENDUES
    assert session.exec(select(DossierJury)).one().clos_at
    assert conclu.candidat.email in mails(session, "jury_reporte")
    page = words(client.get(f"/jurys/{jury.id}"))
    assert "Ce jury est annulé." in page
    assert "La CPREFP doit être informée de ce changement." in page
    assert client.post(f"/jurys/{jury.id}/annuler", data=data).status_code == 409


def test_a_jury_that_has_deliberated_does_not_change(session, jury, staff):
    jury.delibere_at = at()
    save(session, jury)
    with pytest.raises(Refus, match="a délibéré"):
        services.annuler(
            session, jury, motif="x", version=jury.version, by=staff, at=at()
        )


def test_a_jury_of_another_uimm_does_not_exist(session, client):
    from tests.factories import make_uimm

    other = make_jury(session, make_uimm(session, departements=()))
    assert client.get(f"/jurys/{other.id}").status_code == 404


def test_a_jury_past_its_date_waits_for_its_deliberation(client, jury):
    with on(date(2026, 4, 28)):
        assert "Délibération à enregistrer" in client.get(f"/jurys/{jury.id}").text
