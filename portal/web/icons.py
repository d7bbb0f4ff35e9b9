"""The drawings that stand beside a word, never in its place."""

from typing import Final

from markupsafe import Markup

ICONES: Final = {
    "alerte": '<path d="M10 2.2 18.6 17.4H1.4z"/><path d="M10 8v4.4M10 14.9v.1"/>',
    "bas": '<path d="M10 3v10M5 9l5 5 5-5M4 17h12"/>',
    "bouclier": '<path d="M10 2.5l6.5 2.3v4.7c0 4-2.7 6.7-6.5 8-3.8-1.3'
    '-6.5-4-6.5-8V4.8z"/><path d="M7 10l2.2 2.3L13.2 8"/>',
    "bulle": '<path d="M2 3h16v11H9l-4 3.6V14H2z"/>',
    "cadenas": '<rect x="3.5" y="9" width="13" height="9" rx="1"/>'
    '<path d="M6.5 9V6a3.5 3.5 0 017 0v3"/>',
    "cible": '<circle cx="10" cy="10" r="7.5"/><circle cx="10" cy="10" r="3"/>',
    "coche": '<path d="M3.5 10.5l4.2 4.5L16.5 5"/>',
    "croix": '<path d="M5 5l10 10M15 5L5 15"/>',
    "drapeau": '<path d="M5 18V3M5 4h10l-2.5 3.5L15 11H5"/>',
    "droite": '<path d="M4 10h12M11 5l5 5-5 5"/>',
    "envoi": '<path d="M10 13V3.5M6 7l4-4 4 4M3 13v4h14v-4"/>',
    "fichier": '<path d="M5 1.8h6.5L16 6.3v11.9H5z"/>'
    '<path d="M11.2 2v4.6H16M8 10.5h5M8 13.8h5"/>',
    "gauche": '<path d="M16 10H4M9 5l-5 5 5 5"/>',
    "haut": '<path d="M10 16V4M5 9l5-5 5 5"/>',
    "horloge": '<circle cx="10" cy="10" r="8"/><path d="M10 5.2V10l3.2 2.2"/>',
    "info": '<circle cx="10" cy="10" r="8"/><path d="M10 9v5M10 6v.1"/>',
    "lettre": '<rect x="2.5" y="4.5" width="15" height="11" rx="1.5"/>'
    '<path d="M3 6l7 5.5L17 6"/>',
    "loupe": '<circle cx="9" cy="9" r="5.5"/><path d="M13 13l4.5 4.5"/>',
    "ok": '<circle cx="10" cy="10" r="8"/><path d="M6.5 10.3l2.5 2.6 4.6-5.4"/>',
    "pause": '<circle cx="10" cy="10" r="8"/><path d="M8 7v6M12 7v6"/>',
    "personne": '<circle cx="10" cy="6.5" r="3.5"/>'
    '<path d="M3 17.5c.6-4 3.4-5.5 7-5.5s6.4 1.5 7 5.5"/>',
    "pivoter": '<path d="M15.5 7A6.5 6.5 0 1016.5 11"/><path d="M16 3v4.2h-4.2"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "refus": '<path d="M7 1.8h6L18.2 7v6L13 18.2H7L1.8 13V7z"/>'
    '<path d="M7 7l6 6M13 7l-6 6"/>',
    "situation": '<path d="M3 5h14M3 10h14M3 15h9"/>',
    "sortir": '<path d="M11 3.5h5.5V9M16.5 3.5L9 11M13.5 12v4.5h-10v-10H8"/>',
    "vide": '<circle cx="10" cy="10" r="8" stroke-dasharray="3 3"/>',
}


def icone(nom: str, classe: str = "vae-icone") -> Markup:
    """Decorative: what it means is always written next to it."""
    return Markup(  # noqa: S704 - our own drawings and class names
        f'<svg class="{classe}" viewBox="0 0 20 20" aria-hidden="true"'
        f' focusable="false">{ICONES[nom]}</svg>'
    )
