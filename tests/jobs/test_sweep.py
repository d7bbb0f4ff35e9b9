"""A file is stored before its row: what no row names in the end is removed."""

from datetime import timedelta
from io import BytesIO

from portal import clock
from portal.jobs.worker import sweep
from tests.factories import make_dossier, make_fichier


def test_a_stored_file_without_a_row_goes_and_the_others_stay(
    session, storage, contexte
):
    named = make_fichier(session, make_dossier(session), storage)
    storage.save("perdu/1", BytesIO(b"cut before its row"))

    assert sweep(contexte, before=clock.now() - timedelta(days=1)) == 0
    assert sweep(contexte, before=clock.now() + timedelta(days=1)) >= 1
    assert set(storage.keys("")) == {named.cle}
