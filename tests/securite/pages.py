"""A page of the portal, opened by whoever may, in a world of its own."""

from bs4 import BeautifulSoup

from tests.parcours.routes import ROUTES

PAGES = {
    endpoint: regle.visites()[0] for endpoint, regle in ROUTES.items() if not regle.page
}


def post_forms(page: str) -> list:
    return BeautifulSoup(page, "html.parser").select("main form[method=post]")


def form_with(page: str, field: str):
    """The form of this page that holds a field of this name, prefixed or not."""
    return next(f for f in post_forms(page) if f.select(f"[name$='{field}']"))


def as_shown(form) -> dict[str, list[str]]:
    """What a browser would send of the form as it is."""
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        for value in _shown(field):
            data.setdefault(field["name"], []).append(value)
    return data


def _shown(field) -> list[str]:
    kind = field.get("type", "text")
    if field.name == "textarea":
        # A browser drops the line break that follows the tag.
        return [field.get_text().lstrip("\r\n")]
    if field.name == "select":
        return [o.get("value", "") for o in field.select("option[selected]")]
    if kind in {"radio", "checkbox"}:
        return [field.get("value", "")] if field.has_attr("checked") else []
    return [] if kind == "file" else [field.get("value", "")]


PROPOSENT = {
    "commissions.nouvelle": "who is signed in",
    "commissions.planifier_dossier": "an hour",
    "instruction.demander_preuves": "a date",
    "instruction.preuves": "a date",
    "jurys.informer": "today",
    "suites.remettre": "a name and today",
}
"""What is in their fields is proposed to an act done once, and stored nowhere."""


def forgets_what_it_was_filled_from(page: str) -> bool:
    """A form filled with stored words, and without their version or digest."""
    return any(
        any(f.get("value") or f.get_text().strip() for f in form.select(TYPED))
        and not form.select("[name$=version], [name$=lue]")
        for form in post_forms(page)
    )


TYPED = "textarea, input[type=text], input:not([type])"


def filled(form) -> dict[str, list[str]]:
    """What a browser would send once someone filled what was left empty."""
    data = {name: values for name, values in as_shown(form).items() if any(values)}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field["name"] not in data and (words := _typed(field)):
            data[field["name"]] = [words]
    for button in form.select("button[name]")[:1]:
        data[button["name"]] = [button.get("value", "")]
    return data


PAR_NOM = {"jour": "10", "mois": "3", "annee": "2024", "heure": "09:00", "place": "0"}


def _typed(field) -> str:
    kind = field.get("type", field.name)
    if field.name == "select":
        return field.select("option")[-1].get("value", "")
    if kind in {"radio", "checkbox"}:
        return field.get("value", "")
    if kind in {"file", "hidden"}:
        return ""
    known = PAR_NOM.get(field["name"].rpartition("-")[2])
    return known or ("double@exemple.fr" if kind == "email" else "Texte d’essai")
