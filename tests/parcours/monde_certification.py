"""Sessions, juries and results of the world that the pages are visited in."""

from datetime import timedelta
from uuid import UUID

from portal import clock
from portal.catalogue.queries import contenu
from portal.comptes.models import Compte
from portal.dossiers.models import CopieConforme, Dossier, Evaluation
from portal.droit.listes import GenreCertificat
from portal.droit.workflow import VALIDES, Etat
from tests.courrier.exemples import certificat
from tests.factories import (
    make_capacite_acquise,
    make_certificat,
    make_commission,
    make_dossier_jury,
    make_fichier_de_jury,
    make_jury,
    make_organisation,
    make_passage,
)
from tests.factories.base import save
from tests.parcours.envois import make_envois


def certification_de(
    session, dossier: Dossier, comptes: dict, storage
) -> dict[str, UUID | str]:
    """What the addresses of the certification phase name; `comptes`: by Qui."""
    staff, secretariat = comptes["instructeur"], comptes["gtp"]
    valeurs = _commission(session, dossier) | _results(session, dossier, staff)
    if dossier.etat is Etat.JURY_PROGRAMME:
        valeurs |= _jury(session, dossier, storage)
    if dossier.etat is Etat.TRANSMIS_GTP:
        valeurs |= make_envois(session, dossier, staff, secretariat, storage)
    return valeurs


def _commission(session, dossier: Dossier) -> dict[str, UUID | str]:
    """A session to come; one of yesterday, where this dossier passes if it may."""
    today = clock.today()
    coming = make_commission(session, dossier.uimm, le=today + timedelta(days=30))
    passed = make_commission(session, dossier.uimm, le=today - timedelta(days=1))
    valeurs = {
        "dossier_id": dossier.id,
        "seance_id": coming.id,
        "seance_passee": passed.id,
        "membre_id": coming.membres[0].id,
        "membre_passe": passed.membres[0].id,
    }
    if dossier.etat is Etat.COMMISSION_PROGRAMMEE:
        passage = make_passage(session, dossier, passed, ("C1",))
        for capacite in contenu(session, dossier.referentiel_id).capacites[5:]:
            row = Evaluation(
                passage_id=passage.id, capacite_code=capacite.code, acquise=True
            )
            save(session, row)
        valeurs["passage_id"] = passage.id
    return valeurs


def _results(session, dossier: Dossier, staff: Compte) -> dict[str, UUID | str]:
    """What the GTP's validation left: a certificate, copied once, and a capacité."""
    if dossier.etat not in VALIDES - {Etat.NON_VALIDE}:
        return {}
    part = dossier.etat is Etat.VALIDATION_PARTIELLE
    bloc = {"genre": GenreCertificat.BLOC, "bloc_numero": 1} if part else {}
    donnees = certificat(GenreCertificat.CQPM_RNCP)
    row = make_certificat(session, dossier, donnees=donnees, **bloc)
    copy = CopieConforme(
        certificat_id=row.id, at=row.at, by_id=staff.id, motif="Original perdu."
    )
    if part:
        make_capacite_acquise(session, dossier, "C1")
        make_capacite_acquise(
            session, dossier, "C2", limite_le=None, source="« illimitée »"
        )
    return {"certificat_id": row.id, "copie_id": save(session, copy).id}


def _jury(session, dossier: Dossier, storage) -> dict[str, UUID | str]:
    """A jury of today with the dossier, and one for which there is still time."""
    make_passage(session, dossier, acquises=("C1", "C2"))
    jury = make_jury(session, dossier.uimm, le=clock.today())
    tour = make_dossier_jury(session, dossier, jury)
    sheet = make_fichier_de_jury(session, jury, storage, nom="Emargement.pdf")
    jury.emargement_fichier_id = sheet.id
    save(session, jury)
    later = make_jury(session, dossier.uimm, le=clock.today().replace(year=2099, day=1))
    return {
        "jury_id": jury.id,
        "jury_a_venir": later.id,
        "tour_id": tour.id,
        "membre_jury": jury.membres[0].id,
        "organisation": make_organisation(session, dossier.uimm).slug,
    }
