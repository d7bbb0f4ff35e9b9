import pytest

from portal.catalogue.fichiers import read_folder
from portal.catalogue.referentiel import ecrire, lire

CONTENUS = {f.certification.slug: f.referentiel for f in read_folder()}


@pytest.fixture
def cpi():
    return CONTENUS["charge-de-projets-industriels"]


@pytest.mark.parametrize("slug", CONTENUS)
def test_what_is_stored_reads_back_the_same(slug):
    assert lire(ecrire(CONTENUS[slug])) == CONTENUS[slug]


@pytest.mark.parametrize(
    ("blocs", "expected"),
    [
        ([], "C1 C2 C3 C4 C5 C6 C7"),
        ([1], "C1 C2"),
        ([3, 1], "C1 C2 C7"),
        ([2, 2], "C3 C4 C5 C6"),
    ],
)
def test_a_candidate_aims_at_the_whole_or_at_some_blocs(cpi, blocs, expected):
    """R18, R20."""
    assert " ".join(c.code for c in cpi.capacites_visees(blocs)) == expected


def test_an_unknown_bloc_is_a_bug(cpi):
    with pytest.raises(KeyError):
        cpi.capacites_visees([9])


def test_each_capacite_knows_its_bloc(cpi):
    """R23: the bloc carries its own key, whatever its number in this CQPM."""
    assert [cpi.bloc_de(c.code).cle for c in cpi.capacites] == [
        "bdc-0028",
        "bdc-0028",
        *["bdc-0029"] * 4,
        "bdc-0030",
    ]


def test_the_referentiel_asks_two_examples_for_c4_only(cpi):
    """R33."""
    asked = {c.code: cpi.exemples_demandes(c.code) for c in cpi.capacites}
    assert asked == {"C1": 1, "C2": 1, "C3": 1, "C4": 2, "C5": 1, "C6": 1, "C7": 1}


@pytest.mark.parametrize("slug", CONTENUS)
def test_the_company_gives_no_opinion_in_vae(slug):
    """R35, section 0 rule 10."""
    contenu = CONTENUS[slug]
    assert [m.code for m in contenu.modalites] == ["a", "b", "c", "d"]
    assert [m.code for m in contenu.modalites_vae] == ["a", "b", "c"]


def test_a_title_is_the_source_s_sentence_without_its_stop(cpi):
    assert cpi.capacite("C7").titre == "Etablir un bilan et retour d’expérience"
