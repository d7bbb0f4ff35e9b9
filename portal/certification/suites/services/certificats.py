"""The certificates: numbered, frozen, handed over, copied (1.8, 1.10, R68, R69)."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Session

from portal.certification.suites import queries
from portal.courrier.lettres_textes import Delivre, certificat
from portal.dossiers.models import Certificat, Dossier, Identite
from portal.dossiers.services import issue_document, next_number
from portal.droit.jours import jour_de_paris
from portal.droit.listes import GenreCertificat
from portal.droit.refus import Refus
from portal.droit.suites import MODELES, departement, numero_certificat

if TYPE_CHECKING:
    from portal.certification.suites.services.resultat import Suite


def deliver(
    session: Session, suite: "Suite", identite: Identite, *, at: datetime
) -> list[Certificat]:
    """One for the CQPM, else one for each bloc acquired (A5, R63)."""
    blocs: list[int | None] = [None] if suite.entier else [*suite.blocs]
    if not blocs:
        return []
    where = _departement(session, suite.dossier)
    return [_deliver(session, suite, identite, bloc, where, at=at) for bloc in blocs]


def _deliver(
    session: Session,
    suite: "Suite",
    identite: Identite,
    bloc: int | None,
    where: str,
    *,
    at: datetime,
) -> Certificat:
    le = jour_de_paris(at)
    rang = next_number(session, f"certificat-{le.year}")
    numero = numero_certificat(le, where, rang)
    delivre = _delivre(suite, identite, bloc, numero, at)
    donnees = certificat(delivre)
    document = issue_document(
        session, suite.dossier, MODELES[delivre.genre], donnees, at=at
    )
    row = Certificat(
        numero=numero,
        annee=le.year,
        mois=le.month,
        departement=where,
        rang=rang,
        dossier_id=suite.dossier.id,
        genre=delivre.genre,
        bloc_numero=bloc,
        cqpi=bloc is None and suite.dossier.certification.cqpi,
        donnees=donnees,
        document_id=document.id,
        le=le,
        at=at,
    )
    session.add(row)
    return row


def _delivre(
    suite: "Suite", identite: Identite, bloc: int | None, numero: str, at: datetime
) -> Delivre:
    at_rncp, certification = suite.inscription, suite.dossier.certification
    intitule, code = certification.titre, certification.numero_mq or ""
    genre = GenreCertificat.CQPM_RNCP if at_rncp else GenreCertificat.CQPM
    if bloc is not None:
        found = suite.contenu.bloc(bloc)
        genre, intitule = GenreCertificat.BLOC, found.intitule
        code = f"M\u00a0{found.bdc}" if found.bdc else ""
    return Delivre(
        genre=genre,
        numero=numero,
        intitule=intitule,
        code=code,
        identite=identite,
        jury_le=suite.jury_le,
        le=jour_de_paris(at),
        inscrit=at_rncp is not None,
        arrete=at_rncp.arrete if at_rncp else None,
        jo=at_rncp.jo if at_rncp else None,
    )


def _departement(session: Session, dossier: Dossier) -> str:
    """Of the UIMM territoriale that asked for the certificate (002 l.1392)."""
    uimm = dossier.uimm
    codes = queries.departements(session, dossier)
    if uimm is None or (found := departement(uimm.adresse, codes)) is None:
        raise Refus("Cette UIMM territoriale n’a pas de département enregistré.")
    return found
