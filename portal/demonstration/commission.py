"""The commission de validation: planned, held, concluded, put off."""

from collections.abc import Callable

from portal.catalogue.queries import contenu
from portal.catalogue.referentiel import Capacite
from portal.certification.commission.queries import amenagement
from portal.certification.commission.services import passages, seances
from portal.certification.commission.services.passages import Plan
from portal.certification.recapitulatif import decisions
from portal.demonstration.constats import commentaire
from portal.demonstration.documents import francais
from portal.demonstration.personnes import COMMISSION, PRESIDENCE, VILLE
from portal.demonstration.recit import Recit
from portal.demonstration.seance import Seance
from portal.dossiers.models import Evaluation, MembreCommission, PassageCommission
from portal.dossiers.portee import capacites_visees, portee
from portal.droit.listes import Observation, Presence
from portal.droit.resultats import issue

SALLE = "Maison de la Démonstration, salle Étau, 1 rue de la Démonstration"
AMENAGEMENT = (
    "Un tiers de temps en plus, une pause au milieu de l’entretien, et la salle du "
    "rez-de-chaussée."
)
ABSENCE = (
    "La personne ne s’est pas présentée. Jointe par téléphone, elle signale une panne "
    "de train et demande une nouvelle date."
)


def planifier(dans: int, *, visio: bool = False) -> Callable[[Seance], None]:
    """A session `dans` days later, and everybody's turn, one an hour."""

    def step(seance: Seance) -> None:
        _fixer(seance, dans, visio=visio)
        for rank, recit in enumerate(seance.recits):
            _inscrire(seance, recit, f"{9 + rank:02d}:00")

    return step


def conclure(seance: Seance) -> None:
    for passage in _passages(seance):
        _evaluer(seance, passage, _capacites(seance, passage))
        _rendre(seance, passage)


def conclure_en_partie(seance: Seance) -> None:
    """One is concluded, one half written, and one did not come."""
    first, second, third = _passages(seance)
    _evaluer(seance, first, _capacites(seance, first))
    _rendre(seance, first)
    codes = _capacites(seance, second)
    _evaluer(seance, second, codes[: len(codes) // 2])
    passages.reporter(
        seance.session,
        third,
        presence=Presence.ABSENT,
        motif=ABSENCE,
        **seance.de_l_uimm(),
    )


def _fixer(seance: Seance, dans: int, *, visio: bool) -> None:
    president, qualite = PRESIDENCE[seance.uimm]
    seance.commission = seances.creer(
        seance.session,
        {
            "le": seance.dans(dans),
            "heure": "09:00",
            "lieu": "" if visio else f"{SALLE}, {VILLE[seance.uimm]}",
            "visio": "https://visio.exemple.fr/commission-vae" if visio else "",
            "president_nom": president,
            "president_qualite": qualite,
        },
        **seance.de_l_uimm(),
    )
    for membre in COMMISSION:
        row = MembreCommission(
            commission_id=seance.commission.id,
            nom=membre.nom,
            qualite=membre.qualite,
            organisme=membre.organisme,
            email=membre.email,
        )
        seances.ajouter_membre(
            seance.session, seance.commission, row, **seance.de_l_uimm()
        )


def _inscrire(seance: Seance, recit: Recit, heure: str) -> None:
    """The interview for each bloc, and the observation at work for the first."""
    text = contenu(seance.session, recit.dossier.referentiel_id)
    asked = amenagement(seance.session, recit.dossier)
    aimed = portee(recit.dossier, text).blocs_vises
    codes = [m.code for m in text.modalites_vae]
    plan = Plan(
        heure=heure,
        modalites={str(n): codes[0 if n == aimed[0] else 1] for n in aimed},
        ressources_informe_le=seance.dans(0),
        amenagement=AMENAGEMENT if asked else "",
    )
    passages.planifier(
        seance.session, seance.commission, recit.dossier, plan, **seance.de_l_uimm()
    )


def _passages(seance: Seance) -> list[PassageCommission]:
    return [p for p in seance.commission.passages if p.clos_at is None]


def _capacites(seance: Seance, passage: PassageCommission) -> list[Capacite]:
    text = contenu(seance.session, passage.dossier.referentiel_id)
    return [*capacites_visees(passage.dossier, text)]


def _evaluer(
    seance: Seance, passage: PassageCommission, capacites: list[Capacite]
) -> None:
    recit = next(r for r in seance.recits if r.dossier.id == passage.dossier_id)
    for capacite in capacites:
        refused = capacite.code in recit.cas.refusees
        words = commentaire(recit.parcours.certification, capacite.code)
        seen = [Observation.NON, Observation.EN_PARTIE] if refused else []
        passages.evaluer(
            seance.session,
            passage,
            Evaluation(
                passage_id=passage.id,
                capacite_code=capacite.code,
                acquise=not refused,
                commentaire=francais(words) if refused else "",
                version=0,
            ),
            {
                c.code: seen[n] if n < len(seen) else Observation.OUI
                for n, c in enumerate(capacite.criteres)
            },
            **seance.de_l_uimm(),
        )


def _rendre(seance: Seance, passage: PassageCommission) -> None:
    text = contenu(seance.session, passage.dossier.referentiel_id)
    seance.session.refresh(passage, ["evaluations"])
    passages.rendre(
        seance.session,
        passage,
        lue=issue(portee(passage.dossier, text), decisions(passage)),
        **seance.de_l_uimm(),
    )
