"""What the request must hold before it can be deposited: one table for all.

The task list, the page that verifies and the guard of the deposit read it.
Source: domain.md 1.3 (P1 to P7; P4, the attestation, is signed at the deposit).
"""

from collections.abc import Callable
from dataclasses import dataclass

from portal.dossiers.controle import controles
from portal.dossiers.libelles import GENRE
from portal.dossiers.models import Experience, Identite
from portal.dossiers.parcours import projet
from portal.droit.pieces import Genre
from portal.recevabilite.demande import Demande, nom_complet

FRANCE = "France"


@dataclass(frozen=True, slots=True)
class Manque:
    libelle: str
    """A sentence that says what to do."""
    endpoint: str


@dataclass(frozen=True, slots=True)
class Element:
    """One page of the request."""

    endpoint: str
    titre: str
    section: str
    manques: Callable[[Demande], list[str]]
    commence: Callable[[Demande], bool]
    indice: Callable[[Demande], str]
    facultatif: bool = False


def manques(demande: Demande) -> list[Manque]:
    """Everything that still prevents the deposit, in the order of the pages."""
    return [
        Manque(sentence, element.endpoint)
        for element in ELEMENTS
        for sentence in element.manques(demande)
    ]


def suivant(endpoint: str) -> str:
    """The page after this one; the last leads to « Vérifiez vos réponses »."""
    pages = [element.endpoint for element in ELEMENTS]
    rank = pages.index(endpoint) + 1
    return pages[rank] if rank < len(pages) else "recevabilite.verifier"


def element(endpoint: str) -> Element:
    return next(e for e in ELEMENTS if e.endpoint == endpoint)


IDENTITE_REQUISE = {
    "nom_naissance": "votre nom de naissance",
    "prenoms": "vos prénoms",
    "naissance_le": "votre date de naissance",
    "naissance_ville": "votre commune de naissance",
    "naissance_pays": "votre pays de naissance",
    "adresse": "votre adresse",
    "code_postal": "votre code postal",
    "ville": "votre ville",
    "pays": "votre pays",
    "situation": "votre situation professionnelle",
}
EXPERIENCE_REQUISE = {
    "employeur": "l’entreprise ou l’organisme",
    "activite_principale": "son activité principale",
    "description": "ce que vous y faisiez",
}


def _projet(demande: Demande) -> list[str]:
    chosen = demande.dossier.uimm_slug
    return [] if chosen else ["Choisissez votre UIMM territoriale."]


def _identite(demande: Demande) -> list[str]:
    identite = demande.identite
    missing = [m for name, m in IDENTITE_REQUISE.items() if not getattr(identite, name)]
    if _born_in_france(identite) and not identite.naissance_departement:
        missing.append("votre département de naissance")
    return [f"Indiquez {what}." for what in missing]


def _born_in_france(identite: Identite) -> bool:
    return identite.naissance_pays.casefold() == FRANCE.casefold()


def _activites(demande: Demande) -> list[str]:
    if not demande.experiences:
        return ["Décrivez au moins une expérience."]
    return [
        f"Complétez « {e.poste} »\u00a0: indiquez {', '.join(missing)}."
        for e in demande.experiences
        if (missing := manques_experience(e))
    ]


def manques_experience(experience: Experience) -> list[str]:
    return [
        m for name, m in EXPERIENCE_REQUISE.items() if not getattr(experience, name)
    ]


def _diplomes(demande: Demande) -> list[str]:
    if joined := demande.de(Genre.DIPLOME):
        return controles(p.fichier for p in joined)
    if demande.dossier.sans_diplome:
        return []
    return ["Joignez vos diplômes, ou cochez que vous n’en avez aucun."]


def _needs(genre: Genre, sentence: str) -> Callable[[Demande], list[str]]:
    """Joined, and cleared by the antivirus."""

    def manques(demande: Demande) -> list[str]:
        joined = demande.de(genre)
        return controles(p.fichier for p in joined) if joined else [sentence]

    return manques


def _has(genre: Genre) -> Callable[[Demande], bool]:
    return lambda demande: bool(demande.de(genre))


def _nothing_missing(_demande: Demande) -> list[str]:
    return []


def _portee(demande: Demande) -> str:
    dossier = demande.dossier
    words = projet(dossier)
    if not dossier.blocs_vises:
        words += f", {len(demande.contenu.blocs)} blocs"
    return f"{words}. {dossier.uimm.nom}" if dossier.uimm else words


def _count(number: int, word: str) -> str:
    return f"{number}\u00a0{word}{'s' if number > 1 else ''}" if number else ""


def _names(genre: Genre, note: str = "") -> Callable[[Demande], str]:
    def indice(demande: Demande) -> str:
        names = [p.fichier.nom for p in demande.de(genre) if p.fichier]
        return ", ".join(names) + note if names else ""

    return indice


def _letter(demande: Demande) -> str:
    if text := demande.motivation():
        return f"Écrite en ligne, {_count(len(text.split()), 'mot')}"
    return _names(Genre.MOTIVATION)(demande)


def _diplomas(demande: Demande) -> str:
    if demande.dossier.sans_diplome:
        return "Aucun"
    return _count(len(demande.de(Genre.DIPLOME)), "document")


PROJET, PARCOURS, PIECES = "Votre projet", "Votre parcours", "Vos pièces"

ELEMENTS: tuple[Element, ...] = (
    Element(
        "recevabilite.projet",
        "Certification et UIMM",
        PROJET,
        _projet,
        lambda demande: True,
        _portee,
    ),
    Element(
        "recevabilite.identite",
        "Vous et vos coordonnées",
        PROJET,
        _identite,
        lambda demande: bool(nom_complet(demande.identite)),
        lambda demande: nom_complet(demande.identite),
    ),
    Element(
        "recevabilite.amenagement",
        "Demande d’aménagement",
        PROJET,
        _nothing_missing,
        lambda demande: demande.amenagement is not None,
        lambda demande: "En cas de situation de handicap",
        facultatif=True,
    ),
    Element(
        "recevabilite.cv",
        GENRE[Genre.CV],
        PARCOURS,
        _needs(Genre.CV, "Joignez votre CV."),
        _has(Genre.CV),
        _names(Genre.CV),
    ),
    Element(
        "recevabilite.motivation",
        GENRE[Genre.MOTIVATION],
        PARCOURS,
        _needs(Genre.MOTIVATION, "Écrivez ou joignez votre lettre de motivation."),
        _has(Genre.MOTIVATION),
        _letter,
    ),
    Element(
        "recevabilite.activites",
        "Dossier d’activités",
        PARCOURS,
        _activites,
        lambda demande: bool(demande.experiences),
        lambda demande: _count(len(demande.experiences), "expérience"),
    ),
    Element(
        "recevabilite.piece_identite",
        GENRE[Genre.IDENTITE],
        PIECES,
        _needs(Genre.IDENTITE, "Joignez une copie de votre pièce d’identité."),
        _has(Genre.IDENTITE),
        _names(Genre.IDENTITE, ", vue par l’UIMM seulement"),
    ),
    Element(
        "recevabilite.diplomes",
        "Diplômes et attestations",
        PIECES,
        _diplomes,
        _has(Genre.DIPLOME),
        _diplomas,
    ),
    Element(
        "recevabilite.justificatifs",
        "Justificatifs d’activité",
        PIECES,
        _needs(Genre.ACTIVITE, "Joignez au moins un justificatif d’activité."),
        _has(Genre.ACTIVITE),
        lambda demande: _count(len(demande.de(Genre.ACTIVITE)), "fichier"),
    ),
)
