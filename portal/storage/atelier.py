"""The process that opens what strangers send, and dies of it in our stead.

Started by `contenu.py` with the file as standard input and the cleaned copy to be
written on standard output; the last line of standard error is the verdict, in JSON.
"""

import json
import logging
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from portal.storage.verdicts import Bilan, Bornes, FichierRefuse, Raison

# What it may write: a cleaned copy is hardly larger than a file we take.
ECRIT_MAX = 128 * 1024 * 1024
NO_ROOM = 3
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


def judge(raw: bytes, type_mime: str, bornes: Bornes) -> Bilan:
    """The file is kept, cleaned if need be, or `FichierRefuse` is raised.

    Whatever a library raises on a hostile file means that the file is not sound.
    """
    clean = _cleaner(type_mime)
    try:
        return clean(raw, bornes)
    except FichierRefuse:
        raise
    except (MemoryError, RecursionError):
        raise FichierRefuse(Raison.TROP_COMPLEXE) from None
    except Exception as error:
        bomb = type(error).__name__.startswith("DecompressionBomb")
        raison = Raison.TROP_DE_PIXELS if bomb else Raison.ABIME
        raise FichierRefuse(raison) from error


def _cleaner(type_mime: str) -> Callable[[bytes, Bornes], Bilan]:
    """Only what this file needs is loaded: half of the time is spent loading."""
    if type_mime == PDF:
        from portal.storage import pdf

        return pdf.clean
    from portal.storage import images

    return images.clean_png if type_mime == PNG else images.clean_jpeg


def as_json(bilan: Bilan) -> dict[str, Any]:
    kept = bilan.copie is not None
    return {"pages": bilan.pages, "retraits": bilan.retraits, "copie": kept}


def main(type_mime: str, bornes: Bornes) -> None:
    _limit(bornes)
    # Thousands of lines about a hostile file would fill the disk for nothing.
    logging.disable()
    try:
        bilan = judge(sys.stdin.buffer.read(), type_mime, bornes)
        _write(bilan.copie or b"")
        verdict = as_json(bilan)
    except FichierRefuse as refusal:
        verdict = {"raison": refusal.raison, "precisions": refusal.precisions}
    sys.stderr.write(f"\n{json.dumps(verdict)}\n")


def _limit(bornes: Bornes) -> None:
    for limit, most in (
        (resource.RLIMIT_AS, bornes.memoire),
        (resource.RLIMIT_CPU, bornes.secondes),
        (resource.RLIMIT_FSIZE, ECRIT_MAX),
        (resource.RLIMIT_CORE, 0),
    ):
        before = resource.getrlimit(limit)[0]
        least = most if before == resource.RLIM_INFINITY else min(most, before)
        resource.setrlimit(limit, (least, least))


def _write(copie: bytes) -> None:
    try:
        sys.stdout.buffer.write(copie)
        sys.stdout.flush()
    except OSError:
        os._exit(NO_ROOM)


def command(type_mime: str, bornes: Bornes) -> list[str]:
    """Our packages are emptied of their first lines, which load the whole portal."""
    code = (
        "import json, sys, types\n"
        "path, folder, type_mime, bornes = json.loads(sys.argv[1])\n"
        "sys.path[:] = path\n"
        "for name in ('portal', 'portal.storage'):\n"
        "    sys.modules[name] = types.ModuleType(name)\n"
        "    sys.modules[name].__path__ = [folder + name[6:].replace('.', '/')]\n"
        "from portal.storage import atelier, verdicts\n"
        "atelier.main(type_mime, verdicts.Bornes(**bornes))\n"
    )
    folder = __file__.rsplit("/", 2)[0]
    asked = json.dumps([sys.path, folder, type_mime, asdict(bornes)])
    return [sys.executable, "-I", "-S", "-c", code, asked]
