"""The second factor: asked of staff, shown once, lost and found again."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlmodel import Session

from portal import clock
from portal.comptes import services_facteurs as services
from portal.comptes.models import Compte
from portal.comptes.queries_facteurs import facteurs
from portal.droit.refus import Refus
from portal.droit.workflow import Role
from tests.comptes.facteurs import PAGE, add_application, codes_of, enter, show
from tests.comptes.outils import (
    PASSWORD,
    faits,
    is_signed_in,
    make_known,
    sign_in,
    words,
)
from tests.factories import make_compte, make_uimm

STEP = timedelta(seconds=30)


@pytest.fixture
def compulsory(app, monkeypatch):
    monkeypatch.setattr(app.extensions["settings"], "second_facteur", True)


@pytest.fixture
def clock_of(app):
    """A clock the test moves, since a code serves once in its thirty seconds."""
    with time_machine.travel(clock.now(), tick=False) as moved:
        yield moved


@pytest.fixture
def equipped(app, client, session, clock_of):
    """A candidate who has an application, signed out, one step of time later."""
    compte = make_known(app, session)
    sign_in(client, compte.email)
    telephone, codes = add_application(client)
    client.post("/deconnexion")
    clock_of.shift(2 * STEP)
    return compte, telephone, codes


@pytest.mark.une_base
@pytest.mark.parametrize(
    ("role", "dossiers"),
    [
        (Role.INSTRUCTEUR, "/instruction/"),
        (Role.ADMINISTRATEUR, "/comptes"),
    ],
)
def test_staff_without_second_factor_reaches_no_dossier(
    app, client, session, compulsory, clock_of, role, dossiers
):
    """ASVS 53."""
    compte = make_known(app, session, role=role)
    sign_in(client, compte.email)
    for url in (dossiers, "/mon-compte", "/accompagnement/"):
        assert client.get(url).location == PAGE
    assert "HX-Redirect" in client.get(dossiers, headers={"HX-Request": "true"}).headers
    assert "Votre rôle demande" in words(client.get(PAGE))

    telephone, codes = add_application(client)

    assert len(codes) == 10
    assert client.get(dossiers).status_code == 200
    clock_of.shift(2 * STEP)
    other = app.test_client()
    enter(other, compte.email, telephone.code())
    assert other.get(dossiers).status_code == 200


@pytest.mark.une_base
def test_a_session_that_has_not_shown_its_factor_reaches_no_dossier(
    app, session, login, compulsory
):
    """ASVS 53: a cookie from before the factor, or of another account, is no proof."""
    compte = make_known(app, session, role=Role.INSTRUCTEUR)
    add_application(login(compte))
    before = login(compte)
    assert before.get("/instruction/").location == PAGE
    assert before.get(PAGE).location == "/connexion/confirmer"
    with app.app_context(), before.session_transaction() as state:
        state["facteur"] = str(make_compte(session).id)
    assert before.get("/instruction/").location == PAGE


@pytest.mark.une_base
def test_what_a_browser_showed_before_is_forgotten_at_sign_in(
    app, client, session, compulsory
):
    """ASVS 53: a factor taken away is to be added again."""
    compte = make_known(app, session, role=Role.GTP)
    sign_in(client, compte.email)
    add_application(client)
    with Session(app.extensions["engine"]) as other:
        known = other.get(Compte, compte.id)
        services.retirer_tout(other, known, by=None, at=clock.now())
        other.commit()
    sign_in(client, compte.email)
    assert client.get("/gtp/").location == PAGE


@pytest.mark.une_base
def test_changing_the_password_keeps_the_factor_shown(app, client, session, compulsory):
    compte = make_known(app, session, role=Role.GTP)
    sign_in(client, compte.email)
    add_application(client)
    data = {"password": PASSWORD, "new_password": "Un autre secret 2027"}
    assert client.post("/mot-de-passe", data=data).location == "/mon-compte"
    assert client.get("/gtp/").status_code == 200


@pytest.mark.une_base
def test_the_secret_shown_to_one_is_not_shown_to_the_next(app, client, session):
    """On a shared computer, who leaves the page open would know it."""
    seen = []
    for _ in range(2):
        sign_in(client, make_known(app, session).email)
        page = BeautifulSoup(client.get(f"{PAGE}/application").text, "html.parser")
        seen.append(page.select_one("#cle-a-ecrire").text)
        client.post("/deconnexion")
    assert seen[0] != seen[1]


@pytest.mark.une_base
@pytest.mark.parametrize("role", [Role.CANDIDAT, Role.ACCOMPAGNATEUR])
def test_nobody_else_is_made_to(app, client, session, compulsory, role):
    sign_in(client, make_known(app, session, role=role).email)
    assert client.get("/mon-compte").status_code == 200


@pytest.mark.une_base
def test_the_password_is_not_enough_for_who_has_a_factor(app, client, equipped):
    compte, telephone, _codes = equipped
    sign_in(client, compte.email)
    assert not is_signed_in(client)
    assert show(client, "000000").status_code == 422
    assert not is_signed_in(client)
    assert show(client, telephone.code()).location == "/mon-espace"
    assert is_signed_in(client)


def test_one_code_serves_once(app, client, equipped):
    """ASVS 56: neither again in its thirty seconds, nor the one of the enrolment."""
    compte, telephone, _codes = equipped
    code = telephone.code()
    assert enter(client, compte.email, code).status_code == 303
    again = enter(app.test_client(), compte.email, code)
    assert again.status_code == 422
    assert "déjà servi" in words(again)


def test_of_two_requests_with_one_code_one_enters(app, session, engine, equipped):
    """ASVS 56: the second had read the row before the first wrote it."""
    compte, telephone, _codes = equipped
    coffre, at, code = app.extensions["coffre"], clock.now(), telephone.code()
    assert facteurs(session, compte).application
    session.commit()  # what was read stays read
    with Session(engine) as first:
        assert services.verifier_code(first, compte, code, coffre, at=at)
        first.commit()
    assert not services.verifier_code(session, compte, code, coffre, at=at)


@pytest.mark.une_base
def test_waiting_for_the_code_does_not_last(app, client, equipped, clock_of):
    compte, telephone, _codes = equipped
    sign_in(client, compte.email)
    clock_of.shift(timedelta(minutes=11))
    assert show(client, telephone.code()).location == "/connexion"
    assert not is_signed_in(client)


@pytest.mark.une_base
def test_the_page_asked_for_is_reached_after_the_code(client, equipped):
    compte, telephone, _codes = equipped
    there = sign_in(client, compte.email, next="/mot-de-passe").location
    assert client.get(there).status_code == 200
    answer = client.post(there, data={"preuve-code": telephone.code()})
    assert answer.location == "/mot-de-passe"


@pytest.mark.une_base
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\e"])
def test_the_code_never_leads_elsewhere(client, equipped, target):
    """ASVS 44."""
    compte, telephone, _codes = equipped
    sign_in(client, compte.email)
    answer = client.post(
        "/connexion/verification",
        data={"preuve-code": telephone.code()},
        query_string={"next": target},
    )
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))


def test_a_recovery_code_serves_once_and_is_told_to_the_owner(
    app, client, session, equipped
):
    compte, _telephone, codes = equipped
    typed = codes[3].replace(" ", "-")
    assert enter(client, compte.email, typed).status_code == 303
    assert "9 codes vous restent" in words(client.get(PAGE))
    assert enter(app.test_client(), compte.email, codes[3]).status_code == 422
    told = faits(session)
    assert told == ["application_ajoutee", "codes_renouveles", "code_utilise"]


def test_new_codes_put_an_end_to_the_old_ones(app, client, equipped):
    compte, telephone, codes = equipped
    enter(client, compte.email, telephone.code())
    new = codes_of(client.post(f"{PAGE}/codes"))
    assert len(new) == 10
    assert enter(app.test_client(), compte.email, codes[0]).status_code == 422
    assert enter(app.test_client(), compte.email, new[0]).status_code == 303


def test_a_candidate_may_do_without_again_but_not_staff(
    app, client, session, equipped, login, compulsory
):
    compte, telephone, _codes = equipped
    enter(client, compte.email, telephone.code())
    client.post(f"{PAGE}/application/retirer")
    assert sign_in(app.test_client(), compte.email).location == "/mon-espace"

    staff = login(make_compte(session, Role.INSTRUCTEUR))
    add_application(staff)
    assert "Retirer l’application" not in staff.get(PAGE).text
    assert staff.post(f"{PAGE}/application/retirer").status_code == 409


def test_who_has_lost_everything_is_let_in_by_its_responsable(
    app, client, session, login
):
    here, elsewhere = (make_uimm(session, departements=()).slug for _ in range(2))
    lost = make_known(app, session, role=Role.INSTRUCTEUR, uimm_slug=here)
    sign_in(client, lost.email)
    add_application(client)
    url = f"/comptes/{lost.id}/verification/retirer"

    other = login(make_compte(session, Role.RESPONSABLE, uimm_slug=elsewhere))
    assert other.post(url).status_code == 404
    own = login(make_compte(session, Role.RESPONSABLE, uimm_slug=here))
    assert "Retirer sa vérification" in own.get("/comptes").text
    assert own.post(url).location == "/comptes"

    assert not is_signed_in(client), "its sessions end"
    assert sign_in(app.test_client(), lost.email).location == "/mon-espace"
    told = faits(session)
    assert told[-1] == "facteurs_retires"


@pytest.mark.une_base
def test_nobody_lets_in_whom_it_does_not_manage(session):
    candidat, by = make_compte(session), make_compte(session, Role.ADMINISTRATEUR)
    with pytest.raises(Refus):
        services.retirer_tout(session, candidat, by=by, at=clock.now())


@pytest.mark.une_base
def test_the_command_line_lets_a_candidate_in(app, session, equipped):
    compte, _telephone, _codes = equipped
    session.rollback()
    run = app.test_cli_runner().invoke
    assert run(args=["comptes", "retirer-verification", "rien@exemple.fr"]).exit_code
    assert not run(args=["comptes", "retirer-verification", compte.email]).exit_code
    assert sign_in(app.test_client(), compte.email).location == "/mon-espace"


@pytest.mark.une_base
def test_a_copy_of_the_database_gives_neither_secret_nor_code(
    app, session, equipped, engine
):
    _compte, telephone, codes = equipped
    with engine.connect() as connection:
        rows = [
            connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 - two names of ours
            for table in ("authentificateur", "code_secours")
        ]
    kept = str(rows)
    assert telephone.cle not in kept
    assert not any(code.replace(" ", "") in kept for code in codes)
    assert PASSWORD not in kept
