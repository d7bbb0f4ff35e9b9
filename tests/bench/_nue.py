"""The bare page everything is compared with: Flask, a sign-in, 4 statements, 50 rows.

It has what no signed-in page can do without (a signed cookie, flask-login, the CSRF
check, a template, a session of the database) and nothing else: no layout, no headers,
no log, no compression. `/page/21000` answers 21,000 bytes.
"""

import os
from datetime import UTC, datetime

from flask import Flask, abort, g
from flask_login import LoginManager, UserMixin, login_required
from flask_wtf import CSRFProtect
from jinja2 import Template
from sqlalchemy import Engine, ForeignKey, Text, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

LIGNES = 50
COMMENTAIRES = 3
SQUELETTE = 5000
"""What the page weighs without the text of its rows, or nearly."""
PAGE = """<!doctype html>
<html lang="fr"><title>{{ fil.titre }}</title><h1>{{ fil.titre }}</h1>
<p>{{ total }} lignes</p><table>{% for ligne in lignes %}
<tr id="l{{ ligne.id }}"><td>{{ ligne.auteur }}
<td>{{ ligne.texte }}{{ suite }}<td>{{ ligne.at }}
{%- endfor %}</table>
<form method="post">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"></form>"""
FRAGMENT = """<section>{% for ligne in lignes %}
<p id="l{{ ligne.id }}">{{ ligne.auteur }} {{ ligne.at }}<br>
{{ ligne.texte }}{{ suite }}</p>
{%- endfor %}</section>"""


class Base(DeclarativeBase):
    pass


class Lecteur(UserMixin, Base):
    __tablename__ = "nue_lecteur"
    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str] = mapped_column(Text)


class Fil(Base):
    __tablename__ = "nue_fil"
    id: Mapped[int] = mapped_column(primary_key=True)
    titre: Mapped[str] = mapped_column(Text)


class Ligne(Base):
    __tablename__ = "nue_ligne"
    id: Mapped[int] = mapped_column(primary_key=True)
    fil_id: Mapped[int] = mapped_column(ForeignKey("nue_fil.id"), index=True)
    auteur: Mapped[str] = mapped_column(Text)
    texte: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


def fill(engine: Engine) -> None:
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Lecteur(id=1, nom="Lecteur"), Fil(id=1, titre="Lignes")])
        session.add(Fil(id=2, titre="Commentaires"))
        session.flush()
        session.add_all(_ligne(1, n) for n in range(LIGNES))
        session.commit()


def _ligne(fil_id: int, n: int) -> Ligne:
    at = datetime(2026, 3, 2, 10, 0, tzinfo=UTC).replace(tzinfo=None)
    return Ligne(fil_id=fil_id, auteur=f"Auteur {n}", texte=f"Ligne {n}.", at=at)


def create_app(database_url: str) -> Flask:
    app = Flask(__name__)
    app.secret_key = "mesure"
    app.config["WTF_CSRF_SSL_STRICT"] = False
    CSRFProtect(app)
    engine = create_engine(database_url)
    LoginManager(app).user_loader(lambda id_: _session(engine).get(Lecteur, int(id_)))
    _add_views(app, engine)

    @app.teardown_appcontext
    def close(_error) -> None:
        if opened := g.pop("nue", None):
            opened.close()

    return app


def _add_views(app: Flask, engine: Engine) -> None:
    whole = app.jinja_env.from_string(PAGE)
    fragment = app.jinja_env.from_string(FRAGMENT)

    @app.get("/sante")
    def sante() -> dict:
        return {"statut": "ok"}

    @app.get("/page/<int:octets>")
    @login_required
    def page(octets: int) -> str:
        session = _session(engine)
        fil = session.get(Fil, 1) or abort(404)
        count = select(func.count()).select_from(Ligne).where(Ligne.fil_id == fil.id)
        rows = select(Ligne).where(Ligne.fil_id == fil.id).limit(LIGNES)
        total, lignes = session.scalar(count), session.scalars(rows).all()
        return _sized(whole, octets, fil=fil, total=total, lignes=lignes)

    @app.post("/page/<int:octets>")
    @login_required
    def comment(octets: int) -> str:
        session = _session(engine)
        fil = session.get(Fil, 2) or abort(404)
        session.add(_ligne(fil.id, 0))
        session.commit()
        last = select(Ligne).where(Ligne.fil_id == fil.id).order_by(Ligne.id.desc())
        lignes = session.scalars(last.limit(COMMENTAIRES)).all()
        return _sized(fragment, octets, lignes=lignes)


def _session(engine: Engine) -> Session:
    if "nue" not in g:
        g.nue = Session(engine)
    return g.nue


def _sized(template: Template, octets: int, **context) -> str:
    """The rows hold as much text as the size asks for; spaces make up the rest."""
    room = (octets - SQUELETTE) // len(context["lignes"])
    html = template.render(suite="x" * room, **context)
    return html.ljust(octets)


if "VAE_DATABASE_URL" in os.environ:  # what granian serves
    app = create_app(os.environ["VAE_DATABASE_URL"])
