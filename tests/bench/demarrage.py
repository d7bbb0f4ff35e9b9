"""From the start of the server to its first answer, and what a first visit weighs."""

import re
from contextlib import ExitStack
from statistics import median
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from tests.bench import _bases, _serveur
from tests.bench._client import Requete
from tests.bench._serveur import Serveur
from tests.bench._tableau import verdict

DEPARTS = 5
SECONDES, OCTETS = 1.5, 70
PREMIERES = ("/connexion", "/aide", "/inscription")
"""Pages one may land on that read no database."""
URL = re.compile(rb"url\([\"']?([^\"')]+)")


def main() -> None:
    with _bases.folder() as where:
        env = _serveur.environment(f"sqlite:///{where / 'vide.db'}", where / "uploads")
        _start(env)  # the first one compiles what was just changed
        starts = [_start(env) for _ in range(DEPARTS)]
        elapsed, cpu = zip(*starts, strict=True)
        verdict("Démarrage, jusqu’à /sante", median(elapsed), SECONDES, "s")
        shown = ", ".join(f"{s:.2f}" for s in sorted(elapsed))
        print(f"  {DEPARTS} starts: {shown} s")
        print(f"  CPU of one worker until then: {median(cpu):.2f} s")
        with ExitStack() as stack:
            serveur = stack.enter_context(_serveur.running(env))
            for page in PREMIERES:
                verdict(f"Première vue, {page}", weight(serveur, page), OCTETS, "KB")


def _start(env: dict[str, str]) -> tuple[float, float]:
    """Seconds until it answers, and seconds of CPU for each worker: two share them."""
    serveur = Serveur(env)
    try:
        return serveur.wait(), serveur.cpu() / len(serveur.workers)
    finally:
        serveur.stop()


def weight(serveur: Serveur, page: str) -> float:
    """Of the page and all it loads, compressed as a browser receives it, in KB."""
    html = _get(serveur, page, compressed=False)
    soup = BeautifulSoup(html, "html.parser")
    links = soup.select("link[href]:not([rel=canonical]), script[src], img[src]")
    found = {urljoin(page, link.get("href") or link["src"]) for link in links}
    for sheet in [url for url in found if ".css" in url]:
        content = _get(serveur, sheet, compressed=False)
        names = (name.decode() for name in URL.findall(content))
        found |= {urljoin(sheet, n) for n in names if not n.startswith("data:")}
    return sum(len(_get(serveur, url)) for url in {page, *found}) / 1024


def _get(serveur: Serveur, url: str, *, compressed: bool = True) -> bytes:
    plain = {} if compressed else {"Accept-Encoding": "identity"}
    connection = serveur.connect()
    try:
        return Requete(url, lambda: url, plain).send(connection)
    finally:
        connection.close()


if __name__ == "__main__":
    main()
