"""Each Word or OpenDocument text that a person sent, made the PDF that is kept."""

import tempfile
from hashlib import file_digest
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

import structlog
from sqlmodel import Session

from portal.dossiers.fichiers import kept, replace_content
from portal.dossiers.models import Analyse, Fichier
from portal.droit.refus import Refus
from portal.jobs.analyses import waiting
from portal.jobs.contexte import Contexte
from portal.jobs.queue import PutOff
from portal.storage.contenu import BUREAUTIQUES
from portal.storage.conversion import LibreOffice, LibreOfficeAway
from portal.storage.verdicts import FichierRefuse, Raison
from portal.web.uploads import MO, Recu

GENRE = "convertir"

log = structlog.get_logger("portal.jobs")


class _GoneMeanwhileError(Refus):
    """Withdrawn while it was converted: the PDF goes too."""


def convertir(contexte: Contexte, donnees: dict) -> None:
    """Between two transactions: the row names one whole file or the other.

    Killed in the middle, it begins again; a PDF that no row names yet is removed by
    the daily job. Raise `PutOff` when LibreOffice is not there.
    """
    id_ = UUID(donnees["fichier_id"])
    with Session(contexte.engine) as session:
        fichier = waiting(session, id_, Analyse.A_CONVERTIR)
    if fichier is None:
        return
    try:
        _keep(contexte, fichier)
    except _GoneMeanwhileError:
        return
    except FichierRefuse as refusal:
        log.info("file_not_converted", file=str(id_), reason=refusal.raison)
        with contexte.transaction() as session:
            if found := waiting(session, id_, Analyse.A_CONVERTIR):
                found.analyse, found.analyse_at = Analyse.INCONVERTIBLE, contexte.now()


def _keep(contexte: Contexte, fichier: Fichier) -> None:
    folder = fichier.cle.rpartition("/")[0]
    with _pdf(contexte, fichier) as pdf:
        recu = _as_received(contexte, fichier, pdf)
        with (
            kept(contexte.storage, folder, recu) as depose,
            contexte.transaction() as session,
        ):
            found = waiting(session, fichier.id, Analyse.A_CONVERTIR)
            if found is None:
                raise _GoneMeanwhileError("")
            replace_content(session, found, depose, at=contexte.now())


def _pdf(contexte: Contexte, fichier: Fichier) -> BinaryIO:
    chosen = contexte.settings
    if not chosen.libreoffice:
        raise FichierRefuse(Raison.BUREAUTIQUE)
    libreoffice = LibreOffice(
        chosen.libreoffice, chosen.convert_seconds, chosen.convert_memory
    )
    extension = next(e for e, t in BUREAUTIQUES.items() if t == fichier.type_mime)
    # The name is the file's own: whoever takes the job again clears the place.
    folder = Path(tempfile.gettempdir()) / f"vae-conversion-{fichier.id}"
    try:
        with contexte.storage.open(fichier.cle) as content:
            pdf = libreoffice.pdf(content, extension, folder)
    except LibreOfficeAway as error:
        log.error("libreoffice_away", program=str(error))
        raise PutOff from error
    if pdf is None:
        raise FichierRefuse(Raison.TROP_COMPLEXE)
    return pdf


def _as_received(contexte: Contexte, fichier: Fichier, pdf: BinaryIO) -> Recu:
    """It goes the way of any PDF that is sent: the same checks, the same cleaning."""
    chosen = contexte.settings
    size = pdf.seek(0, SEEK_END)
    if size > chosen.max_file_size:
        raise FichierRefuse(Raison.TROP_GROS, mo=chosen.max_file_size // MO)
    pdf.seek(0)
    digest = file_digest(cast("BytesIO", pdf), "sha256").hexdigest()
    pdf.seek(0)
    return Recu(
        champ="",
        nom=Path(fichier.nom).stem + ".pdf",
        type_declare="",
        flux=pdf,
        taille=size,
        sha256=digest,
        bornes=chosen.bornes,
        a_analyser=bool(chosen.clamd),
    )
