"""The words of what follows a validation."""

from portal.droit.listes import GenreCertificat, ModeRemise

MODE = {
    ModeRemise.LETTRE: "Par lettre simple",
    ModeRemise.RECOMMANDE: "Par lettre recommandée avec accusé de réception",
    ModeRemise.MAIN_PROPRE: "En main propre, contre décharge",
}
GENRE = {
    GenreCertificat.CQPM: "CQPM",
    GenreCertificat.CQPM_RNCP: "CQPM inscrit au RNCP",
    GenreCertificat.BLOC: "Bloc de compétences",
}
