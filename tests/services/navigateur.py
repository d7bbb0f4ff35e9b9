"""A real Chromium, and what no page may do to the person who reads it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from portal.db import make_engine
from tests.seances import open_session
from tests.services.serveur import Portail

PATIENCE = 15_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
REFUSED = "the server responded with a status of 4"
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        with suppress(Error):
            browser.close()


def _launch(playwright: Playwright) -> Browser:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    # Chromium has no sandbox for root.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    try:
        return playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
    except Error as error:
        pytest.skip(f"no Chromium here (apt install chromium): {error.message[:80]}")


class Fenetre:
    """The browser of one person: its own cookies, and the faults it saw."""

    def __init__(self, browser: Browser, portail: Portail, **options):
        self.portail, self.url = portail, portail.url
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=portail.url, locale="fr-FR", timezone_id="Europe/Paris", **options
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda e: self.faults.append(str(e.error)))
        self.context.on("response", self._note_response)
        self.page: Page = self.context.new_page()

    def sign_in(self, compte) -> None:
        """By the cookie that sign-in would give; None: nobody."""
        if compte is None:
            return
        engine = make_engine(self.portail.database_url)
        value = open_session(engine, compte)
        engine.dispose()
        cookie = {"name": "session", "value": value, "url": self.url}
        self.context.add_cookies([cookie])

    def close(self) -> None:
        self.context.close()

    def _note_request(self, request) -> None:
        """Chromium's own PDF viewer speaks to itself, not to the outside."""
        outside = not request.url.startswith(f"{self.url}/")
        if outside and urlsplit(request.url).scheme in {"http", "https", "ws", "wss"}:
            self.faults.append(f"request to the outside: {request.url}")

    def _note_console(self, message) -> None:
        """A refused form is no fault; a broken script or a blocked style is."""
        if message.type in {"error", "warning"} and REFUSED not in message.text:
            self.faults.append(f"console on {message.page.url}: {message.text}")

    def _note_response(self, response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} on {response.url}")
