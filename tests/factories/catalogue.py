"""Certifications, UIMM territoriales and the accounts of their staff."""

from datetime import UTC, date, datetime
from uuid import uuid4

from sqlmodel import select

from portal.catalogue.models import (
    Bloc,
    Certification,
    Enregistrement,
    Referentiel,
    ReferentielBloc,
    Uimm,
    UimmDepartement,
)
from portal.comptes.models import Compte
from portal.droit.workflow import UIMM, Role
from tests.factories.base import first, rank, save


def make_compte(session, role=Role.CANDIDAT, **over):
    """Staff belong to the first UIMM there is, unless `uimm_slug` says which."""
    n = next(rank)
    if role in UIMM and "uimm_slug" not in over:
        over["uimm_slug"] = any_uimm(session).slug
    values = {
        "email": f"compte{n}@exemple.fr",
        "fs_uniquifier": uuid4().hex,
        "confirmed_at": datetime(2026, 1, 1, tzinfo=UTC),
        "nom_affiche": f"Compte {n}",
        "qualite": "Responsable VAE" if role is Role.RESPONSABLE else "",
    }
    return save(session, Compte(role=role, **values | over))


def make_uimm(session, slug=None, departements=("69",), **over):
    slug = slug or f"uimm-{next(rank)}"
    values = {
        "nom": f"UIMM {slug}",
        "adresse": "60 avenue Jean-Mermoz, 69008 Lyon",
        "email": f"{slug}@exemple.fr",
        "telephone": "04 00 00 00 00",
    }
    uimm = save(session, Uimm(slug=slug, **values | over))
    for departement in departements:
        save(session, UimmDepartement(departement=departement, uimm_slug=slug))
    return uimm


def make_certification(session, slug=None, *, fin=date(2099, 12, 31), **over):
    """A CQPM of three blocs and five capacités, open to VAE until `fin`."""
    slug = slug or f"cqpm-{next(rank)}"
    values = {"titre": f"Conducteur d’équipements {slug}", "numero_mq": "MQ 2001 01"}
    certification = save(session, Certification(slug=slug, **values | over))
    make_enregistrement(session, certification, fin=fin)
    make_referentiel(session, certification)
    return certification


def make_enregistrement(session, certification, code=None, **over):
    values = {
        "intitule": certification.titre,
        "effet": date(2020, 1, 1),
        "fin": date(2099, 12, 31),
    }
    code = code or f"RNCP{40000 + next(rank)}"
    return save(
        session,
        Enregistrement(
            code=code, certification_slug=certification.slug, **values | over
        ),
    )


def make_referentiel(
    session, certification, version="2017", applicable_le=date(2017, 1, 1)
):
    referentiel = save(
        session,
        Referentiel(
            certification_slug=certification.slug,
            version=version,
            applicable_le=applicable_le,
            contenu=contenu(certification.slug),
        ),
    )
    for bloc in referentiel.contenu["blocs"]:
        session.merge(Bloc(cle=bloc["cle"], intitule=bloc["intitule"]))
        session.add(
            ReferentielBloc(
                referentiel_id=referentiel.id,
                numero=bloc["numero"],
                bloc_cle=bloc["cle"],
            )
        )
    session.commit()
    return referentiel


def contenu(slug="cqpm"):
    """A whole small référentiel: blocs 1 (C1, C2), 2 (C3, C4), 3 (C5).

    C4 asks for two examples, as in 001 §2.2 (R33).
    """
    blocs = {1: ("C1", "C2"), 2: ("C3", "C4"), 3: ("C5",)}
    return {
        "activites": [{"code": "A1", "texte": "Conduire une installation."}],
        "blocs": [
            {
                "numero": numero,
                "cle": f"{slug}-b{numero}",
                "intitule": f"Bloc {numero} : conduire",
                "capacites": codes,
                "modalites": "Entretien à partir du dossier de preuves.",
            }
            for numero, codes in blocs.items()
        ],
        "capacites": [
            {
                "code": code,
                "texte": f"Savoir faire {code}.",
                "exemples_demandes": 2 if code == "C4" else 1,
                "conditions": [{"ligne": 1, "texte": "En autonomie."}],
                "criteres": [
                    {"code": f"{code}.{n}", "ligne": 1, "texte": f"Critère {n}."}
                    for n in (1, 2)
                ],
            }
            for codes in blocs.values()
            for code in codes
        ],
        "modalites": [
            {"code": "a", "libelle": "Réelle", "texte": "Au poste.", "hors_vae": False},
            {"code": "d", "libelle": "Avis", "texte": "Entreprise.", "hors_vae": True},
        ],
    }


def any_uimm(session):
    return first(session, select(Uimm), Uimm.slug) or make_uimm(session)


def any_certification(session):
    return first(
        session, select(Certification), Certification.slug
    ) or make_certification(session)
