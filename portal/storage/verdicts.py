"""What is said of a received file: why it is refused, or what was taken out of it.

Loaded by the process that opens hostile files: it imports nothing else of ours.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.droit.refus import Refus

NBSP = "\u00a0"


class Raison(StrEnum):
    """Why a file is refused. The value is the code kept in logs and tests."""

    VIDE = "vide"
    FORMAT = "format"
    BUREAUTIQUE = "bureautique"
    MACROS = "macros"
    EXTENSION = "extension"
    TYPE_DECLARE = "type_declare"
    MOT_DE_PASSE = "mot_de_passe"
    ABIME = "abime"
    TROP_DE_PAGES = "trop_de_pages"
    PAGE_TROP_GRANDE = "page_trop_grande"
    TROP_DE_PIXELS = "trop_de_pixels"
    ANIMEE = "animee"
    TROP_COMPLEXE = "trop_complexe"
    FORMULAIRE_DYNAMIQUE = "formulaire_dynamique"
    NON_NETTOYABLE = "non_nettoyable"
    TROP_GROS = "trop_gros"
    ENVOI_TROP_LOURD = "envoi_trop_lourd"
    TROP_DE_FICHIERS = "trop_de_fichiers"
    TROP_DE_TEXTE = "trop_de_texte"
    DOSSIER_PLEIN = "dossier_plein"


PHRASES = {
    Raison.VIDE: "Ce fichier est vide. "
    "Ouvrez-le pour vérifier son contenu, puis renvoyez-le.",
    Raison.FORMAT: "Ce fichier n’est ni un PDF, ni une image JPEG, PNG ou HEIC. "
    "Enregistrez-le dans l’un de ces formats, puis renvoyez-le.",
    Raison.BUREAUTIQUE: "Ce fichier vient d’un traitement de texte ou d’un tableur. "
    "Enregistrez-le en PDF : « Fichier », puis « Enregistrer sous » ou « Exporter », "
    "type « PDF ». Envoyez ce PDF.",
    Raison.MACROS: "Ce document contient des macros, que nous n’ouvrons pas. "
    "Enregistrez-le en PDF (« Fichier », « Enregistrer sous », type « PDF »), puis "
    "envoyez ce PDF.",
    Raison.EXTENSION: "Ce fichier est {constat}. Renommez-le pour que son nom finisse "
    "par « {voulue} », puis renvoyez-le.",
    Raison.TYPE_DECLARE: "Ce fichier est {constat}, mais il a été envoyé comme un "
    "autre type de fichier. Enregistrez-en une copie, puis envoyez cette copie avec "
    "un autre navigateur.",
    Raison.MOT_DE_PASSE: "Ce fichier est protégé par un mot de passe. "
    "Enregistrez-en une copie sans mot de passe, puis renvoyez-la.",
    Raison.ABIME: "Ce fichier est incomplet ou abîmé. Ouvrez-le pour vérifier son "
    "contenu, enregistrez-le de nouveau, puis renvoyez-le.",
    Raison.TROP_DE_PAGES: "Ce PDF compte {pages} pages, plus que les {maximum} "
    "permises. Coupez-le en plusieurs PDF, ou gardez les pages utiles, puis "
    "renvoyez-le.",
    Raison.PAGE_TROP_GRANDE: "Une page de ce PDF est démesurée : {page}. "
    "Imprimez-le en PDF au format A4 ou A3, puis renvoyez-le.",
    Raison.TROP_DE_PIXELS: "Cette image a trop de pixels. Réduisez ses dimensions ou "
    "scannez-la à 300 points par pouce, puis renvoyez-la.",
    Raison.ANIMEE: "Cette image est animée. "
    "Enregistrez l’image qui compte en JPEG ou en PNG, puis renvoyez-la.",
    Raison.TROP_COMPLEXE: "Ce fichier demande trop de calculs pour être ouvert ici. "
    "Imprimez-le en PDF (« Imprimer », « Enregistrer au format PDF »), puis envoyez "
    "ce nouveau fichier.",
    Raison.FORMULAIRE_DYNAMIQUE: "Ce PDF est un formulaire qui ne s’affiche que dans "
    "le logiciel d’Adobe. Ouvrez-le avec ce logiciel, choisissez « Imprimer », "
    "« Enregistrer au format PDF », puis envoyez ce nouveau fichier.",
    Raison.NON_NETTOYABLE: "Ce PDF contient un programme que nous ne pouvons pas "
    "retirer. Imprimez-le en PDF (« Imprimer », « Enregistrer au format PDF »), puis "
    "envoyez ce nouveau fichier.",
    Raison.TROP_GROS: "Le fichier dépasse {mo} Mo. Réduisez sa taille, par exemple en "
    "le scannant à 150 points par pouce, puis renvoyez-le.",
    Raison.ENVOI_TROP_LOURD: "L’envoi dépasse {mo} Mo en tout. "
    "Envoyez vos fichiers un par un.",
    Raison.TROP_DE_FICHIERS: "Envoyez {nombre} fichiers au plus à la fois.",
    Raison.TROP_DE_TEXTE: "Vous avez saisi trop de texte. "
    "Raccourcissez-le, puis renvoyez la page.",
    Raison.DOSSIER_PLEIN: "Votre dossier dépasserait {mo} Mo en tout. "
    "Retirez un fichier ou réduisez la taille de celui-ci.",
}


class Retrait(StrEnum):
    """What was changed in the copy that is kept."""

    CONVERTI_PDF = "converti_pdf"
    CONVERTI_JPEG = "converti_jpeg"
    REPARE = "repare"
    SCRIPT = "script"
    ACTION = "action"
    LIEN = "lien"
    FICHIERS_JOINTS = "fichiers_joints"
    MULTIMEDIA = "multimedia"
    FORMULAIRE_XFA = "formulaire_xfa"
    DONNEES_CACHEES = "donnees_cachees"
    POSITION = "position"
    METADONNEES = "metadonnees"
    ORIENTATION = "orientation"
    REDUCTION = "reduction"


RETRAITS = {
    Retrait.CONVERTI_PDF: "Ce document a été converti en PDF.",
    Retrait.CONVERTI_JPEG: "Cette photo HEIC a été convertie en JPEG.",
    Retrait.REPARE: "Ce PDF était abîmé : il a été réparé, toutes ses pages sont là.",
    Retrait.SCRIPT: "Le script de ce PDF a été retiré.",
    Retrait.ACTION: "Les actions automatiques de ce PDF ont été retirées.",
    Retrait.LIEN: "Un lien de ce PDF qui ne menait pas à une page web a été retiré.",
    Retrait.FICHIERS_JOINTS: "Les fichiers joints à ce PDF ont été retirés : "
    "s’ils comptent, ils sont à envoyer à part.",
    Retrait.MULTIMEDIA: "Le son, la vidéo ou la 3D de ce PDF ont été retirés.",
    Retrait.FORMULAIRE_XFA: "La partie dynamique du formulaire a été retirée ; "
    "les réponses affichées sont restées.",
    Retrait.DONNEES_CACHEES: "Des données étrangères au document, "
    "ajoutées dans le fichier, ont été retirées.",
    Retrait.POSITION: "Le lieu de la prise de vue a été retiré.",
    Retrait.METADONNEES: "Les informations cachées de cette image "
    "(date, appareil, logiciel) ont été retirées.",
    Retrait.ORIENTATION: "Cette image a été remise à l’endroit.",
    Retrait.REDUCTION: "Cette image a été réduite de moitié "
    "pour être remise à l’endroit.",
}


def in_order(found: set[Retrait]) -> list[Retrait]:
    return [retrait for retrait in Retrait if retrait in found]


def retraits(codes: list[str]) -> str:
    """What was taken out of a kept file, in words; empty when nothing was."""
    return " ".join(typographie(RETRAITS[Retrait(code)]) for code in codes)


def typographie(phrase: str) -> str:
    for mark in ":;!?»":
        phrase = phrase.replace(f" {mark}", f"{NBSP}{mark}")
    phrase = phrase.replace("« ", f"«{NBSP}")
    return re.sub(r"(\d) (?=(?:Mo|fichiers|points|pages)\b)", rf"\1{NBSP}", phrase)


class FichierRefuse(Refus):
    """A file we do not keep, its coded reason and its sentence."""

    def __init__(self, raison: Raison, **precisions: Any) -> None:
        self.raison, self.precisions = raison, precisions
        super().__init__(typographie(PHRASES[raison].format(**precisions)))


@dataclass(frozen=True)
class Bornes:
    """How far a file may go; `portal.config` holds each figure and its reason."""

    pages: int = 500
    cote: int = 14_400
    """Of a page, in points."""
    pixels: int = 70_000_000
    progressif: int = 24_000_000
    """Pixels of an image that must be held whole: progressive, or to be turned."""
    images: int = 1
    """Frames of an image."""
    memoire: int = 640 * 1024 * 1024
    secondes: int = 20
    ecrit: int = 128 * 1024 * 1024
    """What may be written: a cleaned copy is hardly larger than a file we take."""
    bureau: bool = False
    """LibreOffice is there: Word and OpenDocument texts are taken, to be converted."""
    a_part: bool = True
    """In a process of its own; False for what we wrote ourselves, by the hundred."""


@dataclass(frozen=True)
class Bilan:
    """A file we keep. `copie`: the cleaned one, None when its own bytes are kept."""

    pages: int | None = None
    retraits: list[Retrait] = field(default_factory=list)
    copie: bytes | None = None
