import pytest
from flask import Blueprint

from portal.droit.workflow import Role
from portal.web.access import open_to, open_to_all, require_access_rules

REVIEWERS = (Role.INSTRUCTEUR, Role.RESPONSABLE)


@pytest.fixture
def site(site):
    site.add_url_rule("/bureau", "bureau", open_to(*REVIEWERS)(lambda: "file"))
    site.add_url_rule(
        "/avis", "avis", open_to(*REVIEWERS)(lambda: "rendu"), methods=["POST"]
    )
    site.add_url_rule("/accueil", "accueil", open_to_all(lambda: "bonjour"))
    return site


def test_a_view_without_a_rule_stops_the_start(site):
    forgotten = Blueprint("forgotten", __name__)
    forgotten.get("/forgotten", endpoint="page")(lambda: "")
    site.register_blueprint(forgotten)

    with pytest.raises(RuntimeError, match=r"forgotten\.page"):
        require_access_rules(site)


def test_a_library_view_takes_the_rule_it_is_given(site, visit):
    site.add_url_rule("/a", "library.everyone", lambda: "a")
    site.add_url_rule("/b", "library.members", lambda: "b")
    rules = {"library.everyone": (), "library.members": tuple(Role)}

    require_access_rules(site, rules)

    assert visit().get("/a").status_code == 200
    assert visit().get("/b").status_code == 303
    assert visit(Role.CANDIDAT).get("/b").status_code == 200


def test_a_rule_for_a_view_that_is_gone_stops_the_start(site):
    with pytest.raises(KeyError, match="gone"):
        require_access_rules(site, {"gone": ()})


def test_everyone_reads_an_open_page(visit):
    assert visit().get("/accueil").text == "bonjour"


@pytest.mark.parametrize("role", Role)
def test_a_page_is_open_to_its_roles_only(visit, role):
    expected = 200 if role in REVIEWERS else 403
    assert visit(role).get("/bureau").status_code == expected


def test_nobody_signs_in_then_comes_back(visit):
    response = visit().get("/bureau?etat=depose")
    assert response.status_code == 303
    assert response.location == "/connexion?next=/bureau?etat%3Ddepose"


def test_a_write_is_not_replayed_after_signing_in(visit):
    assert visit().post("/avis").location == "/connexion"


def test_htmx_leaves_the_page_instead_of_swapping_the_sign_in(visit):
    response = visit().post(
        "/avis",
        headers={"HX-Request": "true", "HX-Current-URL": "https://evil.test/bureau"},
    )
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/connexion?next=/bureau"
