"""Sessions, juries, transmissions and certificates, each with what it is made of."""

from datetime import date

from portal.dossiers.models import (
    CapaciteAcquise,
    Certificat,
    Commission,
    DecisionJury,
    Designation,
    DossierJury,
    Evaluation,
    Jury,
    MembreCommission,
    MembreJury,
    Organisation,
    PassageCommission,
    PieceTransmission,
    Transmission,
)
from portal.droit.jours import jour_de_paris
from portal.droit.listes import College, GenreCertificat, PieceAttribution
from portal.droit.workflow import Role
from tests.factories.base import instant, rank, save
from tests.factories.catalogue import any_uimm, make_compte
from tests.factories.parts import make_fichier

SEANCE = date(2026, 4, 12)
"""Where `make_dossier` has the commission meet, three weeks before the jury."""
DELIBERATION = date(2026, 4, 26)
CODES = ("C1", "C2", "C3", "C4", "C5")


def make_commission(session, uimm=None, *, membres=2, **over):
    """With its members; a session in person unless `visio` says where."""
    uimm = uimm or any_uimm(session)
    by = make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm.slug)
    values = {
        "le": SEANCE,
        "heure": "09:00",
        "lieu": "60 avenue Jean-Mermoz, 69008 Lyon",
        "president_nom": "Camille Dupré",
        "president_qualite": "Responsable VAE",
        "created_at": instant(SEANCE),
        "by_id": by.id,
    }
    commission = save(session, Commission(uimm_slug=uimm.slug, **values | over))
    for _ in range(membres):
        make_membre_commission(session, commission)
    return commission


def make_membre_commission(session, commission, **over):
    n = next(rank)
    values = {
        "nom": f"Membre {n}",
        "qualite": "Responsable de production",
        "organisme": "Ateliers du Rhône",
        "email": f"membre{n}@exemple.fr",
    }
    return save(session, MembreCommission(commission_id=commission.id, **values | over))


def make_passage(session, dossier, commission=None, acquises=None, **over):
    """`acquises`: the codes the commission found so; None: nothing concluded yet."""
    commission = commission or make_commission(session, dossier.uimm)
    values = {
        "ordre": len(commission.passages) + 1,
        "heure": "09:30",
        "modalites": {"1": "a", "2": "a", "3": "a"},
        "created_at": commission.created_at,
    }
    passage = save(
        session,
        PassageCommission(
            commission_id=commission.id, dossier_id=dossier.id, **values | over
        ),
    )
    for code in CODES if acquises is not None else ():
        row = Evaluation(
            passage_id=passage.id,
            capacite_code=code,
            acquise=code in acquises,
            commentaire="" if code in acquises else "À reprendre.",
        )
        save(session, row)
    session.refresh(commission)
    return passage


def make_organisation(session, uimm=None, **over):
    uimm = uimm or any_uimm(session)
    n = next(rank)
    values = {
        "slug": f"organisation-{n}",
        "nom": f"Organisation {n}",
        "email": f"organisation{n}@exemple.fr",
    }
    return save(session, Organisation(uimm_slug=uimm.slug, **values | over))


def make_designation(session, jury, organisation, **over):
    """What the union was asked, the day the jury was fixed."""
    values = {"demandee_le": jour_de_paris(jury.created_at)}
    return save(
        session,
        Designation(
            jury_id=jury.id, organisation_slug=organisation.slug, **values | over
        ),
    )


def make_jury(session, uimm=None, *, membres=True, **over):
    """With one member of each side, the employers' presiding."""
    uimm = uimm or any_uimm(session)
    by = make_compte(session, Role.INSTRUCTEUR, uimm_slug=uimm.slug)
    values = {
        "le": DELIBERATION,
        "heure": "14:00",
        "lieu": "60 avenue Jean-Mermoz, 69008 Lyon",
        "created_at": instant(SEANCE),
        "by_id": by.id,
    }
    jury = save(session, Jury(uimm_slug=uimm.slug, **values | over))
    if membres:
        make_membre_jury(session, jury, president=True)
        union = make_organisation(session, uimm)
        make_membre_jury(session, jury, College.SALARIES, organisation_slug=union.slug)
    return jury


def make_membre_jury(session, jury, college=College.EMPLOYEURS, **over):
    n = next(rank)
    values = {
        "nom": f"Juré {n}",
        "organisme": "Ateliers du Rhône",
        "fonction": "Directrice de production",
        "email": f"jure{n}@exemple.fr",
    }
    return save(session, MembreJury(jury_id=jury.id, college=college, **values | over))


def make_dossier_jury(session, dossier, jury=None, acquises=None, **over):
    """`acquises`: the codes the jury decided so; None: it has not deliberated."""
    jury = jury or make_jury(session, dossier.uimm)
    values = {
        "numero": f"J-{jury.le:%Y-%m}-{next(rank):02d}",
        "created_at": jury.created_at,
    }
    row = save(
        session,
        DossierJury(jury_id=jury.id, dossier_id=dossier.id, **values | over),
    )
    for code in CODES if acquises is not None else ():
        decision = DecisionJury(
            dossier_jury_id=row.id, capacite_code=code, acquise=code in acquises
        )
        save(session, decision)
    session.refresh(jury)
    return row


def make_transmission(session, jury=None, *, pieces=tuple(PieceAttribution), **over):
    """Sent, with its four pieces."""
    jury = jury or make_jury(session)
    values = {
        "created_at": jury.created_at,
        "envoyee_at": instant(jury.le),
        "envoyee_le": jury.le,
        "by_id": jury.by_id,
    }
    transmission = save(session, Transmission(jury_id=jury.id, **values | over))
    for genre in pieces:
        fichier = make_fichier_de_jury(session, jury, nom=f"{genre}.pdf")
        row = PieceTransmission(
            transmission_id=transmission.id, genre=genre, fichier_id=fichier.id
        )
        save(session, row)
    return transmission


def make_fichier_de_jury(session, jury, storage=None, **over):
    """A file that no dossier holds."""
    n = next(rank)
    return make_fichier(
        session,
        None,
        storage,
        **{"cle": f"jurys/{jury.id}/{n}", "by_id": jury.by_id} | over,
        created_at=jury.created_at,
    )


def make_certificat(session, dossier, **over):
    n = next(rank)
    le = over.pop("le", date(2026, 6, 1))
    values = {
        "numero": f"MC {le:%Y %m} 69 {n:05d}",
        "annee": le.year,
        "mois": le.month,
        "departement": "69",
        "rang": n,
        "genre": GenreCertificat.CQPM_RNCP,
        "le": le,
        "at": instant(le),
    }
    return save(session, Certificat(dossier_id=dossier.id, **values | over))


def make_capacite_acquise(session, dossier, code="C1", **over):
    """One of the wallet, kept five years from the jury."""
    values = {
        "bloc_numero": 1,
        "acquise_le": DELIBERATION,
        "limite_le": date(2031, 4, 26),
        "source": "5 ans",
    }
    return save(
        session,
        CapaciteAcquise(
            candidat_id=dossier.candidat_id,
            certification_slug=dossier.certification_slug,
            dossier_id=dossier.id,
            code=code,
            **values | over,
        ),
    )
