"""Verify, sign and deposit; the receipt; withdraw."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock, db
from portal.dossiers.faits import echeances_du
from portal.dossiers.permissions import why_not
from portal.dossiers.queries import documents
from portal.dossiers.queries.acquis import why_reste_change
from portal.droit.jours import ajouter_mois
from portal.droit.refus import Refus
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import Acte, Etat, Role
from portal.recevabilite import attestation, completude, queries, services
from portal.recevabilite.demande import Demande, nom_complet
from portal.recevabilite.forms.pieces import DepotForm
from portal.recevabilite.permissions import (
    why_blocs_unknown,
    why_k0_taken,
    why_not_edit,
)
from portal.recevabilite.recapitulatif import recapitulatif
from portal.recevabilite.views.commun import (
    bp,
    file_row,
    own_dossier,
    warnings,
)
from portal.web.access import open_to
from portal.web.pages import page


@bp.route("/<uuid:id_>/recevabilite/verifier", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def verifier(id_: UUID) -> ResponseReturnValue:
    """The same page, read only, once deposited."""
    dossier = own_dossier(id_)
    demande = queries.demande(db.session(), dossier)
    if reason := why_not_edit(dossier, current_user):
        if request.method == "GET":
            return _deposited(demande)
        raise Refus(reason)
    form = DepotForm(demande.identite)
    if form.validate_on_submit():
        with db.transaction() as session:
            services.deposer(
                session,
                dossier,
                by=current_user,
                at=clock.now(),
                atteste=form.atteste.data,
                nom_saisi=form.nom.data,
            )
        return redirect(url_for(".recu", id_=id_), code=303)
    return _to_sign(demande, form)


@bp.get("/<uuid:id_>/recevabilite/recu")
@open_to(Role.CANDIDAT)
def recu(id_: UUID) -> ResponseReturnValue:
    """What the candidate reads right after the deposit."""
    dossier = own_dossier(id_)
    if dossier.etat is not Etat.DEPOSE:
        return redirect(url_for("dossiers.suivi", id_=id_), code=303)
    delais = [e for e in echeances_du(dossier) if e.debut == dossier.depose_le]
    return page(
        "recevabilite/recu.html",
        dossier=dossier,
        delais={e.cle.name: e.limite for e in delais},
        documents=documents(db.session(), dossier),
    )


@bp.route("/<uuid:id_>/retirer", methods=["GET", "POST"])
@open_to(Role.CANDIDAT)
def retirer(id_: UUID) -> ResponseReturnValue:
    dossier = own_dossier(id_)
    if request.method == "POST":
        with db.transaction() as session:
            services.retirer(session, dossier, by=current_user, at=clock.now())
        flash("Votre demande est retirée.", "succes")
        return redirect(url_for("dossiers.accueil"), code=303)
    if reason := why_not(Acte.RETIRER, dossier, current_user):
        raise Refus(reason)
    return page("recevabilite/retirer.html", dossier=dossier)


def _to_sign(demande: Demande, form: DepotForm) -> ResponseReturnValue:
    dossier = demande.dossier
    today = clock.today()
    regles = reglement_en_vigueur(today)
    slug = dossier.certification_slug
    ouverture = queries.ouverture(db.session(), dossier, today)
    annee = queries.annee_civile(db.session(), current_user.id, slug, today.year)
    return page(
        "recevabilite/verifier.html",
        status=422 if form.errors else 200,
        form=form,
        dossier=dossier,
        sections=_recap(demande, editable=True),
        manques=completude.manques(demande),
        attente=demande.en_attente(),
        why_not=ouverture.why_closed
        or why_k0_taken(annee)
        or why_blocs_unknown(dossier.blocs_vises, ouverture)
        or why_reste_change(db.session(), dossier, ouverture.contenu, today),
        alertes=warnings(annee, regles),
        texte=attestation.texte(today.year, dossier.certification.titre),
        rappel=attestation.RAPPEL,
        nom=nom_complet(demande.identite),
        mois=regles.instruction_mois,
        reponse_le=ajouter_mois(today, regles.instruction_mois),
    )


def _deposited(demande: Demande) -> ResponseReturnValue:
    dossier = demande.dossier
    return page(
        "recevabilite/deposee.html",
        dossier=dossier,
        sections=_recap(demande, editable=False),
        pieces=[
            file_row(p)
            for p in demande.pieces
            if p.retiree_at is None and p.fichier and not p.fichier.efface_at
        ],
    )


def _recap(demande: Demande, *, editable: bool) -> list[tuple[str, list[dict]]]:
    """As the macro `resume` shows it; with « Modifier » on a draft."""
    return [
        (
            titre,
            [
                {
                    "cle": ligne.cle,
                    "valeur": ligne.valeur,
                    "url": url_for(ligne.endpoint, id_=demande.dossier.id)
                    if editable
                    else None,
                }
                for ligne in lignes
            ],
        )
        for titre, lignes in recapitulatif(demande, clock.today())
    ]
