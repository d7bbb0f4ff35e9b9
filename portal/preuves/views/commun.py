"""What the pages of the dossier de preuves share."""

from contextlib import AbstractContextManager
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import db
from portal.dossiers.controle import etat
from portal.dossiers.dossier_preuves import DossierPreuves, codes_prouves
from portal.dossiers.fichiers import Depose, stored
from portal.dossiers.models import Fichier, Preuve, SituationPro
from portal.dossiers.permissions import why_not_edit_preuves
from portal.dossiers.queries import visible_dossier
from portal.dossiers.queries.preuves import dossier_preuves
from portal.dossiers.versions import precedentes
from portal.droit.couverture import Couverture, EtatCouverture, Manque
from portal.droit.refus import Refus
from portal.droit.termes import TERMES
from portal.preuves.permissions import may_read
from portal.web.envois import settings, storage
from portal.web.filters import pluriel, taille
from portal.web.pages import wants_fragment
from portal.web.uploads import Recu

HORS_FICHIER: dict = {"url": None, "retraits": [], "attente": False}
bp = Blueprint("preuves", __name__, url_prefix="/dossiers")


def readable(id_: UUID) -> DossierPreuves:
    """The candidate and the accompagnateur read; for others it does not exist."""
    dossier = visible_dossier(db.session(), current_user, id_) or abort(404)
    if not may_read(dossier, current_user):
        abort(404)
    return dossier_preuves(db.session(), dossier)


def editable(id_: UUID) -> DossierPreuves:
    dp = readable(id_)
    if reason := why_not_edit_preuves(dp.dossier, current_user):
        raise Refus(reason)
    return dp


def situation_or_404(dp: DossierPreuves, id_: UUID) -> SituationPro:
    return dp.situation(id_) or abort(404)


def still_there(dp: DossierPreuves, id_: UUID) -> SituationPro:
    """Another tab may have deleted it while a file was on its way."""
    found = dp.situation(id_)
    if found is None:
        raise Refus("Cette situation a été supprimée.")
    return found


def preuve_or_404(dp: DossierPreuves, id_: UUID) -> Preuve:
    return dp.preuve(id_) or abort(404)


def go(url: str) -> ResponseReturnValue:
    """To another page; htmx is told to leave this one, not to swap into it."""
    if wants_fragment():
        return Response(status=204, headers={"HX-Redirect": url})
    return redirect(url, code=303)


def again(dp: DossierPreuves) -> DossierPreuves:
    """As it is after a write, kept or rolled back."""
    return dossier_preuves(db.session(), dp.dossier)


def to_store(dp: DossierPreuves, recu: Recu) -> AbstractContextManager[Depose]:
    quota = settings().max_dossier_size
    return stored(storage(), dp.dossier, recu, quota=quota)


def statut(row: Couverture) -> tuple[str, str]:
    """Genre and words of the macro `statut` for one capacité."""
    if row.etat is EtatCouverture.ECART_ACCEPTE:
        return "vide", "Manque accepté"
    return {
        None: ("ok", "Couverte"),
        Manque.SITUATION: ("refus", "Non couverte"),
        Manque.PREUVE: ("alerte", "Sans preuve"),
        Manque.EXEMPLE: (
            "alerte",
            f"{pluriel(row.situations, 'exemple')} sur {row.exemples_demandes}",
        ),
    }[row.manque]


def carte(preuve: Preuve) -> dict:
    """A preuve as the macro `fichier` shows it."""
    fichier = preuve.fichier
    shown = ", ".join(codes_prouves(preuve))
    nature = taille(fichier.taille) if fichier else "Texte écrit en ligne"
    return {
        "preuve": preuve,
        "nom": preuve.titre,
        "format": fichier.nom.rpartition(".")[2].upper()[:4] if fichier else "TXT",
        "infos": f"{nature}, montre {shown}" if shown else nature,
        **(_ouverture(fichier, preuve) if fichier else HORS_FICHIER),
        "precedentes": list(precedentes(preuve, preuve.situation.preuves)),
        **_etat(preuve),
        **(etat(fichier) if fichier else {}),
    }


def _ouverture(fichier: Fichier, preuve: Preuve) -> dict:
    url = url_for("dossiers.fichier", id_=preuve.dossier_id, fichier_id=fichier.id)
    return {
        "url": None if fichier.ferme else url,
        "retraits": fichier.retraits,
        "attente": fichier.en_attente,
    }


def _etat(preuve: Preuve) -> dict:
    if preuve.a_remplacer and not preuve.reponse:
        return {"genre": "refus", "mot": "À remplacer", "message": preuve.a_remplacer}
    if preuve.a_remplacer:
        answer = f"Vous la gardez\u00a0: {preuve.reponse}"
        return {"genre": "ok", "mot": "Gardée, avec une réponse", "message": answer}
    if not preuve.capacites:
        return {
            "genre": "alerte",
            "mot": f"Sans {TERMES.capacite}",
            "message": f"Dites quelle {TERMES.capacite} elle montre, ou retirez-la.",
        }
    return {"genre": "ok", "mot": "Prête", "message": ""}
