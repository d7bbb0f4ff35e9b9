"""The tab « Certification »: what each row waits for, from whom, by when."""

from dataclasses import dataclass, field
from datetime import date

import pytest
import time_machine

from portal.droit.workflow import Acte, Etat
from portal.instruction.attendu import attendu
from portal.instruction.filtres import ETATS, Onglet
from tests.factories import make_dossier
from tests.instruction.aide import rows, soup

LE = date(2026, 4, 26)
FIXE = {"rendez_vous": "2026-04-26", "heure": "14:00"}


@dataclass
class Ligne:
    acte: Acte
    donnees: dict = field(default_factory=dict)


@pytest.mark.parametrize(
    ("etat", "acte", "on", "words"),
    [
        (
            Etat.COMMISSION_PROGRAMMEE,
            Acte.PROGRAMMER_COMMISSION,
            LE,
            "Entretien le 26/04/2026, 14:00",
        ),
        (
            Etat.COMMISSION_PROGRAMMEE,
            Acte.PROGRAMMER_COMMISSION,
            date(2026, 4, 27),
            "Conclusions de l’entretien du 26/04/2026",
        ),
        (
            Etat.JURY_PROGRAMME,
            Acte.PROGRAMMER_JURY,
            LE,
            "Jury le 26/04/2026, 14:00",
        ),
        (
            Etat.JURY_PROGRAMME,
            Acte.PROGRAMMER_JURY,
            date(2026, 4, 27),
            "Délibération du jury du 26/04/2026",
        ),
        (Etat.JURY_PROGRAMME, Acte.RENDRE_CONCLUSIONS, LE, ""),
        (Etat.JURY_DELIBERE, Acte.DELIBERER, LE, "Envoi au GTP"),
        (Etat.JURY_DELIBERE, Acte.REFUSER_VALIDATION, LE, "Nouvel envoi au GTP"),
        (Etat.RECEVABLE, Acte.DECLARER_RECEVABLE, LE, ""),
    ],
)
def test_what_is_awaited(etat, acte, on, words):
    """R31, R40, R60: the day of the meeting is still one to wait for."""
    assert attendu(etat, [Ligne(acte, FIXE)], on) == words


def test_every_state_of_the_tab_says_what_it_waits_for():
    for etat in ETATS[Onglet.CERTIFICATION]:
        acts = (Acte.PROGRAMMER_COMMISSION, Acte.PROGRAMMER_JURY)
        assert attendu(etat, [Ligne(acte, FIXE) for acte in acts], LE)


def test_the_tab_goes_by_date_then_shows_what_has_none(
    session, login, staff, monkeypatch
):
    """R60: nothing gives the GTP a delay; its dossiers are not lost for it."""
    monkeypatch.setattr("portal.instruction.queries.file.TAILLE", 2)
    for etat in (Etat.TRANSMIS_GTP, *ETATS[Onglet.CERTIFICATION]):
        make_dossier(session, etat=etat)
    client, url, seen = login(staff), "/instruction/?onglet=certification", []
    with time_machine.travel("2026-04-12"):
        while url:
            page = client.get(url)
            seen += rows(page)
            [*following] = soup(page).select("a[rel=next]")
            url = following[0]["href"] if following else None
    assert len(seen) == len(set(seen)) == 7
    assert "À transmettre au GTP UIMM Envoi au GTP Transmission au GTP" in seen[0]
    assert "Jury programmé UIMM Jury le" in " ".join(seen[1:4])
    assert all("Sans date limite" in row for row in seen[4:])
    assert sum("Secrétariat GTP Validation par le GTP" in row for row in seen) == 2
