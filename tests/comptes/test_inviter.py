"""Who may invite whom, and the link: kept as a digest, for a time, used once."""

from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlmodel import select

from portal.comptes import services
from portal.comptes.models import Invitation
from portal.comptes.queries import find_invitation
from portal.droit.refus import Refus
from portal.droit.workflow import UIMM, Role
from tests.comptes.outils import (
    invite,
)
from tests.factories import make_compte, make_uimm

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEGAL = {
    (Role.ADMINISTRATEUR, Role.RESPONSABLE),
    (Role.ADMINISTRATEUR, Role.GTP),
    (Role.RESPONSABLE, Role.INSTRUCTEUR),
    (Role.CANDIDAT, Role.ACCOMPAGNATEUR),
}


def test_a_link_is_kept_as_a_digest_and_lasts_fourteen_days(session, responsable):
    token = invite(session, by=responsable, email=" Camille@Exemple.fr ", at=AT)

    row = session.exec(select(Invitation)).one()
    assert token not in str(row.model_dump())
    assert len(token) >= 43
    assert row.email == "camille@exemple.fr"
    last = AT + timedelta(days=14)
    assert find_invitation(session, token, at=last - timedelta(seconds=1))
    assert find_invitation(session, token, at=last) is None


@pytest.mark.parametrize(("by", "role"), list(product(Role, Role)))
def test_each_role_invites_only_the_roles_it_answers_for(session, by, role):
    compte = make_compte(session, by)
    uimm = compte.uimm_slug or make_uimm(session, departements=()).slug
    where = {"uimm_slug": uimm if role in UIMM else None}
    if role is Role.ACCOMPAGNATEUR:
        where["dossier"] = SimpleNamespace(id=None, candidat_id=compte.id)

    def attempt():
        services.invite(
            session, email="x@exemple.fr", role=role, by=compte, at=AT, **where
        )

    if (by, role) in LEGAL:
        attempt()
    else:
        with pytest.raises(Refus):
            attempt()


def test_a_responsable_invites_in_its_own_uimm_only(session, responsable):
    elsewhere = make_uimm(session, departements=())

    with pytest.raises(Refus, match="votre UIMM"):
        services.invite(
            session,
            email="x@exemple.fr",
            role=Role.INSTRUCTEUR,
            by=responsable,
            at=AT,
            uimm_slug=elsewhere.slug,
        )


def test_an_accompagnateur_is_invited_to_ones_own_dossier_only(session):
    """R9, section 0 rule 9."""
    candidat = make_compte(session)
    of_another = SimpleNamespace(id=uuid4(), candidat_id=uuid4())

    for dossier in (of_another, None):
        with pytest.raises(Refus, match="votre propre dossier"):
            services.invite(
                session,
                email="x@exemple.fr",
                role=Role.ACCOMPAGNATEUR,
                by=candidat,
                at=AT,
                dossier=dossier,
            )


def test_a_new_link_for_the_same_purpose_ends_the_earlier_one(session, responsable):
    first = invite(session, by=responsable, at=AT)
    other_address = invite(session, by=responsable, email="autre@exemple.fr", at=AT)
    second = invite(session, by=responsable, at=AT + timedelta(days=1))
    later = AT + timedelta(days=2)

    assert find_invitation(session, first, at=later) is None
    assert find_invitation(session, second, at=later)
    assert find_invitation(session, other_address, at=later)


def test_a_link_is_used_once(session, responsable):
    token = invite(session, by=responsable, at=AT)
    row = find_invitation(session, token, at=AT)

    services.consume(session, row, at=AT)

    with pytest.raises(Refus, match="ne peut plus être acceptée"):
        services.consume(session, row, at=AT)
