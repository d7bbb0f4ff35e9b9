"""What the antivirus has not cleared neither leaves nor is read."""

import pytest

from portal.certification.gtp.permissions import pieces
from portal.dossiers.models import Analyse
from portal.droit.listes import PieceAttribution
from portal.droit.workflow import Etat
from tests.factories import make_fichier_de_jury, save
from tests.gtp.aide import gather, send, states, words

PV = PieceAttribution.PV


def test_a_jury_is_not_sent_with_a_file_not_cleared(
    session, login, storage, staff, jury
):
    """Nor with the jury's own sheet, when it stands for the piece."""
    own = make_fichier_de_jury(session, jury, storage, analyse=Analyse.EN_ATTENTE)
    jury.emargement_fichier_id = own.id
    save(session, jury)
    gather(session, storage, jury, staff, (PieceAttribution.EXTRAIT, PV))
    client, url = login(staff), f"/transmissions/{jury.id}"
    shown = client.get(url)
    assert f"Attendez la fin du contrôle antivirus de « {own.nom} »" in words(shown)
    assert 'id="transmettre" hx-get=""' in shown.text
    assert client.post(f"{url}/transmettre").status_code == 409
    assert states(session, jury) == [Etat.JURY_DELIBERE] * 2


@pytest.mark.parametrize("analyse", [Analyse.EN_ATTENTE, Analyse.INFECTE])
def test_the_gtp_gets_neither_the_piece_nor_the_archive(
    session, login, storage, staff, secretariat, jury, analyse
):
    sent = send(session, storage, jury, staff)
    fichier = pieces(sent)[PV].fichier
    fichier.analyse = analyse
    save(session, fichier)
    client, url = login(secretariat), f"/gtp/{sent.id}"
    assert client.get(f"{url}/pieces/pv").status_code == 409
    assert client.get(f"{url}/archive").status_code == 409
    assert "antivirus" in words(client.get(url))
