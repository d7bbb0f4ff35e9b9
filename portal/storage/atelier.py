"""The process that opens what strangers send, and dies of it in our stead.

Started with a module of ours to run: this one judges a file for `contenu.py`, with
the file as standard input and the cleaned copy to be written on standard output; the
last line of standard error is the verdict, in JSON.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from threading import Timer
from typing import Any, BinaryIO

from portal.storage.verdicts import Bilan, Bornes, FichierRefuse, Raison

NO_ROOM = 3
# What some installations need to find their libraries.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH")
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


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
    if type_mime == HEIC:
        from portal.storage import heic

        return heic.clean
    if type_mime in {DOCX, ODT}:
        from portal.storage import bureau

        return lambda raw, _bornes: bureau.check(raw, type_mime)
    from portal.storage import images

    return images.clean_png if type_mime == PNG else images.clean_jpeg


def as_json(bilan: Bilan) -> dict[str, Any]:
    kept = bilan.copie is not None
    return {"pages": bilan.pages, "retraits": bilan.retraits, "copie": kept}


def main(type_mime: str, bornes: Bornes) -> None:
    confine(bornes)
    try:
        bilan = judge(sys.stdin.buffer.read(), type_mime, bornes)
        _write(bilan.copie or b"")
        verdict = as_json(bilan)
    except FichierRefuse as refusal:
        verdict = {"raison": refusal.raison, "precisions": refusal.precisions}
    sys.stderr.write(f"\n{json.dumps(verdict)}\n")


def confine(bornes: Bornes) -> None:
    # Thousands of lines about a hostile file would fill the disk for nothing.
    logging.disable()
    for limit, most in (
        (resource.RLIMIT_AS, bornes.memoire),
        (resource.RLIMIT_CPU, bornes.secondes),
        (resource.RLIMIT_FSIZE, bornes.ecrit),
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


def run(
    module: str,
    demande: str,
    bornes: Bornes,
    *,
    stdin: BinaryIO,
    stdout: BinaryIO,
    stderr: BinaryIO | int = subprocess.DEVNULL,
) -> int:
    """Run `portal.storage.<module>.main(demande, bornes)` apart; 0 when it ended well.

    Negative when a limit stopped it.
    """
    try:
        ended = subprocess.run(  # noqa: S603 - our own program, no word of theirs
            command(module, demande, bornes),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            timeout=bornes.secondes + 5,
            check=False,
            env=environment(),
        )
    except subprocess.TimeoutExpired:
        return -1
    return ended.returncode


def talk(
    module: str, demande: str, bornes: Bornes, *, fds: Collection[int]
) -> Iterator[dict[str, Any]]:
    """As `run`, with these files open there too: each line it says, in JSON.

    They stop when it ends, well or not: what was said tells how far it went.
    """
    with subprocess.Popen(  # noqa: S603 - our own program, no word of theirs
        command(module, demande, bornes),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=fds,
        env=environment(),
    ) as process:
        late = Timer(bornes.secondes + 5, process.kill)
        late.start()
        try:
            for line in process.stdout or ():
                yield json.loads(line)
        finally:
            late.cancel()
            process.kill()


def environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}


def command(module: str, demande: str, bornes: Bornes) -> list[str]:
    """Our packages are emptied of their first lines, which load the whole portal."""
    code = (
        "import importlib, json, sys, types\n"
        "path, folder, module, demande, bornes = json.loads(sys.argv[1])\n"
        "sys.path[:] = path\n"
        "for name in ('portal', 'portal.storage'):\n"
        "    sys.modules[name] = types.ModuleType(name)\n"
        "    sys.modules[name].__path__ = [folder + name[6:].replace('.', '/')]\n"
        "from portal.storage import verdicts\n"
        "program = importlib.import_module('portal.storage.' + module)\n"
        "program.main(demande, verdicts.Bornes(**bornes))\n"
    )
    folder = __file__.rsplit("/", 2)[0]
    asked = json.dumps([sys.path, folder, module, demande, asdict(bornes)])
    return [sys.executable, "-I", "-S", "-c", code, asked]
