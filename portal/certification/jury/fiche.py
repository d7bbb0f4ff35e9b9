"""What the page of one jury shows, from its rows: no database here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.certification.jury.libelles import FRISE, GENRE
from portal.dossiers.models import Designation, Jury, Organisation
from portal.droit import jury as droit
from portal.droit.echeances import jours_restants, niveau
from portal.droit.horloges import Cle, Echeance, Niveau
from portal.droit.jours import ajouter_mois, jour_de_paris
from portal.droit.listes import College, ObjetCprefp
from portal.droit.termes import TERMES
from portal.web.filters import pluriel

Demandes = Sequence[tuple[Organisation, Designation | None]]


@dataclass(frozen=True, slots=True)
class Jalon:
    """One box. `genre`: of `delai_court`, or none; `classe`: ambre, vert, navy."""

    titre: str
    le: date
    genre: str
    mot: str
    texte: str
    classe: str = ""


@dataclass(frozen=True, slots=True)
class Cprefp:
    """What its secretariat does not know yet (R52)."""

    manquent: Sequence[ObjetCprefp]
    changement: bool

    @property
    def est_a_jour(self) -> bool:
        return not self.manquent and not self.changement


def etat(jury: Jury, on: date) -> tuple[str, str]:
    """The word and its colour."""
    if jury.annule_at:
        return "Annulé", ""
    if jury.delibere_at:
        return "Délibéré", "vert"
    return _a_venir(jury, on)


def _a_venir(jury: Jury, on: date) -> tuple[str, str]:
    if jury.le < on:
        return "Délibération à enregistrer", "rouge"
    if jury.le == on:
        return "Aujourd’hui", "bleu"
    if jury.convoque_le is None:
        return "Convocations à envoyer", "ambre"
    return "Convoqué", "bleu"


def echeances(jury: Jury, demandes: Demandes) -> list[Echeance]:
    return droit.echeances(
        jury.le,
        jour_de_paris(jury.created_at),
        demandes=[d.demandee_le if d else None for _o, d in demandes],
        convoque_le=jury.convoque_le,
    )


def frise(jury: Jury, demandes: Demandes, candidats: int, on: date) -> list[Jalon]:
    texts = {
        Cle.K3: _designations(demandes),
        Cle.K4: _convocations(jury),
        Cle.K5: "la personne prévient son employeur",
    }
    boxes = [_jalon(jury, e, texts[e.cle], on) for e in echeances(jury, demandes)]
    return [*boxes, _jour(jury, candidats, on), _envoi(jury, on)]


def cprefp(jury: Jury) -> Cprefp:
    told = {i.objet for i in jury.informations}
    wanted = [ObjetCprefp.COMPOSITION, ObjetCprefp.CALENDRIER]
    known = max((i.version for i in jury.informations), default=jury.version)
    return Cprefp([o for o in wanted if o not in told], known < jury.version)


def _jour(jury: Jury, candidats: int, on: date) -> Jalon:
    held = jury.delibere_at is not None
    return Jalon(
        "Jour du jury",
        jury.le,
        "ok" if held or jury.le >= on else "retard",
        "Délibéré" if held else _compte((jury.le - on).days),
        pluriel(candidats, "candidature"),
        "navy",
    )


def _envoi(jury: Jury, on: date) -> Jalon:
    """K6 begins with the jury; the page of the transmission counts it."""
    months = droit.regles(jury.le).transmission_mois
    limite = ajouter_mois(jury.le, months)
    left = (limite - on).days
    return Jalon(
        f"{months}\u00a0mois · envoi au {TERMES.gtp}",
        limite,
        ("bientot" if left >= 0 else "retard") if jury.delibere_at else "",
        _compte(left) if jury.delibere_at else "Après le jury",
        "quatre pièces à transmettre",
    )


def _jalon(jury: Jury, echeance: Echeance, texte: str, on: date) -> Jalon:
    level = niveau(echeance, on, droit.regles(jury.le))
    left = jours_restants(echeance, on)
    # The juror's own delay: once the day has passed the UIMM cannot be late on it.
    if echeance.cle is Cle.K5 and not echeance.tenue_le and left < 0:
        level = Niveau.BIENTOT
    over = level in {Niveau.TENUE, Niveau.TENUE_EN_RETARD}
    genre = GENRE[level]
    colours = {"bientot": "ambre", "retard": "ambre"}
    return Jalon(
        f"J-{(jury.le - echeance.limite).days} · {FRISE[echeance.cle]}",
        echeance.limite,
        genre,
        _fait(level) if over else _compte(left),
        texte,
        "vert" if level is Niveau.TENUE else colours.get(genre, ""),
    )


def _fait(level: Niveau) -> str:
    return "Fait" if level is Niveau.TENUE else "Fait en retard"


def _compte(left: int) -> str:
    if left == 0:
        return "Aujourd’hui"
    if left > 0:
        return f"Dans {left}\u00a0j"
    return f"Depuis {-left}\u00a0j"


def _designations(demandes: Demandes) -> str:
    if not demandes:
        return "aucune organisation enregistrée"
    asked = [d for _o, d in demandes if d]
    answered = sum(d.repondue_le is not None for d in asked)
    return (
        f"{pluriel(len(asked), 'demande')} sur {len(demandes)}, "
        f"{pluriel(answered, 'réponse')}"
    )


def _convocations(jury: Jury) -> str:
    seats = [m for m in jury.membres if m.college is not College.INVITE]
    sent = sum(m.convoque_le is not None for m in seats)
    return f"{pluriel(sent, 'envoyée')} sur {len(seats)}, copie aux organisations"
