"""One dossier in a given state, with everyone around it and everyone kept out."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from uuid import UUID, uuid4

from PIL import Image
from sqlmodel import select

from portal.catalogue.models import Certification
from portal.comptes.models import Compte, Invitation
from portal.dossiers.models import (
    AbonnementCalendrier,
    Ancre,
    Commentaire,
    Copie,
    Document,
    Dossier,
    Experience,
    Fichier,
    Piece,
    Purge,
    SituationPro,
)
from portal.droit.conservations import Regle
from portal.droit.pieces import Genre, Motif
from portal.droit.workflow import Etat, Role
from portal.storage import derives
from tests.factories import (
    JOUR,
    fill,
    instant,
    make_accompagnement,
    make_certification,
    make_cle,
    make_compte,
    make_dossier,
    make_fichier,
    make_preuve,
    make_situation,
    make_uimm,
    make_verdict,
    save,
)
from tests.parcours.monde_certification import certification_de

FICHE = {
    "resume": "Conduire une ligne de production.",
    "autorite": "Branche de la métallurgie",
    "qualite_signataire": "Présidence de la CPNEFP",
    "objet": "Reconnaître un métier.",
    "secteurs": "Toutes les industries.",
    "emplois": ["Conducteur de ligne"],
    "nsf": [],
    "rome": [],
    "voies": {"experience": True},
    "niveau": None,
    "convention": None,
    "titulaires_par_an": None,
}
"""What the public page of a certification shows."""


class Qui(StrEnum):
    """Who asks, as seen from the dossier."""

    ANONYME = "anonyme"
    CANDIDAT = "candidat"
    AUTRE_CANDIDAT = "autre candidat"
    ACCOMPAGNATEUR = "accompagnateur"
    REVOQUE = "accompagnateur révoqué"
    INSTRUCTEUR = "instructeur"
    AUTRE_INSTRUCTEUR = "instructeur d’une autre UIMM"
    RESPONSABLE = "responsable"
    AUTRE_RESPONSABLE = "responsable d’une autre UIMM"
    GTP = "gtp"
    ADMINISTRATEUR = "administrateur"


@dataclass
class Monde:
    dossier: Dossier
    comptes: dict[Qui, Compte]
    nouveau: Compte
    """Someone whose address is not confirmed yet."""
    valeurs: dict[str, UUID | str]
    """What the addresses name, by the name of the argument."""


def make_monde(session, etat: Etat, storage=None) -> Monde:
    """`storage`: where its files really are."""
    certification = session.exec(select(Certification)).first()
    certification = certification or make_certification(session, fiche=FICHE)
    here, elsewhere = (make_uimm(session, departements=()) for _ in range(2))
    comptes = _people(session, here.slug, elsewhere.slug)
    staff = comptes[Qui.INSTRUCTEUR]
    dossier = make_dossier(
        session,
        comptes[Qui.CANDIDAT],
        etat,
        certification=certification,
        uimm=here,
        instructeur=staff,
    )
    fill(session, dossier, storage)
    _judge(session, dossier, staff)
    nouveau = make_compte(
        session, email=f"nouveau-{uuid4().hex[:12]}@exemple.fr", confirmed_at=None
    )
    valeurs = _parts(session, dossier, storage) | _around(session, dossier, comptes)
    valeurs |= certification_de(session, dossier, comptes, storage)
    session.refresh(dossier)
    return Monde(dossier, comptes, nouveau, valeurs)


def _parts(session, dossier: Dossier, storage) -> dict[str, UUID | str]:
    """What the dossier holds."""
    pieces = {piece.genre: piece for piece in _pieces(session, dossier)}
    situation = make_situation(session, dossier, ("C1", "C2"))
    preuve = make_preuve(session, situation, ("C1",), storage=storage)
    for consultation in (True, False):
        _copy(session, dossier, storage, consultation=consultation)
    _picture(session, pieces[Genre.CV].fichier, storage)
    return {
        "id_": dossier.id,
        "slug": dossier.certification_slug,
        "enregistrement_code": dossier.enregistrement_code,
        "experience_id": _experience(session, dossier).id,
        "piece_id": pieces[Genre.CV].id,
        "fichier_id": pieces[Genre.CV].fichier_id,
        "fichier_cle": pieces[Genre.CV].fichier.cle,
        "fichier_identite": pieces[Genre.IDENTITE].fichier_id,
        "fichier_preuve": preuve.fichier_id,
        "document_id": _letter(session, dossier, storage).id,
        "situation_id": situation.id,
        "preuve_id": preuve.id,
        "purge_id": _purge(session, dossier).id,
        "code": "C3",
    }


def _around(session, dossier: Dossier, comptes: dict[Qui, Compte]) -> dict:
    """Who accompanies and what was said; the links that were sent."""
    guide = comptes[Qui.ACCOMPAGNATEUR]
    acces = make_accompagnement(session, dossier, guide)
    gone = comptes[Qui.REVOQUE]
    make_accompagnement(session, dossier, gone, revoque_at=instant(JOUR))
    situation = session.exec(
        select(SituationPro).where(SituationPro.dossier_id == dossier.id)
    ).one()
    return {
        "fil_id": _comment(session, dossier, guide, situation.id).id,
        "acces_id": acces.id,
        "compte_id": comptes[Qui.INSTRUCTEUR].id,
        "fournisseur": "candidats",
        "cle_id": make_cle(session, comptes[Qui.CANDIDAT]).id,
    } | _links(session, dossier, comptes)


def _people(session, here: str, elsewhere: str) -> dict[Qui, Compte]:
    roles = {
        Qui.CANDIDAT: (Role.CANDIDAT, None),
        Qui.AUTRE_CANDIDAT: (Role.CANDIDAT, None),
        Qui.ACCOMPAGNATEUR: (Role.ACCOMPAGNATEUR, None),
        Qui.REVOQUE: (Role.ACCOMPAGNATEUR, None),
        Qui.INSTRUCTEUR: (Role.INSTRUCTEUR, here),
        Qui.AUTRE_INSTRUCTEUR: (Role.INSTRUCTEUR, elsewhere),
        Qui.RESPONSABLE: (Role.RESPONSABLE, here),
        Qui.AUTRE_RESPONSABLE: (Role.RESPONSABLE, elsewhere),
        Qui.GTP: (Role.GTP, None),
        Qui.ADMINISTRATEUR: (Role.ADMINISTRATEUR, None),
    }
    return {
        qui: make_compte(
            session,
            role,
            uimm_slug=slug,
            email=f"{role}-{uuid4().hex[:12]}@exemple.fr",
            qualite="Chargée de la VAE" if slug else "",
        )
        for qui, (role, slug) in roles.items()
    }


def _judge(session, dossier: Dossier, staff: Compte) -> None:
    """The CV refused, the rest accepted: a dossier at any later state had verdicts."""
    if dossier.etat in {Etat.BROUILLON, Etat.DEPOSE}:
        return
    for piece in _pieces(session, dossier):
        asked = dossier.etat is Etat.A_COMPLETER and piece.genre is Genre.CV
        make_verdict(session, piece, staff, Motif.INCOMPLETE if asked else None)


def _pieces(session, dossier: Dossier) -> list[Piece]:
    return session.exec(select(Piece).where(Piece.dossier_id == dossier.id)).all()


def _experience(session, dossier: Dossier) -> Experience:
    query = select(Experience).where(Experience.dossier_id == dossier.id)
    return session.exec(query).first()


def _purge(session, dossier: Dossier) -> Purge:
    return save(
        session,
        Purge(
            dossier_id=dossier.id,
            uimm_slug=dossier.uimm_slug,
            regle=Regle.REFUS,
            proposee_at=instant(JOUR),
        ),
    )


def _comment(session, dossier: Dossier, author: Compte, cible: UUID) -> Commentaire:
    return save(
        session,
        Commentaire(
            dossier_id=dossier.id,
            ancre=Ancre.SITUATION,
            cible=str(cible),
            auteur_id=author.id,
            texte="Précisez votre rôle.",
            created_at=instant(JOUR),
        ),
    )


def _picture(session, fichier: Fichier, storage) -> None:
    drawn = BytesIO()
    Image.new("RGB", (24, 34), "white").save(drawn, "JPEG")
    fichier.vignette = sha256(drawn.getvalue()).hexdigest()
    save(session, fichier)
    if storage:
        storage.save(derives.vignette(fichier.cle), BytesIO(drawn.getvalue()))


def _copy(session, dossier: Dossier, storage, *, consultation: bool) -> None:
    id_ = uuid4()
    key = f"copies/{id_}"
    fichier = make_fichier(session, dossier, storage, dossier_id=None, cle=key)
    save(
        session,
        Copie(
            id=id_,
            dossier_id=dossier.id,
            consultation=consultation,
            by_id=dossier.candidat_id,
            demandee_at=instant(JOUR),
            fichier_id=fichier.id,
        ),
    )


def _letter(session, dossier: Dossier, storage) -> Document:
    fichier = make_fichier(session, dossier, storage, nom="Accusé.pdf")
    document = Document(
        dossier_id=dossier.id,
        modele="accuse_reception",
        emis_le=JOUR,
        fichier_id=fichier.id,
    )
    return save(session, document)


def _links(session, dossier: Dossier, comptes: dict[Qui, Compte]) -> dict:
    """Secret addresses, in clear: what a mail would hold."""
    candidat = comptes[Qui.CANDIDAT]
    jeton, token, guide = (uuid4().hex for _ in range(3))
    save(
        session,
        AbonnementCalendrier(
            compte_id=candidat.id, jeton=jeton, created_at=instant(JOUR)
        ),
    )
    staff = _invitation(token, Role.INSTRUCTEUR, comptes[Qui.RESPONSABLE])
    staff.uimm_slug = dossier.uimm_slug
    guided = _invitation(guide, Role.ACCOMPAGNATEUR, candidat)
    guided.dossier_id = dossier.id
    return {
        "jeton": jeton,
        "token": token,
        "token_accompagnement": guide,
        "invitation_equipe": save(session, staff).id,
        "invitation_id": save(session, guided).id,
    }


def _invitation(token: str, role: Role, by: Compte) -> Invitation:
    return Invitation(
        email=f"invite-{token[:12]}@exemple.fr",
        role=role,
        token_hash=sha256(token.encode()).hexdigest(),
        by_id=by.id,
        created_at=instant(JOUR),
        expires_at=instant(JOUR.replace(year=2099)),
    )
