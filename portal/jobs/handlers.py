"""What each kind of job does. A handler may run twice: it must not show."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from sqlmodel import Session, col, select

from portal.archives.queries import a_executer
from portal.archives.services.purges import executer
from portal.catalogue.models import Uimm
from portal.comptes.evenements import noter
from portal.comptes.models import Compte, FaitCompte
from portal.courrier import letters, mailer
from portal.courrier.models import Courriel
from portal.dossiers.libelles import DOCUMENT
from portal.dossiers.models import Document, Dossier, Fichier
from portal.dossiers.permissions import lisible
from portal.dossiers.queries import genre_of
from portal.droit.pieces import Genre
from portal.exploitation.coherence import still_unnamed
from portal.jobs import analyses, conversions
from portal.jobs.contexte import Contexte
from portal.lecture.services import Atelier
from portal.storage import derives, vignettes
from portal.storage.base import KEY


def courriel(contexte: Contexte, donnees: dict) -> None:
    """Send one message: between two transactions, as a server may take its time.

    Killed after the server's yes and before ours, it is sent again with the same
    Message-ID; its data stay until the send is known.
    """
    id_ = UUID(donnees["courriel_id"])
    with Session(contexte.engine) as session:
        row, reply_to = _message(session, id_)
        if row.sent_at:
            return
        written = mailer.write(row.modele, row.donnees, contexte.settings.base_url)
        to = row.destinataire
    now = contexte.now()
    if not contexte.settings.demonstration:
        message = mailer.compose(
            written,
            id_=id_,
            sender=contexte.settings.mail_from,
            to=to,
            reply_to=reply_to,
            at=now,
        )
        mailer.send(message, contexte.settings)
    with contexte.transaction() as session:
        row = session.get_one(Courriel, id_)
        row.sent_at = now
        row.donnees = {}
        row.sujet = written.sujet
        if contexte.settings.demonstration:
            row.texte = written.texte


def lettre(contexte: Contexte, donnees: dict) -> None:
    """Make a letter's PDF from its frozen data: the same bytes each time."""
    with Session(contexte.engine) as session:
        document = _document(session, UUID(donnees["document_id"]))
        if document.fichier_id:
            return
        content = letters.render(document.modele, document.donnees)
    key = f"{document.dossier_id}/{document.id}"
    contexte.storage.save(key, BytesIO(content))
    with contexte.transaction() as session:
        document = _document(session, document.id, lock=True)
        if document.fichier_id:
            return
        numero = session.get_one(Dossier, document.dossier_id).numero
        fichier = Fichier(
            dossier_id=document.dossier_id,
            cle=key,
            nom=f"{DOCUMENT[document.modele]} {numero}.pdf",
            type_mime="application/pdf",
            taille=len(content),
            sha256=sha256(content).hexdigest(),
            pages=letters.pages(content),
            created_at=contexte.now(),
        )
        session.add(fichier)
        session.flush()
        document.fichier_id = fichier.id


def effacer_fichier(contexte: Contexte, donnees: dict) -> None:
    """Remove the bytes once the act that says so is committed; the row stays."""
    with contexte.transaction() as session:
        fichier = session.get(Fichier, UUID(donnees["fichier_id"]))
        if fichier is None:
            return
        fichier.efface_at = fichier.efface_at or contexte.now()
    derives.erase(contexte.storage, [fichier.cle])


def effacer_cles(contexte: Contexte, donnees: dict) -> None:
    """Remove bytes whose rows an erasure already took away."""
    derives.erase(contexte.storage, donnees["cles"])


def vignette(contexte: Contexte, donnees: dict) -> None:
    """Draw the first page of a piece or a preuve; an identity document has no picture.

    Erased meanwhile, the picture goes with it: the row is held while it is named.
    """
    with Session(contexte.engine) as session:
        fichier = session.get(Fichier, UUID(donnees["fichier_id"]))
        if fichier is None or not lisible(fichier) or fichier.vignette is not None:
            return
        genre = genre_of(session, fichier)
        drawable = fichier.dossier_id is not None and genre is not Genre.IDENTITE
    drawn = _draw(contexte, fichier) if drawable else None
    key = derives.vignette(fichier.cle)
    if drawn:
        contexte.storage.save(key, BytesIO(drawn))
    with contexte.transaction() as session:
        held = session.get(Fichier, fichier.id, with_for_update=True)
        if held is None or not lisible(held):
            contexte.storage.delete(key)
        else:
            held.vignette = sha256(drawn).hexdigest() if drawn else ""


def _draw(contexte: Contexte, fichier: Fichier) -> bytes | None:
    with contexte.storage.open(fichier.cle) as content:
        return vignettes.draw(content, fichier.type_mime, contexte.settings.bornes)


def retirer_cles(contexte: Contexte, donnees: dict) -> None:
    """Remove the keys reported some days ago that no row names to this day.

    What is no key of ours was put there by somebody: it is theirs to remove.
    """
    ours = {cle for cle in donnees["cles"] if KEY.fullmatch(cle)}
    for cle in still_unnamed(
        contexte.engine, contexte.storage, ours, at=contexte.now()
    ):
        contexte.storage.delete(cle)


def purger(contexte: Contexte, donnees: dict) -> None:
    """Erase what a responsable, or the rule alone, confirmed."""
    with contexte.transaction() as session:
        purge = a_executer(session, UUID(donnees["purge_id"]))
        if purge:
            executer(session, purge, at=contexte.now())


def frein(contexte: Contexte, donnees: dict) -> None:
    """Tell the owner of an account that too many passwords were tried on it."""
    if donnees["compte_id"]:
        with contexte.transaction() as session:
            compte = session.get_one(Compte, UUID(donnees["compte_id"]))
            noter(session, compte, FaitCompte.FREIN, at=contexte.now())


def copie(contexte: Contexte, donnees: dict) -> None:
    """Merge a whole dossier into one PDF."""
    bornes = contexte.settings.bornes
    atelier = Atelier(contexte.transaction, contexte.storage, bornes, contexte.now)
    atelier.make(UUID(donnees["copie_id"]))


HANDLERS: dict[str, Callable[[Contexte, dict], None]] = {
    "courriel": courriel,
    "lettre": lettre,
    "effacer_fichier": effacer_fichier,
    "effacer_cles": effacer_cles,
    "retirer_cles": retirer_cles,
    "purger": purger,
    "frein": frein,
    "analyser": analyses.analyser,
    "convertir": conversions.convertir,
    "vignette": vignette,
    "copie": copie,
}


def _message(session: Session, id_: UUID) -> tuple[Courriel, str | None]:
    """The message, and the address of the UIMM that answers for its dossier."""
    row = session.execute(
        select(Courriel, Uimm.email)
        .outerjoin(Dossier, col(Courriel.dossier_id) == col(Dossier.id))
        .outerjoin(Uimm, col(Dossier.uimm_slug) == col(Uimm.slug))
        .where(Courriel.id == id_)
    ).one()
    return row[0], row[1]


def _document(session: Session, id_: UUID, *, lock: bool = False) -> Document:
    query = select(Document).where(Document.id == id_)
    return session.exec(query.with_for_update() if lock else query).one()
