"""Files received from a form, taken from the network to the disk in one pass.

The view is exempt from the global CSRF check, which would read the whole body first;
it checks who is asking, then calls `receive`, which checks the token before it reads
any file. Never touch `request.form` or `request.files` in such a view.
"""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Event,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

from portal import db
from portal.storage.base import StorageAway
from portal.storage.noms import nom_affichable
from portal.storage.verdicts import Bornes, FichierRefuse, Raison
from portal.web import csrf

CHUNK = 64 * 1024
# Until the token is checked: enough for the field that carries it, and little more.
FIRST_CHUNK = 4 * 1024
MO = 1024 * 1024
# A browser shows our answer only once its whole body is taken. Up to this many times
# the limit we take it and throw it away; beyond, the connection is cut.
PATIENCE = 4


class EnvoiRefuse(FichierRefuse):
    """What was sent is too big; the message says what to do."""

    code = 413


@dataclass(frozen=True)
class Limites:
    """`fichier` and `texte` are in bytes; `texte` is for all the fields together."""

    fichier: int
    fichiers: int = 1
    champs: int = 100
    texte: int = 256 * 1024
    bornes: Bornes = field(default_factory=Bornes)
    antivirus: bool = False

    @property
    def total(self) -> int:
        return self.fichier * self.fichiers + self.texte + MO


@dataclass
class Recu:
    """A received file. It has no name on the disk: closing `flux` removes it."""

    champ: str
    nom: str
    type_declare: str
    flux: BinaryIO
    taille: int = 0
    sha256: str = ""
    origine: str = ""
    """SHA-256 of what was sent, once a cleaned copy may have taken its place."""
    bornes: Bornes = field(default_factory=Bornes)
    dossier: Path | None = None
    """The folder of drafts: its cleaned copy is written there."""
    a_analyser: bool = False
    """There is an antivirus, and a person sent it."""


@dataclass
class Reception:
    """`champs` is what WTForms takes as `formdata`."""

    champs: MultiDict[str, str] = field(default_factory=MultiDict)
    fichiers: list[Recu] = field(default_factory=list)

    def fichier(self, champ: str) -> Recu | None:
        return next((recu for recu in self.fichiers if recu.champ == champ), None)


@contextmanager
def receive(
    request: Request, limites: Limites, *, dossier: Path
) -> Iterator[Reception]:
    """Read the form, its files going to the folder `dossier` until the block ends.

    Raise `CSRFError` before a file is read, `EnvoiRefuse` on a limit, `BadRequest` when
    the body is malformed or cut, `StorageAway` when the disk is full.
    """
    db.release()  # sixty slow uploads must not hold sixty connections
    with ExitStack() as files:
        yield _Reader(request, limites, dossier, files).read()


class _Reader:
    """Reads one request, part after part."""

    def __init__(
        self, request: Request, limites: Limites, dossier: Path, files: ExitStack
    ) -> None:
        self.request, self.limites = request, limites
        self.dossier, self.files = dossier, files
        self.reception = Reception()
        self.trusted = not csrf.is_enabled()
        self.bytes_read = self.text_size = 0
        self.part: _Text | _File

    def read(self) -> Reception:
        if token := csrf.token_of_headers(self.request):
            self._require_trust(token)
        try:
            if self.request.mimetype == "multipart/form-data":
                self._read_multipart()
            else:
                self._read_plain_form()
        except RequestEntityTooLarge:
            raise EnvoiRefuse(Raison.TROP_DE_TEXTE) from None
        except ValueError as error:
            raise BadRequest from error
        return self.reception

    def _read_plain_form(self) -> None:
        """What a browser sends when the form asks for no file."""
        if self.request.mimetype not in ("", "application/x-www-form-urlencoded"):
            raise BadRequest
        self.request.max_content_length = self.limites.texte
        self.reception.champs = MultiDict(self.request.form)
        self._require_trust(self.reception.champs.get(csrf.token_field()))

    def _read_multipart(self) -> None:
        # The limits are ours: Werkzeug's would refuse without taking the body.
        self.request.max_content_length = sys.maxsize
        try:
            self._decode()
            self._require_trust(None)
        except (EnvoiRefuse, RequestEntityTooLarge, StorageAway):
            self._discard()
            raise

    def _decode(self) -> None:
        decoder = MultipartDecoder(
            self.request.mimetype_params.get("boundary", "").encode(),
            max_form_memory_size=MO,
            max_parts=self.limites.champs + self.limites.fichiers,
        )
        while chunk := self._next_chunk():
            decoder.receive_data(chunk)
            self._take_all(decoder)
        decoder.receive_data(None)
        self._take_all(decoder)

    def _next_chunk(self) -> bytes:
        chunk = self.request.stream.read(CHUNK if self.trusted else FIRST_CHUNK)
        self.bytes_read += len(chunk)
        return chunk

    def _take_all(self, decoder: MultipartDecoder) -> None:
        while not isinstance(event := decoder.next_event(), NeedData | Epilogue):
            self._take(event)

    def _take(self, event: Event) -> None:
        if isinstance(event, Field | File):
            if not event.name:
                raise ValueError("a part without a name")
            self.part = self._begin(event)
        elif isinstance(event, Data):
            self._count_text(event)
            self.part.add(event.data)
            if not event.more_data:
                self._end(self.part)

    def _begin(self, event: Field | File) -> "_Text | _File":
        if isinstance(event, Field):
            return _Text(event)
        self._require_trust(None)
        limites = self.limites
        if (self.request.content_length or 0) > limites.total:
            one = limites.fichiers == 1
            raison = Raison.TROP_GROS if one else Raison.ENVOI_TROP_LOURD
            size = limites.fichier * limites.fichiers
            raise EnvoiRefuse(raison, mo=size // MO)
        if event.filename and len(self.reception.fichiers) >= limites.fichiers:
            raise EnvoiRefuse(Raison.TROP_DE_FICHIERS, nombre=limites.fichiers)
        return _File(event, limites, self._open_draft(), self.dossier)

    def _open_draft(self) -> BinaryIO:
        """Nameless, so that even a killed process leaves nothing behind."""
        with _disk():
            self.dossier.mkdir(parents=True, exist_ok=True)
            draft = TemporaryFile(dir=self.dossier)  # noqa: SIM115 - `files` closes it
        self.files.callback(_drop, draft)
        return draft

    def _count_text(self, event: Data) -> None:
        if isinstance(self.part, _Text):
            self.text_size += len(event.data)
            if self.text_size > self.limites.texte:
                raise EnvoiRefuse(Raison.TROP_DE_TEXTE)

    def _end(self, part: "_Text | _File") -> None:
        if isinstance(part, _File):
            if recu := part.finish():
                self.reception.fichiers.append(recu)
            return
        value = part.content.decode(errors="replace")
        self.reception.champs.add(part.name, value)
        if part.name == csrf.token_field():
            self._require_trust(value)

    def _discard(self) -> None:
        """Take what is left, so that the browser shows the refusal, not a cut."""
        longest = PATIENCE * self.limites.total
        if not self.trusted or (self.request.content_length or 0) > longest:
            return
        while self.bytes_read < longest and self._next_chunk():
            pass

    def _require_trust(self, token: str | None) -> None:
        if not self.trusted:
            csrf.require_csrf(self.request, token)
            self.trusted = True


class _Text:
    def __init__(self, event: Field) -> None:
        self.name = event.name
        self.content = bytearray()

    def add(self, data: bytes) -> None:
        self.content += data


class _File:
    def __init__(
        self, event: File, limites: Limites, draft: BinaryIO, dossier: Path
    ) -> None:
        self.limite = limites.fichier
        self.hash = hashlib.sha256()
        self.chosen = bool(event.filename)
        self.recu = Recu(
            champ=event.name,
            nom=nom_affichable(event.filename),
            type_declare=event.headers.get("content-type", "")[:100],
            flux=draft,
            bornes=limites.bornes,
            dossier=dossier,
            a_analyser=limites.antivirus,
        )

    def add(self, data: bytes) -> None:
        self.recu.taille += len(data)
        if self.recu.taille > self.limite:
            raise EnvoiRefuse(Raison.TROP_GROS, mo=self.limite // MO)
        self.hash.update(data)
        with _disk():
            self.recu.flux.write(data)

    def finish(self) -> Recu | None:
        """None when no file was chosen: browsers then send an empty part."""
        if not self.chosen:
            if self.recu.taille:
                raise ValueError("a file without a name")
            return None
        self.recu.sha256 = self.hash.hexdigest()
        with _disk():
            self.recu.flux.seek(0)
        return self.recu


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageAway(str(error)) from error


def _drop(draft: BinaryIO) -> None:
    """On a full disk even closing fails, for want of room for the last bytes."""
    with suppress(OSError):
        draft.close()
