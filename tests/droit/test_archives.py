"""Domain 1.9 and section 7, K8: what is kept, and the last day of it."""

from datetime import date

import pytest

from portal.config import ROOT
from portal.droit.archives import (
    AUTOMATIQUES,
    Faits,
    a_purger,
    archives_jusqu_au,
    conservation,
    effacables,
    prevenir_le,
    why_not_effacer,
)
from portal.droit.conservations import CONSERVATIONS, Contenu, Regle, tableau
from portal.droit.reglements import REGLEMENTS
from portal.droit.workflow import CLOS, VALIDES, Etat

REGLEMENT = REGLEMENTS[0]
LE = date.fromisoformat


def faits(etat, **over):
    values = {
        "touche_le": LE("2026-03-02"),
        "reglement": REGLEMENT,
        "depose_le": None if etat is Etat.BROUILLON else LE("2026-03-02"),
    }
    return Faits(etat=etat, **values | over)


def limite(case, regle):
    return next(li.jusqu_au for li in conservation(case) if li.regle is regle)


@pytest.mark.parametrize(
    ("validation", "rncp", "last"),
    [
        ("2026-05-11", True, "2031-12-31"),  # the example of 1.9
        ("2026-01-01", True, "2031-12-31"),
        ("2026-12-31", True, "2031-12-31"),
        ("2027-01-01", True, "2032-12-31"),
        ("2028-02-29", True, "2033-12-31"),
        ("2026-12-31", False, "2028-12-31"),
        ("2027-01-01", False, "2029-12-31"),
    ],
)
def test_k8_counts_civil_years_after_that_of_the_validation(validation, rncp, last):
    """K8: two civil years, five at the RNCP (002 ch.5)."""
    found = archives_jusqu_au(LE(validation), rncp=rncp, reglement=REGLEMENT)
    assert found == LE(last)


@pytest.mark.parametrize(
    ("touched", "warned", "last"),
    [
        ("2026-03-02", "2026-08-03", "2026-09-02"),
        ("2026-08-31", "2027-01-29", "2027-02-28"),  # a short month
        ("2027-08-31", "2028-01-30", "2028-02-29"),  # of a leap year
        ("2028-02-29", "2028-07-30", "2028-08-29"),
    ],
)
def test_a_draft_is_kept_six_months_after_its_last_change(touched, warned, last):
    """Section 7: « drafts untouched 6 months: warn, then erase »."""
    draft = faits(Etat.BROUILLON, touche_le=LE(touched))
    assert limite(draft, Regle.BROUILLON) == LE(last)
    assert prevenir_le(draft) == LE(warned)


@pytest.mark.parametrize(
    ("etat", "closed", "pieces", "resume"),
    [
        (Etat.NON_RECEVABLE, "2026-06-30", "2027-06-30", "2027-12-31"),
        (Etat.RETIRE, "2026-03-05", "2027-03-05", "2027-12-31"),
        # The pieces outlive the civil year: so does whose they are.
        (Etat.CADUC, "2027-11-30", "2028-11-30", "2028-11-30"),
        (Etat.CADUC, "2028-02-29", "2029-02-28", "2029-02-28"),
    ],
)
def test_a_closed_request_loses_its_pieces_then_its_name(etat, closed, pieces, resume):
    """Section 7: pieces twelve months, identity until K0 needs it no more."""
    case = faits(etat, clos_le=LE(closed))
    assert limite(case, Regle.REFUS) == LE(pieces)
    assert limite(case, Regle.RESUME) == LE(resume)


@pytest.mark.parametrize(
    ("case", "last"),
    [
        (faits(Etat.BROUILLON), "2026-09-02"),
        (faits(Etat.NON_RECEVABLE, clos_le=LE("2026-06-30")), "2027-06-30"),
        (faits(Etat.CERTIFIE, clos_le=LE("2026-06-01")), "2031-12-31"),
        (faits(Etat.NON_VALIDE, clos_le=LE("2026-06-01"), rncp=False), "2028-12-31"),
        (faits(Etat.JURY_PROGRAMME, session_le=LE("2026-04-12")), "2026-04-12"),
    ],
)
def test_the_last_day_is_kept_and_the_next_one_erases(case, last):
    day = LE(last)
    assert a_purger(case, day) == []
    assert len(a_purger(case, day.replace(year=day.year + 1))) >= 1
    assert a_purger(case, date.fromordinal(day.toordinal() + 1)) == [
        li.regle for li in conservation(case) if li.jusqu_au == day
    ]


def test_what_has_no_end_in_the_source_is_never_erased():
    """1.9: results, transmission letters, PV and émargement are kept, and flagged."""
    case = faits(Etat.CERTIFIE, clos_le=LE("2026-06-01"))
    forever = [li for li in conservation(case) if li.jusqu_au is None]
    assert {li.regle for li in forever} >= {Regle.RESULTATS, Regle.GTP}
    assert all("indéterminée" in li.delai for li in forever if li.regle is Regle.GTP)
    assert a_purger(case, LE("2999-01-01")) == [Regle.VALIDATION]


@pytest.mark.parametrize("etat", sorted(Etat))
def test_every_state_has_its_lines_and_its_answer(etat):
    closed = LE("2026-06-01") if etat in CLOS else None
    case = faits(etat, clos_le=closed)
    assert conservation(case)
    assert all("{" not in li.delai for li in conservation(case))
    known = etat is not Etat.BROUILLON
    assert (why_not_effacer(case) is not None) is known
    assert (effacables(case) == {Contenu.TOUT}) is not known
    if known and etat not in CLOS:
        assert "retirez" in why_not_effacer(case)
    if etat in VALIDES:
        assert "31\u00a0décembre\u00a02031" in why_not_effacer(case)
        assert "dispositif" in why_not_effacer(case)


def test_a_withdrawn_draft_is_still_a_draft():
    """No UIMM has seen it: it follows the rule of drafts, and goes whole."""
    case = faits(Etat.RETIRE, depose_le=None, clos_le=LE("2026-03-02"))
    assert [li.regle for li in conservation(case)] == [Regle.BROUILLON]


def test_only_what_no_uimm_needs_goes_without_a_responsable():
    assert {Regle.BROUILLON, Regle.AMENAGEMENT} == AUTOMATIQUES
    assert all(CONSERVATIONS[r].qui == "le portail" for r in AUTOMATIQUES)


def test_the_page_of_the_docs_is_the_table():
    page = (ROOT / "docs" / "conservation.md").read_text()
    assert tableau(REGLEMENTS[-1]) in page
