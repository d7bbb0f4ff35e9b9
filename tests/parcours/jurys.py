"""The addresses of one jury, by what they answer."""

JURY = (
    *("jury", "deplacer", "annuler", "nouveau_membre", "membre", "informer"),
    *("convoquer", "ligne", "reporter", "decision", "deliberation"),
)
JURY_ACTES = ("designations", "reponse", "presences", "emargement", "deliberer")
JURY_FICHIERS = (
    *("convocation", "recapitulatifs", "feuille", "feuille_signee"),
    *("proces_verbal", "proces_verbal_csv"),
)
