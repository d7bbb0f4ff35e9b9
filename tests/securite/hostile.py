"""What no form of ours expects, and how it is put in every field of a page."""

import re

from bs4 import BeautifulSoup
from sqlmodel import AutoString, SQLModel, Text, update

VALEURS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\r\nBcc: autre@exemple.fr",
    "\u202e\u2066inverse",
    "\ufeff\u200b",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "\U0001f469\u200d\U0001f52c",
    "e\u0301" * 50,
    "İıſK",
    "0",
    "-1",
    "1e308",
    "NaN",
    "9" * 400,
    "9999-99-99",
    "x" * 20_000,
    "' OR 1=1 --",
    "1'; DROP TABLE dossier; --",
    "%' UNION SELECT email FROM compte --",
    "<script>alert(1)</script>",
    "{{1337*1337}}${1337*1337}<%=1337*1337%>",
    "$(touch /tmp/x)`id`;|&",
    "../../../../etc/passwd",
    '{"a": [1, {"$ne": null}]}',
]
"""Twenty-six of them (ASVS row 27)."""

BALISES = "<b class=intrus onclick=alert(1)>{{1337*1337}}\"'><b class=intrus>"
"""Short enough for most columns; cut where one is shorter."""
CALCULE = "1787569"

ANY = re.compile(r"[0-9a-f-]{36}|C\d\b")

PAS_TAPE = {"email", "password", "fs_uniquifier", "token_hash", "jeton", "cle"}
PAS_TAPE |= {"type_mime", "sha256", "modele", "genre", "numero", "code", "cible"}
PAS_TAPE |= {"reglement", "version", "nom_recherche", "error", "unique_key"}
PAS_TAPE |= {"heure", "avec", "empreinte", "texte_version", "naissance_departement"}
"""Columns that no person types: keys, digests, codes, addresses checked elsewhere."""


def mark(session) -> int:
    """Put markup in every column that holds what a person typed; how many."""
    marked = 0
    for table in SQLModel.metadata.sorted_tables:
        values = {
            c.name: BALISES[: getattr(c.type, "length", None) or None]
            for c in table.columns
            if isinstance(c.type, AutoString | Text) and is_typed(c)
        }
        if values:
            session.execute(update(table).values(values))
            marked += len(values)
    session.commit()
    return marked


def is_typed(column) -> bool:
    keyed = column.primary_key or column.foreign_keys or column.unique
    return not keyed and column.name not in PAS_TAPE


def forms(page: str) -> list[tuple[str, dict[str, list[str]], set[str]]]:
    """Each kind of form of a page: where, with what, and which of it a person types.

    A page holds the same form many times, as one to comment on each capacité.
    """
    soup = BeautifulSoup(page, "html.parser")
    found = {}
    for form in soup.select("form[method=post]:not([action='/deconnexion'])"):
        typed = {f["name"] for f in form.select(TEXTES) if f.get("name")}
        data = filled(form)
        kind = ANY.sub("*", form["action"].partition("?")[0]), *sorted(data)
        found.setdefault(kind, (form["action"], data, typed))
    return list(found.values())


TEXTES = "textarea, input:not([type]), " + ", ".join(
    f"input[type={kind}]" for kind in ("text", "email", "tel", "search", "password")
)


def filled(form) -> dict[str, list[str]]:
    """What a browser would send, with one choice made everywhere."""
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name]"):
        kind = field.get("type", "text")
        value = field.get("value") or field.get_text() or "1"
        if kind == "file" or (kind == "radio" and field["name"] in data):
            continue
        data.setdefault(field["name"], []).append(value)
    for field in form.select("select[name]"):
        data[field["name"]] = [field.select("option")[-1].get("value", "")]
    for button in form.select("button[name]")[:1]:
        data[button["name"]] = [button.get("value", "")]
    return data
