"""The S3 server as a fixture: `from tests.services.fixtures import s3_access`."""

import os

import pytest

from tests.services import swift


@pytest.fixture(scope="session")
def s3_access(tmp_path_factory):
    """One server for the run, shared by the xdist workers."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    try:
        with swift.running(base / "swift") as access:
            yield access
    except swift.SwiftUnavailable as error:
        pytest.skip(f"no real S3 server: {error}")
