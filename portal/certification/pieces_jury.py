"""The two papers of a jury: its feuille d'émargement and its procès-verbal.

Annexe 6 (R62): `letters.render("emargement_jury", emargement(session, jury))`.
Annexe 7 (1.11, R49): `letters.render("proces_verbal_jury", proces_verbal(session,
jury))`, or `csv_du_pv` of the same data. Both hold names: the procès-verbal is for
after the deliberation (R50, reading A6).
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from portal.catalogue.models import Certification, Uimm
from portal.certification.jury import queries
from portal.certification.jury.candidats import Candidat, candidats
from portal.courrier.lettres_textes.commun import drawable
from portal.dossiers.models import (
    DossierJury,
    Identite,
    Jury,
    MembreJury,
    Organisation,
)
from portal.droit.listes import College, Secteur
from portal.droit.resultats import LignePv
from portal.web.filters import date_longue
from portal.web.tableur import tableur

EMARGEMENT = "emargement_jury"
PROCES_VERBAL = "proces_verbal_jury"
COLONNES_EMARGEMENT = (
    "Nom et prénom des membres du jury paritaire de délibération",
    "Nom de l’entreprise, ou UIMM, ou organisation syndicale",
    "Fonction",
    "Signature",
)
COLONNES = (
    "Nom et prénom du (ou des) candidat(s) (4)",
    "Date et lieu de naissance du (ou des) candidat(s) (5)",
    "Origine du candidat",
    "Dispositif de financement",
    "Raison sociale, entreprise ou organisme du candidat, adresse (8)",
    "Code NACE",
    "Secteur",
    "Décision du jury paritaire de délibération (6)",
    "Commentaire",
)
NOTES = (
    "Origine\u00a0: SL (salarié), DE (demandeur d’emploi) (8). Secteur\u00a0: M "
    "(métaux), HM (hors métaux, dans ce cas, préciser la branche), CPF (7), ETT "
    "(entreprise de travail temporaire).",
    "Dispositif de financement, SL\u00a0: CP (contrat de professionnalisation), CPI "
    "(contrat de professionnalisation intérimaire), CIPI (contrat d’insertion "
    "professionnelle intérimaire), CDPI (contrat de développement professionnel "
    "intérimaire), PF (plan de formation), PP (période de professionnalisation), CPF "
    "(compte personnel de formation), CPFCA (contrat d’apprentissage si CPF), CIF "
    "(congé individuel de formation), CVAE (congé VAE), Autre. DE\u00a0: POEI ou POEC "
    "(préparation opérationnelle à l’emploi individuelle ou collective), CPF, VAE, "
    "Autre.",
    "(4) Dans ce procès-verbal, le(s) nom(s) du (ou des) candidat(s) admis ou non "
    "admis, quel que soit le secteur concerné, doi(ven)t être porté(s). "
    "(5) Indiquer la ville, le département et le pays du lieu de naissance du "
    "candidat. (6) A\u00a0: Admis, NA\u00a0: Non Admis (Aucune autre valeur ne doit "
    "figurer dans cette rubrique). (7) En cas d’abondement. (8) Pour les candidats "
    "demandeurs d’emploi, il ne doit pas apparaître les éléments concernant "
    "l’entreprise (raison sociale, adresse, code NACE, secteur, convention "
    "entreprise).",
)
"""The words of annexe 7, with the numbers of its notes."""


def emargement(session: Session, jury: Jury) -> dict:
    """Annexe 6: who is designated to sit, or the organisations invited (R62)."""
    tours = queries.dossiers(session, jury)
    return donnees_emargement(
        jury,
        queries.uimm(session, jury),
        _certifications(t.dossier for t in tours),
        membres=queries.membres(session, jury),
        demandees=[o for o, _ in queries.demandes(session, jury)],
    )


def donnees_emargement(
    jury: Jury,
    uimm: Uimm,
    certifications: Iterable[Certification],
    *,
    membres: Iterable[MembreJury],
    demandees: Iterable[Organisation] = (),
) -> dict:
    seats = [m for m in membres if m.college is not College.INVITE]
    president = next((m for m in seats if m.president), None)
    names = {m.organisation_slug for m in seats}
    invited = [o.nom for o in demandees if o.slug not in names]
    title = f"Jury paritaire de délibération du {date_longue(jury.le)}"
    return drawable(
        _cadre(jury, uimm, title, "Feuille d’émargement")
        | {
            "qualifications": [[_mq(c), c.titre] for c in certifications],
            "president": president.nom if president else "",
            "qualite": president.fonction if president else "",
            "entetes": list(COLONNES_EMARGEMENT),
            "lignes": [
                *[[m.nom, _organisme(m), _fonction(m)] for m in seats],
                *[["", nom, "Organisation invitée"] for nom in invited],
            ],
        }
    )


def proces_verbal(session: Session, jury: Jury) -> dict:
    """Annexe 7: one procès-verbal per qualification, every candidate in it (R49)."""
    tours = queries.dossiers(session, jury)
    people = queries.identites(session, [t.dossier_id for t in tours])
    uimm = queries.uimm(session, jury)
    return donnees_proces_verbal(jury, uimm, candidats(session, tours), people)


def donnees_proces_verbal(
    jury: Jury,
    uimm: Uimm,
    read: Sequence[Candidat],
    people: Mapping[UUID, Identite],
) -> dict:
    president = next((m.nom for m in jury.membres if m.president), "")
    title = f"Procès-verbal du jury paritaire de délibération du {date_longue(jury.le)}"
    return drawable(
        _cadre(jury, uimm, title, "Procès-verbal")
        | {
            "entetes": list(COLONNES),
            "president": president,
            "notes": list(NOTES),
            "pv": [
                {
                    "mq": _mq(certification),
                    "titre": certification.titre,
                    "lignes": _lignes(certification, read, people),
                }
                for certification in _certifications(c.dossier for c in read)
            ],
        }
    )


def csv_du_pv(donnees: dict) -> bytes:
    """For a French spreadsheet: semicolons, UTF-8 with its mark, and no formula."""
    titles = ("Qualification", "Titre", *COLONNES)
    pvs = donnees["pv"]
    lignes = [(pv["mq"], pv["titre"], *row) for pv in pvs for row in pv["lignes"]]
    return tableur([titles, *lignes])


def _lignes(
    certification: Certification,
    read: Sequence[Candidat],
    people: Mapping[UUID, Identite],
) -> list[list[str]]:
    mine = [c for c in read if c.dossier.certification_slug == certification.slug]
    mine.sort(key=lambda c: (c.dossier.nom_recherche, c.numero))
    return [
        _ligne(candidat, line, people.get(candidat.dossier.id))
        for candidat in mine
        for line in candidat.lignes_pv()
    ]


def _ligne(candidat: Candidat, line: LignePv, identite: Identite | None) -> list[str]:
    tour = candidat.tour
    about = "" if line.bloc is None else candidat.ligne(line)
    return [
        _nom(candidat, identite),
        _naissance(identite),
        tour.origine or "",
        tour.financement or "",
        ", ".join(filter(None, [tour.raison_sociale, tour.adresse])),
        tour.nace,
        _secteur(tour),
        line.admission.value,
        ". ".join(filter(None, [about, tour.commentaire])),
    ]


def _nom(candidat: Candidat, identite: Identite | None) -> str:
    if identite is None:
        return candidat.dossier.nom_candidat
    name = f"{identite.nom_naissance} {identite.prenoms}".strip()
    used = identite.nom_usage
    differs = used and used != identite.nom_naissance
    return f"{name} (nom d’usage\u00a0: {used})" if differs else name


def _naissance(identite: Identite | None) -> str:
    if identite is None or identite.naissance_le is None:
        return ""
    place = (
        identite.naissance_ville,
        identite.naissance_departement,
        identite.naissance_pays,
    )
    return ", ".join([date_longue(identite.naissance_le), *filter(None, place)])


def _secteur(tour: DossierJury) -> str:
    if tour.secteur is Secteur.HORS_METALLURGIE and tour.branche:
        return f"{tour.secteur} ({tour.branche})"
    return tour.secteur or ""


def _organisme(membre: MembreJury) -> str:
    names = [membre.organisme, membre.organisation.nom if membre.organisation else ""]
    return ", ".join(filter(None, names))


def _fonction(membre: MembreJury) -> str:
    marks = [
        membre.fonction,
        "présidence" if membre.president else "",
        "travail temporaire" if membre.interim else "",
        "suppléance" if membre.suppleant else "",
    ]
    return ", ".join(filter(None, marks))


def _cadre(jury: Jury, uimm: Uimm, title: str, piece: str) -> dict:
    return {
        "date": jury.le.isoformat(),
        "titre": title,
        "emetteur": {
            "nom": uimm.nom,
            "lignes": ["Centre d’examen des CQPM", uimm.adresse],
        },
        "references": [piece, f"Jury du {date_longue(jury.le)}", jury.lieu],
        "pied": f"{uimm.nom} · {piece} du jury du {date_longue(jury.le)}",
    }


def _certifications(dossiers: Iterable) -> list[Certification]:
    """Each once, by title."""
    found = {d.certification_slug: d.certification for d in dossiers}
    return sorted(found.values(), key=lambda c: c.titre)


def _mq(certification: Certification) -> str:
    return certification.numero_mq or "numéro MQ à préciser"
