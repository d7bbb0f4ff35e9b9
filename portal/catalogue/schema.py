"""The shape of a catalogue file; `referentiel` has its own."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from portal.catalogue.referentiel import STRICT, Contenu, Texte
from portal.droit.ouverture import StatutCertification

DEPARTEMENT = r"(\d{2}|2[AB]|97\d)"
MQ = rf"^MQ \d{{4}} (0[1-9]|1[0-2]) {DEPARTEMENT}(/{DEPARTEMENT})* \d{{4}}( R)?( I)?$"

CodeRncp = Annotated[str, StringConstraints(pattern=r"^RNCP[1-9]\d{0,5}$")]
CodeRome = Annotated[str, StringConstraints(pattern=r"^[A-N]\d{4}$")]
CodeNsf = Annotated[str, StringConstraints(pattern=r"^\d{3}[a-z]?$")]
NumeroMq = Annotated[str, StringConstraints(pattern=MQ)]
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
]


@dataclass(frozen=True, slots=True)
class Rome:
    __pydantic_config__ = STRICT

    code: CodeRome
    libelle: Texte


@dataclass(frozen=True, slots=True)
class Nsf:
    __pydantic_config__ = STRICT

    code: CodeNsf
    libelle: Texte


@dataclass(frozen=True, slots=True)
class Convention:
    __pydantic_config__ = STRICT

    code: Texte
    libelle: Texte


@dataclass(frozen=True, slots=True)
class Fiche:
    """What only the public page shows."""

    __pydantic_config__ = STRICT

    resume: Texte
    autorite: Texte
    qualite_signataire: Texte
    objet: Texte
    secteurs: Texte
    emplois: tuple[Texte, ...]
    nsf: tuple[Nsf, ...]
    rome: tuple[Rome, ...]
    voies: dict[str, bool]
    niveau: int | None = None
    convention: Convention | None = None
    titulaires_par_an: int | None = None


@dataclass(frozen=True, slots=True)
class CertificationLue:
    __pydantic_config__ = STRICT

    slug: Slug
    titre: Texte
    fiche: Fiche
    numero_mq: NumeroMq | None = None
    categorie: str | None = None
    cqpi: bool = False
    statut: StatutCertification = StatutCertification.ACTIF
    statut_le: date | None = None


@dataclass(frozen=True, slots=True)
class EnregistrementLu:
    __pydantic_config__ = STRICT

    code: CodeRncp
    intitule: Texte
    arrete: date | None = None
    jo: date | None = None
    effet: date | None = None
    fin: date | None = None
    date_limite_delivrance: date | None = None
    duree_ans: int | None = None
    benefice_texte: str | None = None
    benefice_mois: int | None = None
    texte: str = ""
    vu_dans: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    __pydantic_config__ = STRICT

    version: Texte
    applicable_le: date


@dataclass(frozen=True, slots=True)
class Fichier:
    """One certification, its registrations and one version of its référentiel."""

    __pydantic_config__ = STRICT

    schema: int
    certification: CertificationLue
    enregistrements: tuple[EnregistrementLu, ...]
    version: Version
    referentiel: Contenu
