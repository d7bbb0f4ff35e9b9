"""What every letter has; its body is a list of blocs, each a dict of plain texts.

The dict is what `Document.donnees` keeps. The PDF lays it out and the page shows
it: they cannot say different things.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from portal.web.filters import date_longue

if TYPE_CHECKING:
    from portal.comptes.models import Compte
    from portal.dossiers.models import Dossier, Identite

SALUTATION = "Madame, Monsieur,"
POLITESSE = "Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."
DRAWN = frozenset(
    map(
        chr,
        chain(
            range(0x20, 0x7F),
            range(0xA0, 0x180),  # the Latin alphabets of Europe
            range(0x218, 0x21C),
            range(0x1EA0, 0x1EFA),  # Vietnamese
            range(0x3A3, 0x3CF),  # Greek
            range(0x400, 0x460),  # Cyrillic
            range(0x2010, 0x201F),
            map(ord, "…•€™−×÷≤≥≠→\u202f"),
        ),
    )
)
"""What the letters' font draws: an archived PDF may not hold what it does not."""

Bloc = dict[str, Any]


@dataclass(frozen=True)
class Entete:
    """Who writes to whom, about which request, on which day."""

    dossier: "Dossier"
    identite: "Identite"
    le: date

    @property
    def blocs_seuls(self) -> bool:
        """Only blocs are aimed at (R20)."""
        return bool(self.dossier.blocs_vises)


def titre(words: str) -> Bloc:
    return {"genre": "titre", "texte": words}


def texte(words: str) -> Bloc:
    return {"genre": "texte", "texte": words}


def liste(elements: Iterable[str]) -> Bloc:
    return {"genre": "liste", "elements": list(elements)}


def encadre(fort: str, words: str) -> Bloc:
    return {"genre": "encadre", "fort": fort, "texte": words}


def faits(*lignes: tuple[str, str]) -> Bloc:
    return {"genre": "faits", "lignes": [list(ligne) for ligne in lignes]}


def paragraphes(words: str) -> list[Bloc]:
    """What a person typed, one bloc per line that is not empty."""
    return [texte(line.strip()) for line in words.splitlines() if line.strip()]


def lettre(
    entete: Entete,
    objet: str,
    corps: Sequence[Bloc],
    *,
    auteur: "Compte | None" = None,
    signataires: Sequence[str] = (),
) -> dict:
    """The whole letter. Without a signatory the UIMM's service signs it.

    `signataires`: the lines under which somebody else than an account signs.
    """
    dossier = entete.dossier
    uimm = dossier.uimm
    assert uimm is not None, "a draft receives no letter"  # noqa: S101 - for mypy
    contact = " · ".join(filter(None, [uimm.email, uimm.telephone]))
    return drawable(
        {
            "date": entete.le.isoformat(),
            "numero": dossier.numero,
            "objet": objet,
            "emetteur": {
                "nom": uimm.nom,
                "lignes": ["Centre d’examen des CQPM", uimm.adresse, contact],
            },
            "references": [
                f"Le {date_longue(entete.le)}",
                f"Dossier {dossier.numero}",
                f"Déposé le {date_longue(dossier.depose_le or entete.le)}",
            ],
            "destinataire": destinataire(entete.identite),
            "corps": [texte(SALUTATION), *corps, texte(POLITESSE)],
            "signature": {"lignes": list(signataires) or signature(uimm.nom, auteur)},
            "pied": f"{uimm.nom} · {uimm.email}",
        }
    )


def destinataire(identite: "Identite") -> list[str]:
    name = f"{identite.prenoms} {identite.nom_usage or identite.nom_naissance}"
    town = f"{identite.code_postal} {identite.ville}"
    country = identite.pays if identite.pays.casefold() != "france" else ""
    lines = [name, identite.adresse, town, country]
    return [line.strip() for line in lines if line.strip()]


def signature(uimm: str, auteur: "Compte | None") -> list[str]:
    """The author's name and quality (domain.md A8, CRPA L.212-1)."""
    if auteur is None:
        return ["Le service VAE", uimm]
    return [*filter(None, [auteur.nom_affiche, auteur.qualite]), f"pour {nommer(uimm)}"]


def nommer(uimm: str) -> str:
    """« l’UIMM Lyon »."""
    return f"l’{uimm}" if uimm.startswith("UIMM") else uimm


def portee(dossier: "Dossier") -> str:
    """« le CQPM « Titre » », or the blocs of it that are aimed at (R20)."""
    whole = f"le CQPM «\u00a0{dossier.certification.titre}\u00a0»"
    blocs = [str(numero) for numero in sorted(dossier.blocs_vises)]
    if not blocs:
        return whole
    if len(blocs) == 1:
        return f"le bloc {blocs[0]} du {whole.removeprefix('le ')}"
    listed = f"{', '.join(blocs[:-1])} et {blocs[-1]}"
    return f"les blocs {listed} du {whole.removeprefix('le ')}"


def decision(limite: date | None) -> str:
    if limite is None:
        return ""
    return f"Le jury doit décider au plus tard le {date_longue(limite)}."


def contact(entete: Entete) -> list[Bloc]:
    uimm = entete.dossier.uimm
    if uimm is None:
        return []
    phone = f" ou au {uimm.telephone}" if uimm.telephone else ""
    return [
        texte(
            f"Une question\u00a0? Écrivez à {nommer(uimm.nom)} ({uimm.email}){phone}, "
            f"en rappelant le numéro {entete.dossier.numero}."
        )
    ]


def drawable(value: Any) -> Any:
    """The same letter without what its font cannot draw, an emoji for instance."""
    if isinstance(value, dict):
        return {key: drawable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [drawable(each) for each in value]
    return _drawable_text(value) if isinstance(value, str) else value


def _drawable_text(text: str) -> str:
    composed = unicodedata.normalize("NFC", " ".join(text.splitlines()))
    spaced = composed.replace("\t", " ")
    shown = ("" if _is_invisible(c) else c if c in DRAWN else "?" for c in spaced)
    return "".join(shown).replace("\u00ad", "")


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Mn"}
