"""« L'état récapitulatif des évaluations » that the jury examines (R48).

Named for the UIMM, or with a number instead of the name for the jury (R50).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from uuid import UUID

from portal.catalogue.models import Uimm
from portal.catalogue.referentiel import Bloc, Contenu
from portal.certification.anonymat import sans_nom
from portal.courrier.lettres_textes.commun import drawable
from portal.dossiers.models import Dossier, PassageCommission
from portal.dossiers.portee import portee
from portal.droit.resultats import Issue, blocs_acquis, issue
from portal.droit.termes import TERMES
from portal.web.filters import date_longue

MODELE = "etat_recapitulatif"
ISSUE = {
    Issue.TOTALE: "Validation totale",
    Issue.PARTIELLE: "Validation partielle",
    Issue.AUCUNE: "Aucune validation",
}
"""What the commission concludes; the jury decides."""
INTRO = (
    "Conclusions de la commission de validation. Le jury paritaire de délibération "
    "décide."
)
ACQUISE = {True: "Acquise", False: "Non acquise"}


def donnees_recapitulatif(
    passages: Sequence[PassageCommission],
    *,
    contenus: Mapping[UUID, Contenu],
    uimm: Uimm,
    le: date,
    anonyme: Mapping[UUID, str] | None = None,
    noms: Mapping[UUID, str] = MappingProxyType({}),
    objet: str = "",
) -> dict:
    """The data of `etat_recapitulatif.typ`: `letters.render(MODELE, donnees)`.

    `passages`: concluded turns, as `certification.queries.passages_conclus` reads
    them. `contenus`: by id of référentiel (`certification.queries.contenus`).
    `anonyme`: id of each dossier → its number before the jury; then no name, no
    number of the dossier, nor the name in a comment. None: nominative. `noms`: every
    name each person bears, from `certification.queries.noms_portes`.
    `objet`: « jury du 4 novembre 2026 », added to the title. `le`: the day it is made.
    A capacité aimed at and not decided raises KeyError.
    """
    title = "État récapitulatif des évaluations"
    return drawable(
        {
            "date": le.isoformat(),
            "titre": f"{title}, {objet}" if objet else title,
            "emetteur": {
                "nom": uimm.nom,
                "lignes": ["Centre d’examen des CQPM", uimm.adresse],
            },
            "references": [f"Établi le {date_longue(le)}"],
            "intro": INTRO,
            "entetes": [TERMES.capacite.capitalize(), "Conclusion", "Commentaire"],
            "candidats": [
                _candidat(p, contenus[p.dossier.referentiel_id], anonyme, noms)
                for p in passages
            ],
            "pied": f"{uimm.nom} · {title}",
        }
    )


def decisions(passage: PassageCommission) -> dict[str, bool]:
    """What is decided of a turn, by code of capacité."""
    return {
        e.capacite_code: e.acquise for e in passage.evaluations if e.acquise is not None
    }


def _candidat(
    passage: PassageCommission,
    contenu: Contenu,
    anonyme: Mapping[UUID, str] | None,
    noms: Mapping[UUID, str],
) -> dict:
    dossier, commission = passage.dossier, passage.commission
    scope, decided = portee(dossier, contenu), decisions(passage)
    held = blocs_acquis(scope, decided)
    numero = anonyme[dossier.id] if anonyme is not None else None
    cache = (f"{dossier.nom_candidat} {noms.get(dossier.id, '')}", numero)
    return {
        "nom": f"Candidature {numero}" if numero else dossier.nom_candidat,
        "lignes": [
            *([] if numero else [f"Dossier {dossier.numero}"]),
            _certification(dossier),
            f"Entretien du {date_longue(commission.le)}, commission présidée par "
            f"{commission.president_nom}, {commission.president_qualite}",
        ],
        "conclusion": ISSUE[issue(scope, decided)],
        "blocs": [
            _bloc(passage, contenu, contenu.bloc(n), cache, acquis=n in held)
            for n in scope.blocs_vises
            if set(contenu.bloc(n).capacites) & set(scope.capacites)
        ],
    }


def _bloc(
    passage: PassageCommission,
    contenu: Contenu,
    bloc: Bloc,
    cache: tuple[str, str | None],
    *,
    acquis: bool,
) -> dict:
    aimed = set(portee(passage.dossier, contenu).capacites)
    found = {e.capacite_code: e for e in passage.evaluations}
    name, numero = cache
    rows = []
    for capacite in contenu.capacites_de(bloc):
        if capacite.code in aimed:
            words = found[capacite.code].commentaire
            kept = sans_nom(words, name, numero) if numero else words
            decided = ACQUISE[bool(found[capacite.code].acquise)]
            rows.append([f"{capacite.code}. {capacite.titre}", decided, kept])
    return {
        "titre": f"Bloc {bloc.numero}. {bloc.intitule}",
        "cote": "Bloc acquis" if acquis else "Bloc non acquis",
        "modalite": libelle_modalite(passage, contenu, bloc.numero),
        "lignes": rows,
    }


def libelle_modalite(passage: PassageCommission, contenu: Contenu, numero: int) -> str:
    """How a bloc was evaluated, in the words of the référentiel; « » if not said."""
    code = passage.modalites.get(str(numero))
    return next((m.libelle for m in contenu.modalites_vae if m.code == code), "")


def _certification(dossier: Dossier) -> str:
    code = dossier.certification.numero_mq
    mq = f" ({code})" if code else ""
    blocs = [str(n) for n in sorted(dossier.blocs_vises)]
    aimed = f", blocs visés\u00a0: {', '.join(blocs)}" if blocs else ""
    return f"CQPM «\u00a0{dossier.certification.titre}\u00a0»{mq}{aimed}"
