"""The jury paritaire: fixed, asked for, composed, convened, held."""

from collections.abc import Callable

from portal.certification.fichiers_jury import stored
from portal.certification.jury import queries
from portal.certification.jury.candidats import Candidat, candidats
from portal.certification.jury.services import (
    composition,
    convocations,
    deliberation,
    dossiers,
    jurys,
)
from portal.certification.jury.services.composition import Siege
from portal.certification.jury.services.deliberation import Decision
from portal.certification.jury.services.dossiers import Ligne
from portal.certification.jury.services.jurys import RendezVous
from portal.demonstration import documents
from portal.demonstration.documents import Bloc
from portal.demonstration.personnes import EMPLOYEURS, SALARIES, VILLE
from portal.demonstration.recit import Recit, recu
from portal.demonstration.seance import Seance
from portal.dossiers.models import DossierJury
from portal.droit import jury as droit
from portal.droit.listes import (
    College,
    Financement,
    ObjetCprefp,
    Origine,
    Secteur,
)

SALLE = "Chambre syndicale de la Démonstration, salle du conseil"
INFORMATION = "Composition du jury et date de la séance, envoyées au secrétariat."


def fixer(dans: int) -> Callable[[Seance], None]:
    """The jury, `dans` days later, and its dossiers: each has its number (R50)."""

    def step(seance: Seance) -> None:
        rendez_vous = RendezVous(
            seance.dans(dans), "14:00", f"{SALLE}, {VILLE[seance.uimm]}"
        )
        seance.jury = jurys.creer(
            seance.session, rendez_vous, **seance.du_responsable()
        )
        dossiers.programmer(
            seance.session,
            seance.jury,
            [r.dossier.id for r in seance.recits],
            **seance.du_responsable(),
        )

    return step


def solliciter(combien: int = 4) -> Callable[[Seance], None]:
    """So many unions are asked to designate their member (K3)."""

    def step(seance: Seance) -> None:
        for organisation, _asked in _organisations(seance)[:combien]:
            composition.demander(
                seance.session, seance.jury, organisation, **seance.du_responsable()
            )

    return step


def composer(salaries: int = 3) -> Callable[[Seance], None]:
    """As many of each side; one union at least has not answered."""

    def step(seance: Seance) -> None:
        for rank, personne in enumerate(EMPLOYEURS[:salaries]):
            _sieger(
                seance,
                Siege(
                    college=College.EMPLOYEURS,
                    nom=personne.nom,
                    organisme=personne.organisme,
                    fonction=personne.qualite,
                    email=personne.email,
                    president=rank == 0,
                ),
            )
        unions = _organisations(seance)
        for personne, (organisation, _asked) in zip(
            SALARIES[:salaries], unions, strict=False
        ):
            composition.repondre(
                seance.session, seance.jury, organisation.slug, at=seance.now()
            )
            _sieger(
                seance,
                Siege(
                    college=College.SALARIES,
                    nom=personne.nom,
                    organisation_slug=organisation.slug,
                    fonction=personne.qualite,
                    email=personne.email,
                ),
            )

    return step


def convoquer(seance: Seance) -> None:
    """The members, and what the CPREFP is told (K4, R52)."""
    line = seance.du_responsable()
    composition.informer(
        seance.session,
        seance.jury,
        (ObjetCprefp.COMPOSITION, ObjetCprefp.CALENDRIER),
        le=seance.dans(0),
        texte=INFORMATION,
        by=line["by"],
    )
    convocations.convoquer(
        seance.session, seance.jury, version=seance.jury.version, **line
    )


def deliberer(seance: Seance) -> None:
    """The jury follows the commission, and signs."""
    session, jury = seance.session, seance.jury
    came = {m.id for m in queries.membres(session, jury)}
    deliberation.noter_presences(session, jury, came, at=seance.now())
    for candidat in candidats(session, queries.dossiers(session, jury)):
        dossiers.ecrire_ligne(session, jury, candidat.tour, _ligne(seance, candidat))
        _decider(seance, candidat)
        # One session plays what several requests do: this one is read again.
        session.expire(candidat.tour, ["decisions"])
    _signer(seance)
    session.refresh(jury, ["membres"])
    read = candidats(session, queries.dossiers(session, jury))
    deliberation.deliberer(
        session,
        jury,
        lu=deliberation.empreinte(jury, read),
        **seance.du_responsable(),
    )


def _organisations(seance: Seance) -> list:
    return queries.demandes(seance.session, seance.jury)


def _sieger(seance: Seance, siege: Siege) -> None:
    composition.ajouter(seance.session, seance.jury, siege, version=seance.jury.version)


def _decider(seance: Seance, candidat: Candidat) -> None:
    """One voice against a refusal, now and then."""
    votes = len(droit.presents(queries.membres(seance.session, seance.jury)))
    refused = not all(candidat.conclusions.values())
    against = 1 if refused else 0
    deliberation.decider(
        seance.session,
        seance.jury,
        candidat,
        Decision(candidat.conclusions, votes - against, against),
        at=seance.now(),
    )


def _ligne(seance: Seance, candidat: Candidat) -> Ligne:
    tour = candidat.tour
    if tour.origine is Origine.DEMANDEUR_EMPLOI:
        return Ligne(origine=Origine.DEMANDEUR_EMPLOI, financement=Financement.VAE)
    return Ligne(
        origine=Origine.SALARIE,
        financement=Financement.CPF,
        raison_sociale=_recit(seance, tour).parcours.emplois[0].employeur,
        adresse=f"2 rue de la Démonstration, {VILLE[seance.uimm]}",
        nace="28.41Z",
        secteur=Secteur.METALLURGIE,
    )


def _recit(seance: Seance, tour: DossierJury) -> Recit:
    return next(r for r in seance.recits if r.dossier.id == tour.dossier_id)


def _signer(seance: Seance) -> None:
    """Annexe 6, printed, signed and scanned."""
    membres = queries.membres(seance.session, seance.jury)
    content = documents.pdf(
        "Feuille d’émargement",
        "Jury paritaire de délibération",
        Bloc("Membres présents", tuple(f"{m.nom} : signé" for m in membres)),
        signature="La présidence du jury",
    )
    with stored(
        seance.scene.storage, seance.jury, recu("emargement-signe.pdf", content)
    ) as depose:
        deliberation.deposer_emargement(
            seance.session, seance.jury, depose, **seance.du_responsable()
        )
