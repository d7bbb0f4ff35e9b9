"""A document of an office suite made a PDF by LibreOffice, within walls.

Its macros never run and it follows no link, to the network or to another file: a
profile of its own says so, thrown away with the folder. Beyond, the process has no
network and sees no other process where the system allows it, a limit of memory, of
processor and of what it writes, and dies with all its children at its time limit, even
when the worker that started it is dead.
"""

import logging
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

logger = logging.getLogger(__name__)

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" '
    'oor:op="fuse"><value>{value}</value></prop></item>'
)
SCRIPTING = "Common/Security/Scripting"
REGISTRY = (
    (SCRIPTING, "MacroSecurityLevel", "3"),
    (SCRIPTING, "DisableMacrosExecution", "true"),
    (SCRIPTING, "DisableActiveContent", "true"),
    # Else a picture of the document may be any file that the worker can read.
    (SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
ALONE = (
    *("unshare", "--user", "--map-root-user", "--net", "--pid", "--mount-proc"),
    *("--fork", "--kill-child", "--"),
)
ABSENT = {126, 127}
"""What a shell answers when a program cannot be run."""


class LibreOfficeAway(Exception):
    """It is not where the settings say: no document is at fault."""


@dataclass(frozen=True)
class LibreOffice:
    program: str
    secondes: int = 60
    memoire: int = 2 * 1024**3
    ecrit: int = 128 * 1024**2

    def pdf(self, content: BinaryIO, extension: str, folder: Path) -> BinaryIO | None:
        """The PDF, nameless already, or None when it cannot be made of this document.

        What a killed worker left in `folder` goes first.
        """
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
        try:
            source = folder / f"document{extension}"
            with source.open("wb") as written:
                shutil.copyfileobj(content, written)
            _write_profile(folder / "profil")
            self._run(source, folder)
            made = source.with_suffix(".pdf")
            return made.open("rb") if made.exists() else None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, source: Path, folder: Path) -> None:
        ended = subprocess.run(  # noqa: S603 - our own words, no shell
            self._command(source, folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": str(folder),
                "TMPDIR": str(folder),
                "LANG": "C.UTF-8",
            },
            check=False,
        )
        if ended.returncode in ABSENT:
            raise LibreOfficeAway(self.program)
        if ended.returncode:
            # A PDF half written must not be taken for the whole.
            source.with_suffix(".pdf").unlink(missing_ok=True)

    def _command(self, source: Path, folder: Path) -> list[str]:
        return [
            *("timeout", "--signal=KILL", str(self.secondes)),
            *("prlimit", f"--as={self.memoire}", f"--cpu={self.secondes}"),
            *(f"--fsize={self.ecrit}", "--core=0", "--"),
            *(ALONE if may_be_alone() else ()),
            *(self.program, f"-env:UserInstallation={(folder / 'profil').as_uri()}"),
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder)),
            str(source),
        ]


@cache
def may_be_alone() -> bool:
    """Whether the system lets an account without rights give up the network."""
    tried = subprocess.run(  # noqa: S603 - our own words, no shell
        [*ALONE, "true"], capture_output=True, check=False
    )
    if tried.returncode:
        logger.warning("no namespace here: LibreOffice keeps the network")
    return tried.returncode == 0


def _write_profile(folder: Path) -> None:
    items = (
        ITEM.format(path=path, name=name, value=value) for path, name, value in REGISTRY
    )
    (folder / "user").mkdir(parents=True)
    registry = folder / "user" / "registrymodifications.xcu"
    registry.write_text(PROFILE.format(items="".join(items)), encoding="utf-8")
