"""The preuves: added, corrected, replaced, kept with words, removed."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.dossier_preuves import (
    DossierPreuves,
    codes_de,
    codes_prouves,
    preuves_de,
)
from portal.dossiers.fichiers import Depose, name_file
from portal.dossiers.models import (
    Dossier,
    Fichier,
    Preuve,
    PreuveCapacite,
    SituationPro,
)
from portal.dossiers.ordre import put_at, rang_suivant
from portal.droit.refus import Refus
from portal.droit.relecture import exiger_lu
from portal.droit.termes import TERMES
from portal.droit.workflow import Fait
from portal.preuves.permissions import why_not_ajouter_preuve, why_not_garder
from portal.preuves.services.commun import (
    edit,
    note,
    preuve_of,
    remove,
    situation_of,
)

TITRE_MAX = 150


@dataclass(frozen=True)
class Saisie:
    """What the candidate says of a preuve; without a title, the file gives it."""

    codes: Collection[str]
    titre: str = ""
    texte: str = ""


def ajouter(
    session: Session,
    dossier: Dossier,
    situation_id: UUID,
    saisie: Saisie,
    depose: Depose | None = None,
    *,
    by: Compte,
    at: datetime,
) -> Preuve:
    """A file, or the text of `saisie` when there is none."""
    dp = edit(session, dossier, by=by, at=at)
    situation = situation_of(dp, situation_id)
    if reason := why_not_ajouter_preuve(dp, by):
        raise Refus(reason)
    fichier = name_file(session, dossier, depose, by=by, at=at) if depose else None
    titre = saisie.titre or (titre_de(fichier) if fichier else "")
    preuve = _make(situation, titre, texte=saisie.texte, fichier=fichier, at=at)
    preuve.rang = rang_suivant(preuves_de(situation))
    _add(session, dp, preuve, situation, saisie.codes, by=by, at=at)
    return preuve


def modifier_preuve(
    session: Session,
    dossier: Dossier,
    preuve_id: UUID,
    saisie: Saisie,
    *,
    lue: str,
    by: Compte,
    at: datetime,
) -> Preuve | None:
    """Correct its words and what it proves. `lue` is `empreinte` of what was read.

    The stored row when it changed meanwhile: nothing is then written.
    """
    dp = edit(session, dossier, by=by, at=at)
    preuve = preuve_of(dp, preuve_id)
    if empreinte(preuve) != lue:
        return preuve
    if dp.was_deposited(preuve) and saisie.texte != preuve.texte:
        new = _make(preuve.situation, saisie.titre, texte=saisie.texte, at=at)
        _succeed(session, dp, preuve, new, saisie.codes, by=by, at=at)
        return None
    preuve.titre, preuve.texte = saisie.titre, saisie.texte
    _prove(preuve.situation, preuve, saisie.codes)
    session.add(preuve)
    return None


def remplacer(
    session: Session,
    dossier: Dossier,
    preuve_id: UUID,
    depose: Depose,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """Another file for the same capacités; a title of the candidate's own stays."""
    dp = edit(session, dossier, by=by, at=at)
    old = preuve_of(dp, preuve_id)
    fichier = name_file(session, dossier, depose, by=by, at=at)
    named_by_file = old.fichier and old.titre == titre_de(old.fichier)
    titre = titre_de(fichier) if named_by_file else old.titre
    new = _make(old.situation, titre, fichier=fichier, at=at)
    _succeed(session, dp, old, new, codes_prouves(old), by=by, at=at)


def retirer(
    session: Session, dossier: Dossier, preuve_id: UUID, *, by: Compte, at: datetime
) -> None:
    dp = edit(session, dossier, by=by, at=at)
    remove(session, dp, preuve_of(dp, preuve_id), by=by, at=at)


def deplacer(
    session: Session,
    dossier: Dossier,
    preuve_id: UUID,
    place: int,
    *,
    by: Compte,
    at: datetime,
) -> Preuve:
    """To this place, from 0, among those of its situation."""
    preuve = preuve_of(edit(session, dossier, by=by, at=at), preuve_id)
    put_at(preuves_de(preuve.situation), preuve, place)
    return preuve


def garder(
    session: Session,
    dossier: Dossier,
    preuve_id: UUID,
    reponse: str,
    *,
    lue: str | None = None,
    by: Compte,
    at: datetime,
) -> None:
    """Answer the UIMM in words: there is no better document."""
    dp = edit(session, dossier, by=by, at=at)
    preuve = preuve_of(dp, preuve_id)
    if reason := why_not_garder(dp, preuve, by):
        raise Refus(reason)
    exiger_lu({"reponse": preuve.reponse}, {"reponse": reponse}, lue=lue)
    preuve.reponse = reponse
    session.add(preuve)


def titre_de(fichier: Fichier) -> str:
    return PurePath(fichier.nom).stem[:TITRE_MAX]


def empreinte(preuve: Preuve) -> str:
    """What a form was filled from: two tabs must not erase each other's words."""
    words = [preuve.titre, preuve.texte, *codes_prouves(preuve)]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def _make(
    situation: SituationPro,
    titre: str,
    *,
    at: datetime,
    texte: str = "",
    fichier: Fichier | None = None,
) -> Preuve:
    return Preuve(
        dossier_id=situation.dossier_id,
        situation_id=situation.id,
        titre=titre,
        texte=texte,
        fichier=fichier,
        created_at=at,
    )


def _succeed(
    session: Session,
    dp: DossierPreuves,
    old: Preuve,
    new: Preuve,
    codes: Collection[str],
    *,
    by: Compte,
    at: datetime,
) -> None:
    situation = old.situation
    new.rang = old.rang
    new.remplace_id = old.id if dp.was_deposited(old) else old.remplace_id
    remove(session, dp, old, by=by, at=at)
    _add(session, dp, new, situation, codes, by=by, at=at)


def _add(
    session: Session,
    dp: DossierPreuves,
    preuve: Preuve,
    situation: SituationPro,
    codes: Collection[str],
    *,
    by: Compte,
    at: datetime,
) -> None:
    _prove(situation, preuve, codes)
    situation.preuves.append(preuve)
    session.flush()
    note(session, Fait.PREUVE_JOINTE, dp.dossier, preuve, by=by, at=at)


def _prove(situation: SituationPro, preuve: Preuve, codes: Collection[str]) -> None:
    """One preuve may prove several capacités, all of its own situation."""
    if not set(codes) <= codes_de(situation):
        raise Refus(
            f"La situation ne montre plus toutes ces {TERMES.capacites}\u00a0: "
            "rechargez la page pour voir celles qu’elle montre."
        )
    kept = [c for c in preuve.capacites if c.code in codes]
    added = sorted(set(codes) - {c.code for c in kept})
    preuve.capacites = kept + [
        PreuveCapacite(preuve_id=preuve.id, code=code) for code in added
    ]
