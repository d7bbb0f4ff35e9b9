"""Ways to take a file, side by side, without a page around them: body, hash, storage.

`decodeur` is the portal's own; `werkzeug` its form parser; `brut` a body that is the
file; `lien` an address signed for the bucket, then `verifier`, which reads it back.
Each removes what it has kept: eight files of 200 MB, many times, are a full disk.
"""

import hashlib
from tempfile import TemporaryFile
from typing import BinaryIO
from uuid import uuid4

from flask import Flask, abort, request

from portal.config import Settings
from portal.storage import make_storage
from portal.storage.s3 import S3Storage
from portal.web.uploads import CHUNK, Limites, receive

GRAND = 1024**3


settings = Settings()
storage = make_storage(settings)
spool = settings.uploads / ".envois"
spool.mkdir(parents=True, exist_ok=True)
app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = False


def keep(flux: BinaryIO, sha256: str) -> str:
    key = f"mesure/{uuid4()}"
    storage.save(key, flux)
    storage.delete(key)
    return sha256


@app.get("/sante")
def sante() -> str:
    return "ok"


@app.post("/decodeur")
def decodeur() -> str:
    with receive(request, Limites(GRAND), dossier=spool) as envoi:
        [recu] = envoi.fichiers
        return keep(recu.flux, recu.sha256)


@app.post("/werkzeug")
def werkzeug() -> str:
    flux = request.files["fichier"].stream
    digest = hashlib.file_digest(flux, "sha256").hexdigest()
    flux.seek(0)
    return keep(flux, digest)


@app.put("/brut")
def brut() -> str:
    digest = hashlib.sha256()
    with TemporaryFile(dir=spool) as draft:
        while chunk := request.stream.read(CHUNK):
            digest.update(chunk)
            draft.write(chunk)
        draft.seek(0)
        return keep(draft, digest.hexdigest())


@app.get("/lien")
def lien() -> str:
    if not isinstance(storage, S3Storage):
        abort(404)
    key = f"mesure/{uuid4()}"
    params = {"Bucket": storage.bucket, "Key": key}
    url = storage.client.generate_presigned_url("put_object", Params=params)
    return f"{key} {url}"


@app.post("/verifier")
def verifier() -> str:
    key = request.args["cle"]
    with storage.open(key) as flux:
        digest = hashlib.file_digest(flux, "sha256").hexdigest()
    storage.delete(key)
    return digest
