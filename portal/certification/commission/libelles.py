"""The words of the commission's lists."""

from portal.droit.listes import Observation, Presence

PRESENCE = {
    Presence.ATTENDU: "Attendu·e",
    Presence.PRESENT: "Présent·e",
    Presence.ABSENT: "Absent·e",
    Presence.EXCUSE: "Excusé·e",
}
REPORT = {
    Presence.ABSENT: "La personne était absente",
    Presence.EXCUSE: "La personne s’est excusée",
    Presence.ATTENDU: "Une autre raison, qui ne tient pas à elle",
}
"""Why a turn is put off."""
OBSERVATION = {
    Observation.OUI: "Oui",
    Observation.EN_PARTIE: "En partie",
    Observation.NON: "Non",
}
