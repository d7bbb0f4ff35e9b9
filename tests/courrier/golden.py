"""The words of every mail and letter, kept in tests/golden.

After a wanted change: `python -m tests.courrier.golden`, then read the difference.
"""

from pathlib import Path

from portal.comptes.libelles import FAITS
from portal.config import ROOT
from portal.courrier.mailer import write
from tests.courrier.exemples import CERTIFICATS, LETTRES, entete
from tests.courrier.exemples_pieces import PIECES

GOLDEN = ROOT / "tests" / "golden"
MODELES = ROOT / "templates" / "courriels"
DONNEES = {
    "absents": 2,
    "acte": "deposer_preuves",
    "appareil": "Firefox sur Windows",
    "certification": "Chargé(e) de projets industriels",
    "cle": "instruction_uimm",
    "cles": ["designation_os", "convocation_jury", "prevenance_jure"],
    "contact": "vae@uimm-lyon.exemple.fr",
    "fait": "application_ajoutee",
    "heure": "09:00",
    "inconnus": 12,
    "invite": False,
    "jour": "2026-11-20",
    "jours": 7,
    "lien": "/dossiers/0b5e",
    "lieu": "60 avenue Jean-Mermoz, 69008 Lyon",
    "liens": ["/dossiers/0b5e", "/dossiers/1c6f"],
    "limite": "2026-12-01",
    "mot": "Mot de passe changé",
    "nombre": 3,
    "numero": "VAE-2026-69-00417",
    "organisation": "Organisation syndicale 1",
    "par": "Camille Dupré",
    "personne": "Dominique Martin",
    "phrase": FAITS["mot_de_passe_change"].phrase,
    "place": "Collège salariés",
    "president": "Camille Dupré",
    "prevenir_jours": 8,
    "prevenir_le": "2026-11-16",
    "qui": "L’UIMM Lyon",
    "relance": False,
    "rendez_vous": "2026-11-24",
    "suite": FAITS["mot_de_passe_change"].suite,
    "uimm": "l’UIMM Lyon",
    "visio": "https://visio.exemple.fr/salle",
}
SANS_COMPTE = {
    *("seance_commission", "seance_annulee", "seance_sans_vous"),
    *("convocation_jury", "convocation_jury_copie", "designation_jury"),
}
"""To persons who have no page of the portal: they write to the UIMM."""
SANS_PAGE = {"ecarts_fichiers"}
"""What there is to do is a command of the server's."""


def names() -> list[str]:
    """Every message; what starts with « _ » is a part of others."""
    stems = (path.stem for path in MODELES.glob("*.txt"))
    return sorted(stem for stem in stems if not stem.startswith("_"))


def mail(modele: str) -> str:
    message = write(modele, DONNEES, "https://vae.exemple.fr")
    return f"{message.sujet}\n\n{message.texte}"


def letter(modele: str) -> str:
    return "\n".join(words(example(modele))) + "\n"


def example(modele: str) -> dict:
    """The data of a document."""
    if modele in PIECES:
        return PIECES[modele]()
    return (LETTRES | CERTIFICATS)[modele](entete())


def words(value) -> list[str]:
    """Every text of a letter's data, in the order of the data."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in words(each)]
    if isinstance(value, list):
        return [text for each in value for text in words(each)]
    return [value]


def files() -> dict[Path, str]:
    mails = {GOLDEN / "courriels" / f"{name}.txt": mail(name) for name in names()}
    names_ = [*LETTRES, *CERTIFICATS, *PIECES]
    return mails | {GOLDEN / "lettres" / f"{n}.txt": letter(n) for n in names_}


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text)
