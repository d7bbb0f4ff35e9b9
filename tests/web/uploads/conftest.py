"""`receive` in a bare application."""

import hashlib

import pytest
from flask import Flask, g, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from werkzeug.exceptions import BadRequest
from wtforms import StringField
from wtforms.validators import DataRequired

from portal.storage.base import StorageAway
from portal.web.uploads import MO, EnvoiRefuse, Limites, receive

LIMITES = Limites(fichier=MO, fichiers=1, champs=10, texte=10_000)


class NameForm(FlaskForm):
    intitule = StringField(validators=[DataRequired()])


@pytest.fixture
def app(tmp_path):
    app = Flask(__name__)
    app.config.update(SECRET_KEY="essai", TESTING=True, LIMITES=LIMITES)
    protection = CSRFProtect(app)
    app.get("/jeton")(generate_csrf)

    @app.post("/envoi")
    @protection.exempt
    def send():
        limites = app.config["LIMITES"]
        with receive(request, limites, dossier=tmp_path / "recus") as reception:
            form = NameForm(formdata=reception.champs)
            return {
                "champs": reception.champs.to_dict(flat=False),
                "valide": form.validate(),
                "jeton": g.get("csrf_valid", False),
                "noms_sur_disque": [p.name for p in (tmp_path / "recus").glob("*")],
                "fichiers": [
                    {
                        "champ": recu.champ,
                        "nom": recu.nom,
                        "type": recu.type_declare,
                        "taille": recu.taille,
                        "sha256": recu.sha256,
                        "lu": hashlib.file_digest(recu.flux, "sha256").hexdigest(),
                    }
                    for recu in reception.fichiers
                ],
            }

    for error, code in ((EnvoiRefuse, 413), (StorageAway, 503)):
        app.register_error_handler(error, lambda e, code=code: (str(e), code))
    app.register_error_handler(CSRFError, lambda e: (f"csrf: {e.description}", 400))
    app.register_error_handler(BadRequest, lambda e: ("malformé", 400))
    return app


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def jeton(client):
    return client.get("/jeton").text
