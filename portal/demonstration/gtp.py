"""The four pieces gathered and sent, then what the secretariat of the GTP does."""

from portal.catalogue.models import Uimm
from portal.certification.fichiers_jury import stored
from portal.certification.gtp.lettre import MODELE, ecrit, lettre
from portal.certification.gtp.permissions import courante
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.services import controle, decisions, envoi, pieces
from portal.certification.pieces_jury import PROCES_VERBAL, proces_verbal
from portal.courrier import letters
from portal.demonstration import documents
from portal.demonstration.documents import Bloc
from portal.demonstration.recit import recu
from portal.demonstration.seance import Seance
from portal.dossiers.models import Transmission
from portal.droit.listes import Controle, PieceAttribution

QUESTION = (
    "La feuille d’émargement porte six signatures et le procès-verbal cite cinq "
    "membres. Pouvez-vous nous dire qui siégeait, et joindre un procès-verbal corrigé ?"
)
REFUS = (
    "Le procès-verbal n’est pas signé par la présidence du jury. Joignez le document "
    "signé et transmettez de nouveau les quatre pièces."
)
RESERVE = "La date de la réunion de la CPREFP est illisible."


def rassembler(seance: Seance) -> None:
    """The extract has come; the signed procès-verbal has not."""
    _joindre(seance, PieceAttribution.EXTRAIT, "extrait-cprefp.pdf", _extrait(seance))


def transmettre(seance: Seance) -> None:
    """The procès-verbal and the letter are the portal's own, drawn from the rows."""
    rassembler(seance)
    line = seance.du_responsable()
    minutes = letters.render(PROCES_VERBAL, proces_verbal(seance.session, seance.jury))
    _joindre(seance, PieceAttribution.PV, "proces-verbal-signe.pdf", minutes)
    received = ecrit(_lettre(seance, line), "demande-attribution.pdf")
    with stored(seance.scene.storage, seance.jury, received) as depose:
        envoi.transmettre(seance.session, seance.jury, depose, **line)


def controler_en_partie(seance: Seance) -> None:
    """Two pieces conform, one to complete, one not looked at yet."""
    for genre in (PieceAttribution.LETTRE, PieceAttribution.EMARGEMENT):
        _controler(seance, genre, Controle.CONFORME)
    _controler(seance, PieceAttribution.EXTRAIT, Controle.A_COMPLETER, RESERVE)


def questionner(seance: Seance) -> None:
    _controler(seance, PieceAttribution.LETTRE, Controle.CONFORME)
    question = documents.francais(QUESTION)
    controle.questionner(
        seance.session, _transmission(seance), question, **seance.du_gtp()
    )


def refuser(seance: Seance) -> None:
    decisions.refuser(seance.session, _transmission(seance), REFUS, **seance.du_gtp())


def valider(seance: Seance) -> None:
    for genre in PieceAttribution:
        _controler(seance, genre, Controle.CONFORME)
    decisions.valider(seance.session, _transmission(seance), **seance.du_gtp())


def _controler(
    seance: Seance, genre: PieceAttribution, verdict: Controle, constat: str = ""
) -> None:
    controle.controler(seance.session, _transmission(seance), genre, verdict, constat)


def _transmission(seance: Seance) -> Transmission:
    found = courante(queries.du_jury(seance.session, seance.jury))
    if found is None:
        raise LookupError(seance.jury.id)
    return found


def _joindre(seance: Seance, genre: PieceAttribution, nom: str, content: bytes) -> None:
    received = recu(nom, content)
    with stored(seance.scene.storage, seance.jury, received) as depose:
        pieces.joindre(
            seance.session, seance.jury, genre, depose, **seance.du_responsable()
        )


def _extrait(seance: Seance) -> bytes:
    return documents.pdf(
        "Extrait du procès-verbal de réunion",
        "CPREFP de la Démonstration",
        Bloc("Ordre du jour", ("Jurys paritaires de délibération de l’année",)),
        Bloc("", ("La commission prend acte de la composition du jury.",)),
        signature="Le secrétariat",
    )


def _lettre(seance: Seance, line: dict) -> bytes:
    session, jury = seance.session, seance.jury
    donnees = lettre(
        jury,
        session.get_one(Uimm, jury.uimm_slug),
        queries.decisions(session, queries.tours(session, jury.id)),
        auteur=line["by"],
        le=seance.dans(0),
    )
    return letters.render(MODELE, donnees)
