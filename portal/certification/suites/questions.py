"""The questionnaire of the holder: short, closed, no salary asked (R70)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    cle: str
    libelle: str
    choix: dict[str, str]


QUESTIONS = (
    Question(
        "situation",
        "Votre situation aujourd’hui",
        {
            "emploi": "En emploi",
            "recherche": "En recherche d’emploi",
            "compte": "À mon compte",
            "formation": "En formation",
            "autre": "Autre situation",
        },
    ),
    Question(
        "poste",
        "Votre poste correspond-il à la certification obtenue\u00a0?",
        {
            "oui": "Oui",
            "partie": "En partie",
            "non": "Non",
            "sans": "Je n’ai pas de poste",
        },
    ),
    Question(
        "evolution",
        "Depuis votre certification, qu’est-ce qui a changé\u00a0?",
        {
            "responsabilites": "Mes responsabilités",
            "poste": "Mon poste, chez le même employeur",
            "employeur": "Mon employeur",
            "emploi": "J’ai trouvé un emploi",
            "rien": "Rien pour le moment",
        },
    ),
    Question(
        "conseil",
        "Conseilleriez-vous cette démarche à une autre personne\u00a0?",
        {"oui": "Oui", "peut_etre": "Peut-être", "non": "Non"},
    ),
)


def lisibles(reponses: dict) -> list[str]:
    """One cell a question, in words; what is not answered is empty."""
    return [q.choix.get(reponses.get(q.cle, ""), "") for q in QUESTIONS]
