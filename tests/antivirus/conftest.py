from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.services import clamd


@pytest.fixture(scope="session")
def socket():
    """Of one clamd for the run: it takes a tenth of a second."""
    try:
        with (
            TemporaryDirectory(prefix="vae") as folder,
            clamd.running(Path(folder)) as s,
        ):
            yield s
    except clamd.ClamdUnavailable as error:
        pytest.skip(f"no clamd here: {error}")
