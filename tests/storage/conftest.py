import dataclasses
import resource
from contextlib import contextmanager
from uuid import uuid4

import pytest

from portal.storage.local import LocalStorage
from portal.storage.s3 import S3Storage
from tests.services.fixtures import s3_access  # noqa: F401 - a fixture


@pytest.fixture
def local(tmp_path):
    return LocalStorage(tmp_path / "uploads")


@pytest.fixture
def bucket(s3_access):  # noqa: F811 - pytest finds the imported fixture by its name
    """Access to an empty bucket of its own."""
    access = dataclasses.replace(s3_access, bucket=f"essai-{uuid4()}")
    S3Storage(access).client.create_bucket(Bucket=access.bucket)
    return access


@pytest.fixture
def s3(bucket):
    return S3Storage(bucket)


@pytest.fixture(params=["local", "s3"])
def storage(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def small_disk():
    """A disk where no file can pass 64 KB, for anybody, root included."""

    @contextmanager
    def full():
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return full
