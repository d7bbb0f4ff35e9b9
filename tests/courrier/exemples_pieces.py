"""One paper of each kind that a session or a jury leaves, from rows of no database."""

from datetime import date

from portal.catalogue.models import Certification
from portal.certification import pieces_jury
from portal.certification.commission.lettres import donnees_modalites
from portal.certification.gtp.decisions import Decision
from portal.certification.gtp.lettre import lettre as annexe_5
from portal.certification.jury.candidats import Candidat
from portal.certification.jury.convocation import lettre as convocation
from portal.certification.recapitulatif import donnees_recapitulatif
from portal.dossiers.models import DecisionJury, DossierJury, Jury, MembreJury
from portal.dossiers.models import Organisation as Org
from portal.droit.listes import College, Financement, Origine, Secteur
from tests.commission.exemples import CONTENU, REFERENTIEL, passage
from tests.courrier.exemples import LE, auteur, entete, make_uimm

JURY_LE = date(2026, 12, 15)
UNION = Org(slug="os-1", nom="Organisation syndicale 1")


def jury(membres=()):
    return Jury(
        le=JURY_LE,
        heure="14:00",
        lieu="60 avenue Jean-Mermoz, 69008 Lyon",
        membres=list(membres or make_membres()),
    )


def membre(nom, college=College.EMPLOYEURS, **over):
    values = {"organisme": "Ateliers du Rhône", "fonction": "Directrice de production"}
    return MembreJury(nom=nom, college=college, **values | over)


def make_membres(nom="Juliette N’Guessan"):
    return [
        membre("Hélène d’Aubigné", president=True),
        membre(
            nom,
            College.SALARIES,
            organisme="",
            fonction="Technicienne méthodes",
            organisation_slug=UNION.slug,
            organisation=UNION,
            suppleant=True,
        ),
        membre("Personne invitée", College.INVITE),
    ]


def candidat(n=1, acquises=("C1", "C2"), titre="", nom="Lefèvre Anne-Marie", **over):
    turn = passage(acquises, n=n, nom=nom, **over)
    if titre:
        turn.dossier.certification = Certification(titre=titre, numero_mq="MQ 1")
    slug = turn.dossier.certification.slug = titre or "projets"
    turn.dossier.certification_slug = slug
    tour = DossierJury(
        numero=f"J-2026-12-{n:02d}",
        dossier=turn.dossier,
        dossier_id=turn.dossier_id,
        origine=Origine.SALARIE,
        financement=Financement.CVAE,
        raison_sociale="Ateliers de l’Isère",
        adresse="8 quai Saint-Antoine, 69002 Lyon",
        nace="28.41Z",
        secteur=Secteur.HORS_METALLURGIE,
        branche="plasturgie",
        commentaire="Des acquis solides\u00a0; l’animation reste à montrer.",
    )
    tour.decisions = [
        DecisionJury(capacite_code=c.code, acquise=c.code in acquises)
        for c in CONTENU.capacites
    ]
    return Candidat(tour, CONTENU, {})


def convocation_jury(membre_=None, uimm=None):
    who = membre_ or make_membres()[1]
    return convocation(jury(), who, uimm=uimm or make_uimm(), by=auteur(), on=LE)


def emargement_jury(membres=(), titre="Chargé(e) de projets industriels"):
    sitting = jury(membres)
    certification = Certification(titre=titre, numero_mq="MQ 2009 11 69 0275")
    unions = [UNION, Org(slug="os-2", nom="Organisation syndicale 2")]
    return pieces_jury.donnees_emargement(
        sitting,
        make_uimm(),
        [certification],
        membres=sitting.membres,
        demandees=unions,
    )


def proces_verbal_jury(candidats=()):
    read = list(candidats) or [candidat(1), candidat(2, (), nom="L’Hôte Éloïse")]
    identite = entete(
        nom_usage="d’Été",
        naissance_le=date(1987, 5, 14),
        naissance_ville="Saint-Étienne",
        naissance_departement="42",
        naissance_pays="France",
    ).identite
    return pieces_jury.donnees_proces_verbal(
        jury(), make_uimm(), read, {c.dossier.id: identite for c in read}
    )


def etat_recapitulatif(passages=(), anonyme=None):
    return donnees_recapitulatif(
        list(passages) or [passage()],
        contenus={REFERENTIEL: CONTENU},
        uimm=make_uimm(),
        le=LE,
        anonyme=anonyme,
        objet="jury du 15 décembre 2026",
    )


def modalites_commission(turn=None):
    turn = turn or passage()
    turn.heure = "09:30"
    return donnees_modalites(turn, CONTENU, make_uimm(), on=LE)


def demande_attribution(candidats=(), *, cqpi=False):
    read = list(candidats) or [candidat(1), candidat(2, (), blocs_vises=[1])]
    for each in read:
        each.dossier.certification.cqpi = cqpi
    decisions = [Decision(c.tour, CONTENU) for c in read]
    return annexe_5(jury(), make_uimm(), decisions, auteur=auteur(), le=LE)


PIECES = {
    each.__name__: each
    for each in (
        convocation_jury,
        emargement_jury,
        proces_verbal_jury,
        etat_recapitulatif,
        modalites_commission,
        demande_attribution,
    )
}
"""Of nobody in particular, or of a juror: no row of `Document` keeps them."""
