"""Sign-in through a provider of identities: who enters, what is linked, and by whom."""

import pytest

from portal import clock
from portal.config import Environnement, Settings
from portal.droit.workflow import Role
from tests.comptes.facteurs import add_application
from tests.comptes.identites import (
    MIENNE,
    configure,
    consent,
    enter,
    fournisseur,
    leave,
    linked,
    make_linked,
    menteur,
)
from tests.comptes.outils import (
    PASSWORD,
    account,
    is_signed_in,
    link,
    mails,
    make_known,
    sign_in,
    words,
)
from tests.factories import make_compte, save
from tests.services.fournisseur import packaged

__all__ = ["fournisseur", "menteur"]  # fixtures

EMAIL = "camille@exemple.fr"
VERIFIEE = {"email": EMAIL, "email_verified": True}
EQUIPE = "/connexion/avec/equipe"


def test_a_candidate_of_a_real_provider_opens_an_account_then_comes_back(
    app, client, session, monkeypatch
):
    with packaged({"sub": "c1", **VERIFIEE}) as url:
        configure(app, monkeypatch, url)
        told = client.get(consent(leave(client), sub="c1"))
        assert f"confirme votre adresse : {EMAIL}" in words(told)
        assert account(session, EMAIL) is None, "nothing without the person's word"
        assert client.post("/inscription/identite").location == "/mon-espace"
        assert is_signed_in(client)
        compte = account(session, EMAIL)
        assert compte.role is Role.CANDIDAT
        assert linked(session) == [(url, "c1", compte.id)]

        other = app.test_client()
        away = leave(other, next="/certifications/")
        assert "code_challenge_method=S256" in away
        assert other.get(consent(away, sub="c1")).location == "/certifications/"
        assert is_signed_in(other)


@pytest.mark.une_base
def test_no_provider_is_set_up_by_default(client, login, session):
    assert "/connexion/avec/" not in client.get("/connexion").text
    assert client.post("/connexion/avec/candidats").status_code == 404
    assert login(make_compte(session)).get(MIENNE).status_code == 404


def test_an_account_is_never_merged_by_its_address(app, client, session, fournisseur):
    """But linked by its person, who proves to be it by the account's own password."""
    compte = make_known(app, session, email=EMAIL)
    fournisseur.claims = VERIFIEE
    told = enter(client)
    assert f"Un compte existe avec l’adresse {EMAIL}" in words(told)
    assert client.post("/inscription/identite").location == "/connexion"
    assert not is_signed_in(client)
    assert linked(session) == []

    sign_in(client, EMAIL)
    assert enter(client, f"{MIENNE}/relier").location == MIENNE
    assert linked(session) == [(fournisseur.url, "personne", compte.id)]
    assert mails(session)[-1].donnees["mot"] == "Identité externe reliée"
    client.post("/deconnexion")
    assert enter(client).location == "/mon-espace"

    assert client.post(f"{MIENNE}/delier").status_code == 403, "its session was open"
    client.post(f"{MIENNE}/delier", data={"preuve-mot_de_passe": PASSWORD})
    assert linked(session) == []
    assert mails(session)[-1].donnees["mot"] == "Identité externe déliée"


@pytest.mark.une_base
@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_nobody_verified_tells_and_opens_nothing(
    app, client, session, fournisseur, verified
):
    """Neither whether it has an account, nor one that its owner would then share."""
    fournisseur.claims = VERIFIEE | {"email_verified": verified}
    before = words(enter(client))
    make_known(app, session, email=EMAIL)
    assert words(enter(client)) == before
    assert "ne confirme pas votre adresse" in before
    assert client.post("/inscription/identite").location == "/connexion"


@pytest.mark.une_base
def test_staff_without_account_is_told_of_invitations_whatever_its_address(
    app, client, session, fournisseur
):
    fournisseur.claims = VERIFIEE
    before = words(enter(client, EQUIPE))
    make_known(app, session, email=EMAIL, role=Role.INSTRUCTEUR)
    assert words(enter(client, EQUIPE)) == before
    assert "s’ouvrent par une invitation" in before
    assert client.post("/inscription/identite").location == "/connexion"


@pytest.mark.une_base
def test_each_provider_opens_the_accounts_of_its_own_people(
    app, client, session, fournisseur
):
    compte = make_linked(session, make_known(app, session), fournisseur)
    assert "Aucun compte" in words(enter(client, EQUIPE))
    assert enter(client).location == "/mon-espace"
    assert compte.role is Role.CANDIDAT


@pytest.mark.une_base
@pytest.mark.parametrize(
    ("accepted", "claims", "there"),
    [
        ("", {"acr": "fort", "amr": ["mfa"]}, "/connexion/verification"),
        ("mfa", {"acr": "faible"}, "/connexion/verification"),
        ("mfa", {"amr": ["pwd", "mfa"]}, "/mon-espace"),
        ("fort", {"acr": "fort"}, "/mon-espace"),
    ],
)
def test_the_second_factor_is_asked_unless_an_accepted_one_was_shown(
    client, session, fournisseur, monkeypatch, accepted, claims, there
):
    settings = client.application.extensions["settings"]
    compte = make_known(client.application, session, role=Role.INSTRUCTEUR)
    sign_in(client, compte.email)
    add_application(client)
    client.post("/deconnexion")
    make_linked(session, compte, fournisseur)
    monkeypatch.setattr(settings, "second_facteur", True)
    monkeypatch.setattr(settings, "oidc_equipe_acr", accepted)
    fournisseur.claims = claims

    assert enter(client, EQUIPE).location == there
    shown = client.get("/instruction/").status_code
    assert shown == (200 if there == "/mon-espace" else 303)


@pytest.mark.une_base
def test_staff_without_factor_is_still_led_to_add_one(
    app, client, session, fournisseur, monkeypatch
):
    make_linked(session, make_compte(session, Role.INSTRUCTEUR), fournisseur)
    monkeypatch.setattr(app.extensions["settings"], "second_facteur", True)
    enter(client, EQUIPE)
    assert client.get("/instruction/").location == "/mon-compte/verification"


@pytest.mark.une_base
@pytest.mark.parametrize(
    ("column", "value", "told"),
    [("active", False, "suspendu"), ("confirmed_at", None, "Confirmez d’abord")],
)
def test_a_closed_account_stays_closed(
    app, client, session, fournisseur, column, value, told
):
    compte = make_linked(session, make_known(app, session), fournisseur)
    setattr(compte, column, value)
    save(session, compte)
    assert told in words(enter(client))
    assert not is_signed_in(client)


@pytest.mark.une_base
def test_linking_asks_for_a_recent_proof_and_an_identity_of_nobody_else(
    app, client, session, fournisseur, monkeypatch
):
    make_linked(session, make_known(app, session), fournisseur)
    mine = make_known(app, session)
    sign_in(client, mine.email)
    monkeypatch.setattr(app.extensions["settings"], "fraicheur_minutes", -1)
    assert client.post(f"{MIENNE}/delier").status_code == 403
    away = leave(client, f"{MIENNE}/relier", **{"preuve-mot_de_passe": PASSWORD})
    told = client.get(consent(away))
    assert told.status_code == 409
    assert "déjà reliée à un autre compte" in told.text
    assert len(linked(session)) == 1


@pytest.mark.une_base
@pytest.mark.parametrize(("minutes", "status"), [(5, 303), (90, 403), (-90, 303)])
def test_a_proof_at_the_provider_is_as_recent_as_it_says(
    client, session, fournisseur, monkeypatch, minutes, status
):
    settings = client.application.extensions["settings"]
    make_linked(session, make_known(client.application, session), fournisseur)
    monkeypatch.setattr(settings, "fraicheur_minutes", 30)
    fournisseur.claims = {"auth_time": clock.now().timestamp() - 60 * minutes}
    enter(client)
    assert client.post(f"{MIENNE}/delier").status_code == status


@pytest.mark.une_base
def test_a_link_asked_by_one_account_is_never_another_s(
    app, client, session, fournisseur
):
    first, second = make_known(app, session), make_known(app, session)
    sign_in(client, first.email)
    back = consent(leave(client, f"{MIENNE}/relier"))
    with app.app_context(), client.session_transaction() as state:
        state["_user_id"] = second.fs_uniquifier
    assert client.get(back).status_code == 400
    assert linked(session) == []


@pytest.mark.une_base
def test_without_a_password_it_is_not_unlinked_until_one_is_chosen(
    app, client, session, fournisseur
):
    fournisseur.claims = VERIFIEE
    enter(client)
    client.post("/inscription/identite")
    other = client.application.test_client()
    wrong = words(sign_in(other, EMAIL))
    assert wrong == words(sign_in(other, "personne@exemple.fr"))
    assert "choisissez-en un d’abord" in client.post(f"{MIENNE}/delier").text
    new = {"password": "", "new_password": PASSWORD}
    assert "Mot de passe oublié" in client.post("/mot-de-passe", data=new).text
    assert account(session, EMAIL).password is None

    client.post("/mot-de-passe-oublie", data={"email": EMAIL})
    path = link(session, "compte_reinitialisation")
    client.post(path, data={"password": PASSWORD})
    sign_in(client, EMAIL)
    client.post(f"{MIENNE}/delier")
    assert linked(session) == []


@pytest.mark.une_base
def test_a_session_without_any_proof_left_is_told_how_to_go_on(
    client, fournisseur, app, monkeypatch
):
    fournisseur.claims = VERIFIEE
    enter(client)
    client.post("/inscription/identite")
    monkeypatch.setattr(app.extensions["settings"], "fraicheur_minutes", -1)
    told = client.post(f"{MIENNE}/delier", data={"preuve-mot_de_passe": "x"})
    assert told.status_code == 403
    assert "pas encore de mot de passe" in words(told)


@pytest.mark.une_base
def test_a_provider_that_is_away_leaves_the_password(app, client, session, fournisseur):
    back = consent(leave(client))
    fournisseur.en_panne = True
    for answer in (client.get(back), client.post("/connexion/avec/candidats")):
        assert answer.status_code == 503
        assert "Clé candidats ne répond pas" in words(answer)
    assert sign_in(client, make_known(app, session).email).location == "/mon-espace"


@pytest.mark.une_base
def test_half_a_provider_or_one_in_clear_does_not_start():
    half = {"oidc_equipe_issuer": "https://fi.exemple.fr"}
    with pytest.raises(ValueError, match="VAE_OIDC_EQUIPE"):
        Settings(environnement=Environnement.TEST, **half)
    whole = {"client_id": "a", "client_secret": "b", "nom": "c", "issuer": "http://fi"}
    with pytest.raises(ValueError, match="https"):
        Settings(**{f"oidc_equipe_{name}": v for name, v in whole.items()})
