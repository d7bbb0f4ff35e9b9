"""The number of a dossier: « VAE-2026-69-00001 »."""

import pytest

from portal.dossiers.models import Identite
from tests.factories import fill, make_compte, make_dossier, make_uimm, save
from tests.recevabilite.outils import deposit, paris


@pytest.mark.parametrize(
    ("code_postal", "departement"), [("69100", "69"), ("01000", "01"), ("75011", "01")]
)
def test_the_number_bears_the_candidate_s_departement(
    session, code_postal, departement
):
    """R2: the first of its UIMM for a candidate who lives elsewhere."""
    candidat = make_compte(session)
    uimm = make_uimm(session, departements=("69", "01"))
    draft = fill(session, make_dossier(session, candidat, uimm=uimm))
    identite = session.get_one(Identite, draft.id)
    identite.code_postal = code_postal
    save(session, identite)
    deposit(session, draft, candidat, paris(2026, 3, 2, 9))
    assert f"-{departement}-" in draft.numero
