"""A PDF opened, measured, and cleaned of all that could run or hide."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pikepdf.settings
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from portal.storage.bombes import STREAM_MAX, weigh
from portal.storage.verdicts import (
    Bilan,
    Bornes,
    FichierRefuse,
    Raison,
    Retrait,
    in_order,
)

ACTIONS = {
    "/JavaScript": Retrait.SCRIPT,
    "/Launch": Retrait.ACTION,
    "/SubmitForm": Retrait.ACTION,
    "/ImportData": Retrait.ACTION,
    "/GoToR": Retrait.ACTION,
    "/GoToE": Retrait.ACTION,
    "/Rendition": Retrait.MULTIMEDIA,
    "/Movie": Retrait.MULTIMEDIA,
    "/Sound": Retrait.MULTIMEDIA,
    "/RichMediaExecute": Retrait.MULTIMEDIA,
}
ANNOTATIONS = {
    "/FileAttachment": Retrait.FICHIERS_JOINTS,
    "/RichMedia": Retrait.MULTIMEDIA,
    "/Screen": Retrait.MULTIMEDIA,
    "/Movie": Retrait.MULTIMEDIA,
    "/Sound": Retrait.MULTIMEDIA,
    "/3D": Retrait.MULTIMEDIA,
}
# The events an /AA dictionary answers to. A font may well be called « AA ».
EVENEMENTS = {
    *("/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI"),
    *("/O", "/C", "/K", "/F", "/V", "/WC", "/WS", "/DS", "/WP", "/DP"),
}
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SCHEMES = {"http", "https", "mailto", "tel", "ftp"}
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.I)
REFERENCE = re.compile(rb"(?<!\d)(\d{1,7})[ \r\n]+\d{1,5}[ \r\n]+(obj|R)\b")
# What is lost is the table of contents alone, which qpdf writes anew.
TABLE_LOST = re.compile(
    r"startxref|xref|trailer|file is damaged|reconstruct", re.IGNORECASE
)
HARMLESS = "entry for the xref stream itself is missing"
# What qpdf itself unpacks: the table of contents and the streams of objects.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=STREAM_MAX,
    png_max_memory=STREAM_MAX,
    tiff_max_memory=STREAM_MAX,
    run_length_max_memory=STREAM_MAX,
    max_stream_filters=5,
    parser_max_container_size=1_000_000,
)


def clean(raw: bytes, bornes: Bornes) -> Bilan:
    before = pikepdf.settings.qpdf_limit_errors()
    try:
        return _clean(raw, bornes)
    finally:
        if pikepdf.settings.qpdf_limit_errors() > before:
            raise FichierRefuse(Raison.TROP_COMPLEXE)


def _clean(raw: bytes, bornes: Bornes) -> Bilan:
    pdf, repaired = _open(raw)
    with pdf:
        pages = _measure(pdf, bornes)
        weigh(pdf, bornes)
        retraits = _sweep(pdf)
        if repaired or _is_misread(pdf, raw):
            retraits.add(Retrait.REPARE)
        if _holds_foreign_data(raw):
            retraits.add(Retrait.DONNEES_CACHEES)
        copie = _saved(pdf, pages) if retraits else None
    return Bilan(pages, in_order(retraits), copie)


def _open(raw: bytes) -> tuple[Pdf, bool]:
    """Only a password asked to open the file counts.

    Pay slips and state forms often carry an owner password, which does not prevent
    reading.
    """
    try:
        return pikepdf.open(BytesIO(raw), attempt_recovery=False), False
    except pikepdf.PasswordError:
        raise FichierRefuse(Raison.MOT_DE_PASSE) from None
    except pikepdf.PdfError:
        pdf = pikepdf.open(BytesIO(raw), suppress_warnings=True)
        _require_whole(pdf, raw)
        if not all(TABLE_LOST.search(str(warning)) for warning in pdf.get_warnings()):
            raise FichierRefuse(Raison.ABIME) from None
        return pdf, True


def _is_misread(pdf: Pdf, raw: bytes) -> bool:
    """What qpdf had to guess, another reader may guess otherwise: write its guess."""
    if all(HARMLESS in str(warning) for warning in pdf.get_warnings()):
        return False
    _require_whole(pdf, raw)
    return True


def _require_whole(pdf: Pdf, raw: bytes) -> None:
    """A repaired file is kept if every page it announces and all they name is there."""
    announced = int(pdf.Root.Pages.Count)
    found: dict[bytes, set[int]] = {b"obj": set(), b"R": set()}
    for match in REFERENCE.finditer(raw):
        found[match[2]].add(int(match[1]))
    known = found[b"obj"] | {obj.objgen[0] for obj in pdf.objects}
    if (
        len(pdf.pages) != announced
        or not all(Name.Contents in page.obj for page in pdf.pages)
        or not found[b"R"] <= known
    ):
        raise FichierRefuse(Raison.ABIME)


def _measure(pdf: Pdf, bornes: Bornes) -> int:
    if pdf.Root.get(Name.NeedsRendering):
        raise FichierRefuse(Raison.FORMULAIRE_DYNAMIQUE)
    pages = len(pdf.pages)
    if not pages:
        raise FichierRefuse(Raison.ABIME)
    if pages > bornes.pages:
        raise FichierRefuse(Raison.TROP_DE_PAGES, pages=pages, maximum=bornes.pages)
    for number, page in enumerate(pdf.pages, 1):
        left, bottom, right, top = (float(side) for side in page.mediabox)
        unit = float(page.obj.get(Name.UserUnit, 1))
        if max(abs(right - left), abs(top - bottom)) * unit > bornes.cote:
            raise FichierRefuse(Raison.PAGE_TROP_GRANDE, page=f"la page {number}")
    return pages


def _sweep(pdf: Pdf) -> set[Retrait]:
    """Take out what could run, wherever it hangs, and say what it was."""
    retraits = _clean_root(pdf.Root)
    for holder in _dictionaries(pdf):
        retraits |= _clean_action(holder)
        retraits |= _clean_keys(holder)
        retraits |= _clean_annotations(holder)
    return retraits


def _dictionaries(pdf: Pdf) -> Iterator[Object]:
    """Each dictionary of the file once; its stream, if it is one's, is left alone."""
    for root in pdf.objects:
        stack: list[object] = [root]
        while stack:
            obj = stack.pop()
            if isinstance(obj, Dictionary | Stream):
                yield obj
                children: list[object] = list(map(obj.get, obj.keys()))
            elif isinstance(obj, Array):
                children = list(obj)
            else:
                continue
            stack += [c for c in children if _is_direct_container(c)]


def _is_direct_container(obj: object) -> bool:
    return isinstance(obj, Array | Dictionary) and not obj.is_indirect


def _clean_root(root: Object) -> set[Retrait]:
    """What the catalogue starts or holds for the whole document."""
    retraits = set()
    opening = root.get(Name.OpenAction)
    # A destination, or the action that goes to it, only says where to start reading.
    if isinstance(opening, Dictionary) and opening.get(Name.S) != Name.GoTo:
        del root[Name.OpenAction]
        script = opening.get(Name.S) == Name.JavaScript
        retraits.add(Retrait.SCRIPT if script else Retrait.ACTION)
    names = root.get(Name.Names)
    if isinstance(names, Dictionary):
        retraits |= _drop(names, Name.JavaScript, Retrait.SCRIPT)
        retraits |= _drop(names, Name.EmbeddedFiles, Retrait.FICHIERS_JOINTS)
    retraits |= _drop(root, Name.Collection, Retrait.FICHIERS_JOINTS)
    form = root.get(Name.AcroForm)
    if isinstance(form, Dictionary):
        retraits |= _drop(form, Name.XFA, Retrait.FORMULAIRE_XFA)
    return retraits


def _drop(holder: Object, key: Name, retrait: Retrait) -> set[Retrait]:
    if key not in holder:
        return set()
    del holder[key]
    return {retrait}


def _clean_action(action: Object) -> set[Retrait]:
    """Empty it, but for what follows it, which is cleaned in its turn."""
    kind = action.get(Name.S)
    if not isinstance(kind, Name):
        return set()
    retrait = ACTIONS.get(str(kind))
    if kind == Name.URI and not _is_web(action.get(Name.URI)):
        retrait = Retrait.LIEN
    if retrait is None:
        return set()
    for key in set(action.keys()) - {"/Next", "/Type", "/Length"}:
        del action[key]
    return {retrait}


def _is_web(address: object) -> bool:
    text = str(address)
    scheme = SCHEME.match(text)
    if scheme:
        return scheme[1].lower() in SCHEMES
    return not text.lstrip().startswith(("\\\\", "//"))


def _clean_keys(holder: Object) -> set[Retrait]:
    """By what they hold: a font or an image of a page may bear any of these names."""
    retraits = set()
    events = holder.get(Name.AA)
    if (
        isinstance(events, Dictionary)
        and Name.Subtype not in events
        and (EVENEMENTS & set(events.keys()) or not events.keys())
    ):
        retraits |= _drop(holder, Name.AA, _of_events(events))
    if isinstance(holder.get(Name.JS), pikepdf.String):
        retraits |= _drop(holder, Name.JS, Retrait.SCRIPT)
    files = holder.get(Name.EF)
    if isinstance(files, Dictionary) and Name.Subtype not in files:
        retraits |= _drop(holder, Name.EF, Retrait.FICHIERS_JOINTS)
    return retraits


def _of_events(events: Object) -> Retrait:
    kinds = [
        action.get(Name.S)
        for action in (events.get(key) for key in events.keys())  # noqa: SIM118 - not a dict
        if isinstance(action, Dictionary)
    ]
    return Retrait.SCRIPT if Name.JavaScript in kinds else Retrait.ACTION


def _clean_annotations(page: Object) -> set[Retrait]:
    annotations = page.get(Name.Annots)
    if not isinstance(annotations, Array):
        return set()
    kinds = [_kind(annotation) for annotation in annotations]
    retraits = {ANNOTATIONS[kind] for kind in kinds if kind in ANNOTATIONS}
    if retraits:
        kept = zip(annotations, kinds, strict=True)
        page.Annots = Array([a for a, kind in kept if kind not in ANNOTATIONS])
    return retraits


def _kind(annotation: Object) -> str:
    return (
        str(annotation.get(Name.Subtype)) if isinstance(annotation, Dictionary) else ""
    )


def _holds_foreign_data(raw: bytes) -> bool:
    """Something else hides before the first object or after the end of the PDF."""
    end = raw.rfind(b"%%EOF")
    tail = raw[end + 5 :].strip(b"\0\t\r\n ") if end >= 0 else b""
    return bool(tail or MARKUP.search(raw[: max(raw.find(b" obj"), 0)][:4096]))


def _saved(pdf: Pdf, pages: int) -> bytes:
    """No content is unpacked. Read again: what resists cleaning is refused."""
    target = BytesIO()
    # A table rebuilt without its trailer lacks one, and qpdf copies what it has.
    if Name.Size not in pdf.trailer:
        pdf.trailer.Size = len(pdf.objects) + 1
    pdf.save(
        target,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False,
        fix_metadata_version=False,
    )
    content = target.getvalue()
    with pikepdf.open(BytesIO(content), attempt_recovery=False) as again:
        if _sweep(again) or len(again.pages) != pages:
            raise FichierRefuse(Raison.NON_NETTOYABLE)
    return content
