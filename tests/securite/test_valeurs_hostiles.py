"""Bad input in every field of every form is refused or kept, and never breaks."""

import pytest

from tests.securite.hostile import VALEURS, forms
from tests.securite.pages import PAGES

PARTOUT = {"", "a\x00b", "NaN", "9" * 400, "x" * 20_000, "' OR 1=1 --"}
"""Put also where nobody types: hidden fields, choices, the buttons' values."""


STRICTES = PARTOUT | {"1e308", "9999-99-99", "-1", "\U0001f469\u200d\U0001f52c"}


@pytest.fixture
def valeurs(engine):
    """Where a database could choke, on the strict one; the others on the faster."""
    strict = engine.dialect.name == "postgresql"
    return [v for v in VALEURS if (v in STRICTES) is strict]


@pytest.mark.parametrize("endpoint", PAGES)
def test_no_value_in_any_field_breaks_a_form(ouvrir, valeurs, endpoint):
    """ASVS rows 20, 21 and 27: refused or stored as is."""
    client, url, _monde = ouvrir(endpoint)
    there = forms(client.get(url).text)
    for rank in range(len(there)):
        for value in valeurs:
            if rank >= len(there):  # an answer has moved the dossier on
                client, url, _monde = ouvrir(endpoint)
                there = forms(client.get(url).text)
            if send(client, url, there[rank], value):
                there = forms(client.get(url).text)


def send(client, url, form, value) -> bool:
    """In what a person types, then everywhere; whether something changed."""
    action, data, typed = form
    everywhere = data.keys() - {"csrf_token"}
    statuses = {200}
    for hostile in [typed] * bool(typed) + [everywhere] * (value in PARTOUT):
        sent = data | dict.fromkeys(hostile, value)
        statuses.add(client.post(action or url, data=sent).status_code)
    assert max(statuses) < 500, (action, value[:40])
    return not statuses <= {200, 400, 422}
