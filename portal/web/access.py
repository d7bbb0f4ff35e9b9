"""Every view says who may reach it; the app refuses to start if one does not."""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from htmx_flask import request

from portal.droit.workflow import Role

SIGN_IN: Final = "security.login"
EVERYONE: Final[frozenset[Role]] = frozenset()


def open_to(*roles: Role) -> Callable:
    """Only these roles; nobody signed in goes to sign in and comes back."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(*args, **kwargs):
            if not current_user.is_authenticated:
                return ask_to_sign_in()
            if current_user.role not in roles:
                abort(403)
            return view(*args, **kwargs)

        return _mark(guarded, frozenset(roles))

    return decorate


def open_to_all(view: Callable) -> Callable:
    return _mark(view, EVERYONE)


def _mark(view: Callable, roles: frozenset[Role]) -> Callable:
    vars(view)["open_to"] = roles
    return view


def ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page; htmx is told to leave the page, not to swap it in."""
    fin = "1" if session_ended() else None
    if request.htmx:
        target = url_for(SIGN_IN, next=_local(request.htmx.current_url), fin=fin)
        return Response(status=401, headers={"HX-Redirect": target})
    # A write cannot be replayed by a link: only a reading is worth coming back to.
    back = request.full_path.removesuffix("?") if request.method == "GET" else None
    return redirect(url_for(SIGN_IN, next=back, fin=fin), code=303)


def session_ended() -> bool:
    """The browser comes with a session that is over: its person is told so."""
    return getattr(session, "perdue", False)


def _local(url: str | None) -> str | None:
    return urlsplit(url).path if url else None


def require_access_rules(
    app: Flask, others: Mapping[str, Collection[Role]] | None = None
) -> None:
    """`others`: the views we did not write, by endpoint; no role means everyone."""
    for endpoint, roles in (others or {}).items():
        view = app.view_functions[endpoint]
        guard = open_to(*roles) if roles else open_to_all
        app.view_functions[endpoint] = guard(view)
    bare = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and not hasattr(view, "open_to")
    ]
    if bare:
        raise RuntimeError(f"views without an access rule: {', '.join(bare)}")
