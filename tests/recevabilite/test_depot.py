"""The deposit: what forbids it, what it counts for, and who wins a race."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from portal import db
from portal.dossiers.models import Dossier, Experience, Identite, Piece
from portal.droit.ouverture import StatutCertification
from portal.droit.pieces import Genre
from portal.droit.refus import Refus
from portal.recevabilite import services
from portal.recevabilite.attestation import is_signature_of, texte
from portal.recevabilite.completude import ELEMENTS, IDENTITE_REQUISE, manques
from portal.recevabilite.queries import demande
from tests.factories import (
    fill,
    make_certification,
    make_compte,
    make_dossier,
    make_referentiel,
)
from tests.recevabilite.outils import NOM, deposit, page, paris, reload, words

YEAR_END = [
    # (UTC instant, day of Paris, civil year)
    (paris(2026, 12, 31, 21, 59), date(2026, 12, 31), 2026),
    (paris(2026, 12, 31, 22, 59, 59), date(2026, 12, 31), 2026),
    (paris(2026, 12, 31, 23, 0), date(2027, 1, 1), 2027),
    (paris(2026, 6, 30, 21, 59, 59), date(2026, 6, 30), 2026),
    (paris(2026, 6, 30, 22, 0), date(2026, 7, 1), 2026),
]


@pytest.fixture
def candidat(session):
    return make_compte(session)


@pytest.fixture
def draft(session, candidat):
    return fill(session, make_dossier(session, candidat))


@pytest.mark.parametrize(("at", "day", "year"), YEAR_END)
def test_the_day_and_the_year_are_those_of_paris(
    session, candidat, draft, at, day, year
):
    """Section 0 rules 3 and 12: 22:59, 23:59:59 and 00:00 in Paris."""
    deposit(session, draft, candidat, at)
    assert (draft.depose_le, draft.annee_civile) == (day, year)
    assert draft.numero.startswith(f"VAE-{year}-")


@pytest.mark.parametrize(
    ("at", "limite"),
    [
        (paris(2026, 3, 2, 9), date(2026, 6, 2)),
        (paris(2026, 11, 30, 9), date(2027, 2, 28)),
    ],
)
def test_three_months_run_date_to_date_from_the_deposit(
    session, candidat, draft, at, limite
):
    """Section 0 rules 1 and 12."""
    deposit(session, draft, candidat, at)
    reload(session)
    assert session.get(Dossier, draft.id).echeance_le == limite


COMPULSORY = {
    "P1": Genre.CV,
    "P2": Genre.IDENTITE,
    "P3": Genre.MOTIVATION,
    "P6": Genre.DIPLOME,
    "P7": Genre.ACTIVITE,
}


@pytest.mark.parametrize("code", COMPULSORY)
def test_a_missing_piece_prevents_the_deposit(session, candidat, draft, code):
    """P1, P2, P3, P6, P7: each alone, with the sentence of the table."""
    genre = COMPULSORY[code]
    for piece in session.exec(select(Piece).where(Piece.genre == genre)):
        session.delete(piece)
    session.commit()
    [missing] = manques(demande(session, draft))
    with pytest.raises(Refus, match=missing.libelle[:20]):
        deposit(session, draft, candidat)


def test_no_experience_prevents_the_deposit(session, candidat, draft):
    """P5."""
    for piece in session.exec(select(Piece)):
        piece.experience_id = None
    for experience in session.exec(select(Experience)):
        session.delete(experience)
    session.commit()
    with pytest.raises(Refus, match="au moins une expérience"):
        deposit(session, draft, candidat)


def test_an_incomplete_experience_prevents_the_deposit(session, candidat, draft):
    """P5: types de poste, durée, type de contrat, activité principale."""
    session.exec(select(Experience)).one().activite_principale = ""
    session.commit()
    with pytest.raises(Refus, match="son activité principale"):
        deposit(session, draft, candidat)


def test_saying_that_there_is_no_diploma_is_enough(session, candidat, draft):
    """P6: 0 to n, or « aucun »."""
    query = select(Piece).where(Piece.genre == Genre.DIPLOME)
    session.delete(session.exec(query).one())
    draft.sans_diplome = True
    session.commit()
    assert deposit(session, draft, candidat).depose_le


@pytest.mark.parametrize("name", IDENTITE_REQUISE)
def test_each_answer_of_the_identity_is_asked_for(session, candidat, draft, name):
    identite = session.get(Identite, draft.id)
    setattr(identite, name, None if name in {"naissance_le", "situation"} else "")
    session.commit()
    with pytest.raises(Refus, match=IDENTITE_REQUISE[name]):
        deposit(session, draft, candidat)


def test_the_departement_of_birth_is_asked_of_those_born_in_france(session, draft):
    identite = session.get(Identite, draft.id)
    identite.naissance_departement = ""
    assert [m.libelle for m in manques(demande(session, draft))] == [
        "Indiquez votre département de naissance."
    ]
    identite.naissance_pays = "Portugal"
    assert not manques(demande(session, draft))


def test_a_request_without_uimm_is_refused(session, candidat, draft):
    """R2."""
    draft.uimm_slug = None
    session.commit()
    with pytest.raises(Refus, match="Choisissez votre UIMM"):
        deposit(session, draft, candidat)


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda e: e.endpoint)
def test_an_empty_request_lacks_every_compulsory_part(session, element):
    dossier = make_dossier(session)
    dossier.uimm_slug = None
    missing = element.manques(demande(session, dossier))
    assert bool(missing) is not element.facultatif


@pytest.mark.parametrize(
    ("atteste", "nom", "sentence"),
    [
        (False, NOM, "Cochez la case"),
        (True, "", "comme dans votre identité"),
        (True, "Anne-Marie Martin", "comme dans votre identité"),
    ],
)
def test_an_unsigned_attestation_prevents_the_deposit(
    session, candidat, draft, atteste, nom, sentence
):
    """P4, section 0 rule 7: the service refuses what the page would have."""
    with pytest.raises(Refus, match=sentence), db.write(session):
        services.deposer(
            session,
            draft,
            by=candidat,
            at=paris(2026, 3, 2),
            atteste=atteste,
            nom_saisi=nom,
        )


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Anne-Marie Lefèvre", True),
        ("LEFEVRE anne marie", True),
        ("  anne—marie   lefevre ", True),
        ("Anne-Marie Legrand", True),
        ("Anne-Marie Jeanne Lefèvre", True),
        ("Anne Lefèvre", False),
        ("Lefèvre", False),
        ("Anne-Marie", False),
        ("", False),
    ],
)
def test_the_signature_is_the_full_name_whatever_its_accents(typed, right):
    """Section 0 rule 7."""
    identite = Identite(
        dossier_id=None,
        nom_naissance="Lefèvre",
        nom_usage="Legrand",
        prenoms="Anne-Marie Jeanne",
    )
    assert is_signature_of(typed, identite) is right


def test_an_empty_identity_is_signed_by_nobody():
    assert not is_signature_of("", Identite(dossier_id=None))


def test_the_attestation_has_the_exact_words():
    """Section 0 rule 7."""
    assert texte(2026, "Chargé(e) de projets industriels") == (
        "J’atteste sur l’honneur qu’une seule demande de VAE a été déposée pour "
        "l’année civile 2026 pour le CQPM Chargé(e) de projets industriels, que les "
        "informations fournies sont exactes, et que je ne fais pas l’objet d’une "
        "mesure d’interdiction de présentation devant un jury d’examen ou de "
        "validation des acquis de l’expérience."
    )


def test_the_page_recalls_the_penal_code_and_ticks_nothing(session, login, candidat):
    """Section 0 rule 7."""
    draft = fill(session, make_dossier(session, candidat))
    shown = login(candidat).get(page(draft, "/verifier"))
    assert "441-1, 441-6 et 441-7 du code pénal" in words(shown)
    assert "checked" not in shown.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"nom": NOM}, "Cochez la case pour signer"),
        ({"atteste": "y"}, "Écrivez vos prénom et nom"),
        ({"atteste": "y", "nom": "Autre Nom"}, "comme dans votre identité"),
    ],
)
def test_a_page_not_signed_says_so(session, login, candidat, data, sentence):
    """Section 0 rule 7."""
    draft = fill(session, make_dossier(session, candidat))
    answer = login(candidat).post(page(draft, "/verifier"), data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert data.get("nom", "") in answer.text


def test_a_certification_closed_that_day_refuses_the_deposit(session, candidat):
    """R10, R11, section 0 rule 4: effet <= dépôt <= fin, the last day included."""
    closing = make_certification(session, fin=date(2026, 3, 2))
    draft = make_dossier(session, candidat, certification=closing)
    fill(session, draft)
    with pytest.raises(Refus, match="a pris fin le 2"):
        deposit(session, draft, candidat, paris(2026, 3, 2, 23))
    deposit(session, draft, candidat, paris(2026, 3, 2, 22, 59))
    assert draft.depose_le == date(2026, 3, 2)


def test_a_certification_put_to_sleep_refuses_the_deposit(session, candidat, draft):
    """R12."""
    draft.certification.statut = StatutCertification.EN_VEILLE
    session.commit()
    with pytest.raises(Refus, match="en veille"):
        deposit(session, draft, candidat)


def test_the_referentiel_of_the_day_is_pinned(session, candidat, draft):
    """R13: the new version is compulsory from the day it applies, and not before."""
    later = make_referentiel(session, draft.certification, "2026", date(2026, 3, 3))
    other = make_compte(session)
    second = fill(session, make_dossier(session, other))
    old = draft.referentiel_id
    deposit(session, draft, candidat, paris(2026, 3, 2, 9))
    deposit(session, second, other, paris(2026, 3, 3, 9))
    assert draft.referentiel_id == old
    assert second.referentiel_id == later.id


def test_blocs_that_no_longer_exist_are_to_be_chosen_again(session, candidat):
    """R13, R20."""
    draft = fill(session, make_dossier(session, candidat, blocs_vises=[7]))
    with pytest.raises(Refus, match="choisissez de nouveau les blocs"):
        deposit(session, draft, candidat)


def test_the_delay_is_not_counted_from_a_draft(session, candidat, draft):
    """Section 0 rule 1: the deposit starts the clock."""
    draft.created_at = paris(2025, 1, 1)
    session.commit()
    deposit(session, draft, candidat, paris(2026, 3, 2))
    reload(session)
    kept = session.get(Dossier, draft.id)
    assert kept.echeance_le - kept.depose_le > timedelta(days=88)
