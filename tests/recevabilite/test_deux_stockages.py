"""One verdict for each input, wherever files are kept, and nothing runs when opened."""

from hashlib import sha256

import pytest
from sqlmodel import col, select

from portal.dossiers.models import Fichier
from portal.storage.verdicts import PHRASES, Raison
from tests.conversion import entrees as bureau
from tests.factories import make_dossier
from tests.recevabilite.outils import page, reload, upload, words
from tests.storage import entrees as e
from tests.storage.conftest import (  # noqa: F401 - fixtures
    bucket,
    local,
    s3,
    s3_access,
)

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENVOIS = [
    ("cv.pdf", e.pdf(), PDF),
    ("script.pdf", e.pdf(change=e.with_page_script), PDF),
    ("photo.jpg", e.image("JPEG", exif=e.exif(6, position=True)), JPEG),
    ("IMG_0001.HEIC", e.heic(), JPEG),
    ("scan.png", e.image("PNG"), PNG),
    ("page.pdf", e.HTML, Raison.FORMAT),
    ("dessin.svg", e.SVG, Raison.FORMAT),
    ("programme.docx", e.EXE, Raison.FORMAT),
    ("archive.zip", e.zip_that_climbs(), Raison.FORMAT),
    ("photo.pdf", e.image("JPEG"), Raison.EXTENSION),
    ("bombe.png", e.png_that_claims(50_000, 50_000), Raison.TROP_DE_PIXELS),
    ("cle.pdf", e.pdf_locked(owner="a", user="b"), Raison.MOT_DE_PASSE),
    ("coupe.jpg", e.image("JPEG")[:1500], Raison.ABIME),
    ("cv.docx", bureau.docx(), Raison.BUREAUTIQUE),
]


@pytest.mark.une_base
@pytest.mark.parametrize("place", ["local", "s3"])
def test_each_upload_gets_the_same_verdict_and_never_runs(
    request, place, app, session, login, monkeypatch
):
    monkeypatch.setitem(app.extensions, "storage", request.getfixturevalue(place))
    dossier = make_dossier(session)
    client = login(dossier.candidat)
    for nom, content, expected in ENVOIS:
        answer = client.post(
            page(dossier, "/diplomes"), data=upload(nom, content=content)
        )
        if isinstance(expected, Raison):
            assert answer.status_code == 422, nom
            assert PHRASES[expected].partition("{")[0][:20] in words(answer), nom
        else:
            assert answer.status_code == 303, words(answer)
    reload(session)
    kept = session.exec(select(Fichier).order_by(col(Fichier.created_at))).all()
    types = [expected for *_, expected in ENVOIS if expected not in set(Raison)]
    assert [opened(client, fichier) for fichier in kept] == types
    stored = app.extensions["storage"].keys(str(dossier.id))
    assert set(stored) == {fichier.cle for fichier in kept}


def opened(client, fichier):
    """The type a browser is told, the bytes being those of the row."""
    url = f"/dossiers/{fichier.dossier_id}/fichiers/{fichier.id}"
    answer = client.get(url, buffered=True)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert sha256(answer.data).hexdigest() == fichier.sha256
    return answer.mimetype
