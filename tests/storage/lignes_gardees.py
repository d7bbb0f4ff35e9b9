"""What is kept: as it came, or cleaned of what is named."""

import pikepdf

from portal.storage.verdicts import Retrait
from tests.storage import entrees as e

GARDE = "gardé"


def link(address):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=address)
    return e.with_annotation(Subtype=pikepdf.Name.Link, A=action)


def action(kind, **keys):
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **keys)


def annotation(kind, **keys):
    return e.with_annotation(Subtype=pikepdf.Name(f"/{kind}"), **keys)


LIGNES = [
    # --- What people send, and is kept as it is.
    ("pdf", e.pdf, "cv.pdf", GARDE),
    ("pdf-capitals", e.pdf, "CV.PDF", GARDE),
    ("pdf-one-page", lambda: e.pdf(1), "a.pdf", GARDE),
    ("pdf-500-pages", lambda: e.pdf(500, size=(99, 99)), "a.pdf", GARDE),
    (
        "pdf-packed-objects",
        lambda: e.pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "a.pdf",
        GARDE,
    ),
    ("pdf-linearized", lambda: e.pdf(linearize=True), "a.pdf", GARDE),
    ("pdf-owner-password", lambda: e.pdf_locked(owner="secret"), "paie.pdf", GARDE),
    ("pdf-byte-order-mark", lambda: b"\xef\xbb\xbf" + e.pdf(), "a.pdf", GARDE),
    ("pdf-names-of-ours", lambda: e.pdf(change=e.with_odd_names), "a.pdf", GARDE),
    ("pdf-web-link", lambda: link("https://exemple.fr/x"), "a.pdf", GARDE),
    ("pdf-mail-link", lambda: link("mailto:a@exemple.fr"), "a.pdf", GARDE),
    (
        "pdf-opens-on-a-page",
        lambda: e.with_root(OpenAction=action("GoTo", D="debut")),
        "a.pdf",
        GARDE,
    ),
    ("pdf-padding", lambda: e.pdf() + b"\r\n\0\0", "a.pdf", GARDE),
    ("jpeg", lambda: e.image("JPEG"), "a.jpg", GARDE),
    ("jpeg-other-name", lambda: e.image("JPEG"), "a.jpeg", GARDE),
    (
        "jpeg-progressive",
        lambda: e.image("JPEG", progressive=True, optimize=True),
        "a.jpg",
        GARDE,
    ),
    ("jpeg-grey", lambda: e.image("JPEG", mode="L"), "a.jpg", GARDE),
    ("jpeg-cmyk", lambda: e.image("JPEG", mode="CMYK"), "a.jpg", GARDE),
    ("png", lambda: e.image("PNG"), "a.png", GARDE),
    ("png-palette", lambda: e.image("PNG", mode="P"), "a.png", GARDE),
    ("png-transparent", lambda: e.image("PNG", mode="RGBA"), "a.png", GARDE),
    ("png-one-bit", lambda: e.image("PNG", mode="1"), "a.png", GARDE),
    # --- Names (ASVS 10, 13, 21): all are shown clean, none is refused.
    *(
        (f"name-{title}", e.pdf, nom, GARDE)
        for title, nom in {
            "accents": "Éléonore été à Noël.pdf",
            "apostrophes": "l’attestation d'emploi.pdf",
            "slashes-asvs10": "../../etc/passwd/cv.pdf",
            "windows-path-asvs10": "C:\\Users\\moi\\cv.pdf",
            "null-byte-asvs13": "cv\0.exe\0.pdf",
            "line-break-asvs13": "cv\r\nSet-Cookie: a=b.pdf",
            "right-to-left-asvs13": "cv\u202efdp.exe.pdf",
            "300-characters": "a" * 300 + ".pdf",
            "emoji": "mon cv 🎉👩🏽‍🏭.pdf",
            "shell-asvs21": "$(touch x)`id`;.pdf",
            "double-extension": "cv.exe.pdf",
        }.items()
    ),
    # --- Cleaned, and said so.
    (
        "pdf-script-of-names",
        lambda: e.with_root(
            Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", e.JS]))
        ),
        "a.pdf",
        {Retrait.SCRIPT},
    ),
    (
        "pdf-script-at-opening",
        lambda: e.with_root(OpenAction=e.JS),
        "a.pdf",
        {Retrait.SCRIPT},
    ),
    (
        "pdf-script-of-page",
        lambda: e.pdf(change=e.with_page_script),
        "a.pdf",
        {Retrait.SCRIPT},
    ),
    (
        "pdf-script-in-a-chain",
        lambda: e.pdf(change=e.with_deep_script),
        "a.pdf",
        {Retrait.SCRIPT},
    ),
    (
        "pdf-launch",
        lambda: e.with_root(OpenAction=action("Launch", F="cmd.exe")),
        "a.pdf",
        {Retrait.ACTION},
    ),
    (
        "pdf-launch-dressed-as-text",
        lambda: annotation(
            "Link", A=action("Launch", F="cmd.exe", K=1, Type=pikepdf.Name.StructElem)
        ),
        "a.pdf",
        {Retrait.ACTION},
    ),
    (
        "pdf-submit",
        lambda: annotation("Link", A=action("SubmitForm", F="https://exemple.fr")),
        "a.pdf",
        {Retrait.ACTION},
    ),
    (
        "pdf-import",
        lambda: annotation("Link", A=action("ImportData", F="x.fdf")),
        "a.pdf",
        {Retrait.ACTION},
    ),
    (
        "pdf-remote-file",
        lambda: annotation("Link", A=action("GoToR", F="\\\\hote\\x.pdf")),
        "a.pdf",
        {Retrait.ACTION},
    ),
    (
        "pdf-script-link-asvs18",
        lambda: link("javascript:alert(1)"),
        "a.pdf",
        {Retrait.LIEN},
    ),
    ("pdf-file-link", lambda: link("file:///C:/x.exe"), "a.pdf", {Retrait.LIEN}),
    ("pdf-network-link", lambda: link("\\\\hote\\part"), "a.pdf", {Retrait.LIEN}),
    (
        "pdf-attachment",
        lambda: e.pdf(change=e.with_attachment),
        "a.pdf",
        {Retrait.FICHIERS_JOINTS},
    ),
    (
        "pdf-attachment-on-a-page",
        lambda: annotation("FileAttachment"),
        "a.pdf",
        {Retrait.FICHIERS_JOINTS},
    ),
    (
        "pdf-portfolio",
        lambda: e.with_root(Collection=pikepdf.Dictionary()),
        "a.pdf",
        {Retrait.FICHIERS_JOINTS},
    ),
    (
        "pdf-rich-media",
        lambda: annotation("RichMedia"),
        "a.pdf",
        {Retrait.MULTIMEDIA},
    ),
    (
        "pdf-form",
        lambda: e.pdf(change=e.with_form),
        "a.pdf",
        {Retrait.FORMULAIRE_XFA, Retrait.SCRIPT},
    ),
    (
        "pdf-and-zip",
        lambda: e.pdf() + e.archive(),
        "a.pdf",
        {Retrait.DONNEES_CACHEES},
    ),
    (
        "pdf-and-html",
        lambda: e.pdf().replace(b"\n", b"\n%" + e.HTML + b"\n", 1),
        "a.pdf",
        {Retrait.DONNEES_CACHEES, Retrait.REPARE},
    ),
    ("pdf-cut-in-its-table", e.pdf_whose_table_is_lost, "a.pdf", {Retrait.REPARE}),
    (
        "jpeg-and-zip",
        lambda: e.image("JPEG") + e.archive(),
        "a.jpg",
        {Retrait.DONNEES_CACHEES},
    ),
    (
        "jpeg-position-asvs16",
        lambda: e.image("JPEG", exif=e.exif(position=True)),
        "a.jpg",
        {Retrait.METADONNEES, Retrait.POSITION},
    ),
    (
        "jpeg-turned-asvs16",
        lambda: e.image("JPEG", exif=e.exif(6)),
        "a.jpg",
        {Retrait.METADONNEES, Retrait.ORIENTATION},
    ),
    (
        "jpeg-comment",
        lambda: e.image("JPEG", comment="<script>"),
        "a.jpg",
        {Retrait.METADONNEES},
    ),
    (
        "jpeg-xmp",
        lambda: e.image("JPEG", xmp=b"<x:xmpmeta/>"),
        "a.jpg",
        {Retrait.METADONNEES},
    ),
    (
        "png-text",
        lambda: e.image("PNG", pnginfo=e.png_text()),
        "a.png",
        {Retrait.METADONNEES},
    ),
    (
        "png-position-asvs16",
        lambda: e.image("PNG", exif=e.exif(position=True)),
        "a.png",
        {Retrait.METADONNEES, Retrait.POSITION},
    ),
    (
        "png-turned",
        lambda: e.image("PNG", exif=e.exif(8)),
        "a.png",
        {Retrait.METADONNEES, Retrait.ORIENTATION},
    ),
    (
        "png-and-html",
        lambda: e.image("PNG") + e.HTML,
        "a.png",
        {Retrait.DONNEES_CACHEES},
    ),
]
