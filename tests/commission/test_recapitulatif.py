"""What the jury examines: the commission's conclusions, with or without names."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from portal.certification.anonymat import sans_nom
from portal.certification.recapitulatif import MODELE, donnees_recapitulatif
from portal.courrier import letters
from tests.commission.exemples import CONTENU, REFERENTIEL, passage
from tests.courrier import golden, pdf
from tests.courrier.exemples import make_uimm

TOUTES = tuple(c.code for c in CONTENU.capacites)


def donnees(*passages, **over):
    values = {"contenus": {REFERENTIEL: CONTENU}, "uimm": make_uimm()}
    return donnees_recapitulatif(passages, **values | {"le": date(2026, 12, 1)} | over)


@pytest.mark.parametrize(
    ("acquises", "conclusion"),
    [
        (TOUTES, "Validation totale"),
        (("C1",), "Validation partielle"),
        ((), "Aucune validation"),
    ],
)
def test_the_conclusion_is_derived_from_each_capacite(acquises, conclusion):
    """R48, R7, section 0 rule 5."""
    assert donnees(passage(acquises))["candidats"][0]["conclusion"] == conclusion


def test_each_aimed_capacite_has_its_line_under_its_bloc():
    """R48, R32; a request on one bloc shows nothing of the others (R20)."""
    whole = donnees(passage())["candidats"][0]["blocs"]
    assert [line[0].split(".")[0] for b in whole for line in b["lignes"]] == [*TOUTES]
    (one,) = donnees(passage(blocs_vises=[2]))["candidats"][0]["blocs"]
    assert one["titre"].startswith("Bloc 2. ")
    assert one["modalite"] == CONTENU.modalites_vae[0].libelle


def test_a_capacite_not_decided_is_not_shown_as_refused():
    turn = passage()
    turn.evaluations[0].acquise = None
    with pytest.raises(KeyError):
        donnees(turn)


def test_the_anonymous_one_holds_nothing_of_who_it_is():
    """R50: neither in the pages nor in what the file says of itself."""
    turn = passage()
    content = letters.render(
        MODELE, donnees(turn, anonyme={turn.dossier_id: "J-2026-12-01"})
    )
    shown = pdf.words(content)
    assert "J-2026-12-01" in shown
    with pikepdf.open(BytesIO(content)) as document:
        said = str(dict(document.docinfo)) + str(document.Root.Metadata.read_bytes())
    for word in ("Lefèvre", "Anne-Marie", "VAE-2026-69"):
        assert word not in shown + said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mme Lefèvre connaît.", "Mme J-1 connaît."),
        ("LEFÈVRE Anne-Marie et Anne Lefèvre.", "J-1 et J-1."),
        ("lefevre, anne marie", "J-1, J-1"),
        ("La marieuse reste.", "La marieuse reste."),
    ],
)
def test_a_name_in_a_comment_becomes_the_number(typed, kept):
    """R50."""
    assert sans_nom(typed, "Lefèvre Anne-Marie", "J-1") == kept


@pytest.mark.parametrize(
    ("nom", "typed", "kept"),
    [
        ("L’Hôte de La Bretonnière Éloïse", "Mme l'hote de la BRETONNIERE", "Mme J-1"),
        ("L’Hôte de La Bretonnière Éloïse", "E\u0301LOI\u0308SE est là", "J-1 est là"),
        ("L’Hôte de La Bretonnière Éloïse", "de la méthode", "de la méthode"),
        ("Ly Minh An", "M. Ly a réussi. On avance.", "M. J-1 a réussi. On avance."),
        ("Ly Minh An", "Minh An LY, en un an.", "J-1, en un an."),
        ("Le Roy Jean", "LE ROY le dit ; J. Le Roy", "J-1 le dit ; J. J-1"),
        ("N’Guessan Zoé É.", "Zoé É. N’GUESSAN", "J-1"),
        ("Lefèvre Anne", "Écrire à anne.l@exemple.fr.", "Écrire à J-1."),
    ],
)
def test_a_name_is_hidden_with_its_particles_and_whatever_its_accents(nom, typed, kept):
    """R50: no part of it is left, and no other word goes."""
    assert sans_nom(typed, nom, "J-1") == kept


def test_the_pages_say_all_that_the_data_say():
    """Two hundred lines, long words, accents: PDF/A-2a and PDF/UA-1 all the same."""
    turns = [passage(n=n, nom="d’Été-L’Hôte " + "W" * 60) for n in range(1, 6)]
    data = donnees(*turns, objet="jury du 4 décembre 2026")
    content = letters.render(MODELE, data)
    shown = pdf.words(content)
    missing = [t for t in golden.words(data) if pdf.squeeze(t) not in shown]
    assert missing == ["2026-12-01"]
    assert letters.pages(content) > 3
