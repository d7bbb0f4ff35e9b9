"""The pages that take files. Nothing of a body is read before the checks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.fichiers import stored
from portal.dossiers.models import Dossier, Piece
from portal.dossiers.queries import mon_dossier
from portal.droit.pieces import UNIQUES, Genre
from portal.droit.refus import Refus
from portal.droit.relecture import TexteChange, empreinte
from portal.droit.workflow import Etat, Role
from portal.recevabilite import queries, services
from portal.recevabilite.completude import element
from portal.recevabilite.demande import Demande
from portal.recevabilite.forms.pieces import (
    DiplomesForm,
    JustificatifsForm,
    LettreForm,
    PieceForm,
    PiecesForm,
    RattacherForm,
    RenommerForm,
)
from portal.recevabilite.services import Place
from portal.recevabilite.views.commun import (
    FICHIERS_PAR_ENVOI,
    bp,
    file_row,
    go,
    go_on,
    own_draft,
)
from portal.web.access import open_to
from portal.web.envois import limites, settings, spool, storage
from portal.web.pages import page, wants_fragment
from portal.web.uploads import EnvoiRefuse, Reception, receive


@dataclass(frozen=True, slots=True)
class PagePieces:
    """One page of files: its form, and what it saves beside them."""

    endpoint: str
    genre: Genre
    consigne: str
    make_form: Callable[[Demande, Reception | None], PieceForm]

    @property
    def fichiers(self) -> int:
        return 1 if self.genre in UNIQUES else FICHIERS_PAR_ENVOI


def _form(kind: type[PieceForm]) -> Callable[[Demande, Reception | None], PieceForm]:
    return lambda _demande, envoi: kind(**_typed(envoi))


def _letter(demande: Demande, envoi: Reception | None) -> PieceForm:
    known = {"texte": demande.motivation()}
    return LettreForm(**_typed(envoi), data=known | {"lue": empreinte(known)})


def _diplomas(demande: Demande, envoi: Reception | None) -> PieceForm:
    known = {"aucun": demande.dossier.sans_diplome}
    return DiplomesForm(**_typed(envoi), data=known)


def _proofs(demande: Demande, envoi: Reception | None) -> PieceForm:
    asked = {"experience": request.args.get("experience", "")}
    return JustificatifsForm(demande.experiences, **_typed(envoi), data=asked)


def _typed(envoi: Reception | None) -> dict:
    return {"formdata": envoi.champs if envoi else None}


PAGES = {
    "cv": PagePieces(
        "recevabilite.cv",
        Genre.CV,
        "Un CV à jour, d’une ou deux pages.",
        _form(PieceForm),
    ),
    "motivation": PagePieces(
        "recevabilite.motivation",
        Genre.MOTIVATION,
        "Dites pourquoi cette certification a sa place dans votre projet "
        "professionnel. Écrivez votre lettre ici, ou joignez un fichier.",
        _letter,
    ),
    "piece-identite": PagePieces(
        "recevabilite.piece_identite",
        Genre.IDENTITE,
        "Carte d’identité (les deux côtés), passeport ou titre de séjour. Seule "
        "l’UIMM la voit\u00a0: elle est effacée quand l’avis est rendu.",
        _form(PiecesForm),
    ),
    "diplomes": PagePieces(
        "recevabilite.diplomes",
        Genre.DIPLOME,
        "Diplômes, titres, certificats ou attestations de formation, obtenus ou en "
        "cours, en rapport avec la certification.",
        _diplomas,
    ),
    "justificatifs": PagePieces(
        "recevabilite.justificatifs",
        Genre.ACTIVITE,
        "Joignez au moins un document\u00a0: contrat, certificat de travail, "
        "attestation d’employeur ou de stage. L’idéal\u00a0: un par expérience. Une "
        "photo nette, prise à plat, suffit.",
        _proofs,
    ),
}


@open_to(Role.CANDIDAT)
def pieces(id_: UUID, cle: str) -> ResponseReturnValue:
    dossier = own_draft(id_)
    kind = PAGES[cle]
    if request.method == "GET":
        return _show(dossier, kind)
    try:
        with receive(request, limites(kind.fichiers), dossier=spool()) as envoi:
            return _save(dossier, kind, envoi)
    except EnvoiRefuse as refusal:
        return _show(dossier, kind, refusals=[str(refusal)], status=refusal.code)


def page_of(dossier: Dossier, piece: Piece) -> str:
    """Where its list is shown."""
    if dossier.etat is Etat.A_COMPLETER:
        return url_for(".completer", id_=dossier.id)
    endpoint = next(p.endpoint for p in PAGES.values() if p.genre is piece.genre)
    return url_for(endpoint, id_=dossier.id)


def join_all(dossier: Dossier, place: Place, envoi: Reception) -> list[str]:
    """Join each file by itself: one refused does not lose the others."""
    refusals = []
    quota = settings().max_dossier_size
    for recu in envoi.fichiers:
        try:
            with (
                stored(storage(), dossier, recu, quota=quota) as depose,
                db.transaction() as session,
            ):
                services.joindre(
                    session, dossier, place, depose, by=current_user, at=clock.now()
                )
        except Refus as refusal:
            refusals.append(f"{recu.nom}\u00a0: {refusal}")
    return refusals


def _save(dossier: Dossier, kind: PagePieces, envoi: Reception) -> ResponseReturnValue:
    form = kind.make_form(queries.demande(db.session(), dossier), envoi)
    refusals: list[str] = []
    if form.validate():
        place = Place(kind.genre, experience_id=_experience_of(form))
        try:
            refusals = _save_words(dossier, form, envoi)
        except TexteChange as change:
            form.lue.montrer(change)
            return _show(dossier, kind, form=form, status=409)
        refusals += [] if refusals else join_all(dossier, place, envoi)
    if form.errors or refusals:
        return _show(dossier, kind, form=form, refusals=refusals, status=422)
    if suite := envoi.champs.get("suite"):
        return go_on(dossier, kind.endpoint, suite)
    if wants_fragment():
        return _show(dossier, kind)
    return go(url_for(kind.endpoint, id_=dossier.id))


def _save_words(dossier: Dossier, form: PieceForm, envoi: Reception) -> list[str]:
    """What is not a file: the typed letter, or « aucun diplôme »."""
    who = {"by": current_user, "at": clock.now()}
    if isinstance(form, LettreForm):
        if envoi.fichiers and form.texte.data:
            return ["Choisissez\u00a0: une lettre écrite ici, ou un fichier."]
        if not envoi.fichiers:
            with db.transaction() as session:
                services.ecrire_lettre(
                    session, dossier, form.texte.data, lue=form.lue.data, **who
                )
    if isinstance(form, DiplomesForm):
        if envoi.fichiers and form.aucun.data:
            return ["Décochez « aucun diplôme », ou ne joignez pas de fichier."]
        with db.transaction() as session:
            services.declarer_sans_diplome(
                session, dossier, sans=form.aucun.data, **who
            )
    return []


def _experience_of(form: PieceForm) -> UUID | None:
    if not isinstance(form, JustificatifsForm):
        return None
    return uuid_of(form.experience.data)


def uuid_of(text: str) -> UUID | None:
    return UUID(text) if text else None


def _show(
    dossier: Dossier,
    kind: PagePieces,
    *,
    form: PieceForm | None = None,
    refusals: list[str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    fresh = mon_dossier(db.session(), current_user, dossier.id) or dossier
    demande = queries.demande(db.session(), fresh)
    form = form or kind.make_form(demande, None)
    form.fichier.errors = [*form.fichier.errors, *(refusals or [])]
    return page(
        "recevabilite/pieces.html",
        fragment="recevabilite/_pieces.html",
        # htmx swaps a 422, not a 413.
        status=422 if status != 200 and wants_fragment() else status,
        dossier=fresh,
        form=form,
        page_=kind,
        element=element(kind.endpoint),
        pieces=[_row(demande, p) for p in demande.de(kind.genre) if p.fichier],
        sans_justificatif=demande.sans_justificatif(),
        maximum=settings().max_file_size,
        here=request.full_path.removesuffix("?"),
    )


def _row(demande: Demande, piece: Piece) -> dict:
    tied = demande.experience(piece.experience_id) if piece.experience_id else None
    shown = file_row(piece)
    return {
        **shown,
        "pour": tied.poste if tied else "",
        "retirer": url_for(".retirer_piece", id_=piece.dossier_id, piece_id=piece.id),
        "rattacher": url_for(".rattacher", id_=piece.dossier_id, piece_id=piece.id),
        "renommer": url_for(".renommer", id_=piece.dossier_id, piece_id=piece.id),
        "deplacer": url_for(".deplacer", id_=piece.dossier_id, piece_id=piece.id),
        "titre": title_form(piece.id, PurePath(shown["nom"]).stem),
        "form": tie_form(demande, piece.id, piece.experience_id)
        if piece.genre is Genre.ACTIVITE
        else None,
    }


def title_form(piece_id: UUID, titre: str = "") -> RenommerForm:
    known = {"nom": titre}
    return RenommerForm(
        prefix=f"t{piece_id.hex[:12]}-", data=known | {"lue": empreinte(known)}
    )


def tie_form(
    demande: Demande, piece_id: UUID, experience_id: UUID | None = None
) -> RattacherForm:
    """Many on a page: the piece's id tells their fields apart."""
    return RattacherForm(
        demande.experiences,
        prefix=f"p{piece_id.hex[:12]}-",
        data={"experience": str(experience_id or "")},
    )


for _cle, _page in PAGES.items():
    bp.add_url_rule(
        f"/<uuid:id_>/recevabilite/{_cle}",
        _page.endpoint.removeprefix("recevabilite."),
        pieces,
        methods=["GET", "POST"],
        defaults={"cle": _cle},
    )
