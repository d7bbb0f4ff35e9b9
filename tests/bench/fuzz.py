"""Every form of every page of every role, filled with what nobody would type.

`VAE_FUZZ_SECONDS=300 make bench ARGS=fuzz`. What is drawn depends on
`VAE_FUZZ_SEED` alone, so that a failure comes back; no answer may be a 5xx.
"""

import os
import time
import traceback
from collections import Counter
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote_from_bytes

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel

from portal import create_app
from portal.config import Environnement, Settings
from tests.client import PortalClient
from tests.parcours.monde import make_monde
from tests.parcours.routes import ROUTES, addresses
from tests.securite.hostile import VALEURS, forms

SECONDES = int(os.environ.get("VAE_FUZZ_SECONDS", "60"))
GRAINE = int(os.environ.get("VAE_FUZZ_SEED", "1"))
PAR_MONDE = 12
"""Forms sent to one world before another: an answer may close the others."""
PAGES = [(e, *visite) for e, regle in ROUTES.items() for visite in regle.visites()]

LUS = st.one_of(st.text(max_size=80), st.sampled_from(VALEURS))
NOMBRES = st.one_of(st.integers(), st.integers(10**30, 10**40), st.floats()).map(str)
DATES = st.one_of(st.dates().map(str), st.datetimes().map(str), st.uuids().map(str))
VALEUR = st.one_of(
    LUS.map(lambda text: text.encode("utf-8", "replace")),
    NOMBRES.map(str.encode),
    DATES.map(str.encode),
    st.binary(max_size=60),
    st.integers(1, 300_000).map(lambda size: b"x" * size),
)
AJOUTS = st.dictionaries(
    st.sampled_from(["role", "etat", "uimm_slug", "id", "candidat_id", "next"])
    | st.text(max_size=12),
    st.lists(VALEUR, min_size=1, max_size=2),
    max_size=2,
)
FICHIER = st.tuples(st.binary(max_size=2_000), st.text(min_size=1, max_size=40))


def main() -> None:
    with TemporaryDirectory() as folder:
        app = create_app(
            Settings(
                environnement=Environnement.TEST,
                secret_key="fuzz",
                password_salt="fuzz",
                database_url=f"sqlite:///{folder}/fuzz.db",
                base_url="http://localhost",
                uploads=Path(folder) / "uploads",
                limit_requests=False,
            )
        )
        app.test_client_class = PortalClient
        SQLModel.metadata.create_all(app.extensions["engine"])
        Essai(app).run()


class Essai:
    def __init__(self, app):
        self.app = app
        self.statuts: Counter[int] = Counter()
        self.pages: set[str] = set()
        self.fautes: list[str] = []

    def run(self) -> None:
        end, tour = time.monotonic() + SECONDES, 0
        while time.monotonic() < end:
            endpoint, qui, etat = PAGES[(GRAINE + tour * 7) % len(PAGES)]
            self.page(endpoint, qui, etat, tour)
            tour += 1
        sent = sum(self.statuts.values())
        print(f"  {sent} forms sent to {len(self.pages)} pages, {tour} worlds")
        print(f"  answers: {dict(sorted(self.statuts.items()))}")
        print(f"  5xx: {len(self.fautes)}")
        for faute in self.fautes[:10]:
            print(faute)
        if self.fautes:
            raise SystemExit(1)

    def page(self, endpoint, qui, etat, tour) -> None:
        regle = ROUTES[endpoint]
        storage = self.app.extensions["storage"]
        with Session(self.app.extensions["engine"], expire_on_commit=False) as session:
            monde = make_monde(session, etat, storage)
            url = next(addresses(self.app, endpoint, regle, monde))[1]
        client, compte = self.app.test_client(), monde.comptes.get(qui)
        if compte:
            client.sign_in(compte)
        for action, data, _typed in forms(client.get(url).text):
            self.pages.add(endpoint)
            self.form(client, action or url, data, tour)

    def form(self, client, url, data, tour) -> None:
        @seed(GRAINE * 1_000_003 + tour)
        @settings(
            max_examples=PAR_MONDE,
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def send(drawn):
            champs = drawn.draw(_champs(data)) | drawn.draw(AJOUTS)
            fichier = drawn.draw(st.none() | FICHIER)
            self.send(client, url, champs, fichier)

        send()

    def send(self, client, url, champs, fichier) -> None:
        try:
            status = client.post(url, **_corps(champs, fichier)).status_code
        except Exception:
            status = 500
            self.fautes.append(
                f"{url} {champs!r:.600}\n{traceback.format_exc()[-900:]}"
            )
        else:
            if status >= 500:
                self.fautes.append(f"{status} {url} {champs!r:.600}")
        self.statuts[status] += 1


def _champs(data: dict[str, list[str]]) -> st.SearchStrategy[dict[str, list[bytes]]]:
    """Each field kept, left out, replaced or sent twice."""
    return st.fixed_dictionaries(
        {
            name: st.one_of(
                st.just([value.encode() for value in values]),
                st.just([]),
                st.lists(VALEUR, min_size=1, max_size=2),
            )
            for name, values in data.items()
            if name != "csrf_token"
        }
    )


def _corps(champs: dict[str, list[bytes]], fichier) -> dict:
    if fichier is None:
        pairs = [(n, v) for n, values in champs.items() for v in values]
        body = "&".join(
            f"{quote_from_bytes(n.encode('utf-8', 'replace'))}={quote_from_bytes(v)}"
            for n, v in pairs
        )
        return {"data": body, "content_type": "application/x-www-form-urlencoded"}
    data: dict[str, list] = {
        n: [v.decode("utf-8", "replace") for v in values]
        for n, values in champs.items()
        if n.isidentifier()
    }
    content, name = fichier
    data["fichier"] = [(BytesIO(content), name.encode("utf-8", "replace").decode())]
    return {"data": data, "content_type": "multipart/form-data"}


if __name__ == "__main__":
    main()
