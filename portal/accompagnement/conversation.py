"""The comments of a dossier as one of their readers sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from portal.accompagnement.partage import (
    ENSEMBLE,
    Cible,
    Partage,
    nom_du_candidat,
)
from portal.comptes.models import Compte
from portal.dossiers import libelles
from portal.dossiers.models import Ancre, Commentaire, Dossier, SituationPro
from portal.droit.workflow import Role
from portal.web.filters import date_heure


@dataclass(frozen=True)
class Message:
    """The words that the macro `fil` asks for."""

    auteur: str
    quand: str
    texte: str
    moi: bool
    nonlu: bool


@dataclass(frozen=True)
class Fil:
    id: UUID
    resolu: bool
    messages: list[Message]

    @property
    def non_lus(self) -> int:
        return sum(m.nonlu for m in self.messages)

    @property
    def attend_ma_reponse(self) -> bool:
        return not self.messages[-1].moi


@dataclass(frozen=True)
class Unite:
    """The threads of one anchor: what one fragment shows."""

    cible: Cible
    fils: list[Fil]

    @property
    def id(self) -> str:
        return self.cible.id

    @property
    def non_lus(self) -> int:
        return sum(f.non_lus for f in self.fils)

    @property
    def ouverts(self) -> int:
        return sum(not f.resolu for f in self.fils)


@dataclass(frozen=True)
class Conversation:
    partage: Partage
    unites: dict[tuple[Ancre, str], Unite]
    dernier: UUID | None
    """The newest comment: reading is kept until it."""

    @property
    def dossier(self) -> Dossier:
        return self.partage.dossier

    @cached_property
    def non_lus(self) -> int:
        return sum(u.non_lus for u in self.commentees)

    @cached_property
    def commentees(self) -> list[Unite]:
        return [u for u in self.unites.values() if u.fils]

    @property
    def sur_ensemble(self) -> list[Unite]:
        """On the whole, and on what the candidate has removed since."""
        standing = {c.id for c in self.partage.cibles} - {ENSEMBLE.id}
        return [u for u in self.unites.values() if u.id not in standing]

    @property
    def sur_capacites(self) -> list[Unite]:
        aimed = self.partage.capacites
        return [self.unites[Ancre.CAPACITE, c.code] for c in aimed]

    def autour(self, situation: SituationPro) -> list[Unite]:
        """On the situation, then on each of its preuves."""
        preuves = [(Ancre.PREUVE, str(p.id)) for p in Partage.preuves(situation)]
        keys = [(Ancre.SITUATION, str(situation.id)), *preuves]
        return [self.unites[key] for key in keys]

    def unite(self, ancre: Ancre, cible: str) -> Unite | None:
        return self.unites.get((ancre, cible))


def conversation(
    partage: Partage, rows: Iterable[tuple[Commentaire, bool]], compte: Compte
) -> Conversation:
    """`rows`: every comment, the oldest first, and whether `compte` has yet to read it.

    One unit for each thing that may be commented, then for what is gone.
    """
    threads: dict[UUID, list[tuple[Commentaire, bool]]] = {}
    for comment, unread in rows:
        threads.setdefault(comment.fil_id or comment.id, []).append((comment, unread))
    unites = {(c.ancre, c.cible): Unite(c, []) for c in partage.cibles}
    for thread in threads.values():
        first = thread[0][0]
        unites.setdefault(
            (first.ancre, first.cible),
            Unite(partage.cible(first.ancre, first.cible), []),
        ).fils.append(_fil(thread, partage.dossier, compte))
    every = [comment for thread in threads.values() for comment, _ in thread]
    newest = max(every, key=lambda c: (c.created_at, c.id), default=None)
    return Conversation(partage, unites, newest.id if newest else None)


def _fil(
    thread: list[tuple[Commentaire, bool]], dossier: Dossier, compte: Compte
) -> Fil:
    first = thread[0][0]
    return Fil(
        id=first.id,
        resolu=first.resolu_at is not None,
        messages=[_message(row, dossier, compte) for row in thread],
    )


def _message(
    row: tuple[Commentaire, bool], dossier: Dossier, compte: Compte
) -> Message:
    comment, unread = row
    mine = comment.auteur_id == compte.id
    return Message(
        auteur="Vous" if mine else _auteur(comment, dossier),
        quand=date_heure(comment.created_at),
        texte=comment.texte,
        moi=mine,
        nonlu=unread,
    )


def _auteur(comment: Commentaire, dossier: Dossier) -> str:
    if comment.auteur_id == dossier.candidat_id:
        return nom_du_candidat(dossier)
    return comment.auteur.nom_affiche or libelles.ROLE[Role.ACCOMPAGNATEUR]
