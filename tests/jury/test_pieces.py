"""The papers of a jury: annexes 6 and 7, and what it examines."""

import csv
from io import BytesIO, StringIO

import pikepdf
from PIL import Image
from sqlmodel import select

from portal.certification import pieces_jury
from portal.certification.queries import passages_conclus
from portal.courrier.letters import preview_png, render
from portal.dossiers.models import Identite, PassageCommission
from portal.droit.listes import College, Financement, Origine, Presence
from tests.courrier.exemples import make_uimm
from tests.courrier.exemples_pieces import candidat, emargement_jury, membre
from tests.courrier.exemples_pieces import jury as jury_sans_base
from tests.courrier.pdf import squeeze
from tests.courrier.pdf import words as pdf_words
from tests.jury.aide import at, deliberate


def test_the_sheet_lists_who_is_designated_or_who_was_invited(
    session, jury, tour, union, guest
):
    """R62, annexe 6: not the guests, who have no part in the decision (R46)."""
    data = pieces_jury.emargement(session, jury)
    names = [row[0] for row in data["lignes"]]
    assert {m.nom for m in jury.membres if m.college is not College.INVITE} <= {*names}
    assert guest.nom not in names
    assert ["", union.nom, "Organisation invitée"] in data["lignes"]
    assert data["president"] == next(m.nom for m in jury.membres if m.president)
    text = pdf_words(render(pieces_jury.EMARGEMENT, data))
    assert squeeze("Signature du Président") in text
    assert squeeze(union.nom) in text


def test_the_procès_verbal_says_a_or_na_and_nothing_else(session, jury, staff, decided):
    """R49, annexe 7, decision 5: NA for the CQPM, A for the bloc acquired."""
    decided.origine, decided.financement = Origine.SALARIE, Financement.CVAE
    decided.raison_sociale, decided.adresse = "Ateliers du Rhône", "69100 Villeurbanne"
    session.commit()
    deliberate(session, jury, staff)
    [pv] = pieces_jury.proces_verbal(session, jury)["pv"]
    assert [row[7] for row in pv["lignes"]] == ["NA", "A"]
    whole, bloc = pv["lignes"]
    assert whole[:4] == [
        "Lefèvre Anne-Marie",
        "3\u00a0mars\u00a01976, Saint-Étienne, 42, France",
        "SL",
        "CVAE",
    ]
    assert whole[4] == "Ateliers du Rhône, 69100 Villeurbanne"
    assert bloc[8].startswith("Bloc 1\u00a0: ")


def test_the_procès_verbal_waits_for_the_decision(client, jury, decided):
    """R50, reading A6."""
    assert client.get(f"/jurys/{jury.id}/proces-verbal.pdf").status_code == 409
    assert client.get(f"/jurys/{jury.id}/proces-verbal.csv").status_code == 409


def test_the_procès_verbal_is_a_pdf_and_a_safe_csv(
    session, client, jury, staff, decided
):
    """R49: what a person typed is never a formula."""
    deliberate(session, jury, staff)
    pdf = client.get(f"/jurys/{jury.id}/proces-verbal.pdf")
    assert squeeze("Lefèvre Anne-Marie") in pdf_words(pdf.data)
    answer = client.get(f"/jurys/{jury.id}/proces-verbal.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = answer.data.decode("utf-8-sig")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    heading, first, _bloc = csv.reader(StringIO(text), delimiter=";")
    assert heading[:2] == ["Qualification", "Titre"]
    assert first[-1] == "'=À revoir"


TITRE = ("Intégration de l’amélioration continue des systèmes d’élaboration, " * 3)[
    :200
]
NOM = "L’Hôte de La Bretonnière-Szczepaniak d’Aïnhoa Anne-Éléonore"


def test_forty_candidates_stay_on_the_page():
    """Annexe 7: long names and titles go on below, none is lost, none overflows."""
    read = [candidat(n, titre=TITRE) for n in range(1, 41)]
    people = {c.dossier.id: Identite(nom_naissance=NOM, prenoms="É") for c in read}
    data = pieces_jury.donnees_proces_verbal(
        jury_sans_base(), make_uimm(), read, people
    )
    content = render(pieces_jury.PROCES_VERBAL, data)
    # Each has a line for the CQPM and one for the bloc acquired.
    assert pdf_words(content).count(squeeze(NOM)) == 80
    with pikepdf.open(BytesIO(content)) as pdf:
        [*box] = pdf.pages[0].mediabox
    assert box[2] > box[3]
    assert stays_inside(preview_png(pieces_jury.PROCES_VERBAL, data), 12 / 297)


def test_forty_members_stay_on_the_sheet():
    """Annexe 6: a row grows with what it says; fifteen lines of it are not cut."""
    membres = [membre(NOM, organisme=TITRE, fonction=NOM) for _ in range(40)]
    data = emargement_jury(membres, TITRE)
    content = render(pieces_jury.EMARGEMENT, data)
    assert pdf_words(content).count(squeeze(TITRE)) == 41
    assert stays_inside(preview_png(pieces_jury.EMARGEMENT, data), 20 / 210)


def stays_inside(pages, margin):
    """Nothing is drawn in the right margin of any page."""
    for page in pages:
        image = Image.open(BytesIO(page)).convert("L")
        left = image.width - round((margin - 0.005) * image.width)
        if image.crop((left, 0, image.width, image.height)).getextrema() != (255, 255):
            return False
    return True


def test_the_jury_s_pack_holds_nothing_of_who_they_are(
    session, client, jury, tour, conclu
):
    """R48, R50: neither in its pages nor in what the file says of itself."""
    turn = session.exec(select(PassageCommission)).one()
    turn.presence, turn.clos_at = Presence.PRESENT, at()
    session.get(Identite, conclu.id).nom_usage = "d’Été"
    conclu.nom_candidat = "d’Été Anne-Marie"
    turn.evaluations[0].commentaire = (
        "Mme LEFEVRE (anne-marie d'ete, née Lefèvre) montre tout. "
        f"Lui écrire\u00a0: {conclu.candidat.email}."
    )
    session.commit()
    assert passages_conclus(session, [conclu.id])
    answer = client.get(f"/jurys/{jury.id}/recapitulatifs.pdf")
    text = pdf_words(answer.data)
    assert squeeze(tour.numero) in text
    with pikepdf.open(BytesIO(answer.data)) as pdf:
        about = squeeze(str(dict(pdf.docinfo)) + str(pdf.Root.Metadata.read_bytes()))
    assert squeeze(f"Mme {tour.numero} (") in text
    private = [
        *(
            "LEFEVRE",
            "d'ete",
            "Été",
            "Lefèvre",
            "Anne-Marie",
            "1976",
            "Saint-Étienne",
            "Forges",
        ),
        *(conclu.candidat.email, conclu.numero),
    ]
    assert not [word for word in private if squeeze(word) in text + about]


def test_the_pack_needs_the_conclusions(client, jury):
    assert client.get(f"/jurys/{jury.id}/recapitulatifs.pdf").status_code == 409
