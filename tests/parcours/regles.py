"""How an address answers each person around a dossier."""

from dataclasses import dataclass, field

from portal.droit.workflow import Etat
from tests.parcours.monde import Monde, Qui

TOUS = frozenset(Qui)
CONNECTES = TOUS - {Qui.ANONYME}
SANS_DOSSIER = frozenset({Qui.AUTRE_CANDIDAT})
CANDIDATS = frozenset({Qui.CANDIDAT, Qui.AUTRE_CANDIDAT})
GUIDES = frozenset({Qui.ACCOMPAGNATEUR, Qui.REVOQUE})
ICI = frozenset({Qui.INSTRUCTEUR, Qui.RESPONSABLE})
AILLEURS = frozenset({Qui.AUTRE_INSTRUCTEUR, Qui.AUTRE_RESPONSABLE})
UIMM = ICI | AILLEURS
DEUX = frozenset({Qui.CANDIDAT, Qui.ACCOMPAGNATEUR})
ENTIERE = frozenset({Qui.RESPONSABLE})
"""Who reads a page that both of the UIMM see alike: its menu is the longer one."""
RESPONSABLES = frozenset({Qui.RESPONSABLE, Qui.AUTRE_RESPONSABLE})
SUIVIS = (Etat.EN_INSTRUCTION, *(e for e in Etat if e is not Etat.EN_INSTRUCTION))


@dataclass(frozen=True)
class Regle:
    """`inconnu`: told 404. The others are told 403, and nobody's browser to sign in."""

    passe: frozenset[Qui]
    inconnu: frozenset[Qui] = frozenset()
    etats: tuple[Etat, ...] = (Etat.RECEVABLE,)
    noms: dict[str, str] = field(default_factory=dict)
    """Which value of the world an argument takes, when it is not its own name."""
    requete: str = ""
    corps: dict[str, str] = field(default_factory=dict)
    """What a POST needs to name something: field → value of the world."""
    lecteurs: frozenset[Qui] = frozenset()
    """Whose browser visits it, when it is not every role's that gets in."""
    page: str = ""
    """Why the browser does not visit it: not a page, or a redirection to one."""

    def visites(self) -> list[tuple[Qui, Etat]]:
        """The candidate in every state; the others in the first, of many."""
        known = frozenset({Qui.ANONYME}) if self.passe == TOUS else self.passe & ROLES
        seen = [
            (qui, etat)
            for qui in sorted(self.lecteurs or known)
            for etat in self.etats[: None if qui is Qui.CANDIDAT else 3]
            if not (qui in ICI and etat is Etat.BROUILLON)
        ]
        return [] if self.page else seen

    def valeurs(self, monde: Monde, arguments: set[str]) -> dict:
        return {a: monde.valeurs[self.noms.get(a, a)] for a in arguments - {"cle"}}


def public(**more) -> Regle:
    return Regle(TOUS, **more)


ABSENT = "not set up here"


def aucun(inconnu: frozenset[Qui] = TOUS, page: str = ABSENT, **more) -> Regle:
    """What the installation of the tests has not set up; 404 for who comes in."""
    return Regle(frozenset(), inconnu, page=page, **more)


def mien(*etats: Etat, **more) -> Regle:
    """A page of the candidate's own dossier."""
    return Regle(
        frozenset({Qui.CANDIDAT}),
        frozenset({Qui.AUTRE_CANDIDAT}),
        etats or (Etat.RECEVABLE,),
        **more,
    )


def relu(*etats: Etat, **more) -> Regle:
    """The dossier de preuves: its author and who accompanies."""
    return Regle(
        DEUX,
        frozenset({Qui.AUTRE_CANDIDAT, Qui.REVOQUE}),
        etats or (Etat.RECEVABLE,),
        **more,
    )


def parle(passe: frozenset[Qui] = DEUX, **more) -> Regle:
    """The conversation: any account may accompany, so the UIMM is told 404."""
    return Regle(passe, CANDIDATS | GUIDES | UIMM, **more)


def suivi(
    *etats: Etat,
    passe: frozenset[Qui] = DEUX | ICI,
    inconnu: frozenset[Qui] = CANDIDATS | GUIDES | UIMM,
    **more,
) -> Regle:
    return Regle(passe, inconnu, etats or (Etat.EN_INSTRUCTION,), **more)


def instruit(*etats: Etat, **more) -> Regle:
    return Regle(ICI, AILLEURS, etats or (Etat.EN_INSTRUCTION,), **more)


def emporte(**more) -> Regle:
    """A dossier as a whole: who wrote it, and the UIMM."""
    return Regle(
        ICI | {Qui.CANDIDAT},
        AILLEURS | {Qui.AUTRE_CANDIDAT},
        (Etat.EN_INSTRUCTION,),
        **more,
    )


def dirige(*etats: Etat, **more) -> Regle:
    return Regle(
        frozenset({Qui.RESPONSABLE}),
        frozenset({Qui.AUTRE_RESPONSABLE}),
        etats or (Etat.RECEVABLE,),
        **more,
    )


def reunit(*etats: Etat, passee: bool = False, **more) -> Regle:
    """A session of the commission, to come or of yesterday."""
    noms = {"id_": "seance_passee" if passee else "seance_id"}
    etats = etats or (Etat.PREUVES_RECUES,)
    return instruit(*etats, noms=noms, lecteurs=ENTIERE, **more)


def entretient(**more) -> Regle:
    """A candidate's turn before the commission."""
    return reunit(Etat.COMMISSION_PROGRAMMEE, passee=True, **more)


def gere(**more) -> Regle:
    """An account or an invitation of the UIMM of the dossier."""
    return Regle(
        frozenset({Qui.RESPONSABLE, Qui.ADMINISTRATEUR}),
        frozenset({Qui.AUTRE_RESPONSABLE}),
        **more,
    )


def administre(**more) -> Regle:
    return Regle(frozenset({Qui.ADMINISTRATEUR}), **more)


BROUILLON, A_COMPLETER = Etat.BROUILLON, Etat.A_COMPLETER
DEPOSEES, PREUVES_A_COMPLETER = Etat.PREUVES_DEPOSEES, Etat.PREUVES_A_COMPLETER
RESULTATS = (Etat.VALIDATION_PARTIELLE, Etat.CERTIFIE, Etat.NON_VALIDE)
REDIRIGE = "leads to another page"
ACTE = "an act: POST only"
ROLES = frozenset(Qui) - {Qui.ANONYME, Qui.AUTRE_CANDIDAT, Qui.REVOQUE} - AILLEURS
COMPTE = {"id_": "compte_id"}
