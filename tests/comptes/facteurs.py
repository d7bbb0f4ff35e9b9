"""A telephone, as a test holds it: it knows the secret the page showed."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from passlib.totp import TOTP

from portal import clock
from tests.comptes.outils import sign_in

PAGE = "/mon-compte/verification"


@dataclass
class Telephone:
    cle: str

    def code(self) -> str:
        return str(TOTP(key=self.cle).generate(clock.now()).token)


def add_application(client) -> tuple[Telephone, list[str]]:
    """The telephone, and the recovery codes shown with it."""
    shown = BeautifulSoup(client.get(f"{PAGE}/application").text, "html.parser")
    telephone = Telephone(shown.select_one("#cle-a-ecrire").text.replace(" ", ""))
    answer = client.post(f"{PAGE}/application", data={"code": telephone.code()})
    return telephone, codes_of(answer)


def codes_of(answer) -> list[str]:
    return re.findall(r"<li>(\d{4} \d{4} \d{4})</li>", answer.text)


def show(client, code):
    return client.post("/connexion/verification", data={"preuve-code": code})


def enter(client, email, code):
    """With the password, then with a code."""
    assert sign_in(client, email).location == "/connexion/verification"
    return show(client, code)
