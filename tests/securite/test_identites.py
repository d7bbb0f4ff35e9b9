"""What a provider of identities may not make the portal believe."""

import base64
import hmac
import json
import re
from functools import partial

import pytest
from joserfc.jwk import ECKey

from tests.comptes.identites import (
    consent,
    enter,
    fournisseur,
    leave,
    linked,
    make_linked,
    menteur,
)
from tests.comptes.outils import is_signed_in, make_known
from tests.services.fournisseur import CLIENT, SECRET

__all__ = ["fournisseur", "menteur"]  # fixtures
pytestmark = pytest.mark.une_base

REFUSEE = "n’a pas abouti"
STRANGER = ECKey.generate_key("P-256", {"kid": "1"})


def written(alg: str, claims: dict, key: bytes | None = None) -> str:
    """By hand: no library would."""
    parts = [_text(json.dumps(part).encode()) for part in ({"alg": alg}, claims)]
    signed = hmac.digest(key, ".".join(parts).encode(), "sha256") if key else b""
    return ".".join([*parts, _text(signed)])


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture
def known(app, session, fournisseur):
    return make_linked(session, make_known(app, session), fournisseur)


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": "another", "azp": CLIENT},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://another.exemple.fr"},
        {"iss": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": None},
        {"sub": ""},
        {"sub": ["personne"]},
        {"acr": {"of": "another type"}},
        {"auth_time": "yesterday"},
    ],
    ids=str,
)
def test_a_token_of_another_sign_in_opens_nothing(client, known, fournisseur, lie):
    fournisseur.claims = lie
    assert REFUSEE in enter(client).text
    assert not is_signed_in(client)


@pytest.mark.parametrize("how", ["none", "our secret", "public key", "other key", "no"])
def test_a_token_the_provider_did_not_sign_opens_nothing(
    client, known, fournisseur, how
):
    fournisseur.metadata = {
        "id_token_signing_alg_values_supported": ["none", "HS256", "ES256"]
    }
    fournisseur.sign = {
        "none": partial(written, "none"),
        "our secret": partial(written, "HS256", key=SECRET.encode()),
        "public key": partial(
            written, "HS256", key=fournisseur.key.as_pem(private=False)
        ),
        "other key": partial(fournisseur.signed, key=STRANGER),
        "no": lambda _claims: "no token",
    }[how]
    assert REFUSEE in enter(client).text
    assert not is_signed_in(client)
    fournisseur.sign = fournisseur.signed
    assert enter(client).location == "/mon-espace", "the same, rightly signed"


def test_a_state_is_of_one_browser_and_serves_once(app, client, known, fournisseur):
    back = consent(leave(client))
    thief = app.test_client()
    assert REFUSEE in thief.get(back).text, "in another browser"
    assert client.get(back).location == "/mon-espace"
    client.post("/deconnexion")
    assert REFUSEE in client.get(back).text, "twice"
    assert not is_signed_in(client)


def test_a_code_of_another_sign_in_opens_nothing(app, client, known, fournisseur):
    """PKCE: a stolen code, put in the thief's own sign-in, is refused."""
    stolen = consent(leave(client)).partition("code=")[2].partition("&")[0]
    thief = app.test_client()
    own = consent(leave(thief))
    mine = own.partition("code=")[2].partition("&")[0]
    assert REFUSEE in thief.get(own.replace(mine, stolen)).text
    assert not is_signed_in(thief)


@pytest.mark.parametrize(
    "suffix", ["&iss=https://another.exemple.fr", "&error=access_denied"]
)
def test_an_answer_of_another_provider_or_a_refusal_opens_nothing(
    client, known, fournisseur, suffix
):
    assert REFUSEE in client.get(consent(leave(client)) + suffix).text
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://another.exemple.fr"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": None},
    ],
    ids=str,
)
def test_a_provider_that_publishes_anything_else_is_not_followed(
    client, fournisseur, metadata
):
    fournisseur.metadata = metadata
    assert REFUSEE in client.post("/connexion/avec/candidats").text


def test_the_address_is_of_the_person_who_came_back(client, session, fournisseur):
    """Some providers give it apart from the token."""
    told = {"email": "camille@exemple.fr", "email_verified": True}
    fournisseur.userinfo = told | {"sub": "another"}
    assert REFUSEE in enter(client).text
    fournisseur.userinfo = told
    assert "camille@exemple.fr" in enter(client).text
    assert linked(session) == []


@pytest.mark.parametrize(
    "suite", ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil"]
)
def test_what_comes_next_is_never_elsewhere(client, known, fournisseur, suite):
    """ASVS 44."""
    assert re.fullmatch(r"/[^/\\].*", enter(client, next=suite).location)


def test_leaving_asks_for_the_token_of_forms(client, fournisseur):
    answer = client.post("/connexion/avec/candidats", csrf=False)
    assert answer.status_code == 400


def test_the_policy_of_forms_is_not_widened(client, fournisseur):
    """A page leads away, not a form: `form-action` binds its redirections too."""
    answer = client.post("/connexion/avec/candidats")
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
    assert f'content="0; url={fournisseur.url}/autoriser?' in answer.text
