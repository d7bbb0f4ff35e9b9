"""The dossier d'activités (P5): experiences in chronological order."""

from calendar import monthrange
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.libelles import CONTRAT
from portal.dossiers.models import Dossier, Experience
from portal.droit.durees import Duree
from portal.droit.pieces import Contrat
from portal.droit.workflow import Role
from portal.recevabilite import queries, services
from portal.recevabilite.completude import manques_experience, suivant
from portal.recevabilite.demande import Demande, duree_de
from portal.recevabilite.forms.brouillon import ExperienceForm
from portal.recevabilite.views.commun import bp, go, own_draft
from portal.web.access import open_to
from portal.web.filters import duree as words_of_months
from portal.web.filters import mois_annee, pluriel
from portal.web.pages import page


@bp.get("/<uuid:id_>/recevabilite/activites")
@open_to(Role.CANDIDAT)
def activites(id_: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    demande = queries.demande(db.session(), dossier)
    return page(
        "recevabilite/activites.html",
        dossier=dossier,
        experiences=[_card(demande, e) for e in demande.experiences],
        duree_totale=in_words(demande.duree_totale(clock.today())),
        suite=url_for(suivant("recevabilite.activites"), id_=id_),
    )


@bp.route("/<uuid:id_>/recevabilite/activites/nouvelle", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def nouvelle_activite(id_: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    return _edit(dossier, None, ExperienceForm(clock.today()))


@bp.route(
    "/<uuid:id_>/recevabilite/activites/<uuid:experience_id>", methods=["GET", "POST"]
)
@open_to(Role.CANDIDAT)
def activite(id_: UUID, experience_id: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    demande = queries.demande(db.session(), dossier)
    experience = demande.experience(experience_id) or abort(404)
    stored = {"en_cours": experience.fin_le is None}
    form = ExperienceForm(clock.today(), obj=experience, data=stored)
    return _edit(dossier, experience, form)


@bp.post("/<uuid:id_>/recevabilite/activites/<uuid:experience_id>/supprimer")
@open_to(Role.CANDIDAT)
def supprimer_activite(id_: UUID, experience_id: UUID) -> ResponseReturnValue:
    dossier = own_draft(id_)
    with db.transaction() as session:
        services.delete_experience(
            session, dossier, experience_id, by=current_user, at=clock.now()
        )
    return go(url_for(".activites", id_=id_))


def _edit(
    dossier: Dossier, experience: Experience | None, form: ExperienceForm
) -> ResponseReturnValue:
    conflit: Experience | None = None
    if form.validate_on_submit():
        with db.transaction() as session:
            conflit = services.save_experience(
                session,
                dossier,
                _values(form),
                id_=experience.id if experience else None,
                version=form.version.data or 0,
                by=current_user,
                at=clock.now(),
            )
        if conflit is None:
            later = request.form.get("suite") == "plus_tard"
            return go(url_for(".taches" if later else ".activites", id_=dossier.id))
        form.version.data = conflit.version
    return page(
        "recevabilite/activite.html",
        status=409 if conflit else 422 if form.errors else 200,
        form=form,
        dossier=dossier,
        experience=experience,
        conflit=conflit,
        contrats=CONTRAT,
    )


def _values(form: ExperienceForm) -> dict:
    """Months become days: from the first of one to the last of the other."""
    fin = form.fin_le.data
    if fin:
        fin = fin.replace(day=monthrange(fin.year, fin.month)[1])
    return {
        "poste": form.poste.data,
        "employeur": form.employeur.data,
        "activite_principale": form.activite_principale.data,
        "contrat": form.contrat.data,
        "debut_le": form.debut_le.data,
        "fin_le": fin,
        "heures_hebdo": form.heures_hebdo.data,
        "description": form.description.data,
    }


def _card(demande: Demande, experience: Experience) -> dict:
    files = [p.fichier.nom for p in demande.justificatifs_de(experience) if p.fichier]
    return {
        "experience": experience,
        "duree": in_words(duree_de(experience, clock.today())),
        "quand": _when(experience),
        "contrat": _contract(experience),
        "manques": manques_experience(experience),
        "justificatifs": ", ".join(files),
    }


def _contract(experience: Experience) -> str:
    words = CONTRAT[Contrat(experience.contrat)]
    hours = experience.heures_hebdo
    if not hours:
        return words
    return f"{words}, {f'{hours:g}'.replace('.', ',')}\u00a0h par semaine"


def _when(experience: Experience) -> str:
    start = mois_annee(experience.debut_le)
    if experience.fin_le is None:
        return f"Depuis {start}"
    return f"{start} à {mois_annee(experience.fin_le)}".capitalize()


def in_words(duree: Duree) -> str:
    if duree.mois:
        return words_of_months(duree.mois)
    return pluriel(duree.jours, "jour")
