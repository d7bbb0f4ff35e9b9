"""Loading the catalogue and the territories. The caller owns the transaction."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from sqlmodel import Session, col, delete, select

from portal.catalogue.fichiers import CatalogueInvalide
from portal.catalogue.models import (
    Bloc,
    Certification,
    Enregistrement,
    Referentiel,
    ReferentielBloc,
    Uimm,
    UimmDepartement,
)
from portal.catalogue.queries import names_recorded
from portal.catalogue.referentiel import ecrire
from portal.catalogue.schema import Fichier
from portal.catalogue.territoires import UimmLue
from portal.droit.jours import ajouter_mois

ONE_YEAR = 12


def load_catalogue(session: Session, fichiers: Iterable[Fichier]) -> None:
    """Add or update; nothing a dossier may be pinned to is changed or removed."""
    fautes: list[str] = []
    for fichier in fichiers:
        _load_certification(session, fichier)
        session.flush()
        _load_enregistrements(session, fichier)
        fautes += _load_blocs(session, fichier)
        fautes += _load_referentiel(session, fichier)
    if fautes:
        raise CatalogueInvalide(fautes)


def open_demonstration(session: Session, *, on: date) -> None:
    """Open every certification under a registration marked as demonstration."""
    for certification in session.exec(select(Certification)):
        code = f"DEMO-{certification.slug}"
        known = session.get(Enregistrement, code)
        if known and known.effet and known.fin and known.effet <= on <= known.fin:
            continue
        row = known or Enregistrement(
            code=code,
            certification_slug=certification.slug,
            intitule=f"{certification.titre} (démonstration)",
            demonstration=True,
        )
        row.effet = ajouter_mois(on, -ONE_YEAR)
        row.fin = ajouter_mois(on, 4 * ONE_YEAR)
        session.add(row)


def load_uimms(session: Session, lues: Iterable[UimmLue]) -> None:
    """Add or update; the départements of each UIMM become those of the file."""
    lues = list(lues)
    _refuse_taken_departements(session, lues)
    slugs = [lue.slug for lue in lues]
    session.exec(
        delete(UimmDepartement).where(col(UimmDepartement.uimm_slug).in_(slugs))
    )
    for lue in lues:
        values = asdict(lue)
        values.pop("departements")
        session.merge(Uimm(**values))
    session.flush()
    for lue in lues:
        session.add_all(
            UimmDepartement(departement=d, uimm_slug=lue.slug) for d in lue.departements
        )


def _load_certification(session: Session, fichier: Fichier) -> None:
    """The state is the administrator's once the certification is known."""
    lue = fichier.certification
    row = session.get(Certification, lue.slug)
    if row is None:
        row = Certification(
            slug=lue.slug, titre=lue.titre, statut=lue.statut, statut_le=lue.statut_le
        )
    row.titre, row.cqpi = lue.titre, lue.cqpi
    row.numero_mq, row.categorie = lue.numero_mq, lue.categorie
    row.fiche = asdict(lue.fiche)
    session.add(row)


def _load_enregistrements(session: Session, fichier: Fichier) -> None:
    """What an administrator recorded stays; an unknown value erases nothing."""
    slug = fichier.certification.slug
    recorded = names_recorded(session, slug)
    for lu in fichier.enregistrements:
        names = recorded.get(lu.code, set())
        if "code" in names:
            continue  # an administrator gave it its right code
        row = session.get(Enregistrement, lu.code) or Enregistrement(
            code=lu.code, certification_slug=slug, intitule=lu.intitule
        )
        for name, value in asdict(lu).items():
            known = value is None or name in names
            if name in Enregistrement.model_fields and not known:
                setattr(row, name, value)
        session.add(row)


def _load_blocs(session: Session, fichier: Fichier) -> Iterable[str]:
    for lu in fichier.referentiel.blocs:
        known = session.get(Bloc, lu.cle)
        if known is None:
            session.add(Bloc(cle=lu.cle, intitule=lu.intitule, bdc=lu.bdc))
        elif (known.intitule, known.bdc) != (lu.intitule, lu.bdc):
            yield (
                f"{fichier.certification.slug}.toml\u00a0: "
                f"referentiel.blocs.{lu.numero}\u00a0: le bloc {lu.cle} est déjà "
                f"connu sous l’intitulé «\u00a0{known.intitule}\u00a0»"
            )


def _load_referentiel(session: Session, fichier: Fichier) -> Iterable[str]:
    slug, version = fichier.certification.slug, fichier.version
    contenu = ecrire(fichier.referentiel)
    known = session.exec(
        select(Referentiel).where(
            Referentiel.certification_slug == slug,
            Referentiel.version == version.version,
        )
    ).one_or_none()
    given = (contenu, version.applicable_le)
    if known and (known.contenu, known.applicable_le) != given:
        yield (
            f"{slug}.toml\u00a0: version.version\u00a0: "
            f"le référentiel {version.version} est déjà chargé et son contenu a "
            "changé. Des dossiers peuvent s’y rapporter\u00a0: donnez au nouveau "
            "contenu un autre nom de version et sa date d’application."
        )
    if known is None:
        row = Referentiel(
            certification_slug=slug,
            version=version.version,
            applicable_le=version.applicable_le,
            contenu=contenu,
        )
        session.add(row)
        session.flush()
        session.add_all(
            ReferentielBloc(referentiel_id=row.id, numero=b.numero, bloc_cle=b.cle)
            for b in fichier.referentiel.blocs
        )


def _refuse_taken_departements(session: Session, lues: list[UimmLue]) -> None:
    """Two UIMM cannot share a département, whichever file named it first (R2)."""
    mine = {lue.slug for lue in lues}
    wanted = {d: lue.slug for lue in lues for d in lue.departements}
    taken = session.exec(
        select(UimmDepartement).where(col(UimmDepartement.departement).in_(wanted))
    )
    fautes = [
        f"{wanted[t.departement]}\u00a0: departements\u00a0: "
        f"le {t.departement} relève déjà de {t.uimm_slug}"
        for t in taken
        if t.uimm_slug not in mine
    ]
    if fautes:
        raise CatalogueInvalide(fautes)
