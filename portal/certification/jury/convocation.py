"""What the UIMM writes to the members and to the unions (R40, R41, R51)."""

from datetime import date, timedelta

from portal.catalogue.models import Uimm
from portal.comptes.models import Compte
from portal.courrier.lettres_textes.commun import (
    POLITESSE,
    SALUTATION,
    drawable,
    encadre,
    faits,
    nommer,
    signature,
    texte,
)
from portal.dossiers.models import Jury, MembreJury, Organisation
from portal.droit import jury as droit
from portal.droit.listes import College
from portal.web.filters import date_longue, date_semaine

MODELE = "convocation_jury"
COLLEGE = {
    College.EMPLOYEURS: "Collège employeurs",
    College.SALARIES: "Collège salariés",
    College.INVITE: "Sur invitation, sans part à la décision",
}


def heure_en_lettres(heure: str) -> str:
    """« 9 h 05 », from « 09:05 »."""
    hours, _, minutes = heure.partition(":")
    return f"{int(hours)}\u00a0h\u00a0{minutes}"


def prevenance(jury: Jury) -> date:
    """The last day to tell the employer (R51)."""
    return jury.le - timedelta(days=droit.regles(jury.le).prevenance_jours)


def titre_du_membre(membre: MembreJury) -> str:
    if membre.president:
        return "Présidence du jury, voix prépondérante"
    words = COLLEGE[membre.college]
    words += ", travail temporaire" if membre.interim else ""
    return f"{words}, suppléance" if membre.suppleant else words


def lettre(jury: Jury, membre: MembreJury, *, uimm: Uimm, by: Compte, on: date) -> dict:
    """The data of `convocation_jury.typ`: what a juror shows to their employer."""
    day = date_semaine(jury.le)
    lines = [membre.nom, membre.fonction, membre.organisme]
    if membre.organisation:
        lines.append(f"Par mandat de {membre.organisation.nom}")
    contact = " · ".join(filter(None, [uimm.email, uimm.telephone]))
    return drawable(
        {
            "date": on.isoformat(),
            "numero": f"jury du {date_longue(jury.le)}",
            "objet": f"Convocation au jury paritaire de délibération du {day}",
            "emetteur": {
                "nom": uimm.nom,
                "lignes": ["Centre d’examen des CQPM", uimm.adresse, contact],
            },
            "references": [f"Le {date_longue(on)}"],
            "destinataire": [line for line in lines if line.strip()],
            "corps": [texte(SALUTATION), *_corps(jury, membre, uimm), texte(POLITESSE)],
            "signature": {"lignes": signature(uimm.nom, by)},
            "pied": f"{uimm.nom} · {uimm.email}",
        }
    )


def _corps(jury: Jury, membre: MembreJury, uimm: Uimm) -> list[dict]:
    days = droit.regles(jury.le).prevenance_jours
    invite = membre.college is College.INVITE
    verb = "vous invite" if invite else "vous convoque"
    blocs = [
        texte(
            f"{_capitale(nommer(uimm.nom))} {verb} au jury paritaire de délibération "
            "des certificats de qualification paritaires de la métallurgie (CQPM)."
        ),
        faits(
            ("Date", date_semaine(jury.le)),
            ("Heure", heure_en_lettres(jury.heure)),
            ("Lieu", jury.lieu),
            ("Votre place", titre_du_membre(membre)),
        ),
    ]
    if invite:
        return blocs
    return [
        *blocs,
        encadre(
            "Votre employeur.",
            f"Prévenez-le au moins {days}\u00a0jours calendaires avant, au plus tard "
            f"le {date_longue(prevenance(jury))}, en lui montrant cette convocation "
            "(accord du 13 novembre 2014, article 9.2.2).",
        ),
        texte(
            "Le jury vérifie la conformité des évaluations, examine leur état "
            "récapitulatif et déclare les candidats admis ou non admis. Leur anonymat "
            "est garanti jusqu’à la décision."
        ),
    ]


def courriel(jury: Jury, membre: MembreJury, *, uimm: Uimm, by: Compte) -> dict:
    invite = membre.college is College.INVITE
    return _rendez_vous(jury, uimm) | {
        "personne": membre.nom,
        "place": titre_du_membre(membre),
        "invite": invite,
        "prevenir_le": None if invite else prevenance(jury).isoformat(),
        "prevenir_jours": droit.regles(jury.le).prevenance_jours,
        "par": by.nom_affiche or by.email,
    }


def courriel_copie(jury: Jury, membre: MembreJury, *, uimm: Uimm, by: Compte) -> dict:
    """To the union that mandates the member (R41)."""
    return courriel(jury, membre, uimm=uimm, by=by) | {
        "organisation": membre.organisation.nom if membre.organisation else "",
    }


def demande_de_designation(
    jury: Jury, organisation: Organisation, *, uimm: Uimm, relance: bool
) -> dict:
    """R40: to the territorial organisation of one representative union."""
    return _rendez_vous(jury, uimm) | {
        "organisation": organisation.nom,
        "relance": relance,
    }


def _rendez_vous(jury: Jury, uimm: Uimm) -> dict:
    return {
        "rendez_vous": jury.le.isoformat(),
        "heure": heure_en_lettres(jury.heure),
        "lieu": jury.lieu,
        "uimm": nommer(uimm.nom),
        "qui": _capitale(nommer(uimm.nom)),
        "contact": " ou ".join(filter(None, [uimm.email, uimm.telephone])),
    }


def _capitale(words: str) -> str:
    return words[:1].upper() + words[1:]
