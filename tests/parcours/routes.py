"""Every address of the portal: who gets in, and what the others are told.

Written by hand, beside the code and not from it: a test compares both.
"""

from collections.abc import Iterator
from uuid import uuid4

from flask import Flask
from flask_security.confirmable import generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token

from portal.comptes.views_compte import signer_adresse
from portal.droit.workflow import Etat
from portal.web.downloads import sign_key
from tests.parcours.jurys import JURYS
from tests.parcours.monde import Monde, Qui
from tests.parcours.regles import (
    A_COMPLETER,
    ACTE,
    AILLEURS,
    BROUILLON,
    CANDIDATS,
    COMPTE,
    CONNECTES,
    DEPOSEES,
    GUIDES,
    ICI,
    PREUVES_A_COMPLETER,
    REDIRIGE,
    RESPONSABLES,
    RESULTATS,
    SANS_DOSSIER,
    SUIVIS,
    UIMM,
    Regle,
    administre,
    aucun,
    dirige,
    emporte,
    entretient,
    gere,
    instruit,
    mien,
    parle,
    public,
    relu,
    reunit,
    suivi,
)
from tests.parcours.transmissions import TRANSMISSIONS

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
    "compte.connexions": Regle(CONNECTES),
    "compte.fermer": Regle(
        frozenset(), CONNECTES, noms={"id_": "session_inconnue"}, page=ACTE
    ),
    "compte.fermer_les_autres": Regle(CONNECTES, page=ACTE),
    "compte.adresse": Regle(CONNECTES),
    "compte.nouvelle_adresse": public(noms={"token": "token_adresse"}),
    "comptes.equipe": Regle(RESPONSABLES | {Qui.ADMINISTRATEUR}),
    "comptes.inviter": Regle(RESPONSABLES | {Qui.ADMINISTRATEUR}),
    "comptes.revoquer": gere(noms={"id_": "invitation_equipe"}, page=ACTE),
    "comptes.suspendre": gere(noms=COMPTE, page=ACTE),
    "comptes.retablir": gere(noms=COMPTE, page=ACTE),
    "facteurs.verification": public(page=REDIRIGE),
    "facteurs.par_cle": public(),
    "facteurs.confirmer": Regle(CONNECTES, lecteurs=CANDIDATS),
    "facteurs.mes_facteurs": Regle(CONNECTES, lecteurs=CANDIDATS),
    "facteurs.application": Regle(CONNECTES, lecteurs=SANS_DOSSIER),
    "facteurs.retirer_application": Regle(CONNECTES, page=ACTE),
    "facteurs.nouvelle_cle": Regle(CONNECTES, lecteurs=SANS_DOSSIER),
    "facteurs.retirer_cle": Regle(
        frozenset({Qui.CANDIDAT}),
        CONNECTES - {Qui.CANDIDAT},
        noms={"id_": "cle_id"},
        page=ACTE,
    ),
    "facteurs.codes": Regle(CONNECTES, page=ACTE),
    "facteurs.retirer_de": gere(noms=COMPTE, page=ACTE),
    # No provider by default: nobody knows these addresses.
    "identites.partir": aucun(page=ACTE, noms={"qui": "fournisseur"}),
    "identites.retour": aucun(noms={"qui": "fournisseur"}),
    "identites.ouvrir": aucun(page=ACTE),
    "identites.mienne": aucun(CONNECTES),
    "identites.relier": aucun(CONNECTES, ACTE),
    "identites.delier": aucun(CONNECTES, ACTE),
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
    "dossiers.vignette": suivi(page="a file"),
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
    "recevabilite.renommer": mien(BROUILLON, page=ACTE),
    "recevabilite.deplacer": mien(BROUILLON, page=ACTE),
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
    "lecture.copie": emporte(),
    "lecture.preparer": emporte(page=ACTE),
    "lecture.pdf": emporte(page="a file"),
    "lecture.archive": emporte(page=ACTE),
    "lecture.filigrane": Regle(RESPONSABLES),
    "lecture.ailleurs": public(page="a file", noms={"jeton": "fichier_signe"}),
    "archives.du_dossier": Regle(
        ICI | {Qui.CANDIDAT},
        AILLEURS | {Qui.AUTRE_CANDIDAT},
        (Etat.EN_INSTRUCTION, Etat.NON_RECEVABLE),
    ),
    "archives.mes_donnees": Regle(CANDIDATS),
    "archives.telecharger": Regle(CANDIDATS, page=ACTE),
    "archives.effacement": Regle(CANDIDATS, page=ACTE),
    "archives.liste": Regle(RESPONSABLES),
    "archives.confirmer": Regle(RESPONSABLES, page=ACTE),
    "archives.garder": dirige(noms={"id_": "purge_id"}),
    **JURYS,
    **TRANSMISSIONS,
    "commissions.liste": Regle(UIMM),
    "commissions.nouvelle": Regle(UIMM),
    "commissions.dossier": instruit(Etat.PREUVES_RECUES),
    "commissions.seance": reunit(),
    "commissions.modifier": reunit(),
    "commissions.convoquer": reunit(page=ACTE),
    "commissions.annuler": reunit(),
    "commissions.membre_nouveau": reunit(),
    "commissions.retirer_membre": instruit(
        Etat.PREUVES_RECUES,
        noms={"id_": "seance_passee", "membre_id": "membre_passe"},
        page=ACTE,
    ),
    "commissions.lien": reunit(),
    "commissions.choisir_dossier": reunit(),
    "commissions.planifier_dossier": reunit(),
    "commissions.agenda": reunit(page="a calendar"),
    "commissions.recapitulatif": reunit(page="a file"),
    "commissions.passage": entretient(),
    "commissions.ressources": entretient(page=ACTE),
    "commissions.reporter": entretient(),
    "commissions.capacite": entretient(),
    "commissions.conclusions": entretient(),
    "commissions.modalites": entretient(page="a file"),
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
    "preuves.deplacer": mien(page=ACTE),
    "preuves.ecart": mien(),
    "preuves.retirer_ecart": mien(page=ACTE),
    "preuves.verifier": mien(),
    "preuves.deposer": mien(page=ACTE),
    "preuves.confirmation": mien(DEPOSEES),
    "suites.certificats": Regle(
        ICI | {Qui.CANDIDAT}, AILLEURS | {Qui.AUTRE_CANDIDAT}, RESULTATS
    ),
    "suites.remettre": instruit(Etat.VALIDATION_PARTIELLE),
    "suites.copier": instruit(Etat.CERTIFIE),
    "suites.copie": instruit(Etat.CERTIFIE, page="a file"),
    "suites.liste": Regle(UIMM, etats=(Etat.CERTIFIE,)),
    "suites.questionnaires": Regle(UIMM, page="a file"),
    "suites.questionnaire": mien(Etat.CERTIFIE),
    "suites.mes_acquis": Regle(CANDIDATS, etats=(Etat.VALIDATION_PARTIELLE,)),
    "suites.reprendre": mien(Etat.VALIDATION_PARTIELLE),
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
            # To an address that is taken: the link is not used up by the first.
            "token_adresse": signer_adresse().dumps([lost.fs_uniquifier, lost.email]),
            # One's own are named by their page; any other is nobody's.
            "session_inconnue": uuid4(),
            "fichier_statique": "css/portail.css",
            "fichier_signe": sign_key(str(monde.valeurs["fichier_cle"])),
        }
