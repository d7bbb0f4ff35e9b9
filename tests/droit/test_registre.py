"""The register of personal data says what the database holds, and no less."""

from pathlib import Path

from sqlmodel import SQLModel

import portal.courrier.models
import portal.dossiers.models
import portal.jobs.models  # noqa: F401 - the three fill SQLModel.metadata
from portal.droit.conservations import CONSERVATIONS
from portal.droit.registre import (
    CATEGORIES,
    COLONNES,
    Categorie,
    colonnes,
    oublis,
    registre,
)
from portal.droit.reglements import REGLEMENTS

PAGE = Path(__file__).parents[2] / "docs" / "registre.md"


def test_every_column_of_every_table_is_classified():
    tables = {t.name: t.columns.keys() for t in SQLModel.metadata.sorted_tables}
    missing = oublis(tables)
    assert not missing, "\n".join(missing)


def test_a_column_left_out_is_said_with_the_line_to_write():
    [said] = oublis({**_known(), "identite": [*_known()["identite"], "nationalite"]})
    assert said == (
        'portal/droit/registre_colonnes.py: add "nationalite" to a Categorie of '
        '"identite" in COLONNES, then run `flask registre > docs/registre.md`'
    )


def test_a_column_stands_in_one_category_alone():
    for table, by in COLONNES.items():
        names = [name for said in by.values() for name in said.split()]
        assert len(names) == len(set(names)), table


def test_each_category_says_why_and_how_long():
    """A rule of the retention table, or in words that there is none."""
    assert set(CATEGORIES) == set(Categorie) - {Categorie.AUCUNE}
    for categorie, line in CATEGORIES.items():
        assert colonnes(categorie)
        assert line.finalite
        assert line.regles or line.sinon
        assert set(line.regles) <= set(CONSERVATIONS)


def test_the_page_of_the_register_is_the_one_generated():
    assert PAGE.read_text() == registre(REGLEMENTS[-1]), (
        "run: flask registre > docs/registre.md"
    )


def _known():
    return {
        table: [name for said in by.values() for name in said.split()]
        for table, by in COLONNES.items()
    }
