"""Each fault is refused, in words that name the file and the key."""

import pytest

from portal.catalogue.fichiers import DONNEES, CatalogueInvalide, read_file, read_folder

CPI = "charge-de-projets-industriels"
SOURCE = (DONNEES / f"{CPI}.toml").read_text(encoding="utf-8")


def test_the_three_certifications_are_complete():
    counts = {
        f.certification.slug: (
            len(f.referentiel.blocs),
            len(f.referentiel.capacites),
            sum(len(c.criteres) for c in f.referentiel.capacites),
            sum(len(c.conditions) for c in f.referentiel.capacites),
        )
        for f in read_folder()
    }
    assert counts == {
        CPI: (3, 7, 32, 9),
        "concepteur-modelisateur-numerique": (2, 6, 0, 0),
        "coordonnateur-systeme-qse": (3, 8, 0, 0),
    }


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("schema = 1", "schema = 2", "schema : seul le schéma 1"),
        ("schema = 1", "schema = ", "TOML illisible"),
        (f'slug = "{CPI}"', 'slug = "autre"', "certification.slug : doit être le nom"),
        ("niveau = 6", "niveaux = 6", "certification.fiche.niveaux : clé inconnue"),
        (
            'titre = "Chargé(e)',
            'titres = "Chargé(e)',
            "certification.titre : clé obligatoire",
        ),
        ('"RNCP19452"', '"19452"', "enregistrements.0.code : forme inattendue"),
        ("fin = 2019-08-09", "fin = 2013-08-09", "RNCP19452 : dates en désordre"),
        ("jo = 2014-08-09", "jo = 2014-08-10", "RNCP19452 : dates en désordre"),
        (
            "effet = 2014-08-09",
            'effet = "hier"',
            "enregistrements.0.effet : valeur refusée",
        ),
        ("duree_ans = 5", "duree_ans = 3", "RNCP19452 : duree_ans"),
        ("benefice_mois = 60", "", "benefice_mois et benefice_texte"),
        ('code = "H1402"', 'code = "H14"', "certification.fiche.rome.1.code : forme"),
        ('code = "200p"', 'code = "p"', "certification.fiche.nsf.0.code : forme"),
        ("[version]", "[versions]", "version : clé obligatoire absente"),
        ('["C1", "C2"]', '["C1"]', "referentiel.blocs : chaque capacité"),
        ('["C1", "C2"]', '["C2", "C1"]', "referentiel.blocs : chaque capacité"),
        ('["C1", "C2"]', '["C1", "C2", "C3"]', "referentiel.blocs : chaque capacité"),
        ('code = "C7"\n', 'code = "C6"\n', "referentiel.capacites : les codes"),
        ('code = "A2"', 'code = "A3"', "referentiel.activites : les codes"),
        ("numero = 2\ncle", "numero = 4\ncle", "referentiel.blocs : les numéros"),
        ('"bdc-0029"', '"bdc-0028"', "deux blocs ont la même cle"),
        ('"BDC 0028"', '"0028"', "referentiel.blocs.1.bdc"),
        ('"(a|b|c)&d"', '"a ou b"', "referentiel.blocs.1.modalites : forme"),
        (
            '"(a|b|c)&d"',
            '"(a|b|e)&d"',
            "referentiel.blocs.1.modalites : modalité inconnue",
        ),
        ('code = "C2.3"', 'code = "C2.2"', "referentiel.capacites.C2 : les critères"),
        (
            '"Cahier des charges",',
            '"➢ Cahier",',
            "C1 : une liste commence au second niveau",
        ),
        ('"Problématique",', '"",', "conditions.0.points.3 : texte vide"),
        (
            "exemples_demandes = 2",
            "exemples_demandes = 0",
            "C4.exemples_demandes : au moins 1",
        ),
    ],
)
def test_a_fault_is_named(tmp_path, old, new, fault):
    assert old in SOURCE
    path = tmp_path / f"{CPI}.toml"
    path.write_text(SOURCE.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CatalogueInvalide) as refused:
        read_file(path)

    words = str(refused.value).replace("\u00a0", " ")
    assert fault in words
    assert words.startswith(f"{CPI}.toml : ")


def test_every_file_is_read_before_any_is_refused(tmp_path):
    (tmp_path / "a.toml").write_text("schema = 1")
    (tmp_path / "b.toml").write_text("schema = 1")

    with pytest.raises(CatalogueInvalide) as refused:
        read_folder(tmp_path)

    assert {f.split("\u00a0")[0] for f in refused.value.fautes} == {"a.toml", "b.toml"}


def test_an_empty_folder_is_said(tmp_path):
    with pytest.raises(CatalogueInvalide, match=r"aucun fichier \.toml"):
        read_folder(tmp_path)
