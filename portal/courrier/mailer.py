"""From a row of the outbox to a message, and from a message to a server."""

import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime
from smtplib import SMTP, SMTPException
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.config import ROOT, Settings
from portal.droit.termes import TERMES
from portal.web.filters import date_longue, date_semaine, heure_dite, pluriel

TIMEOUT = 20.0
"""Seconds for each answer of the server."""


@dataclass(frozen=True)
class Message:
    sujet: str
    texte: str


def write(modele: str, donnees: dict, base_url: str) -> Message:
    """Render `templates/courriels/<modele>.txt`: its first line is the subject."""
    template = TEMPLATES.get_template(f"{modele}.txt")
    text = template.render(donnees, base=base_url)
    first_line, _, body = text.partition("\n")
    _word, _, subject = first_line.partition(":")
    return Message(subject.strip(), body.strip() + "\n")


def compose(
    message: Message,
    *,
    id_: UUID,
    sender: str,
    to: str,
    reply_to: str | None,
    at: datetime,
) -> EmailMessage:
    """Raise ValueError on an address that is not exactly one address."""
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = message.sujet
    mail["From"] = Address("Passerelle VAE", addr_spec=sender)
    mail["To"] = one_address(to)
    if reply_to:
        mail["Reply-To"] = one_address(reply_to)
    mail["Date"] = format_datetime(at)
    # Of the row, not of the attempt: a repeat after a crash is recognised.
    mail["Message-ID"] = f"<{id_}@{domain(sender)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.texte, cte="quoted-printable")
    return mail


def send(mail: EmailMessage, settings: Settings) -> None:
    """Raise SMTPException or OSError unless the server took the message."""
    host = domain(settings.mail_from)
    smtp = SMTP(settings.smtp_host, settings.smtp_port, host, timeout=TIMEOUT)
    try:
        if settings.smtp_tls:
            smtp.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            smtp.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        smtp.send_message(mail)
        # Taken: whatever the goodbye, it must not be sent again.
        with suppress(SMTPException, OSError):
            smtp.quit()
    finally:
        smtp.close()


def domain(address: str) -> str:
    return address.rpartition("@")[2]


def one_address(text: str) -> Address:
    """A comma or a second @ ends up quoted: it never makes a second address."""
    username, _, host = text.rpartition("@")
    return Address(username=username, domain=host)


def one_line(value: object) -> object:
    """What a person typed adds no line: neither a header nor a false paragraph."""
    return " ".join(value.splitlines()) if isinstance(value, str) else value


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates" / "courriels"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text, never shown as HTML
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=one_line,
    )
    environment.filters["date"] = lambda iso: date_longue(date.fromisoformat(iso))
    environment.filters["heure_dite"] = heure_dite
    environment.filters["jour"] = lambda iso: date_semaine(date.fromisoformat(iso))
    environment.globals |= {"pluriel": pluriel, "termes": TERMES}
    return environment


TEMPLATES = _environment()
