"""ASVS 49: what is easy to guess, whatever its length."""

import gzip

import pytest

from portal.comptes.mots_de_passe import (
    COURANTS,
    TROP_COURANT,
    TROP_PROCHE,
    why_not,
)

MOI = ("camille.dupont@exemple.fr", "Camille Dupont")


def test_the_commonest_are_refused_with_their_usual_tails():
    with gzip.open(COURANTS, "rt") as lines:
        commonest = [next(lines).strip() for _ in range(3000)]
    assert {why_not(p.upper()) for p in commonest} == {TROP_COURANT}
    words = [p for p in commonest if p.isalpha()]
    assert {why_not(f"{p.title()}!2026") for p in words} == {TROP_COURANT}


@pytest.mark.parametrize(
    ("mot_de_passe", "raison"),
    [
        ("azertyuiopqsd", TROP_COURANT),
        ("aaaaaaaaaaaa", TROP_COURANT),
        ("98765432109876", TROP_COURANT),
        ("soleilsoleil", TROP_COURANT),
        ("Passerelle-VAE-2026", TROP_PROCHE),
        ("Camille.Dupont75", TROP_PROCHE),
        ("camille cherche du bois", None),
        ("837261940385", None),
        ("Trois-ponts-sur-le-Rhone", None),
    ],
)
def test_what_everybody_would_try_is_refused(mot_de_passe, raison):
    assert why_not(mot_de_passe, de=MOI) == raison
