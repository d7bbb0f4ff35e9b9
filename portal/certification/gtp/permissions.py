"""Why something may not be done with a transmission, in words; None when it may."""

from collections.abc import Mapping, Sequence

from portal.certification.gtp.decisions import en_attente
from portal.certification.gtp.libelles import PIECE
from portal.comptes.models import Compte
from portal.dossiers.controle import controles
from portal.dossiers.models import (
    DossierJury,
    Fichier,
    Jury,
    PieceTransmission,
    QuestionGtp,
    Transmission,
)
from portal.droit.listes import Controle, PieceAttribution
from portal.droit.termes import TERMES
from portal.droit.workflow import Etat

UPLOADED = (PieceAttribution.EXTRAIT, PieceAttribution.EMARGEMENT, PieceAttribution.PV)
"""The letter, the portal writes it when no signed one was joined."""
CLOSE = "Cette transmission est close\u00a0: plus rien n’y change."


def courante(transmissions: Sequence[Transmission]) -> Transmission | None:
    """The one being gathered or examined; None when there is none, or it came back."""
    last = transmissions[-1] if transmissions else None
    return None if last and last.refusee_at else last


def pieces(transmission: Transmission) -> dict[PieceAttribution, PieceTransmission]:
    return {p.genre: p for p in transmission.pieces}


def manquantes(jury: Jury, transmission: Transmission | None) -> list[PieceAttribution]:
    held: Mapping[PieceAttribution, object] = (
        pieces(transmission) if transmission else {}
    )
    return [
        genre
        for genre in UPLOADED
        if genre not in held
        and not (genre is PieceAttribution.EMARGEMENT and jury.emargement_fichier_id)
    ]


def why_not_rassembler(transmission: Transmission | None) -> str | None:
    """Once sent, a piece is the GTP's to look at."""
    if transmission and transmission.envoyee_at:
        return f"Les pièces sont déjà transmises au {TERMES.gtp}."
    return None


def why_not_transmettre(
    jury: Jury,
    transmission: Transmission | None,
    tours: Sequence[DossierJury],
    compte: Compte,
) -> str | None:
    """The act itself refuses who accompanied one of the candidates."""
    if reason := why_not_rassembler(transmission):
        return reason
    if reason := why_incomplete(jury, transmission):
        return reason
    if not (compte.nom_affiche and compte.qualite):
        # The letter bears its author's name and quality (A8, CRPA L.212-1).
        return "Indiquez votre nom et votre qualité dans «\u00a0Mon compte\u00a0»."
    if not en_attente(tours):
        return "Aucune décision de ce jury n’est à transmettre."
    return None


def _fichiers(jury: Jury, transmission: Transmission | None) -> list[Fichier | None]:
    """What would leave: the pieces gathered, or the jury's own sheet."""
    held = pieces(transmission) if transmission else {}
    own = [] if PieceAttribution.EMARGEMENT in held else [jury.emargement]
    return [*(p.fichier for p in held.values()), *own]


def why_incomplete(jury: Jury, transmission: Transmission | None) -> str | None:
    """A piece is missing, or the antivirus has not cleared it."""
    if missing := manquantes(jury, transmission):
        return f"Il manque\u00a0: {', '.join(PIECE[g] for g in missing)}."
    return " ".join(controles(_fichiers(jury, transmission))) or None


def question_ouverte(transmission: Transmission) -> QuestionGtp | None:
    open_ = (q for q in transmission.questions if q.repondu_at is None)
    return next(open_, None)


def why_not_repondre(transmission: Transmission, question: QuestionGtp) -> str | None:
    if transmission.close_at:
        return CLOSE
    return "Cette question a déjà sa réponse." if question.repondu_at else None


def why_not_controler(transmission: Transmission) -> str | None:
    return CLOSE if transmission.close_at else None


def why_not_questionner(transmission: Transmission) -> str | None:
    if transmission.close_at:
        return CLOSE
    if question_ouverte(transmission):
        return "Votre question précédente attend encore la réponse de l’UIMM."
    return None


def why_not_valider(transmission: Transmission) -> str | None:
    """Only what is complete and unquestioned is validated (R5, R60, R63)."""
    if reason := why_not_questionner(transmission):
        return reason
    held = pieces(transmission)
    left = [
        PIECE[genre]
        for genre in PieceAttribution
        if genre not in held or held[genre].controle is not Controle.CONFORME
    ]
    if left:
        return f"Il reste à dire conforme\u00a0: {', '.join(left)}."
    return None


def why_not_refuser(
    transmission: Transmission, tours: Sequence[DossierJury]
) -> str | None:
    if reason := why_not_questionner(transmission):
        return reason
    if not a_regler(tours):
        return "Toutes les décisions de cette transmission sont déjà réglées."
    return None


def a_regler(tours: Sequence[DossierJury]) -> list[DossierJury]:
    """Those that wait for the GTP."""
    waiting = en_attente(tours)
    return [t for t in waiting if t.dossier.etat is Etat.TRANSMIS_GTP]
