from typing import TYPE_CHECKING

from portal.storage.base import Storage
from portal.storage.local import LocalStorage

if TYPE_CHECKING:
    from portal.config import Settings
    from portal.storage.s3 import S3Storage


def make_storage(settings: "Settings") -> Storage:
    if settings.storage == "s3":
        return _bucket(settings)
    return LocalStorage(settings.uploads)


def _bucket(settings: "Settings") -> "S3Storage":
    # Imported late: boto3 costs a local start a good part of a second.
    from portal.storage.s3 import S3Access, S3Storage

    return S3Storage(
        S3Access(
            bucket=settings.s3_bucket,
            key_id=settings.s3_access_key.get_secret_value(),
            secret=settings.s3_secret_key.get_secret_value(),
            endpoint=settings.s3_endpoint or None,
            region=settings.s3_region,
            checksums=settings.s3_checksum,
        )
    )
