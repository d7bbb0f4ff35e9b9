import pytest
from sqlmodel import select

from portal.catalogue import services
from portal.catalogue.fichiers import CatalogueInvalide
from portal.catalogue.models import Uimm, UimmDepartement
from portal.catalogue.queries import uimm_du_departement, uimms
from portal.catalogue.territoires import DEMONSTRATION, ENTETE, read_uimms

HEADER = ";".join(ENTETE)
LYON = "lyon;UIMM Lyon;1 rue X;lyon@exemple.fr;0400000000;69 01;non"
LOIRE = "loire;UIMM Loire;2 rue X;loire@exemple.fr;;42;non"


@pytest.fixture
def load(session, tmp_path):
    def load(*lines):
        services.load_uimms(session, read_uimms(written(tmp_path, *lines)))
        session.commit()

    return load


def written(folder, *lines, header=HEADER):
    path = folder / "uimm.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def territory(session):
    return {d.departement: d.uimm_slug for d in session.exec(select(UimmDepartement))}


def test_each_departement_has_its_uimm(session, load):
    """R2: the centre d’examen is proposed from the département."""
    load(LYON, LOIRE)
    load(LYON, LOIRE)

    assert territory(session) == {"69": "lyon", "01": "lyon", "42": "loire"}
    assert uimm_du_departement(session, "01").nom == "UIMM Lyon"
    assert uimm_du_departement(session, "99") is None
    assert [(u.slug, d) for u, d in uimms(session)] == [
        ("loire", ["42"]),
        ("lyon", ["01", "69"]),
    ]


def test_a_departement_may_move_inside_one_file(session, load):
    load(LYON, LOIRE)
    load(LYON.replace("69 01", "69"), LOIRE.replace("42", "42 01"))
    assert territory(session) == {"69": "lyon", "01": "loire", "42": "loire"}


def test_a_departement_of_another_uimm_is_refused(session, load):
    """R2."""
    load(LYON)
    with pytest.raises(CatalogueInvalide, match="le 69 relève déjà de lyon"):
        load(LOIRE.replace("42", "69"))


def test_a_wrong_header_is_refused(tmp_path):
    path = written(tmp_path, LYON, header="slug;nom")
    with pytest.raises(CatalogueInvalide, match="en-tête attendu"):
        read_uimms(path)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (LOIRE.replace("42", "69"), "69 est à lyon et à loire"),
        (LOIRE.replace("loire;", "lyon;"), "lyon est donné deux fois"),
        (LOIRE.replace("42", "20"), "ligne 3 : departements : inconnus, 20"),
        (LOIRE.replace("42", ""), "ligne 3 : departements : texte vide"),
        (LOIRE.replace("UIMM Loire", ""), "ligne 3 : nom : texte vide"),
        (LOIRE.replace("loire@", "loire"), "ligne 3 : email : adresse invalide"),
        (LOIRE.replace(";non", ";peut-être"), "ligne 3 : demonstration : oui ou non"),
        (LOIRE.replace("loire;U", "La Loire;U"), "ligne 3 : slug : lettres"),
        (LOIRE.replace(";non", ""), "ligne 3 : 7 colonnes attendues"),
        (LOIRE + ";x", "ligne 3 : 7 colonnes attendues"),
    ],
)
def test_one_fault_and_nothing_is_loaded(session, load, line, fault):
    with pytest.raises(CatalogueInvalide) as refused:
        load(LYON, line)
    assert fault in str(refused.value).replace("\u00a0", " ")
    assert not session.exec(select(Uimm)).all()


@pytest.mark.parametrize("departement", ["01", "19", "2A", "2B", "95", "971", "976"])
def test_every_kind_of_departement_is_known(load, departement):
    load(LYON.replace("69 01", departement))


def test_demonstration_uimm_say_what_they_are():
    lues = {lue.slug: lue for lue in read_uimms(DEMONSTRATION)}
    assert lues["uimm-lyon"].departements == ("01", "69")
    assert lues["uimm-lille"].departements == ("59", "62")
    assert all(
        lue.demonstration and "démonstration" in lue.nom for lue in lues.values()
    )
