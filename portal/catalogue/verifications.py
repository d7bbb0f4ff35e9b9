"""What the shape of a catalogue file cannot say: order, partition, references."""

import re
from collections.abc import Iterable

from portal.catalogue.referentiel import Capacite, Condition, Contenu, Critere
from portal.catalogue.schema import EnregistrementLu, Fichier
from portal.droit.cycle_de_vie import DATES, why_not_benefice, why_not_date
from portal.droit.termes import TERMES

BDC = re.compile(r"^BDC \d{4}$")
MODALITES = re.compile(r"^\([a-z](\|[a-z])*\)(&[a-z])*$")


def fautes(fichier: Fichier, stem: str) -> Iterable[str]:
    """What a shape cannot say: order, partition, references between parts."""
    if fichier.schema != 1:
        yield "schema\u00a0: seul le schéma 1 est connu"
    if fichier.certification.slug != stem:
        yield f"certification.slug\u00a0: doit être le nom du fichier, {stem}"
    for enregistrement in fichier.enregistrements:
        yield from _fautes_enregistrement(enregistrement)
    yield from _fautes_referentiel(fichier.referentiel)


def _fautes_enregistrement(e: EnregistrementLu) -> Iterable[str]:
    dates = {name: getattr(e, name) for name in DATES}
    if any(why_not_date(name, dates) for name in DATES):
        yield f"{e.code}\u00a0: dates en désordre ({', '.join(DATES)})"
    if e.effet and e.fin and e.duree_ans and e.fin.year - e.effet.year != e.duree_ans:
        yield f"{e.code}\u00a0: duree_ans ne va pas de effet à fin"
    if why_not_benefice(e.benefice_texte, e.benefice_mois):
        yield f"{e.code}\u00a0: benefice_mois et benefice_texte se contredisent"


def _fautes_referentiel(contenu: Contenu) -> Iterable[str]:
    codes = [c.code for c in contenu.capacites]
    if codes != _suite("C", len(codes)):
        yield "referentiel.capacites\u00a0: les codes doivent se suivre, C1, C2…"
    if [a.code for a in contenu.activites] != _suite("A", len(contenu.activites)):
        yield "referentiel.activites\u00a0: les codes doivent se suivre, A1, A2…"
    if [code for bloc in contenu.blocs for code in bloc.capacites] != codes:
        yield (
            f"referentiel.blocs\u00a0: chaque {TERMES.capacite} doit être dans un bloc "
            "et un seul, dans l’ordre"
        )
    if [b.numero for b in contenu.blocs] != list(range(1, len(contenu.blocs) + 1)):
        yield "referentiel.blocs\u00a0: les numéros doivent se suivre à partir de 1"
    yield from _fautes_blocs(contenu)
    for capacite in contenu.capacites:
        yield from _fautes_capacite(capacite)


def _fautes_blocs(contenu: Contenu) -> Iterable[str]:
    if len({b.cle for b in contenu.blocs}) != len(contenu.blocs):
        yield "referentiel.blocs\u00a0: deux blocs ont la même cle"
    known = {m.code for m in contenu.modalites}
    for bloc in contenu.blocs:
        key = f"referentiel.blocs.{bloc.numero}"
        if bloc.bdc is not None and not BDC.match(bloc.bdc):
            yield f"{key}.bdc\u00a0: forme inattendue"
        if not MODALITES.match(bloc.modalites):
            yield f"{key}.modalites\u00a0: forme inattendue"
        elif not set(re.findall("[a-z]", bloc.modalites)) <= known:
            yield f"{key}.modalites\u00a0: modalité inconnue"


def _fautes_capacite(capacite: Capacite) -> Iterable[str]:
    key = f"referentiel.capacites.{capacite.code}"
    expected = _suite(f"{capacite.code}.", len(capacite.criteres))
    if [c.code for c in capacite.criteres] != expected:
        yield f"{key}\u00a0: les critères doivent se suivre"
    if capacite.exemples_demandes < 1:
        yield f"{key}.exemples_demandes\u00a0: au moins 1"
    rows: tuple[Condition | Critere, ...] = (*capacite.conditions, *capacite.criteres)
    if any(row.points and row.points[0].startswith("➢") for row in rows):
        yield f"{key}\u00a0: une liste commence au second niveau"


def _suite(prefix: str, length: int) -> list[str]:
    return [f"{prefix}{i}" for i in range(1, length + 1)]
