"""The desk of the GTP's secretariat: what arrived, and one transmission (R5)."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.gtp import archive as archives
from portal.certification.gtp import libelles
from portal.certification.gtp.decisions import Decision, de_l_envoi
from portal.certification.gtp.delai import delai
from portal.certification.gtp.filtres import (
    ONGLETS,
    Filtres,
    curseur,
    encode,
    filtres,
)
from portal.certification.gtp.forms import ControleForm, QuestionForm
from portal.certification.gtp.permissions import (
    a_regler,
    pieces,
    question_ouverte,
    why_not_questionner,
    why_not_refuser,
    why_not_valider,
)
from portal.certification.gtp.queries import file as files
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.gtp.services import controle as services
from portal.certification.gtp.views.commun import (
    genre_or_404,
    give_archive,
    gtp,
    recue_or_404,
)
from portal.dossiers.donner import donner
from portal.dossiers.libelles import ETAT_GTP
from portal.dossiers.models import Transmission
from portal.droit.listes import Controle, PieceAttribution
from portal.droit.relecture import TexteChange, empreinte
from portal.droit.resultats import Issue
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.envois import storage
from portal.web.filters import pluriel
from portal.web.pages import page


@gtp.get("/")
@open_to(Role.GTP)
def file() -> ResponseReturnValue:
    session, wanted = db.session(), filtres(request.args)
    after = curseur(request.args.get("apres", ""))
    found = files.page(session, wanted, after)
    shown = found[: queries.TAILLE]
    more = len(found) > len(shown)
    return page(
        "gtp/file.html",
        fragment="gtp/_file.html",
        lignes=_lignes(shown),
        filtres=wanted,
        onglets=_onglets(wanted, files.comptes(session, wanted.uimm)),
        uimms=files.uimms(session),
        suivant=_url(wanted, apres=_cle(shown[-1])) if more else None,
        debut=_url(wanted) if after else None,
        genres=list(PieceAttribution),
        libelles=libelles,
    )


@gtp.get("/<uuid:id_>")
@open_to(Role.GTP)
def transmission(id_: UUID) -> ResponseReturnValue:
    return show(recue_or_404(id_), QuestionForm(formdata=None))


@gtp.get("/<uuid:id_>/pieces/<genre>")
@open_to(Role.GTP)
def piece(id_: UUID, genre: str) -> ResponseReturnValue:
    held = pieces(recue_or_404(id_))
    return donner(held[genre_or_404(genre)].fichier, inline=True)


@gtp.get("/<uuid:id_>/questions/<uuid:question_id>/fichier")
@open_to(Role.GTP)
def fichier_de_reponse(id_: UUID, question_id: UUID) -> ResponseReturnValue:
    questions = {q.id: q for q in recue_or_404(id_).questions}
    question = questions.get(question_id) or abort(404)
    return donner(question.reponse_fichier or abort(404), inline=True)


@gtp.get("/<uuid:id_>/archive")
@open_to(Role.GTP)
def archive(id_: UUID) -> ResponseReturnValue:
    return give_archive(recue_or_404(id_))


@gtp.post("/<uuid:id_>/pieces/<genre>")
@open_to(Role.GTP)
def controler(id_: UUID, genre: str) -> ResponseReturnValue:
    found, kind = recue_or_404(id_), genre_or_404(genre)
    form = ControleForm(prefix=f"{kind}-")
    if not form.validate():
        blank = QuestionForm(formdata=None)
        return show(found, blank, controles={kind: form}, status=422)
    try:
        with db.transaction() as session:
            services.controler(
                session,
                found,
                kind,
                Controle(form.controle.data),
                form.constat.data,
                lue=form.lue.data,
            )
    except TexteChange as change:
        form.lue.montrer(change)
        blank = QuestionForm(formdata=None)
        return show(recue_or_404(id_), blank, controles={kind: form}, status=409)
    return redirect(url_for(".transmission", id_=id_, _anchor=f"piece-{kind}"), 303)


@gtp.post("/<uuid:id_>/question")
@open_to(Role.GTP)
def questionner(id_: UUID) -> ResponseReturnValue:
    found, form = recue_or_404(id_), QuestionForm()
    if not form.validate():
        return show(found, form, status=422)
    with db.transaction() as session:
        services.questionner(
            session, found, form.question.data, by=current_user, at=clock.now()
        )
    flash("Votre question est envoyée à l’UIMM.", "succes")
    return redirect(url_for(".transmission", id_=id_), code=303)


def show(
    found: Transmission,
    form: QuestionForm,
    *,
    controles: dict[PieceAttribution, ControleForm] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    session = db.session()
    tours = de_l_envoi(queries.tours(session, found.jury_id), found)
    decisions = queries.decisions(session, tours)
    typed = next(iter((controles or {}).values()), form)
    return page(
        "gtp/recue.html",
        status=status,
        form=typed,
        question_form=form,
        transmission=found,
        uimm=queries.uimm(session, found.jury),
        delai=delai(found.jury.le, found.envoyee_le, clock.today()),
        pieces=_pieces(found, controles or {}),
        decisions=decisions,
        issues=_issues(decisions),
        a_regler=len(a_regler(tours)),
        ouverte=question_ouverte(found),
        why_not_valider=why_not_valider(found),
        why_not_questionner=why_not_questionner(found),
        why_not_refuser=why_not_refuser(found, tours),
        integrite=archives.integrite(storage(), found)
        if "verifier" in request.args
        else None,
        etats=ETAT_GTP,
        libelles=libelles,
    )


def _pieces(
    found: Transmission, controles: dict[PieceAttribution, ControleForm]
) -> list[dict[str, Any]]:
    sent = {line["genre"]: line for line in found.manifest}
    return [
        {
            "genre": genre,
            "piece": piece,
            "envoi": sent.get(genre),
            "form": controles.get(genre) or _controle(genre, piece),
        }
        for genre, piece in sorted(
            pieces(found).items(),
            key=lambda item: list(PieceAttribution).index(item[0]),
        )
    ]


def _controle(genre: PieceAttribution, piece: Any) -> ControleForm:
    known = {"controle": piece.controle.value, "constat": piece.constat}
    return ControleForm(
        formdata=None,
        prefix=f"{genre}-",
        data=known | {"lue": empreinte(known)},
    )


def _issues(decisions: list[Decision]) -> str:
    """« 6 décisions : 3 validations totales, … »."""
    counted = {i: sum(d.issue is i for d in decisions) for i in Issue}
    words = [pluriel(n, *libelles.ISSUES[i]) for i, n in counted.items() if n]
    return f"{pluriel(len(decisions), 'décision')}\u00a0: {', '.join(words)}"


def _lignes(found: Any) -> list[dict[str, Any]]:
    numbers = files.nombres(db.session(), found)
    on = clock.today()
    return [
        {
            "transmission": t,
            "jury": t.jury,
            "nombre": numbers.get(t.id, 0),
            "delai": delai(t.jury.le, t.envoyee_le, on),
            "attente": (on - t.envoyee_le).days if not t.close_at else None,
            "pieces": pieces(t),
        }
        for t in found
    ]


def _cle(last: Transmission) -> str:
    return encode(last.envoyee_at or last.created_at, last.id)


def _url(wanted: Filtres, **over: Any) -> str:
    after = over.pop("apres", None)
    arguments = wanted.url(**over) | ({"apres": after} if after else {})
    query = urlencode(arguments)
    return f"{url_for('.file')}?{query}" if query else url_for(".file")


def _onglets(wanted: Filtres, counted: Any) -> list[dict[str, Any]]:
    return [
        {
            "libelle": words,
            "url": _url(wanted, onglet=onglet),
            "courant": onglet is wanted.onglet,
            "compte": f"{files.PLAFOND}+"
            if counted[onglet] == files.PLAFOND
            else counted[onglet],
        }
        for onglet, words in ONGLETS.items()
    ]
