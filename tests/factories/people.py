"""People around a dossier."""

from uuid import uuid4

from portal.comptes.models import CleAcces, Invitation
from portal.dossiers.models import Accompagnement
from portal.droit.workflow import Role
from tests.factories.base import JOUR, instant, rank, save
from tests.factories.catalogue import make_compte


def make_cle(session, compte):
    """A passkey that no device holds."""
    n = next(rank)
    return save(
        session,
        CleAcces(
            compte_id=compte.id,
            nom="Téléphone",
            credential_id=f"cle-{n}-{uuid4().hex}".encode(),
            public_key=b"",
            sign_count=0,
            created_at=instant(JOUR),
        ),
    )


def make_accompagnement(session, dossier, compte=None, **over):
    """An accepted invitation, with access until `revoque_at`."""
    compte = compte or make_compte(session, Role.ACCOMPAGNATEUR)
    invitation = save(
        session,
        Invitation(
            email=compte.email,
            role=Role.ACCOMPAGNATEUR,
            dossier_id=dossier.id,
            token_hash=f"hash-{next(rank)}",
            by_id=dossier.candidat_id,
            created_at=instant(JOUR),
            expires_at=instant(JOUR),
            used_at=instant(JOUR),
        ),
    )
    return save(
        session,
        Accompagnement(
            dossier_id=dossier.id,
            compte_id=compte.id,
            invitation_id=invitation.id,
            accepte_at=instant(JOUR),
            **over,
        ),
    )
