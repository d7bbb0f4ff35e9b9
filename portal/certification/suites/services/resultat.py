"""What follows from the validation of one dossier by the GTP (R63 to R66)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from portal.catalogue.models import Enregistrement
from portal.catalogue.queries import contenu
from portal.catalogue.referentiel import Contenu
from portal.certification.suites import queries
from portal.certification.suites.services.certificats import deliver
from portal.comptes.models import Compte
from portal.courrier import lettres_textes
from portal.courrier.lettres_textes import Entete, Resultat
from portal.dossiers.models import CapaciteAcquise, Certificat, Dossier, DossierJury
from portal.dossiers.portee import portee
from portal.dossiers.services import issue_document
from portal.droit.jours import jour_de_paris
from portal.droit.reglements import reglement
from portal.droit.resultats import Issue, Portee, acquises, blocs_acquis, issue
from portal.droit.suites import Benefice, benefice, cqpm_entier, inscription

LETTRES = {
    Issue.TOTALE: ("resultat_admis", lettres_textes.resultat_admis),
    Issue.PARTIELLE: ("resultat_partiel", lettres_textes.resultat_partiel),
    Issue.AUCUNE: ("resultat_aucune", lettres_textes.resultat_aucune),
}


@dataclass(frozen=True)
class Suite:
    """One dossier as the jury decided it, with what the law draws from it."""

    dossier: Dossier
    contenu: Contenu
    portee: Portee
    decisions: dict[str, bool]
    jury_le: date
    president: str
    inscription: Enregistrement | None
    """What puts the CQPM at the RNCP on the jury's date."""

    @property
    def issue(self) -> Issue:
        return issue(self.portee, self.decisions)

    @property
    def acquises(self) -> list[str]:
        return acquises(self.portee, self.decisions)

    @property
    def entier(self) -> bool:
        return cqpm_entier(self.portee, self.issue)

    @property
    def blocs(self) -> list[int]:
        """Those that have a certificate of their own (A5)."""
        return [] if self.entier else blocs_acquis(self.portee, self.decisions)

    @property
    def benefice(self) -> Benefice:
        return benefice(
            self.jury_le,
            fiche=self.dossier.enregistrement,
            rncp=self.inscription is not None,
            reglement=reglement(self.dossier.reglement),
        )


def notify_result(
    session: Session, tour: DossierJury, *, by: Compte, at: datetime
) -> None:
    """Certificates, wallet, letter, end of the turn: all that the act entails.

    The caller has performed the act (VALIDER_*, `resultats.VALIDER[issue]`) in the
    same transaction. The national counter stays locked until it commits: validate
    one dossier a transaction, or hold every dossier first, in one order.
    """
    le = jour_de_paris(at)
    suite = _suite(session, tour)
    identite = queries.identite(session, suite.dossier)
    certificats = deliver(session, suite, identite, at=at)
    _fill_wallet(session, suite)
    modele, words = LETTRES[suite.issue]
    entete = Entete(suite.dossier, identite, le)
    donnees = words(entete, _resultat(suite, certificats))
    issue_document(session, suite.dossier, modele, donnees, at=at)
    tour.clos_at = at
    session.add(tour)


def _suite(session: Session, tour: DossierJury) -> Suite:
    dossier = tour.dossier
    version = contenu(session, dossier.referentiel_id)
    enregistrements = queries.enregistrements(session, dossier)
    jury_le = tour.jury.le
    return Suite(
        dossier=dossier,
        contenu=version,
        portee=portee(dossier, version),
        decisions={d.capacite_code: d.acquise for d in tour.decisions},
        jury_le=jury_le,
        president=next((m.nom for m in tour.jury.membres if m.president), ""),
        inscription=inscription(enregistrements, dossier.enregistrement_code, jury_le),
    )


def _fill_wallet(session: Session, suite: Suite) -> None:
    """R66, R67; the whole CQPM leaves nothing to keep (decision 6)."""
    if suite.entier:
        return
    kept = suite.benefice
    for code in suite.acquises:
        row = CapaciteAcquise(
            candidat_id=suite.dossier.candidat_id,
            certification_slug=suite.dossier.certification_slug,
            dossier_id=suite.dossier.id,
            code=code,
            bloc_numero=suite.contenu.bloc_de(code).numero,
            acquise_le=suite.jury_le,
            limite_le=kept.limite_le,
            source=kept.source,
        )
        session.add(row)


def _resultat(suite: Suite, certificats: list[Certificat]) -> Resultat:
    capacites = [suite.contenu.capacite(code) for code in suite.acquises]
    return Resultat(
        jury_le=suite.jury_le,
        president=suite.president,
        code=suite.dossier.certification.numero_mq or "",
        acquises=[(c.code, c.titre) for c in capacites],
        blocs=_blocs_vises(suite),
        certificats=[(c.numero, _nom(c, suite)) for c in certificats],
        limite=suite.benefice.limite_le,
        source=suite.benefice.source,
        cqpi=any(c.cqpi for c in certificats),
    )


def _blocs_vises(suite: Suite) -> list[tuple[str, str]]:
    """Of a dossier on blocs alone, each with its code."""
    aimed = [suite.contenu.bloc(n) for n in sorted(suite.dossier.blocs_vises)]
    return [
        (f"Bloc {b.numero}" + (f" (M\u00a0{b.bdc})" if b.bdc else ""), b.intitule)
        for b in aimed
    ]


def _nom(certificat: Certificat, suite: Suite) -> str:
    if certificat.bloc_numero is None:
        return f"CQPM «\u00a0{suite.dossier.certification.titre}\u00a0»"
    bloc = suite.contenu.bloc(certificat.bloc_numero)
    return f"bloc {bloc.numero}, «\u00a0{bloc.intitule}\u00a0»"
