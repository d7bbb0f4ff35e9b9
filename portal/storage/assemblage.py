"""One PDF of many files, opened apart.

None has a name on the disk: a worker that is killed leaves nothing behind.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, hypot, radians, sin
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from portal.storage import atelier
from portal.storage.verdicts import Bornes

MORTS_MAX = 3
"""Files that exhaust the process in one dossier, before the whole is given up."""
DUREE = 120
"""Seconds of CPU to put together what was prepared."""
ROOM = 64 * 1024 * 1024
A4 = (595.0, 842.0)


class AssemblageImpossible(Exception):
    """The whole could not be put together within the limits."""


@dataclass(frozen=True)
class Source:
    """A file to put in: `flux` is a real one, nameless."""

    flux: BinaryIO
    type_mime: str
    taille: int
    pages: int = 0
    """None of its pages can be read: 0."""


def prepare(
    sources: Sequence[Source],
    bornes: Bornes,
    opened: ExitStack,
    progress: Callable[[int], None],
) -> list[Source]:
    """Each as pages, in order; those that cannot be have none.

    What is written for it is closed with `opened`.
    """
    found: list[Source] = []
    deaths = 0
    while len(found) < len(sources):
        left = sources[len(found) :]
        for line, out in _prepare_from(left, bornes, opened):
            source = left[0]
            left = left[1:]
            ready = replace(source, flux=out) if line["ecrit"] else source
            found.append(replace(ready, pages=line["pages"]))
            progress(len(found))
        if left:  # it died on the first of those: say so of it, and go on
            deaths += 1
            if deaths > MORTS_MAX:
                raise AssemblageImpossible
            found.append(replace(left[0], pages=0))
    return found


def _prepare_from(
    sources: Sequence[Source], bornes: Bornes, opened: ExitStack
) -> Iterator[tuple[dict[str, Any], BinaryIO]]:
    outs = [_nameless(opened) for _source in sources]
    plan: list[dict[str, Any]] = [
        {"fd": s.flux.fileno(), "out": out.fileno(), "type": s.type_mime}
        for s, out in zip(sources, outs, strict=True)
    ]
    demande = json.dumps({"preparer": plan})
    fds = [n for each in plan for n in (each["fd"], each["out"])]
    talk = atelier.talk("assemblage", demande, bornes, fds=fds)
    yield from zip(talk, outs, strict=False)


def _nameless(opened: ExitStack) -> BinaryIO:
    return opened.enter_context(TemporaryFile())


@dataclass(frozen=True)
class Marques:
    """What is printed on the pages: their number, and words across if any."""

    total: int
    filigrane: str = ""


def merge(
    base: BinaryIO,
    parties: Sequence[tuple[int, Source]],
    marques: Marques,
    bornes: Bornes,
    progress: Callable[[int], None],
) -> BinaryIO:
    """Put each source after that page of `base` (from 1). Raise `AssemblageImpossible`.

    The pages of `base` bear their number already.
    """
    out = TemporaryFile()  # noqa: SIM115 - the caller closes it
    plan: dict[str, Any] = {
        "base": base.fileno(),
        "out": out.fileno(),
        "parties": [{"apres": n, "fd": s.flux.fileno()} for n, s in parties],
        "total": marques.total,
        "filigrane": marques.filigrane,
    }
    room = sum(source.taille for _n, source in parties) * 2 + ROOM
    wide = replace(bornes, secondes=max(bornes.secondes, DUREE), ecrit=room)
    fds = [plan["base"], plan["out"], *(p["fd"] for p in plan["parties"])]
    done = 0
    for line in atelier.talk("assemblage", json.dumps(plan), wide, fds=fds):
        done = line["faites"]
        progress(done)
    if done != len(parties) + 1:
        out.close()
        raise AssemblageImpossible
    out.seek(0)
    return out


# --- In the process apart ----------------------------------------------------------


def main(demande: str, bornes: Bornes) -> None:
    atelier.confine(bornes)
    plan = json.loads(demande)
    if "preparer" in plan:
        for each in plan["preparer"]:
            _say(_prepared(each))
    else:
        _merge(plan)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


def _prepared(each: dict[str, Any]) -> dict[str, Any]:
    from portal.storage import feuilles

    source, out = _file(each["fd"]), os.fdopen(each["out"], "w+b", closefd=False)
    try:
        pages, written = feuilles.prepare(source, each["type"], out)
        out.flush()
    except Exception:
        # Whatever a library raises: no page of this file can be had.
        return {"pages": 0, "ecrit": False}
    return {"pages": pages, "ecrit": written}


def _merge(plan: dict[str, Any]) -> None:
    import pikepdf

    stream = pikepdf.AccessMode.stream
    with pikepdf.open(_file(plan["base"]), access_mode=stream) as pdf:
        opened, added = [], 0
        stamp = _Tampon(pdf, plan["total"], plan["filigrane"])
        for rank, partie in enumerate(plan["parties"], 1):
            source = pikepdf.open(_file(partie["fd"]), access_mode=stream)
            opened.append(source)  # its bytes are read when the whole is written
            for page in source.pages:
                at = partie["apres"] + added
                pdf.pages.insert(at, page)
                stamp.number(pdf.pages[at], at + 1)
                added += 1
            _say({"faites": rank})
        if plan["filigrane"]:
            for page in pdf.pages:
                stamp.across(page)
        out = os.fdopen(plan["out"], "w+b", closefd=False)
        generate = pikepdf.ObjectStreamMode.generate
        pdf.save(out, object_stream_mode=generate, deterministic_id=True)
        out.flush()
    _say({"faites": len(plan["parties"]) + 1})


def _file(descriptor: int) -> BinaryIO:
    """Shared with the one who started us: it is read from its beginning."""
    found = os.fdopen(descriptor, "rb", closefd=False)
    found.seek(0)
    return found


class _Tampon:
    """What is printed over a page, whatever its size and the way it is turned."""

    def __init__(self, pdf: Any, total: int, filigrane: str) -> None:
        from pikepdf import Dictionary, Name

        self.pdf, self.total, self.filigrane = pdf, total, filigrane
        plain = {"Type": Name.Font, "Subtype": Name.Type1, "BaseFont": Name.Helvetica}
        font = Dictionary({f"/{k}": v for k, v in plain.items()})
        font.Encoding = Name.WinAnsiEncoding
        self.resources = pdf.make_indirect(
            Dictionary(
                Font=Dictionary(F=font),
                ExtGState=Dictionary(G=Dictionary(ca=0.16, CA=0.16)),
            )
        )

    def number(self, page: Any, number: int) -> None:
        """At the foot, on white: it reads over any scan."""
        words = f"{number} / {self.total}"
        width, height = _size(page)
        scale = max(1.0, width / A4[0], height / A4[1])
        wide = len(words) * 4.2 + 8
        left = width / scale - wide - 14
        box = f"q 1 g {left:.1f} 9 {wide:.1f} 13 re f Q"
        text = f"BT /F 8 Tf 0.25 g {left + 4:.1f} 13 Td {_words(words)} Tj ET"
        resize = f"{scale:.3f} 0 0 {scale:.3f} 0 0 cm"
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]  # of another document's structure
        self._print(page, f"{resize} {box} {text}")

    def across(self, page: Any) -> None:
        width, height = _size(page)
        angle = degrees(atan2(height, width))
        length = hypot(width, height) * 0.82
        size = length / (len(self.filigrane) * 0.5)
        c, s = cos(radians(angle)), sin(radians(angle))
        half = len(self.filigrane) * 0.25 * size
        x, y = width / 2 - half * c, height / 2 - half * s
        turn = f"{c:.4f} {s:.4f} {-s:.4f} {c:.4f} {x:.1f} {y:.1f} Tm"
        text = f"BT /F {size:.1f} Tf 0.2 g {turn} {_words(self.filigrane)} Tj ET"
        self._print(page, f"/G gs {text}")

    def _print(self, page: Any, content: str) -> None:
        from pikepdf import Name, Rectangle, Stream

        width, height = _size(page)
        form = Stream(
            self.pdf,
            content.encode("cp1252", "replace"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, width, height],
            Resources=self.resources,
        )
        page.add_overlay(self.pdf.make_indirect(form), Rectangle(page.cropbox))


def _size(page: Any) -> tuple[float, float]:
    """As it is seen, once turned."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    size = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return size[::-1] if turned else size


def _words(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"
