"""The data of each letter of the UIMM: what is previewed is what is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from json import dumps

from portal.comptes.models import Compte
from portal.courrier import lettres_textes as textes
from portal.dossiers.faits import echeances_du, passages
from portal.dossiers.models import Avis, Depot, Dossier, Identite, Preuve
from portal.droit.echeances import Cle, Echeance, Passage, echeances
from portal.droit.reglements import reglement
from portal.droit.workflow import Acte
from portal.instruction.dossier import Instruction, motif, nom


@dataclass(frozen=True)
class Lettre:
    """One letter before it is sent."""

    modele: str
    donnees: dict

    @property
    def empreinte(self) -> str:
        """What was read is what is sent: the form gives it back."""
        text = dumps([self.modele, self.donnees], sort_keys=True)
        return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Decision:
    """What the reviewer decided and wrote: `motifs` is (piece or criterion, words)."""

    favorable: bool
    motifs: Sequence[tuple[str, str]] = ()
    recommandations: str = ""

    @property
    def acte(self) -> Acte:
        if self.favorable:
            return Acte.DECLARER_RECEVABLE
        return Acte.DECLARER_NON_RECEVABLE

    @property
    def motivation(self) -> str:
        """As the journal and the avis keep it."""
        lines = [f"{what}\u00a0: {words}" for what, words in self.motifs]
        return "\n".join([*lines, *filter(None, [self.recommandations])])


def lettre_d_avis(
    instruction: Instruction, decision: Decision, *, by: Compte, on: date
) -> Lettre:
    entete = _entete(instruction.dossier, instruction.identite, on)
    if not decision.favorable:
        donnees = textes.avis_defavorable(entete, motifs=decision.motifs, auteur=by)
        return Lettre("avis_defavorable", donnees)
    limite, cible = parcours_ouvert(instruction.dossier, on)
    donnees = textes.avis_favorable(
        entete,
        limite=limite,
        cible=cible,
        constats=[words for _what, words in decision.motifs],
        recommandations=decision.recommandations,
        auteur=by,
    )
    return Lettre("avis_favorable", donnees)


def lettre_de_demande(
    instruction: Instruction, *, reponse_le: date, by: Compte, on: date
) -> Lettre:
    refus = [
        textes.PieceRefusee(nom(p), motif(p.verdict), p.verdict.phrase)
        for p in instruction.refusees()
        if p.verdict
    ]
    donnees = textes.demande_pieces(
        _entete(instruction.dossier, instruction.identite, on),
        refus=refus,
        reponse_le=reponse_le,
        effet=reglement(instruction.dossier.reglement).effet_demande,
        auteur=by,
    )
    return Lettre("demande_pieces", donnees)


def lettre_d_annulation(
    dossier: Dossier,
    identite: Identite,
    avis: Avis,
    *,
    motif: str,
    by: Compte,
    on: date,
) -> Lettre:
    after = Passage(Acte.REVENIR_SUR_AVIS, on)
    donnees = textes.avis_annule(
        _entete(dossier, identite, on),
        favorable=avis.favorable,
        rendu_le=avis.rendu_le,
        motif=motif,
        limite=_limite(dossier, after, Cle.K1),
        auteur=by,
    )
    return Lettre("avis_annule", donnees)


def accuse_de_preuves(
    dossier: Dossier,
    identite: Identite,
    preuves: Sequence[Preuve],
    depot: Depot | None,
    *,
    on: date,
) -> Lettre:
    donnees = textes.accuse_preuves(
        _entete(dossier, identite, on),
        contenu=[preuve.titre for preuve in preuves],
        sha256=depot.sha256 if depot else "",
        limite=_derniere(Cle.K2, echeances_du(dossier)),
    )
    return Lettre("accuse_preuves", donnees)


def parcours_ouvert(dossier: Dossier, on: date) -> tuple[date, date]:
    """K2 and its target, if the avis is favorable that day (rule 2)."""
    after = Passage(Acte.DECLARER_RECEVABLE, on)
    return _limite(dossier, after, Cle.K2), _limite(dossier, after, Cle.K2_CIBLE)


def etude_reprise(dossier: Dossier, on: date) -> date:
    """K1, if the UIMM goes on without an answer that day (rule 1)."""
    return _limite(dossier, Passage(Acte.REPRENDRE, on), Cle.K1)


def _limite(dossier: Dossier, after: Passage, cle: Cle) -> date:
    """Of that delay, once this act is done."""
    done = [*passages(dossier.evenements), after]
    found = echeances(done, reglement(dossier.reglement))
    return _derniere(cle, found)


def _derniere(cle: Cle, found: Iterable[Echeance]) -> date:
    return [e.limite for e in found if e.cle is cle][-1]


def _entete(dossier: Dossier, identite: Identite, on: date) -> textes.Entete:
    return textes.Entete(dossier=dossier, identite=identite, le=on)
