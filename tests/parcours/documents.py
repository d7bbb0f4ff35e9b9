"""Letters: found on the page of the dossier, made by the worker, opened as PDF."""

import time
from pathlib import Path

from playwright.sync_api import Page

PATIENCE = 20


def open_letter(page: Page, dossier: str, name: str) -> bytes:
    """The PDF that the link gives, once the worker has made it."""
    deadline = time.monotonic() + PATIENCE
    letter = page.locator("#documents li").filter(has_text=name)
    page.goto(dossier)
    while not letter.count() or "en préparation" in letter.last.inner_text():
        assert time.monotonic() < deadline, f"no letter « {name} »"
        time.sleep(0.3)
        page.reload()
    with page.expect_download() as download:
        letter.last.get_by_role("link").click()
    return Path(download.value.path()).read_bytes()
