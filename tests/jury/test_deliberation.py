"""The day of the jury, and the papers it leaves."""

from datetime import date
from io import BytesIO

import pytest

from portal.certification.jury import queries
from portal.certification.jury.services import deliberation as services
from portal.certification.jury.services.composition import Siege, ajouter
from portal.droit.listes import College
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat
from tests.factories.certification import (
    CODES,
    DELIBERATION,
    make_membre_jury,
    make_organisation,
)
from tests.jury.aide import (
    at,
    decide,
    deliberate,
    hidden,
    image,
    mails,
    on,
    words,
)


def test_nothing_is_decided_before_the_day(session, client, jury, tour):
    """R48."""
    assert client.get(f"/jurys/{jury.id}/deliberation").status_code == 409
    with pytest.raises(Refus, match="attendez ce jour"):
        services.noter_presences(session, jury, set(), at=at())


def test_each_decision_starts_from_the_conclusions(session, client, jury, tour):
    """R45, R48, R50: under a number, with no more votes than members present."""
    base = f"/jurys/{jury.id}"
    url = f"{base}/dossiers/{tour.id}/decision"
    with on(DELIBERATION):
        everybody = {"presents": [str(m.id) for m in jury.membres]}
        assert client.post(f"{base}/presences", data=everybody).status_code == 303
        form = client.get(url)
        assert "Commission : non acquise" in words(form)
        assert "Lefèvre" not in form.text
        data = {f"c_{code}": "a" for code in CODES} | {"pour": "2", "contre": "0"}
        refused = client.post(url, data=data | {"pour": "3"})
        assert refused.status_code == 422
        assert "3 voix pour 2 membres" in refused.text
        assert client.post(url, data=data).status_code == 303
        page = words(client.get(f"{base}/deliberation"))
    assert "A – Admis(e)" in page
    assert "d’émargement signée n’est pas déposée" in page


def test_the_jury_deliberates_once_and_names_appear(
    session, client, jury, decided, conclu
):
    """R48, R50, decision 5: on what was read, all the dossiers at once."""
    base = f"/jurys/{jury.id}"
    with on(DELIBERATION):
        page = client.get(f"{base}/deliberation")
        assert "NA – Non admis(e)" in words(page)
        digest = hidden(page, "empreinte", f"{base}/deliberer")
        old = client.post(f"{base}/deliberer", data={"empreinte": "autre"})
        assert old.status_code == 409
        done = client.post(f"{base}/deliberer", data={"empreinte": digest})
        assert done.status_code == 303
        shown = client.get(base).text
        assert "Lefèvre Anne-Marie" in shown
        assert "Délibéré" in shown
    session.rollback()
    session.refresh(conclu)
    assert conclu.etat is Etat.JURY_DELIBERE
    assert conclu.evenements[-1].acte is Acte.DELIBERER
    assert conclu.evenements[-1].donnees["envoi"]
    assert conclu.candidat.email in mails(session, "jury_reuni")


def test_the_signed_sheet_is_kept_and_given_back(session, client, jury, tour):
    """R62."""
    sheet = {"fichier": (BytesIO(image()), "feuille.png")}
    url = f"/jurys/{jury.id}/emargement"
    with on(DELIBERATION):
        filed = client.post(url, data=sheet, content_type="multipart/form-data")
        assert filed.status_code == 303
        assert client.get(f"{url}-signe").data == image()


def test_a_file_that_is_neither_pdf_nor_image_is_refused(client, jury, tour):
    """R62."""
    with on(DELIBERATION):
        sheet = {"fichier": (BytesIO(b"bonjour"), "feuille.txt")}
        url = f"/jurys/{jury.id}/emargement"
        refused = client.post(url, data=sheet, content_type="multipart/form-data")
        assert refused.status_code == 422
        assert "ni un PDF" in refused.text
        empty = client.post(url, data={}, content_type="multipart/form-data")
        assert empty.status_code == 422


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("president", "qui préside n’est pas"),
        ("emargement", "n’est pas déposée"),
        ("decision", "à décider"),
        ("financement", "l’origine et le financement de chaque candidature"),
    ],
)
def test_what_is_missing_stops_the_deliberation(
    session, jury, staff, decided, missing, reason
):
    """R45, R48, R62: and every dossier stays where it was."""
    if missing == "president":
        for membre in jury.membres:
            membre.present = not membre.president
    elif missing == "emargement":
        jury.emargement_fichier_id = None
    elif missing == "financement":
        decided.financement = None
    else:
        session.delete(decided.decisions[0])
    session.commit()
    session.expire_all()
    with pytest.raises(Refus, match=reason):
        deliberate(session, jury, staff)
    session.rollback()
    assert decided.dossier.etat is Etat.JURY_PROGRAMME


def test_one_side_alone_may_deliberate(session, client, jury, staff, decided):
    """R47, decision 11: it warns and blocks nothing."""
    for membre in jury.membres:
        membre.present = membre.college is College.EMPLOYEURS
    decided.pour = 1
    session.commit()
    with on(DELIBERATION):
        page = client.get(f"/jurys/{jury.id}/deliberation")
        assert "Le collège salariés est absent." in page.text
    deliberate(session, jury, staff)
    assert jury.delibere_at


def test_the_majority_that_is_against_is_not_recorded(session, jury, tour):
    """R45: on a tie, the president's voice carries."""
    decide(session, jury, tour, "C1", pour=1, contre=1)
    with pytest.raises(Refus, match="majorité est contre"):
        decide(session, jury, tour, "C1", pour=0, contre=2)


def test_an_alternate_who_comes_votes_in_the_place_of_the_other(session, jury, staff):
    """R43: never both."""
    union = make_organisation(session, queries.uimm(session, jury))
    make_membre_jury(session, jury, College.SALARIES, organisation_slug=union.slug)
    seat = Siege(
        college=College.SALARIES,
        nom="Suppléante",
        organisation_slug=union.slug,
        suppleant=True,
    )
    ajouter(session, jury, seat, version=jury.version)
    session.commit()
    ids = {m.id for m in queries.membres(session, jury)}
    services.noter_presences(session, jury, ids, at=at(date(2026, 4, 26)))
    session.commit()
    session.refresh(jury)
    with pytest.raises(Refus, match="Un seul membre par organisation"):
        deliberate(session, jury, staff)
