"""K2, its target and the caducité: section 0 rule 2."""

from dataclasses import replace

import pytest

from portal.droit.echeances import (
    Cle,
    Niveau,
    Prolongation,
    echeances,
    niveau,
    peut_declarer_caduc,
)
from portal.droit.workflow import Acte, Role
from tests.droit.histoires import REGLEMENT, celle, cles, histoire, jour

RECEVABLE = ["2026-04-02 deposer", "2026-06-16 declarer_recevable"]
DEPOSEES = [*RECEVABLE, "2027-04-16 deposer_preuves"]
DEMANDEES = [*DEPOSEES, "2027-06-01 demander_preuves 2027-07-01"]


def prolongation(le, jusqu_au):
    return Prolongation(jour(le), jour(jusqu_au))


@pytest.mark.parametrize(
    ("avis", "cible", "limite"),
    [
        ("2026-06-16", "2027-04-16", "2027-06-16"),
        ("2026-04-30", "2027-02-28", "2027-04-30"),  # short month before
        ("2027-04-30", "2028-02-29", "2028-04-30"),  # leap year
        ("2028-02-29", "2028-12-28", "2029-02-28"),
        ("2027-02-28", "2027-12-28", "2028-02-28"),
        ("2026-12-31", "2027-10-31", "2027-12-31"),
        ("2026-08-31", "2027-06-30", "2027-08-31"),
        ("2026-02-28", "2026-12-28", "2027-02-28"),
    ],
)
def test_the_jury_decides_within_twelve_months_of_the_avis(avis, cible, limite):
    """Section 0 rules 2 and 12."""
    passages = histoire("2026-01-02 deposer", f"{avis} declarer_recevable")
    assert celle(Cle.K2, passages).debut == jour(avis)
    assert celle(Cle.K2, passages).limite == jour(limite)
    assert celle(Cle.K2_CIBLE, passages).limite == jour(cible)


@pytest.mark.parametrize(
    ("lignes", "qui", "deposees"),
    [
        (RECEVABLE, Role.CANDIDAT, None),
        (DEPOSEES, Role.INSTRUCTEUR, "2027-04-16"),
        (DEMANDEES, Role.CANDIDAT, None),  # incomplete: the candidate's again
        (
            [*DEMANDEES, "2027-06-10 completer_preuves"],
            Role.INSTRUCTEUR,
            "2027-06-10",
        ),
        (
            [*DEPOSEES, "2027-04-20 recevoir_preuves"],
            Role.INSTRUCTEUR,
            "2027-04-16",
        ),
    ],
)
def test_the_parcours_binds_whoever_has_the_preuves_to_handle(lignes, qui, deposees):
    """Section 0 rule 2: once they are deposited, the lateness is the UIMM's."""
    passages = histoire(*lignes)
    assert celle(Cle.K2, passages).qui is qui
    assert celle(Cle.K2, passages).tenue_le is None
    assert celle(Cle.K2_CIBLE, passages).qui is Role.CANDIDAT
    assert celle(Cle.K2_CIBLE, passages).tenue_le == (deposees and jour(deposees))


@pytest.mark.parametrize(
    ("depot", "expected"),
    [("2027-04-16", Niveau.TENUE), ("2027-04-17", Niveau.TENUE_EN_RETARD)],
)
def test_the_target_day_is_included(depot, expected):
    cible = celle(Cle.K2_CIBLE, histoire(*RECEVABLE, f"{depot} deposer_preuves"))
    assert niveau(cible, jour("2027-05-01"), REGLEMENT) is expected


def test_a_request_for_preuves_does_not_stop_the_twelve_months():
    """Section 0 rule 1 speaks of the instruction only."""
    lignes = [*DEMANDEES, "2027-06-10 completer_preuves"]
    k2 = celle(Cle.K2, histoire(*lignes))
    assert (k2.limite, k2.suspendue_le) == (jour("2027-06-16"), None)


@pytest.mark.parametrize(
    ("accordees", "cible", "limite"),
    [
        ([], "2027-04-16", "2027-06-16"),
        ([("2027-05-01", "2027-09-30")], "2027-07-30", "2027-09-30"),
        ([("2027-07-01", "2027-12-31")], "2027-10-31", "2027-12-31"),  # once passed
        (  # the last one wins
            [("2027-05-01", "2028-09-30"), ("2027-05-02", "2027-09-30")],
            "2027-07-30",
            "2027-09-30",
        ),
        ([("2027-05-01", "2027-01-31")], "2027-04-16", "2027-06-16"),  # never less
        ([("2026-06-15", "2027-09-30")], "2027-04-16", "2027-06-16"),  # before avis
        ([("2026-06-16", "2027-09-30")], "2027-07-30", "2027-09-30"),
    ],
)
def test_the_uimm_may_extend_the_parcours(accordees, cible, limite):
    """Section 0 rule 2."""
    prolongations = [prolongation(*p) for p in accordees]
    passages = histoire(*RECEVABLE)
    k2 = celle(Cle.K2, passages, prolongations=prolongations)
    vers = celle(Cle.K2_CIBLE, passages, prolongations=prolongations)
    assert (vers.limite, k2.limite) == (jour(cible), jour(limite))


@pytest.mark.parametrize(
    ("regles", "debut", "fin"),
    [
        ({}, "2026-06-16", None),
        ({"parcours_debut": Acte.DEPOSER}, "2026-04-02", None),
        ({"parcours_fin": Acte.DEPOSER_PREUVES}, "2026-06-16", "2027-04-16"),
    ],
)
def test_the_reglement_names_both_ends_of_the_parcours(regles, debut, fin):
    """Section 0 rule 2: the readings (i), (iii) and (ii) of A2."""
    k2 = celle(Cle.K2, histoire(*DEPOSEES), replace(REGLEMENT, **regles))
    assert k2.debut == jour(debut)
    assert k2.tenue_le == (fin and jour(fin))


REVENU = [*RECEVABLE, "2026-07-01 revenir_sur_avis"]


def test_coming_back_on_the_avis_ends_the_parcours():
    assert cles(histoire(*REVENU)) == [Cle.K1, Cle.K1_LEGAL]


def test_a_refusal_starts_no_parcours():
    passages = histoire("2026-04-02 deposer", "2026-06-16 declarer_non_recevable")
    assert cles(passages) == [Cle.K1, Cle.K1_LEGAL]


def test_the_parcours_starts_from_the_last_avis():
    """A prolongation of the first avis does not survive it."""
    passages = histoire(*REVENU, "2026-07-15 declarer_recevable")
    accordee = prolongation("2026-06-20", "2028-01-01")
    k2 = celle(Cle.K2, passages, prolongations=[accordee])
    assert (k2.debut, k2.limite) == (jour("2026-07-15"), jour("2027-07-15"))


@pytest.mark.parametrize(
    ("lignes", "remaining"),
    [
        (["2026-04-02 deposer", "2026-05-01 retirer"], []),
        ([*RECEVABLE, "2026-09-01 retirer"], [Cle.K1, Cle.K1_LEGAL]),
        ([*RECEVABLE, "2027-06-17 declarer_caduc"], [Cle.K1, Cle.K1_LEGAL]),
        (
            [*DEPOSEES, "2027-05-01 retirer"],
            [Cle.K1, Cle.K1_LEGAL, Cle.K2_CIBLE],
        ),
    ],
)
def test_a_closed_dossier_waits_for_nobody(lignes, remaining):
    assert cles(histoire(*lignes)) == remaining


def test_lifting_the_caducite_brings_the_parcours_back():
    """Section 0 rule 2: the same limit, which the UIMM may then extend."""
    caduc = [*RECEVABLE, "2027-06-17 declarer_caduc", "2027-07-01 lever_caducite"]
    k2 = celle(Cle.K2, histoire(*caduc))
    assert k2.limite == jour("2027-06-16")
    assert niveau(k2, jour("2027-07-01"), REGLEMENT) is Niveau.EN_RETARD


@pytest.mark.parametrize(
    ("lignes", "on", "expected"),
    [
        (RECEVABLE, "2027-06-16", False),  # the last day is the candidate's
        (RECEVABLE, "2027-06-17", True),
        (DEPOSEES, "2027-06-17", False),  # the lateness is the UIMM's
        ([*DEPOSEES, "2027-05-01 recevoir_preuves"], "2027-06-17", False),
        (DEMANDEES, "2027-06-17", False),  # still days to answer
        (DEMANDEES, "2027-07-01", False),
        (DEMANDEES, "2027-07-02", True),  # never completed
        ([*DEMANDEES, "2027-07-05 completer_preuves"], "2027-07-06", False),
        (REVENU, "2028-01-01", False),
        (["2026-04-02 deposer"], "2028-01-01", False),
        ([*RECEVABLE, "2027-06-17 declarer_caduc"], "2027-06-18", False),
    ],
)
def test_caducite_needs_a_passed_limit_and_no_preuves(lignes, on, expected):
    """Section 0 rule 2."""
    liste = echeances(histoire(*lignes), REGLEMENT)
    assert peut_declarer_caduc(liste, jour(on)) is expected


def test_an_extension_takes_the_caducite_away():
    accordee = [prolongation("2027-06-20", "2027-09-30")]
    liste = echeances(histoire(*RECEVABLE), REGLEMENT, accordee)
    assert not peut_declarer_caduc(liste, jour("2027-09-30"))
    assert peut_declarer_caduc(liste, jour("2027-10-01"))
