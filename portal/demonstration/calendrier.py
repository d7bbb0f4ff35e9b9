"""The commissions and juries of the demonstration, each on its days before today."""

from datetime import date

from portal.demonstration import commission, gtp, jury, suites
from portal.demonstration.parcours import abrege
from portal.demonstration.parcours_conception import PARCOURS as CONCEPTION
from portal.demonstration.parcours_projets import PARCOURS as PROJETS
from portal.demonstration.parcours_qse import PARCOURS as QSE
from portal.demonstration.personnes import LILLE
from portal.demonstration.seance import Groupe, Inscrit, Moment

# Whose preuves nobody comes to read: as long as the real ones would load twice slower.
PROJETS_BREF, QSE_BREF, CONCEPTION_BREF = (
    abrege(parcours) for parcours in (PROJETS, QSE, CONCEPTION)
)

CONCLUE: tuple[Moment, ...] = (
    (0, commission.planifier(20)),
    (20, commission.conclure),
)
DELIBERE: tuple[Moment, ...] = (
    *CONCLUE,
    (10, jury.fixer(40)),
    (2, jury.solliciter()),
    (9, jury.composer()),
    (5, jury.convoquer),
    (24, jury.deliberer),
)
JURY = sum(days for days, _what in DELIBERE)
"""Days from the fixing of the commission to the jury."""
TRANSMIS: tuple[Moment, ...] = (*DELIBERE, (15, gtp.transmettre))
VALIDE: tuple[Moment, ...] = (
    *TRANSMIS,
    (20, gtp.valider),
    (3, suites.lire_le_resultat),
    (9, suites.remettre),
    (5, suites.remplir_le_questionnaire),
)
TOUT_CONCEPTION = ("C1", "C2", "C3", "C4", "C5", "C6")
SALLE_ACCESSIBLE = (
    "Je suis en fauteuil roulant et je fatigue vite à l’oral. Je demande une salle "
    "accessible et une pause."
)

COMMISSIONS = (
    # To come, one person with an accommodation.
    Groupe(
        10,
        ((0, commission.planifier(22)),),
        (
            Inscrit("commission-programmee", PROJETS),
            Inscrit("amenagement", QSE, amenagement=SALLE_ACCESSIBLE),
        ),
    ),
    # Held two days ago: one concluded, one half written, one absent.
    Groupe(
        22,
        ((0, commission.planifier(20)), (20, commission.conclure_en_partie)),
        (
            Inscrit("41", QSE_BREF, refusees=("C8",)),
            Inscrit("42", PROJETS_BREF, refusees=("C3",)),
            Inscrit("absent", CONCEPTION_BREF),
        ),
    ),
    # Concluded, and no jury yet.
    Groupe(
        45,
        ((0, commission.planifier(20, visio=True)), (20, commission.conclure)),
        (
            Inscrit("conclusions-rendues", PROJETS),
            Inscrit("43", QSE_BREF, refusees=("C7", "C8")),
        ),
    ),
)
JURYS = (
    # Just fixed: its delays are far.
    Groupe(
        35,
        (*CONCLUE, (10, jury.fixer(60)), (2, jury.solliciter(1))),
        (Inscrit("44", CONCEPTION_BREF, refusees=("C6",), blocs=(2,)),),
    ),
    # In preparation: a union to ask, one that has not answered, nobody convened.
    Groupe(
        40,
        (
            *CONCLUE,
            (10, jury.fixer(30)),
            (2, jury.solliciter(3)),
            (5, jury.composer(2)),
        ),
        (
            Inscrit("jury-programme", PROJETS),
            Inscrit("46", QSE_BREF, refusees=("C5", "C7")),
            Inscrit("47", PROJETS_BREF, refusees=("C7",), blocs=(3,)),
        ),
    ),
    # Next week, and nobody convened.
    Groupe(
        60,
        (
            *CONCLUE,
            (10, jury.fixer(38)),
            (3, jury.solliciter(3)),
            (10, jury.composer(1)),
        ),
        (Inscrit("48", CONCEPTION_BREF),),
    ),
)
TRANSMISSIONS = (
    # Deliberated ten days ago.
    Groupe(JURY + 10, DELIBERE, (Inscrit("49", PROJETS_BREF),)),
    # Its two months end soon, and the signed minutes have not come.
    Groupe(
        JURY + 52,
        (*DELIBERE, (20, gtp.rassembler)),
        (
            Inscrit("jury-delibere", PROJETS),
            Inscrit("50", QSE_BREF, refusees=("C7", "C8")),
        ),
    ),
    # Refused by the GTP: to be sent again, and late.
    Groupe(
        JURY + 70,
        (*TRANSMIS, (30, gtp.refuser)),
        (Inscrit("valide-refuse", CONCEPTION_BREF),),
    ),
    Groupe(
        JURY + 19,
        TRANSMIS,
        (
            Inscrit("transmis-gtp", PROJETS),
            Inscrit("51", CONCEPTION_BREF, refusees=("C5", "C6")),
        ),
    ),
    # Of another UIMM, half checked.
    Groupe(
        JURY + 27,
        (*TRANSMIS, (5, gtp.controler_en_partie)),
        (
            Inscrit("nord-3", QSE_BREF),
            Inscrit("nord-4", PROJETS_BREF, refusees=("C5",)),
        ),
        uimm=LILLE,
    ),
    Groupe(
        JURY + 40,
        (*TRANSMIS, (12, gtp.questionner)),
        (
            Inscrit("complement-gtp", QSE),
            Inscrit("53", PROJETS_BREF, refusees=("C1", "C3")),
        ),
    ),
)
VALIDES = Groupe(
    JURY + 96,
    (*VALIDE, (2, suites.reprendre)),
    (
        Inscrit("certifie", PROJETS),
        Inscrit("validation-partielle", QSE, refusees=("C7", "C8")),
        Inscrit("non-valide", CONCEPTION, refusees=TOUT_CONCEPTION),
        # The last: it is the one that asks for the remainder.
        Inscrit("reprise", PROJETS, refusees=("C3", "C5")),
    ),
)
ANNEE_PASSEE = (
    Inscrit("54", CONCEPTION_BREF),
    Inscrit("55", PROJETS_BREF, refusees=("C7",)),
    Inscrit("56", QSE_BREF),
)


def groupes(on: date) -> list[Groupe]:
    """All, with the jury of last civil year: its autumn is past whatever the day."""
    autumn = date(on.year - 1, 10, 15)
    before = Groupe(
        JURY + (on - autumn).days, (*VALIDE, (10, suites.copier)), ANNEE_PASSEE
    )
    return [*COMMISSIONS, *JURYS, *TRANSMISSIONS, VALIDES, before]
