"""Every address of the portal: who gets in, and what the others are told.

Written by hand, beside the code and not from it: a test compares both.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask
from flask_security.confirmable import generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token

from portal.droit.workflow import Etat
from tests.parcours.jurys import JURY, JURY_ACTES, JURY_FICHIERS
from tests.parcours.monde import Monde, Qui

TOUS = frozenset(Qui)
CONNECTES = TOUS - {Qui.ANONYME}
SANS_DOSSIER = frozenset({Qui.AUTRE_CANDIDAT})
CANDIDATS = frozenset({Qui.CANDIDAT, Qui.AUTRE_CANDIDAT})
GUIDES = frozenset({Qui.ACCOMPAGNATEUR, Qui.REVOQUE})
ICI = frozenset({Qui.INSTRUCTEUR, Qui.RESPONSABLE})
AILLEURS = frozenset({Qui.AUTRE_INSTRUCTEUR, Qui.AUTRE_RESPONSABLE})
UIMM = ICI | AILLEURS
DEUX = frozenset({Qui.CANDIDAT, Qui.ACCOMPAGNATEUR})
RESPONSABLES = frozenset({Qui.RESPONSABLE, Qui.AUTRE_RESPONSABLE})
SUIVIS = (Etat.EN_INSTRUCTION, *(e for e in Etat if e is not Etat.EN_INSTRUCTION))


@dataclass(frozen=True)
class Regle:
    """`inconnu`: told 404. The others are told 403, and nobody's browser to sign in."""

    passe: frozenset[Qui]
    inconnu: frozenset[Qui] = frozenset()
    etats: tuple[Etat, ...] = (Etat.RECEVABLE,)
    noms: dict[str, str] = field(default_factory=dict)
    """Which value of the world an argument takes, when it is not its own name."""
    requete: str = ""
    corps: dict[str, str] = field(default_factory=dict)
    """What a POST needs to name something: field → value of the world."""
    lecteurs: frozenset[Qui] = frozenset()
    """Whose browser visits it, when it is not every role's that gets in."""
    page: str = ""
    """Why the browser does not visit it: not a page, or a redirection to one."""

    def visites(self) -> list[tuple[Qui, Etat]]:
        """The candidate in every state; the others in the first, of many."""
        known = frozenset({Qui.ANONYME}) if self.passe == TOUS else self.passe & ROLES
        seen = [
            (qui, etat)
            for qui in sorted(self.lecteurs or known)
            for etat in self.etats[: None if qui is Qui.CANDIDAT else 3]
            if not (qui in ICI and etat is Etat.BROUILLON)
        ]
        return [] if self.page else seen

    def valeurs(self, monde: Monde, arguments: set[str]) -> dict:
        return {a: monde.valeurs[self.noms.get(a, a)] for a in arguments - {"cle"}}


def public(**more) -> Regle:
    return Regle(TOUS, **more)


def mien(*etats: Etat, **more) -> Regle:
    """A page of the candidate's own dossier."""
    return Regle(
        frozenset({Qui.CANDIDAT}),
        frozenset({Qui.AUTRE_CANDIDAT}),
        etats or (Etat.RECEVABLE,),
        **more,
    )


def relu(*etats: Etat, **more) -> Regle:
    """The dossier de preuves: its author and who accompanies."""
    return Regle(
        DEUX,
        frozenset({Qui.AUTRE_CANDIDAT, Qui.REVOQUE}),
        etats or (Etat.RECEVABLE,),
        **more,
    )


def parle(passe: frozenset[Qui] = DEUX, **more) -> Regle:
    """The conversation: any account may accompany, so the UIMM is told 404."""
    return Regle(passe, CANDIDATS | GUIDES | UIMM, **more)


def suivi(
    *etats: Etat,
    passe: frozenset[Qui] = DEUX | ICI,
    inconnu: frozenset[Qui] = CANDIDATS | GUIDES | UIMM,
    **more,
) -> Regle:
    return Regle(passe, inconnu, etats or (Etat.EN_INSTRUCTION,), **more)


def instruit(*etats: Etat, **more) -> Regle:
    return Regle(ICI, AILLEURS, etats or (Etat.EN_INSTRUCTION,), **more)


def siege(jury: str = "jury_id", **more) -> Regle:
    """A page of a jury of the dossier's UIMM."""
    names = {"id_": jury, "slug": "organisation", "membre_id": "membre_jury"}
    return instruit(Etat.JURY_PROGRAMME, noms=names, **more)


def dirige(*etats: Etat, **more) -> Regle:
    return Regle(
        frozenset({Qui.RESPONSABLE}),
        frozenset({Qui.AUTRE_RESPONSABLE}),
        etats or (Etat.RECEVABLE,),
        **more,
    )


def gere(**more) -> Regle:
    """An account or an invitation of the UIMM of the dossier."""
    return Regle(
        frozenset({Qui.RESPONSABLE, Qui.ADMINISTRATEUR}),
        frozenset({Qui.AUTRE_RESPONSABLE}),
        **more,
    )


def administre(**more) -> Regle:
    return Regle(frozenset({Qui.ADMINISTRATEUR}), **more)


BROUILLON, A_COMPLETER = Etat.BROUILLON, Etat.A_COMPLETER
DEPOSEES, PREUVES_A_COMPLETER = Etat.PREUVES_DEPOSEES, Etat.PREUVES_A_COMPLETER
REDIRIGE = "leads to another page"
ACTE, FICHIER = "an act: POST only", "a file, not a page"
ROLES = frozenset(Qui) - {Qui.ANONYME, Qui.AUTRE_CANDIDAT, Qui.REVOQUE} - AILLEURS
COMPTE = {"id_": "compte_id"}

ROUTES: dict[str, Regle] = {
    "static": public(page="a file", noms={"filename": "fichier_statique"}),
    "sante.sante": public(page="for a supervisor"),
    "sante.pret": public(page="for a supervisor"),
    "accueil.accueil": public(),
    "accueil.accessibilite": public(),
    "accueil.aide": public(),
    "accueil.donnees_personnelles": public(),
    "accueil.mentions_legales": public(),
    "catalogue.liste": public(),
    "catalogue.certification": public(),
    "catalogue.orientation": public(),
    "catalogue.referentiel": public(),
    "catalogue.uimms": public(),
    "security.login": public(),
    "security.logout": public(page=ACTE),
    "security.register": public(),
    "security.send_confirmation": public(),
    "security.confirm_email": public(noms={"token": "token_confirmation"}),
    "security.forgot_password": public(),
    "security.reset_password": public(noms={"token": "token_oubli"}),
    "security.change_password": Regle(CONNECTES),
    "comptes.deconnexion": public(),
    "comptes.inscription_suite": public(),
    "comptes.invitation": public(),
    "comptes.mon_espace": Regle(CONNECTES, page=REDIRIGE),
    "comptes.mon_compte": Regle(CONNECTES),
    "comptes.equipe": Regle(RESPONSABLES | {Qui.ADMINISTRATEUR}),
    "comptes.inviter": Regle(RESPONSABLES | {Qui.ADMINISTRATEUR}),
    "comptes.revoquer": gere(noms={"id_": "invitation_equipe"}, page=ACTE),
    "comptes.suspendre": gere(noms=COMPTE, page=ACTE),
    "comptes.retablir": gere(noms=COMPTE, page=ACTE),
    "administration.certifications": administre(),
    "administration.certification": administre(),
    "administration.nouvel_enregistrement": administre(),
    "administration.enregistrement": administre(noms={"code": "enregistrement_code"}),
    "administration.etat": administre(),
    "dossiers.accueil": Regle(CANDIDATS, lecteurs=SANS_DOSSIER),
    # The GTP has a page of what was transmitted to it, and this was not.
    "dossiers.suivi": suivi(*SUIVIS, inconnu=CANDIDATS | GUIDES | UIMM | {Qui.GTP}),
    "dossiers.journal": Regle(
        ICI | {Qui.CANDIDAT},
        AILLEURS | {Qui.AUTRE_CANDIDAT},
        (Etat.EN_INSTRUCTION, Etat.RECEVABLE),
    ),
    "dossiers.document": Regle(
        ICI | {Qui.CANDIDAT}, AILLEURS | {Qui.AUTRE_CANDIDAT}, page="a file"
    ),
    "dossiers.fichier": suivi(page="a file"),
    "dossiers.calendrier": Regle(CONNECTES - {Qui.GTP, Qui.ADMINISTRATEUR}),
    "dossiers.calendrier_ouvrir": Regle(
        CONNECTES - {Qui.GTP, Qui.ADMINISTRATEUR}, page=ACTE
    ),
    "dossiers.calendrier_fermer": Regle(
        CONNECTES - {Qui.GTP, Qui.ADMINISTRATEUR}, page=ACTE
    ),
    "dossiers.calendrier_ics": public(page="a calendar"),
    "recevabilite.commencer": Regle(CANDIDATS, lecteurs=CANDIDATS),
    "recevabilite.taches": mien(BROUILLON),
    "recevabilite.projet": mien(BROUILLON),
    "recevabilite.identite": mien(BROUILLON),
    "recevabilite.amenagement": mien(BROUILLON),
    "recevabilite.cv": mien(BROUILLON),
    "recevabilite.motivation": mien(BROUILLON),
    "recevabilite.activites": mien(BROUILLON),
    "recevabilite.nouvelle_activite": mien(BROUILLON),
    "recevabilite.activite": mien(BROUILLON),
    "recevabilite.supprimer_activite": mien(BROUILLON, page=ACTE),
    "recevabilite.piece_identite": mien(BROUILLON),
    "recevabilite.diplomes": mien(BROUILLON),
    "recevabilite.justificatifs": mien(BROUILLON),
    "recevabilite.rattacher": mien(BROUILLON, page=ACTE),
    "recevabilite.retirer_piece": mien(BROUILLON, page=ACTE),
    "recevabilite.verifier": mien(BROUILLON, Etat.DEPOSE),
    "recevabilite.recu": mien(Etat.DEPOSE),
    "recevabilite.retirer": mien(Etat.DEPOSE, BROUILLON),
    "recevabilite.completer": mien(A_COMPLETER),
    "recevabilite.repondre": mien(A_COMPLETER),
    "instruction.file": Regle(UIMM),
    "instruction.tableau_de_bord": Regle(
        RESPONSABLES, etats=(Etat.EN_INSTRUCTION, DEPOSEES)
    ),
    "instruction.prendre_le_plus_ancien": Regle(UIMM, page=ACTE),
    "instruction.etabli": instruit(page=REDIRIGE),
    "instruction.pieces": instruit(page=REDIRIGE),
    "instruction.piece": instruit(Etat.EN_INSTRUCTION, Etat.DEPOSE, Etat.RECEVABLE),
    "instruction.prendre": instruit(Etat.DEPOSE, page=ACTE),
    "instruction.identite": instruit(page=ACTE),
    "instruction.demander_pieces": instruit(),
    "instruction.avis": instruit(),
    "instruction.reattribuer": instruit(),
    "instruction.preuves": instruit(DEPOSEES, Etat.PREUVES_RECUES),
    "instruction.preuve": instruit(DEPOSEES),
    "instruction.demander_preuves": instruit(DEPOSEES, page=ACTE),
    "instruction.recevoir_preuves": instruit(DEPOSEES, page=ACTE),
    "instruction.reprendre": instruit(A_COMPLETER, PREUVES_A_COMPLETER),
    "instruction.revenir": dirige(),
    "instruction.derogation": dirige(Etat.NON_RECEVABLE),
    "instruction.caducite": dirige(Etat.CADUC),
    "instruction.prolonger": dirige(),
    "jurys.liste": Regle(UIMM),
    "jurys.nouveau": Regle(UIMM),
    **{f"jurys.{name}": siege() for name in JURY},
    **{f"jurys.{name}": siege(page=ACTE) for name in JURY_ACTES},
    **{f"jurys.{name}": siege(page=FICHIER) for name in JURY_FICHIERS},
    "jurys.inscrire": siege("jury_a_venir"),
    "preuves.matrice": relu(Etat.RECEVABLE, PREUVES_A_COMPLETER, DEPOSEES),
    "preuves.imprimer": relu(),
    "preuves.situation": relu(Etat.RECEVABLE, DEPOSEES),
    "preuves.nouvelle": mien(),
    "preuves.modifier": mien(),
    "preuves.capacites": mien(),
    "preuves.supprimer": mien(),
    "preuves.joindre": mien(),
    "preuves.ecrire": mien(),
    "preuves.modifier_preuve": mien(),
    "preuves.remplacer": mien(Etat.RECEVABLE, PREUVES_A_COMPLETER),
    "preuves.retirer": mien(),
    "preuves.ecart": mien(),
    "preuves.retirer_ecart": mien(page=ACTE),
    "preuves.verifier": mien(),
    "preuves.deposer": mien(page=ACTE),
    "preuves.confirmation": mien(DEPOSEES),
    "accompagnement.accueil": Regle(CANDIDATS | GUIDES | UIMM, lecteurs=GUIDES),
    "accompagnement.lire": parle(frozenset({Qui.ACCOMPAGNATEUR})),
    "accompagnement.commentaires": parle(),
    "accompagnement.fil": parle(requete="?ancre=situation&cible={situation_id}"),
    "accompagnement.repondre": parle(page=ACTE),
    "accompagnement.resoudre": parle(page=ACTE),
    "accompagnement.rouvrir": parle(page=ACTE),
    "accompagnement.lus": parle(corps={"dernier": "fil_id"}, page=ACTE),
    "accompagnement.inviter": mien(),
    "accompagnement.annuler": mien(page=ACTE),
    "accompagnement.retirer": mien(page=ACTE),
    "accompagnement.invitation": public(noms={"token": "token_accompagnement"}),
}


def addresses(
    app: Flask, endpoint: str, regle: Regle, monde: Monde
) -> Iterator[tuple[str, str]]:
    """Each method of each rule of this endpoint, with the values of the world."""
    add_tokens(app, monde)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules(endpoint):
        values = regle.valeurs(monde, rule.arguments)
        defaults = rule.defaults or {}
        query = regle.requete.format(**monde.valeurs)
        for method in sorted(rule.methods & {"GET", "POST"}):
            url = adapter.build(endpoint, values | defaults, method=method)
            yield method, url + query


def add_tokens(app: Flask, monde: Monde) -> None:
    """The signed links of flask-security, and one static file."""
    lost = monde.comptes[Qui.AUTRE_CANDIDAT]
    with app.test_request_context():
        monde.valeurs |= {
            "token_confirmation": generate_confirmation_token(monde.nouveau),
            "token_oubli": generate_reset_password_token(lost),
            "fichier_statique": "css/portail.css",
        }
