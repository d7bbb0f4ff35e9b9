"""Passkeys: what the browser is asked, and what its answer proves."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from secrets import token_bytes
from urllib.parse import urlsplit

import webauthn
from webauthn.authentication.verify_authentication_response import (
    VerifiedAuthentication,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from portal.comptes.models import CleAcces, Compte
from portal.comptes.totp import EMETTEUR

# A finger, a face or a PIN each time: the key alone is then two factors.
PERSONNE = UserVerificationRequirement.REQUIRED
ILLISIBLE = (WebAuthnException, ValueError, KeyError, TypeError)
"""What the library raises on an answer that no browser would give."""


@dataclass(frozen=True)
class Site:
    """A passkey is of one name, and is answered from its pages alone."""

    nom: str
    origine: str


def site_of(host_url: str) -> Site | None:
    """None where browsers know no passkey: an address in figures."""
    parts = urlsplit(host_url)
    try:
        ip_address(parts.hostname or "")
    except ValueError:
        return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")
    return None


def defi() -> str:
    return bytes_to_base64url(token_bytes(32))


def options_nouvelle(
    site: Site, compte: Compte, connues: Iterable[CleAcces], defi: str
) -> str:
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=site.nom,
            rp_name=EMETTEUR,
            user_id=compte.id.bytes,
            user_name=compte.email,
            user_display_name=compte.nom_affiche or compte.email,
            challenge=base64url_to_bytes(defi),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=PERSONNE,
            ),
            exclude_credentials=_named(connues),
        )
    )


def options_connexion(site: Site, permises: Iterable[CleAcces], defi: str) -> str:
    """None named: the browser offers those it knows for this site."""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=site.nom,
            challenge=base64url_to_bytes(defi),
            allow_credentials=_named(permises),
            user_verification=PERSONNE,
        )
    )


def lire_nouvelle(
    site: Site, reponse: str | None, defi: str
) -> VerifiedRegistration | None:
    try:
        return webauthn.verify_registration_response(
            credential=reponse or "",
            expected_challenge=base64url_to_bytes(defi),
            expected_rp_id=site.nom,
            expected_origin=site.origine,
            require_user_verification=True,
        )
    except ILLISIBLE:
        return None


def designee(reponse: str) -> bytes:
    """Which credential an answer claims to be of."""
    try:
        return webauthn.helpers.parse_authentication_credential_json(reponse).raw_id
    except ILLISIBLE:
        return b""


def lire_connexion(
    site: Site, reponse: str, defi: str, cle: CleAcces
) -> VerifiedAuthentication | None:
    """None also for a counter that does not grow: a copied key (WebAuthn 7.2.21)."""
    try:
        return webauthn.verify_authentication_response(
            credential=reponse,
            expected_challenge=base64url_to_bytes(defi),
            expected_rp_id=site.nom,
            expected_origin=site.origine,
            credential_public_key=cle.public_key,
            credential_current_sign_count=cle.sign_count,
            require_user_verification=True,
        )
    except ILLISIBLE:
        return None


def _named(cles: Iterable[CleAcces]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=cle.credential_id) for cle in cles]
