"""A dossier de preuves in a few lines of words."""

from portal.dossiers.dossier_preuves import DossierPreuves, preuves_de
from portal.dossiers.models import SituationPro
from portal.web.filters import mois_annee, pluriel


def resume(dp: DossierPreuves) -> list[str]:
    """One line a situation, then one for each gap accepted."""
    lines = [
        f"Situation {number}\u00a0: {situation.titre} "
        f"({pluriel(len(preuves_de(situation)), 'preuve')})"
        for number, situation in enumerate(dp.situations, start=1)
    ]
    gaps = [c.code for c in dp.couvertures.values() if c.ecart_accepte and c.manque]
    return lines + [f"{code}\u00a0: manque accepté et expliqué" for code in gaps]


def quand(situation: SituationPro) -> str:
    """« Mars 2023 à novembre 2023 »; empty when no date was given."""
    debut, fin = situation.debut_le, situation.fin_le
    if debut and fin and mois_annee(debut) != mois_annee(fin):
        return f"{mois_annee(debut)} à {mois_annee(fin)}".capitalize()
    if debut and not fin:
        return f"Depuis {mois_annee(debut)}"
    only = debut or fin
    return mois_annee(only).capitalize() if only else ""
