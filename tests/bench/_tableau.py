"""Figures in columns, and which targets they miss."""

from tests.bench._client import Mesure

COLONNES = ("", "octets", "CPU ms", "nue ms", "rapport", "p50 ms", "p95 ms", "Mo")
LARGEUR = 34


def entete(titre: str) -> None:
    print(f"\n{titre:<{LARGEUR}}" + "".join(f"{c:>9}" for c in COLONNES[1:]))


def ligne(nom: str, octets: int, mesure: Mesure, nue: Mesure | None = None) -> None:
    cells = [
        f"{octets}",
        f"{mesure.cpu_median:.2f}",
        f"{nue.cpu_median:.2f}" if nue else "",
        f"{rapport(mesure, nue):.2f}" if nue else "",
        f"{mesure.p50:.1f}" if mesure.latences else "",
        f"{mesure.p95:.1f}" if mesure.latences else "",
        f"{mesure.memoire:.0f}",
    ]
    print(f"{nom:<{LARGEUR}}" + "".join(f"{c:>9}" for c in cells), flush=True)


def rapport(mesure: Mesure, nue: Mesure) -> float:
    return mesure.cpu_median / nue.cpu_median


def verdict(nom: str, mesure: float, cible: float, unite: str = "") -> None:
    word = "ok" if mesure <= cible else "ABOVE"
    figures = f"{mesure:>9.2f} {unite:<4} target {cible:g}  {word}"
    print(f"{nom:<{LARGEUR}}{figures}", flush=True)
