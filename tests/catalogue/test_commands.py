import pytest
from sqlmodel import select

from portal.catalogue.models import Certification, Uimm
from portal.catalogue.territoires import DEMONSTRATION


@pytest.fixture
def flask(app):
    def run(*args):
        return app.test_cli_runner().invoke(args=["catalogue", *args])

    return run


def test_the_catalogue_loads_from_the_command_line_again_and_again(flask, session):
    for _ in range(2):
        done = flask("charger")
        assert done.exit_code == 0
        assert (
            "charge-de-projets-industriels\u00a0: 3 blocs, 7 capacités" in done.output
        )
    assert len(session.exec(select(Certification)).all()) == 3


def test_a_fault_loads_nothing_and_is_written_out(flask, session, tmp_path):
    (tmp_path / "faux.toml").write_text("schema = 1")
    refused = flask("charger", str(tmp_path))
    assert refused.exit_code == 1
    assert "rien n’a été chargé" in refused.output
    assert (
        "faux.toml\u00a0: certification\u00a0: clé obligatoire absente"
        in refused.output
    )
    assert not session.exec(select(Certification)).all()


def test_the_territories_load_from_the_command_line(flask, session):
    done = flask("uimm", str(DEMONSTRATION))
    assert done.output == "6 UIMM territoriales, 20 départements\n"
    assert len(session.exec(select(Uimm)).all()) == 6


def test_the_demonstration_opens_from_the_command_line(flask, client):
    flask("charger")
    assert "ouvertes en démonstration" in flask("ouvrir-demonstration").output
    assert "Fermées aux nouvelles demandes" not in client.get("/certifications").text
