"""Sessions kept on the server: the browser holds a key, and the row what it opens.

Nobody signed in costs no row: the token of forms stands alone in a signed cookie,
which opens nothing (docs/adr/0010-sessions.md).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from secrets import token_urlsafe
from typing import Any, Final
from uuid import UUID

from flask import Flask, Request, Response, request
from flask import session as flask_session
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlmodel import Session

from portal import clock, db
from portal.comptes import appareils, queries, services_sessions
from portal.comptes.models import Compte, SessionOuverte
from portal.config import SESSION_STEP

CLE: Final = re.compile(r"[\w-]{43}")
"""256 bits; a signed cookie has dots."""
JETON: Final = "csrf_token"
QUI: Final = "_user_id"
SANS_OBJET: Final = {JETON, "fs_cc"}
"""What a visitor's session may hold without being worth a row."""
JSON: Final = TaggedJSONSerializer()


class SessionServeur(SessionMixin):
    """A session read from its row at first use: a style sheet needs none."""

    def __init__(self, cle: str = "", donnees: dict[str, Any] | None = None):
        self.cle = cle
        self.ligne: SessionOuverte | None = None
        self.compte: Compte | None = None
        self.modified = False
        self.renouvelee = False
        self.illisible = False
        self.depart: tuple[Any, Any] = (None, None)
        self._donnees = donnees

    @property
    def lue(self) -> bool:
        return self._donnees is not None and not self.illisible

    @property
    def perdue(self) -> bool:
        """The browser holds a key, and it opens nothing any more."""
        return bool(self.cle) and self.donnees is not None and self.ligne is None

    @property
    def donnees(self) -> dict[str, Any]:
        if self._donnees is None:
            # Should the database fail, its error page is drawn as for nobody.
            self._donnees, self.illisible = {}, True
            self._lire(self._donnees)
            self.illisible = False
        return self._donnees

    def _lire(self, donnees: dict[str, Any]) -> None:
        found = queries.session_ouverte(db.session(), self.cle, at=clock.now())
        if found:
            self.ligne, self.compte = found
            donnees.update(JSON.loads(self.ligne.donnees))
            self.depart = self.marques

    @property
    def marques(self) -> tuple[Any, Any]:
        """Who, and when it last proved to be: a change of either renews the key."""
        return self.donnees.get(QUI), self.donnees.get("fs_paa")

    @property
    def vaut_une_ligne(self) -> bool:
        return bool(self.donnees.keys() - SANS_OBJET)

    def __getitem__(self, name: str) -> Any:
        return self.donnees[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self.donnees[name] = value
        self.modified = True

    def __delitem__(self, name: str) -> None:
        del self.donnees[name]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self.donnees)

    def __len__(self) -> int:
        return len(self.donnees)


def courante() -> UUID | None:
    """The session of this request."""
    ligne = getattr(flask_session, "ligne", None)
    return ligne.id if ligne else None


def renouveler() -> None:
    """A new key for the same session: its rights just changed."""
    flask_session.renouvelee = True  # type: ignore[attr-defined]  # our own class


@contextmanager
def _ecriture(app: Flask) -> Iterator[Session]:
    """Beside the request's own session, which is done: its view answered."""
    db.release()
    engine = app.extensions["engine"]
    with Session(engine, expire_on_commit=False) as own, db.write(own):
        yield own


def _ouvrir(own: Session, session: SessionServeur, at: datetime) -> str | None:
    """A row under a new key, in place of the former; None if that one was closed."""
    avant, (qui, _prouve) = session.depart[0], session.marques
    ligne, meme = session.ligne, session.ligne and avant == qui
    if ligne and not services_sessions.fermer(own, ligne.id) and meme:
        return None
    if qui != avant:
        # A form filled in before signing in serves nobody after.
        session.pop(JETON, None)
    compte = queries.compte_with(own, "fs_uniquifier", qui) if qui else None
    appareil, cle = appareils.en_mots(request.user_agent.string), token_urlsafe(32)
    services_sessions.ouvrir(
        own,
        compte,
        token=cle,
        donnees=JSON.dumps(session.donnees),
        appareil=appareil,
        depuis=ligne.created_at if ligne and meme else at,
        at=at,
    )
    if compte and not avant:
        services_sessions.noter_connexion(own, compte, appareil=appareil, at=at)
    return cle


class Sessions(SecureCookieSessionInterface):
    """The signed cookie is the library's; it carries the token of forms alone."""

    def open_session(  # type: ignore[override]  # of our own class, not of its
        self, app: Flask, request: Request
    ) -> SessionServeur:
        value = request.cookies.get(self.get_cookie_name(app), "")
        if CLE.fullmatch(value) and not request.path.startswith("/static/"):
            return SessionServeur(value)
        return SessionServeur(donnees=self._visiteur(app, value))

    def save_session(  # type: ignore[override]  # ours is the only one opened
        self, app: Flask, session: SessionServeur, response: Response
    ) -> None:
        if not session.lue:
            return
        response.vary.add("Cookie")
        if session.vaut_une_ligne:
            key = self._garder(app, session)
            if key:
                self._poser(app, response, key)
        elif session.modified or session.perdue:
            self._oublier(app, session, response)

    def _visiteur(self, app: Flask, value: str) -> dict[str, Any]:
        try:
            signed = self._signer(app).loads(value)
        except BadSignature:
            return {}
        return {JETON: signed[JETON]} if JETON in signed else {}

    def _garder(self, app: Flask, session: SessionServeur) -> str | None:
        """The new key, when there is one."""
        at = clock.now()
        ligne = session.ligne
        if ligne is None or session.renouvelee or session.marques != session.depart:
            with _ecriture(app) as own:
                return _ouvrir(own, session, at)
        if session.modified or at - ligne.vue_at >= SESSION_STEP:
            fin = services_sessions.echeance(
                session.compte, depuis=ligne.created_at, at=at
            )
            values: dict[str, Any] = {"vue_at": at, "expires_at": fin}
            if session.modified:
                values["donnees"] = JSON.dumps(session.donnees)
            with _ecriture(app) as own:
                services_sessions.ecrire(own, ligne.id, **values)
        return None

    def _oublier(self, app: Flask, session: SessionServeur, response: Response) -> None:
        """Signed out: the row goes, and the token of forms is a visitor's again."""
        if session.ligne:
            with _ecriture(app) as own:
                services_sessions.fermer(own, session.ligne.id)
        if JETON in session:
            kept = {JETON: session[JETON]}
            self._poser(app, response, self._signer(app).dumps(kept))
        else:
            response.delete_cookie(self.get_cookie_name(app), **self._attributs(app))

    def _signer(self, app: Flask) -> URLSafeTimedSerializer:
        signer = self.get_signing_serializer(app)
        assert signer, "start-up checks the secret key"  # noqa: S101 - for the types
        return signer

    def _poser(self, app: Flask, response: Response, value: str) -> None:
        response.set_cookie(self.get_cookie_name(app), value, **self._attributs(app))

    def _attributs(self, app: Flask) -> dict[str, Any]:
        return {
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
        }
