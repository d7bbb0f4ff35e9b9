"""A dossier as the parts of its whole copy: each has its title page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps

from portal.clock import PARIS
from portal.courrier.lettres_textes.commun import drawable
from portal.dossiers import libelles
from portal.dossiers.models import (
    Copie,
    Experience,
    Fichier,
    Piece,
    Preuve,
    SituationPro,
)
from portal.dossiers.parcours import projet
from portal.dossiers.permissions import lisible
from portal.droit.jours import jour_de_paris
from portal.droit.pieces import Genre
from portal.lecture.queries import Lu
from portal.web.filters import date_longue, pluriel, taille

RECEVABILITE, PREUVES = "Dossier de recevabilité", "Dossier de preuves"
SANS_IDENTITE = (
    "La pièce d’identité n’est dans aucune copie. L’UIMM la lit dans le portail, "
    "jusqu’à l’avis, puis elle est effacée."
)
ILLISIBLE = "Ce fichier ne peut pas être mis dans la copie. Ouvrez-le dans le portail."
EFFACE = "Ce fichier est effacé."
VIDE = "Ce dossier ne contient encore rien."


@dataclass(frozen=True)
class Partie:
    titre: str
    section: str = ""
    """The heading above it, for the first of its section."""
    lignes: tuple[str, ...] = ()
    textes: tuple[tuple[str, str], ...] = ()
    """What was typed: its label, if any, and its words."""
    fichier: Fichier | None = None
    """To be put after the title page."""
    note: str = ""


def parties(lu: Lu) -> list[Partie]:
    found = [*_en_section(RECEVABILITE, [*_activites(lu), *_pieces(lu)])]
    found += _en_section(PREUVES, [*_situations(lu)])
    return found or [Partie(VIDE)]


def empreinte(found: Sequence[Partie], *, filigrane: bool) -> str:
    """Of all that a copy shows but its date."""
    shown = [
        (p.section, p.titre, p.lignes, p.textes, p.note, p.fichier and p.fichier.sha256)
        for p in found
    ]
    return sha256(dumps([filigrane, shown]).encode()).hexdigest()


def filigrane(lu: Lu, copie: Copie) -> str:
    """Across each page of what leaves the UIMM, if it chose so; else nothing."""
    uimm = lu.dossier.uimm
    if not (copie.consultation and uimm and uimm.filigrane):
        return ""
    day = date_longue(jour_de_paris(copie.demandee_at))
    return f"Copie de consultation, dossier n° {lu.dossier.numero}, {day}"


def donnees(
    lu: Lu, copie: Copie, found: Sequence[Partie], pages: Sequence[int]
) -> dict:
    """What `lettres/copie.typ` draws; `pages`: how many follow each title page."""
    dossier, uimm = lu.dossier, lu.dossier.uimm
    at = copie.demandee_at.astimezone(PARIS)
    name = "Copie de consultation" if copie.consultation else "Copie du dossier"
    numero = dossier.numero or "pas encore déposé"
    faits = [
        ("Dossier", numero),
        ("Candidat·e", dossier.nom_candidat or dossier.candidat.nom_affiche),
        ("Certification visée", f"{dossier.certification.titre}, {projet(dossier)}"),
        ("État du dossier", f"{date_longue(at.date())} à {at:%H} h {at:%M}"),
    ]
    return drawable(
        {
            "date": at.date().isoformat(),
            "titre": name,
            "numero": numero,
            "emetteur": {
                "nom": uimm.nom if uimm else "Passerelle VAE",
                "lignes": [uimm.adresse] if uimm else [],
            },
            "faits": [list(fait) for fait in faits if fait[1]],
            "note": f"{SANS_IDENTITE} Seuls les originaux gardés par le portail "
            "font foi.",
            "pied": f"{name} · {numero}",
            "parties": [
                _drawn(partie, count)
                for partie, count in zip(found, pages, strict=True)
            ],
        }
    )


def _drawn(partie: Partie, pages: int) -> dict:
    lost = partie.fichier is not None and not pages
    return {
        "section": partie.section,
        "titre": partie.titre,
        "lignes": list(partie.lignes),
        "textes": [list(texte) for texte in partie.textes],
        "note": ILLISIBLE if lost else partie.note,
        "pages": pages,
    }


def _en_section(section: str, found: Sequence[Partie]) -> Iterator[Partie]:
    for rank, partie in enumerate(found):
        yield Partie(**(vars(partie) | {"section": "" if rank else section}))


def _activites(lu: Lu) -> Iterator[Partie]:
    if lu.attestation:
        signed = f"Signée le {date_longue(jour_de_paris(lu.attestation.signee_at))}"
        yield Partie(
            "Attestation sur l’honneur",
            lignes=(f"{signed} par {lu.attestation.nom_saisi}.",),
            textes=(("", lu.attestation.texte),),
        )
    if lu.experiences:
        yield Partie(
            "Dossier d’activités",
            textes=tuple(
                (f"{e.poste}, {e.employeur}", _experience(e)) for e in lu.experiences
            ),
        )


def _experience(experience: Experience) -> str:
    since = f"Du {date_longue(experience.debut_le)}"
    until = experience.fin_le
    when = f"{since} au {date_longue(until)}" if until else f"{since} à aujourd’hui"
    contract = libelles.CONTRAT[experience.contrat]
    head = f"{when}, {contract}. {experience.activite_principale}"
    return f"{head}\n{experience.description}"


def _pieces(lu: Lu) -> Iterator[Partie]:
    for piece in lu.pieces:
        sent = f"Jointe le {date_longue(jour_de_paris(piece.created_at))}"
        if piece.genre is Genre.IDENTITE:
            yield Partie(libelles.GENRE[piece.genre], note=SANS_IDENTITE)
        else:
            yield _partie(libelles.GENRE[piece.genre], sent, piece)


def _situations(lu: Lu) -> Iterator[Partie]:
    for rank, situation in enumerate(lu.situations, 1):
        yield _situation(rank, situation)
        standing = [p for p in situation.preuves if p.retiree_at is None]
        for number, preuve in enumerate(standing, 1):
            sent = f"Jointe le {date_longue(jour_de_paris(preuve.created_at))}"
            yield _partie(f"Preuve {rank}.{number}\u00a0: {preuve.titre}", sent, preuve)


def _situation(rank: int, situation: SituationPro) -> Partie:
    texts = (
        ("Contexte", situation.contexte),
        ("Rôle", situation.role),
        ("Ce qui a été fait", situation.actions),
        ("Résultat", situation.resultat),
    )
    codes = ", ".join(sorted(lien.code for lien in situation.liens))
    return Partie(
        f"Situation {rank}\u00a0: {situation.titre}",
        lignes=(codes,) if codes else (),
        textes=tuple(text for text in texts if text[1]),
    )


def _partie(titre: str, sent: str, held: Piece | Preuve) -> Partie:
    fichier = held.fichier
    if fichier is None:
        return Partie(titre, lignes=(sent,), textes=(("", held.texte),))
    pages = f"{pluriel(fichier.pages, 'page')}, " if fichier.pages else ""
    lines = (fichier.nom, f"{sent}, {pages}{taille(fichier.taille)}")
    if not lisible(fichier):
        return Partie(titre, lignes=lines, note=EFFACE)
    return Partie(titre, lignes=lines, fichier=fichier)
