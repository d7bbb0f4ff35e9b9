"""What the UIMM does with a dossier: take, examine, ask, decide, come back on it."""

from datetime import timedelta

from portal.demonstration.recit import Recit
from portal.dossiers.models import Piece
from portal.dossiers.services import mark_read
from portal.droit.jours import jour_de_paris
from portal.droit.pieces import DocumentIdentite, Genre, Motif
from portal.instruction.dossier import Instruction
from portal.instruction.lettres import (
    Decision,
    lettre_d_annulation,
    lettre_d_avis,
    lettre_de_demande,
)
from portal.instruction.queries import dossier as queries
from portal.instruction.services import avis, examen, preuves, reprise, responsable

REPONSE = timedelta(days=30)

FAVORABLE = Decision(
    favorable=True,
    motifs=(
        (
            "Dossier d’activités",
            "Les activités décrites sont en lien direct avec le CQPM visé.",
        ),
    ),
    recommandations="Appuyez chaque situation sur un document daté, et dites ce que "
    "vous avez fait vous-même.",
)
DEFAVORABLE = Decision(
    favorable=False,
    motifs=(
        (
            "Dossier d’activités",
            "Les expériences décrites relèvent de la conduite de machines. Aucune ne "
            "se rapporte aux activités du CQPM visé.",
        ),
        (
            "Lettre de motivation",
            "Le projet présenté correspond à une autre certification de la branche, "
            "que l’UIMM peut vous indiquer.",
        ),
    ),
)


def prendre(recit: Recit) -> None:
    examen.prendre_en_charge(recit.session, recit.dossier, **recit.de_l_uimm())


def examiner_en_partie(recit: Recit) -> None:
    """Half the pieces are judged: the bench shows what is left."""
    pieces = _instruction(recit).a_examiner()
    for piece in pieces[: len(pieces) // 2]:
        _juger(recit, piece)


def demander(recit: Recit) -> None:
    """One justificatif cannot be read: it is asked again, and nothing else."""
    pieces = _instruction(recit).a_examiner()
    blurred = next(p for p in pieces if p.genre is Genre.ACTIVITE)
    for piece in pieces:
        _juger(recit, piece, Motif.ILLISIBLE if piece is blurred else None)
    line = recit.de_l_uimm()
    on = jour_de_paris(line["at"])
    letter = lettre_de_demande(
        _instruction(recit), reponse_le=on + REPONSE, by=line["by"], on=on
    )
    examen.demander_pieces(
        recit.session,
        recit.dossier,
        reponse_le=on + REPONSE,
        empreinte=letter.empreinte,
        **line,
    )


def reprendre(recit: Recit) -> None:
    """The answer date has passed, and no answer came."""
    reprise.reprendre(
        recit.session,
        recit.dossier,
        motif="Aucune réponse à la date prévue, malgré trois rappels.",
        **recit.de_l_uimm(),
    )


def accorder(recit: Recit) -> None:
    _examiner_tout(recit)
    examen.verify_identity(
        recit.session,
        recit.dossier,
        document=DocumentIdentite.CARTE,
        **recit.de_l_uimm(),
    )
    _rendre(recit, FAVORABLE)


def refuser(recit: Recit) -> None:
    _examiner_tout(recit)
    _rendre(recit, DEFAVORABLE)


def lire_la_lettre(recit: Recit) -> None:
    _avis, letter = queries.avis_en_vigueur(recit.session, recit.dossier)
    if letter:
        mark_read(recit.session, letter, recit.dossier, **recit.du_candidat())


def revenir(recit: Recit) -> None:
    """The responsable: a piece had been overlooked."""
    motif = "Une attestation jointe au dossier n’avait pas été prise en compte."
    line = recit.du_responsable()
    current, _letter = queries.avis_en_vigueur(recit.session, recit.dossier)
    if current is None:
        raise LookupError(recit.cas.email)
    letter = lettre_d_annulation(
        recit.dossier,
        queries.identite(recit.session, recit.dossier),
        current,
        motif=motif,
        by=line["by"],
        on=jour_de_paris(line["at"]),
    )
    avis.revenir_sur_avis(
        recit.session, recit.dossier, motif=motif, empreinte=letter.empreinte, **line
    )


def demander_des_preuves(recit: Recit) -> None:
    found = queries.situations(recit.session, recit.dossier)
    blurred = found[0].preuves[0]
    preuves.mark_preuve(
        recit.session,
        recit.dossier,
        blurred,
        phrase="La deuxième page manque.",
        by=recit.instructeur,
    )
    line = recit.de_l_uimm()
    preuves.demander_preuves(
        recit.session,
        recit.dossier,
        motif=f"«\u00a0{blurred.titre}\u00a0» : la deuxième page manque.",
        reponse_le=jour_de_paris(line["at"]) + REPONSE,
        **line,
    )


def recevoir(recit: Recit) -> None:
    preuves.recevoir_preuves(recit.session, recit.dossier, **recit.de_l_uimm())


def declarer_caduc(recit: Recit) -> None:
    responsable.changer_caducite(
        recit.session,
        recit.dossier,
        motif="Le délai de 12\u00a0mois est passé et aucun dossier de preuves n’a été "
        "déposé, malgré deux rappels.",
        **recit.du_responsable(),
    )


def _instruction(recit: Recit) -> Instruction:
    return queries.instruction(recit.session, recit.dossier)


def _examiner_tout(recit: Recit) -> None:
    for piece in _instruction(recit).a_examiner():
        _juger(recit, piece)


def _juger(recit: Recit, piece: Piece, motif: Motif | None = None) -> None:
    phrase = "Les lignes du bas sont coupées : joignez une copie entière."
    examen.judge_piece(
        recit.session,
        recit.dossier,
        piece,
        motif=motif,
        phrase=phrase if motif else "",
        version=piece.verdict.version if piece.verdict else 0,
        **recit.de_l_uimm(),
    )


def _rendre(recit: Recit, decision: Decision) -> None:
    line = recit.de_l_uimm()
    letter = lettre_d_avis(
        _instruction(recit), decision, by=line["by"], on=jour_de_paris(line["at"])
    )
    avis.rendre_avis(
        recit.session, recit.dossier, decision, empreinte=letter.empreinte, **line
    )
