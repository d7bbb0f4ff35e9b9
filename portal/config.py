"""Settings, read from the environment once, at start."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from secrets import token_urlsafe
from typing import Final, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from portal.droit.workflow import Role
from portal.storage.verdicts import Bornes

ROOT = Path(__file__).parent.parent

DOUBLE_ENVOI = timedelta(seconds=10)
"""What is sent again within it, word for word, is the same gesture."""
INVITATION_VALIDITY = timedelta(days=14)
"""How long the link of an invitation may be accepted."""
ADDRESS_VALIDITY = timedelta(hours=2)
"""How long the link to a new address may be followed, as that of a new password."""
OIDC_SECONDS = 5
"""How long each question to a provider of identities may wait: a person watches."""
OIDC_LEEWAY = 60
"""Seconds the clock of a provider may be off."""
IDENTITE_ATTEND = timedelta(minutes=10)
"""How long an identity without an account waits for its person to open one."""
EVENEMENTS_KEPT = timedelta(days=365)
"""How long the journal of an account goes back: CNIL, six months to one year."""


class Limites(NamedTuple):
    """Of a session: without a request, and in all whatever is done (ASVS 7.3)."""

    inactivite: timedelta
    duree: timedelta


VISITEUR: Final = Limites(timedelta(hours=1), timedelta(hours=1))
"""Nobody signed in: the message of the next page, a second factor awaited."""
_PERSONNE = Limites(timedelta(hours=2), timedelta(hours=12))
_EQUIPE = Limites(timedelta(hours=1), timedelta(hours=12))
SESSIONS: Final = {
    # A file is written with its papers at hand: two hours leave time to find them,
    # and twelve are a day, on a computer that may be a library's.
    Role.CANDIDAT: _PERSONNE,
    Role.ACCOMPAGNATEUR: _PERSONNE,
    # They read other people's files: an hour is what NIST SP 800-63B-4 (AAL2) allows.
    Role.INSTRUCTEUR: _EQUIPE,
    Role.RESPONSABLE: _EQUIPE,
    Role.GTP: _EQUIPE,
    # It opens the accounts of the others.
    Role.ADMINISTRATEUR: Limites(timedelta(minutes=30), timedelta(hours=8)),
}
SESSION_STEP: Final = timedelta(minutes=5)
"""A session that reads only is written down as seen once in that time."""
STEP_UP = 30
"""Minutes a sign-in is recent enough for what cannot be undone."""
NO_STEP_UP = 10 * 365 * 24 * 60
"""The same where nobody's data is at stake."""
DEMO = ROOT / ".demo"


class Fournisseur(NamedTuple):
    """Who says, by OpenID Connect, that a person is who it says."""

    cle: Literal["equipe", "candidats"]
    nom: str
    issuer: str
    client_id: str
    client_secret: SecretStr
    acr: tuple[str, ...]


class Environnement(StrEnum):
    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"
    TEST = "test"


class Settings(BaseSettings):
    """Every setting is an environment variable `VAE_<NAME>`.

    Production is the default, so that a forgotten variable refuses to start
    rather than serves with a known secret.
    """

    model_config = SettingsConfigDict(env_prefix="VAE_", extra="forbid")

    environnement: Environnement = Environnement.PRODUCTION
    secret_key: SecretStr = SecretStr("")
    password_salt: SecretStr = SecretStr("")
    database_url: str = ""
    base_url: str = ""
    """Public address, no trailing slash: the links of e-mails start with it."""

    fichiers_url: str = ""
    """Another host of this portal, for the files shown in its pages and nothing else;
    empty: the same one, in a sandbox."""

    uploads: Path = ROOT / "uploads"
    max_file_size: int = 20 * 1024 * 1024
    max_dossier_size: int = 400 * 1024 * 1024
    max_pdf_pages: int = 500
    max_page_points: int = 14_400
    max_image_pixels: int = 70_000_000
    max_whole_image_pixels: int = 24_000_000
    max_image_frames: int = 1
    check_memory: int = 640 * 1024 * 1024
    check_seconds: int = 20

    clamd: str = ""
    """Path of its socket, or `host:port`; empty: files are not scanned."""
    clamd_seconds: int = 25
    quarantine_days: int = 30

    libreoffice: str = ""
    """Path of `soffice`; empty: Word and OpenDocument texts are refused."""
    convert_seconds: int = Field(default=60, le=180)
    """Well within the lease of a job."""
    convert_memory: int = 2 * 1024**3

    storage: Literal["local", "s3"] = "local"
    s3_endpoint: str = ""
    s3_bucket: str = ""
    s3_region: str = "us-east-1"
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    s3_checksum: Literal["when_required", "when_supported"] = "when_required"

    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: bool = True
    mail_from: str = "ne-pas-repondre@exemple.fr"

    second_facteur: bool = True
    """Compulsory for staff; where nobody serves people, only if it is asked for."""
    fraicheur_minutes: int = STEP_UP

    oidc_equipe_issuer: str = ""
    """Its address, as its tokens write it; empty: no such sign-in."""
    oidc_equipe_client_id: str = ""
    oidc_equipe_client_secret: SecretStr = SecretStr("")
    oidc_equipe_nom: str = ""
    oidc_equipe_acr: str = ""
    """Values of `acr` or `amr` that are worth a second factor, with spaces between."""
    oidc_candidats_issuer: str = ""
    oidc_candidats_client_id: str = ""
    oidc_candidats_client_secret: SecretStr = SecretStr("")
    oidc_candidats_nom: str = ""
    oidc_candidats_acr: str = ""

    limiter_storage: str = "memory://"
    limit_requests: bool = True
    trusted_proxies: int = 0

    metrics_folder: str = ""
    """Empty: nothing is counted."""
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 9464
    sentry_dsn: SecretStr = SecretStr("")

    @model_validator(mode="after")
    def _ask_less_outside_production(self) -> Self:
        if not self.secure and "second_facteur" not in self.model_fields_set:
            self.second_facteur = False
        if not self.secure and "fraicheur_minutes" not in self.model_fields_set:
            self.fraicheur_minutes = NO_STEP_UP
        return self

    @model_validator(mode="after")
    def _refuse_half_a_provider(self) -> Self:
        for each in self.fournisseurs.values():
            if not all((each.nom, each.client_id, each.client_secret)):
                wanted = f"VAE_OIDC_{each.cle.upper()}_*"
                raise ValueError(f"{wanted}: a name, a client id and its secret")
            if self.secure and not each.issuer.startswith("https://"):
                raise ValueError("a provider of identities speaks over https")
        return self

    @model_validator(mode="after")
    def _refuse_a_missing_secret(self) -> Self:
        if self.environnement is Environnement.DEMONSTRATION:
            return self._with_the_demonstration_s()
        if self.environnement is not Environnement.PRODUCTION:
            return self
        required = ["secret_key", "password_salt", "database_url", "base_url"]
        required += ["smtp_host"]
        if self.storage == "s3":
            required += ["s3_endpoint", "s3_bucket", "s3_access_key", "s3_secret_key"]
        missing = [f"VAE_{name.upper()}" for name in required if not self._is_set(name)]
        if missing:
            raise ValueError(f"missing production settings: {', '.join(missing)}")
        if urlsplit(self.fichiers_url).netloc == urlsplit(self.base_url).netloc:
            raise ValueError("VAE_FICHIERS_URL must name another host, or be empty")
        return self

    def _with_the_demonstration_s(self) -> Self:
        """A database and secrets of this checkout's own, made at first start."""
        own_secret = SecretStr(_secret_of_this_checkout())
        self.secret_key = self.secret_key if self._is_set("secret_key") else own_secret
        self.password_salt = (
            self.password_salt if self._is_set("password_salt") else own_secret
        )
        self.database_url = self.database_url or f"sqlite:///{DEMO / 'portail.db'}"
        self.base_url = self.base_url or "http://127.0.0.1:5000"
        return self

    def _is_set(self, name: str) -> bool:
        value = getattr(self, name)
        return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)

    @property
    def bornes(self) -> Bornes:
        return Bornes(
            pages=self.max_pdf_pages,
            cote=self.max_page_points,
            pixels=self.max_image_pixels,
            progressif=self.max_whole_image_pixels,
            images=self.max_image_frames,
            memoire=self.check_memory,
            secondes=self.check_seconds,
            bureau=bool(self.libreoffice),
        )

    @property
    def fournisseurs(self) -> dict[str, Fournisseur]:
        """Those this installation has; none by default."""
        equipe = Fournisseur(
            "equipe",
            self.oidc_equipe_nom,
            self.oidc_equipe_issuer,
            self.oidc_equipe_client_id,
            self.oidc_equipe_client_secret,
            tuple(self.oidc_equipe_acr.split()),
        )
        candidats = Fournisseur(
            "candidats",
            self.oidc_candidats_nom,
            self.oidc_candidats_issuer,
            self.oidc_candidats_client_id,
            self.oidc_candidats_client_secret,
            tuple(self.oidc_candidats_acr.split()),
        )
        return {each.cle: each for each in (equipe, candidats) if each.issuer}

    @property
    def demonstration(self) -> bool:
        return self.environnement is Environnement.DEMONSTRATION

    @property
    def secure(self) -> bool:
        """Cookies and HSTS assume TLS in production only."""
        return self.environnement is Environnement.PRODUCTION


def _secret_of_this_checkout() -> str:
    DEMO.mkdir(exist_ok=True)
    kept = DEMO / "secret"
    if not kept.exists():
        kept.write_text(token_urlsafe(32))
        kept.chmod(0o600)
    return kept.read_text()
