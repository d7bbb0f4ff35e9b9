"""Who sits: the unions asked, the members, the convocations, the CPREFP."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from sqlmodel import select

from portal.certification.jury import queries
from portal.certification.jury.fiche import cprefp
from portal.certification.jury.services import composition as services
from portal.certification.jury.services import convocations
from portal.certification.jury.services.composition import Siege
from portal.dossiers.models import Designation, MembreJury
from portal.droit.listes import College, ObjetCprefp
from portal.droit.refus import Refus
from tests.courrier.pdf import squeeze
from tests.courrier.pdf import words as pdf_words
from tests.factories import make_accompagnement, make_compte
from tests.factories.certification import make_organisation
from tests.jury.aide import AUJOURD_HUI, at, enroll, mails, words

PERSONNE = {"nom": "Dominique Martin", "college": "employeurs", "fonction": "Cadre"}


def test_every_union_is_asked_once_then_reminded(session, client, jury, union):
    """R40, K3: one record per organisation, and its mail."""
    other = make_organisation(session, jury_uimm(session, jury))
    url = f"/jurys/{jury.id}/designations"
    assert client.post(url).status_code == 303
    asked = session.exec(select(Designation)).all()
    assert {d.demandee_le for d in asked} == {AUJOURD_HUI}
    sent = mails(session, "designation_jury")
    assert {union.email, other.email} <= set(sent)
    assert sent[union.email].donnees["rendez_vous"] == "2026-04-26"
    client.post(url, data={"organisation": union.slug})
    session.rollback()
    row = session.get(Designation, (jury.id, union.slug), populate_existing=True)
    assert row.relancee_le == AUJOURD_HUI
    client.post(f"{url}/{union.slug}")
    session.rollback()
    session.refresh(row)
    assert row.repondue_le == AUJOURD_HUI
    again = client.post(url, data={"organisation": union.slug})
    assert again.status_code == 409


def jury_uimm(session, jury):
    return queries.uimm(session, jury)


def test_a_union_of_elsewhere_is_not_answered_for(session, client, jury):
    from tests.factories import make_uimm

    far = make_organisation(session, make_uimm(session, departements=()))
    assert client.post(f"/jurys/{jury.id}/designations/{far.slug}").status_code == 404


def test_a_member_is_added_with_the_union_that_mandates(session, client, jury, union):
    """R43."""
    url = f"/jurys/{jury.id}/membres/nouveau"
    data = PERSONNE | {"college": "salaries", "version": jury.version}
    bare = client.post(url, data=data)
    assert bare.status_code == 422
    assert "Choisissez l’organisation" in bare.text
    assert "Dominique Martin" in bare.text
    good = client.post(url, data=data | {"organisation_slug": union.slug})
    assert good.status_code == 303
    row = session.exec(select(MembreJury).where(MembreJury.nom == "Dominique Martin"))
    assert row.one().organisation_slug == union.slug


def test_a_second_president_or_a_page_too_old_is_refused(client, jury):
    """R45; what was typed comes back."""
    url = f"/jurys/{jury.id}/membres/nouveau"
    two = client.post(url, data=PERSONNE | {"president": "y", "version": jury.version})
    assert two.status_code == 422
    assert "Une seule personne préside" in two.text
    old = client.post(url, data=PERSONNE | {"version": 99})
    assert old.status_code == 409
    assert "Dominique Martin" in old.text


def test_a_guest_has_no_part_in_the_decision(session, client, jury):
    """R46."""
    data = PERSONNE | {"college": "invite", "suppleant": "y", "version": jury.version}
    client.post(f"/jurys/{jury.id}/membres/nouveau", data=data)
    [row] = session.exec(select(MembreJury).where(MembreJury.college == "invite"))
    assert (row.suppleant, row.organisation_slug) == (False, None)


def test_who_presides_does_not_become_a_guest(client, jury):
    """R46: in words, added or changed. A scanner found the database's own refusal."""
    who = next(m for m in jury.membres if m.president)
    data = PERSONNE | {"college": "invite", "president": "y", "version": jury.version}
    for place in (who.id, "nouveau"):
        refused = client.post(f"/jurys/{jury.id}/membres/{place}", data=data)
        assert refused.status_code == 422
        assert "préside" in refused.text


def test_a_member_is_changed_then_taken_off(session, client, jury):
    who = next(m for m in jury.membres if m.president)
    url = f"/jurys/{jury.id}/membres/{who.id}"
    data = PERSONNE | {"president": "y", "version": jury.version}
    assert client.post(url, data=data).status_code == 303
    gone = {"etape": "retirer", "version": jury.version + 1}
    assert client.post(url, data=gone).status_code == 303
    session.rollback()
    left = session.exec(select(MembreJury.college)).all()
    assert left == [College.SALARIES]


def test_who_accompanied_a_candidate_does_not_sit(session, jury, conclu, staff):
    """D.6412-6: neither before nor after the dossier is put on the jury."""
    guide = make_compte(session, email="guide@exemple.fr")
    make_accompagnement(session, conclu, guide)
    enroll(session, jury, conclu, staff)
    seat = Siege(college=College.EMPLOYEURS, nom="Guide", email="Guide@exemple.fr")
    with pytest.raises(Refus, match="accompagnement"):
        services.ajouter(session, jury, seat, version=jury.version)
    session.rollback()
    guest = Siege(college=College.INVITE, nom="Guide", email="guide@exemple.fr")
    assert services.ajouter(session, jury, guest, version=jury.version)


def test_members_are_convened_with_a_copy_to_their_union(session, jury, staff, guest):
    """R41, K4, R51: the employer is told eight days before, here on 18 April."""
    convocations.convoquer(session, jury, version=jury.version, by=staff, at=at())
    session.commit()
    sent = mails(session, "convocation_jury")
    assert set(sent) == {m.email for m in jury.membres}
    voting = next(m for m in jury.membres if m.president)
    assert sent[voting.email].donnees["prevenir_le"] == "2026-04-18"
    assert sent[guest.email].donnees["prevenir_le"] is None
    [copy] = mails(session, "convocation_jury_copie").values()
    assert copy.donnees["organisation"]
    assert jury.convoque_le == AUJOURD_HUI
    with pytest.raises(Refus, match="déjà convoqués"):
        convocations.convoquer(session, jury, version=jury.version, by=staff, at=at())


def test_a_member_who_comes_later_is_still_to_be_convened(session, jury, staff):
    """K4 is met when the last of those who sit is convened."""
    convocations.convoquer(session, jury, version=jury.version, by=staff, at=at())
    seat = Siege(college=College.EMPLOYEURS, nom="Dominique Martin")
    services.ajouter(session, jury, seat, version=jury.version)
    assert jury.convoque_le is None


def test_convocations_are_read_before_they_leave(client, jury):
    """R41."""
    page = client.get(f"/jurys/{jury.id}/convocations")
    assert "Envoyer les 2 convocations" in page.text
    assert "8\u00a0jours calendaires" in page.text
    sent = client.post(f"/jurys/{jury.id}/convocations", data={"version": jury.version})
    assert sent.status_code == 303
    assert "sont convoquées" in client.get(f"/jurys/{jury.id}/convocations").text


def test_the_letter_tells_the_employer(client, jury):
    """R51: the juror shows it."""
    who = next(m for m in jury.membres if m.president)
    answer = client.get(f"/jurys/{jury.id}/membres/{who.id}/convocation.pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = pdf_words(answer.data)
    assert squeeze("au moins 8 jours calendaires avant") in text
    assert squeeze("18 avril 2026") in text
    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == 1


def test_the_cprefp_is_told_then_told_of_each_change(session, client, jury, staff):
    """R6, R52."""
    assert cprefp(jury).manquent == [ObjetCprefp.COMPOSITION, ObjetCprefp.CALENDRIER]
    url = f"/jurys/{jury.id}/cprefp"
    day = {"le-jour": "9", "le-mois": "4", "le-annee": "2026"}
    assert client.post(url, data=day).status_code == 422
    future = day | {"le-jour": "11", "objets": ["composition"]}
    assert client.post(url, data=future).status_code == 422
    told = day | {"objets": ["composition", "calendrier"], "texte": "Courriel"}
    assert client.post(url, data=told).status_code == 303
    session.rollback()
    session.refresh(jury)
    assert cprefp(jury).est_a_jour
    seat = Siege(college=College.EMPLOYEURS, nom="Dominique Martin")
    services.ajouter(session, jury, seat, version=jury.version)
    session.commit()
    page = words(client.get(f"/jurys/{jury.id}"))
    assert "La CPREFP doit être informée de ce changement." in page
    services.informer(
        session,
        jury,
        [ObjetCprefp.CHANGEMENT],
        le=date(2026, 4, 10),
        texte="",
        by=staff,
    )
    session.commit()
    session.refresh(jury)
    assert cprefp(jury).est_a_jour
