"""Dossiers in any state, with the journal they would have."""

from datetime import timedelta

from sqlmodel import select

from portal.catalogue.models import Enregistrement, Referentiel
from portal.comptes.models import Compte
from portal.dossiers.chaine import enchainer
from portal.dossiers.faits import echeance_attendue
from portal.dossiers.models import Dossier, Evenement
from portal.dossiers.recherche import prepare_search
from portal.droit.reglements import reglement_en_vigueur
from portal.droit.workflow import TRANSITIONS, UIMM, Acte, Etat, Role
from tests.factories.base import JOUR, first, instant, rank, save
from tests.factories.catalogue import any_certification, any_uimm, make_compte

_RECEVABLE = (Acte.DEPOSER, Acte.PRENDRE_EN_CHARGE, Acte.DECLARER_RECEVABLE)
_RECUES = (*_RECEVABLE, Acte.DEPOSER_PREUVES, Acte.RECEVOIR_PREUVES)
_CERTIFICATION = (
    *_RECUES,
    *(Acte.PROGRAMMER_COMMISSION, Acte.RENDRE_CONCLUSIONS, Acte.PROGRAMMER_JURY),
    *(Acte.DELIBERER, Acte.TRANSMETTRE),
)
CHEMINS: dict[Etat, tuple[Acte, ...]] = {
    Etat.BROUILLON: (),
    Etat.DEPOSE: _RECEVABLE[:1],
    Etat.EN_INSTRUCTION: _RECEVABLE[:2],
    Etat.A_COMPLETER: (*_RECEVABLE[:2], Acte.DEMANDER_PIECES),
    Etat.NON_RECEVABLE: (*_RECEVABLE[:2], Acte.DECLARER_NON_RECEVABLE),
    Etat.RECEVABLE: _RECEVABLE,
    Etat.PREUVES_DEPOSEES: (*_RECEVABLE, Acte.DEPOSER_PREUVES),
    Etat.PREUVES_A_COMPLETER: (
        *_RECEVABLE,
        Acte.DEPOSER_PREUVES,
        Acte.DEMANDER_PREUVES,
    ),
    Etat.PREUVES_RECUES: _RECUES,
    Etat.COMMISSION_PROGRAMMEE: _CERTIFICATION[:6],
    Etat.CONCLUSIONS_RENDUES: _CERTIFICATION[:7],
    Etat.JURY_PROGRAMME: _CERTIFICATION[:8],
    Etat.JURY_DELIBERE: _CERTIFICATION[:9],
    Etat.TRANSMIS_GTP: _CERTIFICATION,
    Etat.COMPLEMENT_GTP: (*_CERTIFICATION, Acte.DEMANDER_COMPLEMENT),
    Etat.CERTIFIE: (*_CERTIFICATION, Acte.VALIDER_TOTALE),
    Etat.VALIDATION_PARTIELLE: (*_CERTIFICATION, Acte.VALIDER_PARTIELLE),
    Etat.NON_VALIDE: (*_CERTIFICATION, Acte.VALIDER_AUCUNE),
    Etat.CADUC: (*_RECEVABLE, Acte.DECLARER_CADUC),
    Etat.RETIRE: (Acte.DEPOSER, Acte.RETIRER),
}
ACTES_GTP = {a for a in Acte if Role.GTP in TRANSITIONS[a].by}
ACTES_UIMM = {a for a in Acte if UIMM & TRANSITIONS[a].by}
RENDEZ_VOUS = {Acte.PROGRAMMER_COMMISSION, Acte.PROGRAMMER_JURY}
DEMANDES = {Acte.DEMANDER_PIECES, Acte.DEMANDER_PREUVES}


def make_dossier(
    session,
    candidat=None,
    etat=Etat.BROUILLON,
    *,
    certification=None,
    uimm=None,
    instructeur=None,
    le=JOUR,
    actes=None,
    **over,
):
    """`le` is the day of deposit, `actes` replaces the usual way to `etat`."""
    candidat = candidat or make_compte(session)
    certification = certification or any_certification(session)
    uimm = uimm or any_uimm(session)
    actes = CHEMINS[etat] if actes is None else actes
    values = _deposit(le) if Acte.DEPOSER in actes else {}
    dossier = Dossier(
        candidat_id=candidat.id,
        certification_slug=certification.slug,
        referentiel_id=_referentiel(session, certification).id,
        enregistrement_code=_enregistrement(session, certification).code,
        reglement=reglement_en_vigueur(le).code,
        uimm_slug=uimm.slug,
        etat=etat,
        created_at=instant(le - timedelta(days=7)),
        updated_at=instant(le),
        **values | over,
    )
    prepare_search(dossier)
    save(session, dossier)
    if set(actes) & ACTES_UIMM:
        instructeur = instructeur or _any_staff(session, uimm)
        dossier.instructeur_id = instructeur.id
    for week, acte in enumerate(actes):
        by = _author(session, acte, candidat, instructeur)
        add_evenement(session, dossier, acte, by=by, le=le + timedelta(weeks=week))
    dossier.echeance_le = getattr(echeance_attendue(dossier), "limite", None)
    return save(session, dossier)


def add_evenement(session, dossier, acte, *, by, le, **over):
    """One line of the journal, without what the services would do around it."""
    before = [e.vers for e in dossier.evenements if e.acte]
    donnees = {"reponse_le": str(le + timedelta(days=30))} if acte in DEMANDES else {}
    if acte in RENDEZ_VOUS:
        donnees = {"rendez_vous": str(le + timedelta(days=6)), "heure": "09:00"}
    values = {
        "de": before[-1] if before else Etat.BROUILLON,
        "vers": TRANSITIONS[acte].target,
        "donnees": donnees,
    }
    line = Evenement(
        dossier_id=dossier.id,
        acte=acte,
        by_id=by.id,
        at=instant(le),
        le=le,
        **values | over,
    )
    enchainer(session, line)
    dossier.evenements.append(line)
    return save(session, line)


def _deposit(le):
    return {
        "depose_le": le,
        "annee_civile": le.year,
        "numero": f"VAE-{le.year}-69-{next(rank):05d}",
        "nom_candidat": "Lefèvre Anne-Marie",
    }


def _any_staff(session, uimm):
    query = select(Compte).where(Compte.uimm_slug == uimm.slug)
    found = first(session, query, Compte.email)
    return found or make_compte(
        session, Role.INSTRUCTEUR, uimm_slug=uimm.slug, qualite="Instructrice VAE"
    )


def _author(session, acte, candidat, instructeur):
    if acte in ACTES_GTP:
        query = select(Compte).where(Compte.role == Role.GTP)
        return first(session, query, Compte.email) or make_compte(session, Role.GTP)
    return instructeur if acte in ACTES_UIMM else candidat


def _referentiel(session, certification):
    query = select(Referentiel).where(
        Referentiel.certification_slug == certification.slug
    )
    return first(session, query, Referentiel.version)


def _enregistrement(session, certification):
    query = select(Enregistrement).where(
        Enregistrement.certification_slug == certification.slug
    )
    return first(session, query, Enregistrement.code)
