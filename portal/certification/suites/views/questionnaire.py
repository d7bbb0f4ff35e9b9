"""The questionnaire of the holder, and its answers for the UIMM (R70)."""

from uuid import UUID

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.certification.suites import queries
from portal.certification.suites.forms import QuestionnaireForm
from portal.certification.suites.permissions import why_not_questionnaire
from portal.certification.suites.questions import QUESTIONS, lisibles
from portal.certification.suites.services import questionnaire as services
from portal.certification.suites.views.commun import EQUIPE, bp, own_result
from portal.dossiers.libelles import ETAT_UIMM
from portal.dossiers.models import Questionnaire
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import Role
from portal.web.access import open_to
from portal.web.pages import page
from portal.web.tableur import tableur


@bp.route("/dossiers/<uuid:id_>/questionnaire", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def questionnaire(id_: UUID) -> ResponseReturnValue:
    dossier = own_result(id_)
    session = db.session()
    if reason := why_not_questionnaire(queries.certificats(session, dossier)):
        raise Refus(reason)
    known = session.get(Questionnaire, dossier.id)
    form = QuestionnaireForm(data=known.reponses if known else {})
    if form.validate_on_submit():
        answers = {q.cle: form[q.cle].data for q in QUESTIONS if form[q.cle].data}
        with db.transaction() as writing:
            services.repondre(
                writing, dossier, answers, by=current_user, at=clock.now()
            )
        flash("Merci\u00a0: vos réponses sont enregistrées.", "succes")
        return redirect(url_for(".certificats", id_=id_), code=303)
    return page(
        "suites/questionnaire.html",
        status=422 if form.errors else 200,
        dossier=dossier,
        form=form,
        questions=QUESTIONS,
    )


@bp.get("/certificats/questionnaires.csv")
@open_to(*EQUIPE)
def questionnaires() -> ResponseReturnValue:
    """For the analyses of the GTP: no name and no number of a dossier."""
    titles = [q.libelle.replace("\u00a0", " ") for q in QUESTIONS]
    lignes = [["Répondu le", "Certification", "Résultat", *titles]]
    for row, dossier in queries.questionnaires(db.session(), current_user):
        day = jour_de_paris(row.at).strftime("%d/%m/%Y")
        what = [day, dossier.certification.titre, ETAT_UIMM[dossier.etat]]
        lignes.append([*what, *lisibles(row.reponses)])
    return Response(
        tableur(lignes),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="questionnaires.csv"'},
    )
