"""Why a registration may not be recorded or corrected; None when it may."""

from portal.catalogue.models import Enregistrement


def why_not_correct(enregistrement: Enregistrement) -> str | None:
    if enregistrement.demonstration:
        return "Un enregistrement de démonstration ne se modifie pas."
    return None


def why_not_code(other: Enregistrement | None) -> str | None:
    """`other`: the registration that already bears the code wanted."""
    if other is None:
        return None
    return f"{other.code} est déjà enregistré\u00a0: corrigez cet enregistrement-là."


def why_not_rename(*, pinned: bool) -> str | None:
    if pinned:
        return "Des dossiers se rapportent à ce code\u00a0: il ne change plus."
    return None
