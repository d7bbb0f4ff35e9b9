"""Who gets in: every address × everyone around a dossier × every method."""

from urllib.parse import urlsplit

import pytest
from sqlmodel import SQLModel, func, select

from portal.droit.workflow import Etat
from tests.parcours.monde import Qui, make_monde
from tests.parcours.routes import ROUTES, Regle, addresses

PASSES = {200, 204, 302, 303, 400, 409, 415, 422}
"""Let in: shown, done, or refused by a rule of the act, not of the address."""
LEAD_TO_SIGN_IN = ("/confirmation/", "/mot-de-passe-oublie/", "/deconnexion")
LEAD_TO_SIGN_IN += ("/connexion/verification",)
"""Those who are let in end there."""


def test_every_address_of_the_portal_is_in_the_table(built_app):
    rules = {rule.endpoint for rule in built_app.url_map.iter_rules()}
    assert rules == set(ROUTES)


@pytest.mark.une_base
@pytest.mark.parametrize("endpoint", ROUTES)
def test_only_those_of_the_table_get_in(app, session, storage, login, endpoint):
    """Section 0 rules 8 and 9; other UIMM, other candidate, revoked, anonymous."""
    regle = ROUTES[endpoint]
    monde = make_monde(session, regle.etats[0], storage)
    asked = list(addresses(app, endpoint, regle, monde))
    before = number_of_rows(session)
    kept_out = faults(app, login, monde, regle, asked, set(Qui) - regle.passe)
    assert number_of_rows(session) == before
    assert kept_out == []
    assert faults(app, login, monde, regle, asked, regle.passe) == []


@pytest.mark.une_base
@pytest.mark.parametrize("etat", sorted({r.etats[0] for r in ROUTES.values()}))
def test_head_and_a_disabled_account_open_nothing(app, session, storage, login, etat):
    """ASVS rows 61, 63, 64: HEAD runs the same guards; a closed account is nobody."""
    monde = make_monde(session, etat, storage)
    dead = login(monde.comptes[Qui.RESPONSABLE])
    monde.comptes[Qui.RESPONSABLE].active = False
    session.commit()
    here = {e: r for e, r in ROUTES.items() if r.etats[0] is etat}
    for endpoint, regle in here.items():
        asked = list(addresses(app, endpoint, regle, monde))
        heads = [("HEAD", url) for method, url in asked if method == "GET"]
        out = {Qui.ANONYME, Qui.AUTRE_CANDIDAT, Qui.AUTRE_INSTRUCTEUR} - regle.passe
        assert faults(app, login, monde, regle, heads, out) == []
        if regle.passe and Qui.ANONYME not in regle.passe:
            answers = [dead.open(url, method=method) for method, url in asked]
            assert {(a.status_code, a.location[:10]) for a in answers} == {
                (303, "/connexion")
            }


@pytest.mark.parametrize(
    ("fichier", "passe"),
    [
        ("fichier_id", {Qui.CANDIDAT, Qui.ACCOMPAGNATEUR, Qui.INSTRUCTEUR}),
        ("fichier_identite", {Qui.CANDIDAT, Qui.INSTRUCTEUR}),
        ("fichier_preuve", {Qui.CANDIDAT, Qui.ACCOMPAGNATEUR}),
    ],
)
def test_a_file_opens_for_those_who_may_read_it(
    app, session, storage, login, fichier, passe
):
    """Section 0 rule 8: the identity document is seen by the UIMM only.

    And preuves that are not deposited are their author's and the accompagnateur's.
    """
    monde = make_monde(session, Etat.RECEVABLE, storage)
    url = f"/dossiers/{monde.dossier.id}/fichiers/{monde.valeurs[fichier]}"
    asked = [Qui.CANDIDAT, Qui.ACCOMPAGNATEUR, Qui.INSTRUCTEUR, Qui.REVOQUE]
    open_for = {q for q in asked if ask(app, login, monde, q, "GET", url) == "in"}
    assert open_for == passe


def faults(app, login, monde, regle, asked, people) -> list[str]:
    return [
        f"{method} {url}, {qui}: {told} instead of {expected}"
        for method, url in asked
        for qui in sorted(people)
        if (told := ask(app, login, monde, qui, method, url, regle.corps))
        != (expected := expectation(regle, qui))
    ]


def expectation(regle: Regle, qui: Qui) -> str:
    if qui in regle.passe:
        return "in"
    if qui in regle.inconnu:
        return "404"
    return "sign in" if qui is Qui.ANONYME else "403"


def ask(app, login, monde, qui, method, url, corps=None) -> str:
    compte = monde.comptes.get(qui)
    client = login(compte) if compte else app.test_client()
    data = {name: monde.valeurs[value] for name, value in (corps or {}).items()}
    answer = client.open(url, method=method, data=data if method == "POST" else None)
    there = urlsplit(answer.headers.get("Location", "")).path
    if there == "/connexion" and not url.startswith(LEAD_TO_SIGN_IN):
        return "sign in"
    return "in" if answer.status_code in PASSES else str(answer.status_code)


def number_of_rows(session) -> int:
    """But the sessions, which each of those asking opened."""
    tables = [t for t in SQLModel.metadata.sorted_tables if t.name != "sessionouverte"]
    return sum(session.scalar(select(func.count()).select_from(t)) for t in tables)
