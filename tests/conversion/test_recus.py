"""What is taken to be converted, judged before LibreOffice sees it (ASVS 3, 5, 25)."""

from io import BytesIO

import pytest

from portal.storage.atelier import DOCX, ODT
from portal.storage.contenu import examine
from portal.storage.verdicts import Bornes, FichierRefuse, Raison
from tests.conversion import entrees as e
from tests.storage import entrees as files

MACRO = "application/vnd.ms-word.document.macroEnabled"
LAUGH = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hosts">]>'
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("content", "nom", "expected"),
    [
        (e.docx(), "cv.docx", DOCX),
        (e.odt(), "CV.ODT", ODT),
        (e.odt(), "cv.docx", Raison.FORMAT),
        (e.docx(), "cv.pdf", Raison.FORMAT),
        (e.docx(type_=SHEET), "cv.docx", Raison.FORMAT),
        (files.archive(), "cv.docx", Raison.FORMAT),
        (files.EXE, "cv.docx", Raison.FORMAT),
        (files.pdf(), "cv.docx", Raison.EXTENSION),
        (e.docx(), "cv.docm", Raison.BUREAUTIQUE),
        (e.docx(type_=MACRO), "cv.docx", Raison.MACROS),
        (e.docx(**{"word/vbaProject.bin": b"x"}), "cv.docx", Raison.MACROS),
        (e.DOCX_LOCKED, "cv.docx", Raison.MOT_DE_PASSE),
        (e.odt(locked=e.LOCKED), "cv.odt", Raison.MOT_DE_PASSE),
        (e.OLE, "cv.docx", Raison.BUREAUTIQUE),
        (e.OLE, "cv.doc", Raison.BUREAUTIQUE),
        (e.docx(**{"word/media/a": bytes(2**24)}), "cv.docx", Raison.TROP_COMPLEXE),
        (e.docx(**{"word/a.xml": LAUGH}), "cv.docx", Raison.ABIME),
        (e.docx()[:-200], "cv.docx", Raison.ABIME),
    ],
)
def test_each_document_gets_its_verdict(content, nom, expected):
    bornes = Bornes(bureau=True, a_part=False)
    if not isinstance(expected, Raison):
        found = examine(BytesIO(content), nom, bornes=bornes)
        assert (found.type_mime, found.nom, found.copie) == (expected, nom, None)
        return
    with pytest.raises(FichierRefuse) as caught:
        examine(BytesIO(content), nom, bornes=bornes)
    assert caught.value.raison is expected


def test_two_members_of_one_name_are_refused():
    """Which one LibreOffice opens, we cannot know."""
    with pytest.warns(UserWarning, match="Duplicate"):
        content = e.docx_twice()
    with pytest.raises(FichierRefuse) as caught:
        examine(BytesIO(content), "a.docx", bornes=Bornes(bureau=True, a_part=False))
    assert caught.value.raison is Raison.ABIME
