"""The letters: their words, their pages, and that the two are the same."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from portal.courrier import letters, lettres_textes
from portal.courrier.lettres_textes.commun import DRAWN, drawable, texte
from portal.dossiers.libelles import DOCUMENT
from portal.droit.reglements import EffetDemande
from tests.courrier import exemples, golden, pdf
from tests.courrier.exemples import CERTIFICATS, LETTRES, entete, make_uimm
from tests.courrier.exemples_pieces import PIECES

COPIE = "copie"
"""The frame of a whole dossier, drawn in tests/lecture: its words are the dossier's."""

every_letter = pytest.mark.parametrize("modele", LETTRES)


def example(modele, **over):
    return LETTRES[modele](entete(**over))


def test_every_letter_of_the_law_has_its_words_and_its_example():
    assert {*LETTRES, *CERTIFICATS} == set(DOCUMENT)


def test_every_layout_has_its_example():
    layouts = {p.stem for p in letters.LETTRES.glob("*.typ")}
    shared = {name for name in layouts if name.startswith("_")}
    assert {*LETTRES, *CERTIFICATS, *PIECES, COPIE} == layouts - shared


@every_letter
def test_a_letter_reads_as_agreed(modele):
    assert (
        golden.letter(modele) == (golden.GOLDEN / f"lettres/{modele}.txt").read_text()
    )


@every_letter
def test_the_pdf_says_all_that_its_text_says(modele):
    donnees = example(modele)
    shown = pdf.words(letters.render(modele, donnees))
    silent = {donnees["date"], *{bloc["genre"] for bloc in donnees["corps"]}}
    missing = [t for t in golden.words(donnees) if pdf.squeeze(t) not in shown]
    assert set(missing) <= silent


@every_letter
def test_the_same_letter_is_the_same_bytes(modele):
    """So the preview is what is archived, and a job done twice changes nothing."""
    donnees = example(modele)
    assert letters.render(modele, donnees) == letters.render(modele, donnees)
    assert letters.preview_png(modele, donnees) == letters.preview_png(modele, donnees)


@every_letter
def test_a_letter_can_be_archived_and_read_aloud(modele):
    """PDF/A-2a and PDF/UA-1: title, language, tags."""
    content = letters.render(modele, example(modele))
    assert conformance(content) == ("2", "A", "1", "fr", True)
    with pikepdf.open(BytesIO(content)) as document:
        assert "VAE-2026-69-00417" in str(document.docinfo["/Title"])


def conformance(content):
    """What the compiler checked and the file says: A-2a, UA-1, French, tagged."""
    with pikepdf.open(BytesIO(content)) as document:
        with document.open_metadata() as metadata:
            keys = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
            said = tuple(metadata[key] for key in keys)
        root = document.Root
        return (*said, str(root.Lang), bool(root.MarkInfo.Marked))


@every_letter
def test_the_data_of_a_letter_are_plain_json_texts(modele):
    assert all(isinstance(text, str) for text in golden.words(example(modele)))


@pytest.mark.parametrize("modele", [*CERTIFICATS, *PIECES])
def test_a_paper_of_the_annexes_reads_as_agreed_and_can_be_archived(modele):
    """Annexes 5 to 10: the same words in the data, the PDF and the golden file."""
    donnees = golden.example(modele)
    kept = (golden.GOLDEN / f"lettres/{modele}.txt").read_text()
    assert golden.letter(modele) == kept
    content = letters.render(modele, donnees)
    shown = pdf.words(content)
    silent = {donnees["date"], donnees.get("numero")}
    silent |= {bloc["genre"] for bloc in donnees.get("corps", [])}
    missing = {t for t in golden.words(donnees) if pdf.squeeze(t) not in shown}
    assert missing <= silent
    assert conformance(content) == ("2", "A", "1", "fr", True)


def test_a_certificate_with_long_names_is_one_page_and_its_copy_is_marked():
    """R69, R23: a title as long as the row allows, a name as long as it may be."""
    donnees = exemples.certificat(
        exemples.GenreCertificat.BLOC,
        intitule="Élaborer, conduire et améliorer " * 6,
        identite=entete(
            prenoms="Marie-Thérèse Élisabeth " * 4, nom_naissance="W" * 100
        ).identite,
    )
    copie = lettres_textes.copie_conforme(donnees, date(2030, 3, 1))
    content = letters.render("certificat_bloc", copie)
    assert letters.pages(content) == 1
    mark = pdf.squeeze("Copie certifiée conforme le 1er mars 2030")
    assert mark in pdf.words(content)


def test_the_letter_of_a_part_gives_the_four_informations():
    """R66: non-admission, capacités, routes and last day, passeport."""
    text = text_of(example("resultat_partiel"))
    for said in (
        "Vous n’êtes pas admis(e). Le jury ne vous a pas déclaré(e) admis(e)",
        "de projets industriels\u00a0» (MQ\u00a02001\u00a001\u00a089\u00a00195)",
        "C4 Animer un groupe de travail",
        "parcours de formation professionnelle, ou une nouvelle demande de VAE",
        "jusqu’au 6\u00a0octobre\u00a02031 inclus",
        "Reprendre pour le reste",
        "europass.europa.eu",
    ):
        assert said in text
    endless = text_of(exemples.resultat_partiel(entete(), limite=None))
    assert "sans limite de durée" in endless


def test_long_names_stay_between_the_margins():
    donnees = example(
        "accuse_reception",
        prenoms="Marie-Thérèse Élisabeth " * 4,
        nom_naissance="W" * 100,
        adresse="é" * 200,
        uimm=make_uimm(
            nom="UIMM " + "Lorraine-Ardenne " * 6, email="e" * 200 + "@x.fr"
        ),
    )
    for page in letters.preview_png("accuse_reception", donnees):
        image = Image.open(BytesIO(page)).convert("L")
        margin = round(20 / 210 * image.width)
        right = image.crop((image.width - margin, 0, image.width, image.height))
        left = image.crop((0, 0, margin, image.height))
        assert right.getextrema() == left.getextrema() == (255, 255)


def test_a_long_letter_goes_on_with_numbered_pages():
    donnees = example("avis_favorable")
    donnees["corps"] *= 6
    content = letters.render("avis_favorable", donnees)
    assert letters.pages(content) == len(letters.preview_png("avis_favorable", donnees))
    assert letters.pages(content) > 1


def test_the_font_draws_all_that_we_say_it_draws():
    donnees = example("avis_annule")
    donnees["corps"] = [texte(" ".join(sorted(DRAWN)))]
    assert letters.render("avis_annule", donnees)


def test_what_the_font_cannot_draw_does_not_stop_the_letter():
    """An emoji or a control character in a name would be refused by PDF/A."""
    donnees = example(
        "avis_favorable", prenoms="Zoe\u0301 \U0001f600 \u0007李", ville="A\nB"
    )
    assert donnees["destinataire"][0] == "Zoé ? ? Lefèvre"
    assert donnees["destinataire"][2] == "69100 A B"
    assert letters.render("avis_favorable", donnees)


def test_what_looks_like_markup_is_shown_as_typed():
    """ASVS 23: letters too."""
    typed = '#import "x" {{ 1337*1337 }} $x^2$ *gras* _it_ <b>'
    donnees = example("avis_favorable", nom_naissance=typed)
    shown = pdf.words(letters.render("avis_favorable", donnees))
    assert pdf.squeeze(typed) in shown


def test_soft_hyphens_and_line_breaks_do_not_reach_a_letter():
    assert drawable({"a": ["x\u00ady\r\nz", 3]}) == {"a": ["xy z", 3]}


def text_of(donnees):
    return " ".join(golden.words(donnees))


def test_the_receipt_gives_receipt_date_contact_and_due_date():
    """1.4 « déposer », rule 1: and the legal two months beside it."""
    text = text_of(example("accuse_reception"))
    for said in (
        "reçue le 3\u00a0septembre\u00a02026",
        "Réponse au plus tard le 3\u00a0décembre\u00a02026",
        "à l’issue du 3\u00a0novembre\u00a02026, vaut recevabilité",
        "vae@uimm-lyon.exemple.fr",
        exemples.SHA256,
        exemples.ATTESTATION,
        "3\u00a0septembre\u00a02026 à 17\u00a0h\u00a005",
    ):
        assert said in text


def test_the_legal_clock_can_be_switched_off():
    """Section 0, rule 1."""
    off = exemples.accuse_reception(entete(), limite_legale=None)
    assert "6412-2" not in text_of(off)


@pytest.mark.parametrize(
    ("effet", "said"),
    [
        (EffetDemande.SUSPENDRE, "est suspendu jusqu’à votre réponse"),
        (EffetDemande.REINITIALISER, "recommencera en entier"),
        (EffetDemande.CONTINUER, "ne change pas le délai"),
    ],
)
def test_a_request_for_pieces_says_its_effect_on_the_clock(effet, said):
    """Section 0, rule 1: the three effects."""
    assert said in text_of(exemples.demande_pieces(entete(), effet))


def test_an_unfavourable_avis_says_why_who_and_when_to_ask_again():
    """domain.md A8, A9; section 0 rule 3: next civil year, unless the UIMM allows."""
    text = text_of(example("avis_defavorable"))
    assert "aucune ne porte sur la conduite de projets industriels" in text
    assert "Camille Dupré Instructrice VAE pour l’UIMM Lyon" in text
    assert "à partir du 1er\u00a0janvier\u00a02027" in text


def test_a_favourable_avis_gives_the_limit_and_the_target():
    """Section 0, rule 2."""
    text = text_of(example("avis_favorable"))
    assert "valable jusqu’au 20\u00a0novembre\u00a02027" in text
    assert "avant le 20\u00a0septembre\u00a02027" in text


@pytest.mark.parametrize(
    ("blocs", "said"),
    [
        ((), "recevable pour le CQPM «"),
        ((2,), "recevable pour le bloc 2 du CQPM «"),
        ((3, 1, 2), "recevable pour les blocs 1, 2 et 3 du CQPM «"),
    ],
)
def test_a_letter_names_what_is_aimed_at(blocs, said):
    """R20: the whole CQPM or some of its blocs."""
    assert said in text_of(example("avis_favorable", blocs=blocs))


def test_an_address_abroad_names_its_country():
    donnees = example("avis_annule", pays="Belgique", ville="Liège", code_postal="4000")
    assert donnees["destinataire"][2:] == ["4000 Liège", "Belgique"]


def test_a_letter_is_dated_of_its_day():
    donnees = example("avis_favorable", le=date(2026, 12, 1))
    assert donnees["references"][0] == "Le 1er\u00a0décembre\u00a02026"


def test_the_receipt_of_the_preuves_says_nothing_of_what_was_not_opened_yet():
    """1.4: received first, checked afterwards; the same layout as the second."""
    donnees = lettres_textes.accuse_depot_preuves(
        entete(), contenu=["11 preuves"], sha256=exemples.SHA256, limite=exemples.LIMITE
    )
    text = text_of(donnees)
    assert "Nous vérifions que chaque preuve peut être ouverte et lue" in text
    assert "au plus tard le 20\u00a0novembre\u00a02027" in text
    assert "complet" not in text
    assert letters.pages(letters.render("accuse_depot_preuves", donnees)) == 1
