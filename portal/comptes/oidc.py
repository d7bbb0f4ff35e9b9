"""Who a provider of identities says a person is (OpenID Connect, by Authlib)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import request, session
from joserfc.errors import JoseError
from requests import RequestException

from portal import clock, db
from portal.config import OIDC_LEEWAY, OIDC_SECONDS, Fournisseur

log = structlog.get_logger("portal.comptes")

SIGNATURES: Final = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
"""By a key of the provider: neither « none », nor our own secret."""
ADRESSES: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
EN_COURS: Final = "_state_"
"""How Authlib names, in the session, a sign-in on its way."""
CODE_COURT: Final = 255
"""Characters of a `sub`, which the norm bounds."""


class FournisseurAbsent(Exception):
    """It does not answer, or says it is broken."""


class IdentiteRefusee(Exception):
    """What came back proves nobody."""


@dataclass(frozen=True)
class Identite:
    issuer: str
    sub: str
    email: str
    """Empty unless the provider says that it verified it."""
    forte: bool
    """Whether a second factor was shown there."""
    prouvee_le: float
    """When the person last proved itself there; 0 where the provider does not say."""


def partir(fournisseur: Fournisseur, retour: str, **garde: str) -> str:
    """Where the browser goes; `garde` comes back with it."""
    with _questions(fournisseur):
        client = _client(fournisseur)
        _decouvrir(client, fournisseur)
        acr = {"acr_values": " ".join(fournisseur.acr)} if fournisseur.acr else {}
        asked = client.create_authorization_url(retour, **acr)
    for name in [name for name in session if name.startswith(EN_COURS)]:
        del session[name]
    client.save_authorize_data(redirect_uri=retour, **garde, **asked)
    return asked["url"]


def revenir(fournisseur: Fournisseur) -> tuple[Identite, dict[str, str]]:
    """Who came back, and what was kept when it left."""
    with _questions(fournisseur):
        client = _client(fournisseur)
        state = request.args.get("state", "")
        garde = client.framework.get_state_data(session, state)
        if not garde:
            raise IdentiteRefusee("state")
        if request.args.get("iss", fournisseur.issuer) != fournisseur.issuer:
            raise IdentiteRefusee("iss")
        metadata = _decouvrir(client, fournisseur)
        token = client.authorize_access_token(
            claims_options={
                "iss": {"essential": True, "value": fournisseur.issuer},
                "aud": {"essential": True, "value": fournisseur.client_id},
            },
            leeway=OIDC_LEEWAY,
        )
        claims = token["userinfo"]
        if not 0 < len(claims["sub"]) <= CODE_COURT:
            raise IdentiteRefusee("sub")
        if "email" not in claims and metadata.get("userinfo_endpoint"):
            claims = _avec_adresse(client, claims)
        return _lire(fournisseur, claims), garde


def _client(fournisseur: Fournisseur) -> FlaskOAuth2App:
    """Of this request alone: what the provider publishes is read each time."""
    name = fournisseur.cle
    return FlaskOAuth2App(
        FlaskIntegration(name),
        name=name,
        client_id=fournisseur.client_id,
        client_secret=fournisseur.client_secret.get_secret_value(),
        server_metadata_url=(
            f"{fournisseur.issuer.rstrip('/')}/.well-known/openid-configuration"
        ),
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": OIDC_SECONDS,
        },
        user_agent="Passerelle VAE",
    )


def _decouvrir(client: FlaskOAuth2App, fournisseur: Fournisseur) -> dict[str, Any]:
    """What it publishes of itself, as far as we take its word."""
    metadata = client.load_server_metadata()
    scheme = urlsplit(fournisseur.issuer).scheme
    if metadata["issuer"] != fournisseur.issuer:
        raise IdentiteRefusee("issuer")
    if any(urlsplit(metadata[name]).scheme != scheme for name in ADRESSES):
        raise IdentiteRefusee("scheme")
    said = metadata.get("id_token_signing_alg_values_supported", SIGNATURES)
    metadata["id_token_signing_alg_values_supported"] = [
        each for each in SIGNATURES if each in said
    ]
    ways = metadata.get("token_endpoint_auth_methods_supported")
    if ways and "client_secret_basic" not in ways:
        client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105 - the name of a method
    return metadata


def _avec_adresse(client: FlaskOAuth2App, claims: dict) -> dict:
    """Some providers keep the address out of the token, which alone is signed."""
    answer = client.get(client.server_metadata["userinfo_endpoint"])
    answer.raise_for_status()
    if not answer.headers.get("Content-Type", "").startswith("application/json"):
        return claims
    told = answer.json()
    if told.get("sub") != claims["sub"]:
        raise IdentiteRefusee("userinfo")
    names = ("email", "email_verified")
    return claims | {name: told[name] for name in names if name in told}


def _lire(fournisseur: Fournisseur, claims: dict) -> Identite:
    vouched = claims.get("email_verified") is True
    shown = {claims.get("acr"), *(claims.get("amr") or ())}
    return Identite(
        issuer=fournisseur.issuer,
        sub=claims["sub"],
        email=str(claims.get("email") or "") if vouched else "",
        forte=not shown.isdisjoint(fournisseur.acr),
        prouvee_le=min(claims.get("auth_time") or 0, clock.now().timestamp()),
    )


@contextmanager
def _questions(fournisseur: Fournisseur) -> Iterator[None]:
    """The database is left alone meanwhile; an error says which of two it is."""
    db.release()
    # Whatever is missing or of another type in what a provider wrote.
    unreadable = (LookupError, TypeError, ValueError, AttributeError, RuntimeError)
    try:
        yield
    except RequestException as error:
        _noter(fournisseur, "oidc_away", error)
        raise FournisseurAbsent from error
    except (AuthlibBaseError, JoseError, IdentiteRefusee, *unreadable) as error:
        _noter(fournisseur, "oidc_refused", error)
        raise IdentiteRefusee from error


def _noter(fournisseur: Fournisseur, event: str, error: Exception) -> None:
    """Its kind, never its words: they may hold what the provider said of a person."""
    log.warning(event, fournisseur=fournisseur.cle, error=type(error).__name__)
