"""Files in a bucket of an S3 service."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from portal.storage.base import MissingFile, StorageAway, require_key
from portal.storage.noms import content_disposition

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

# S3 wants parts of 5 MB at least; one part is all that a save holds in memory, and
# many files are saved at once.
PART = 5 * 1024 * 1024
CHUNK = 256 * 1024
ABSENT = {"NoSuchKey", "NoSuchUpload", "404"}


@dataclass(frozen=True)
class S3Access:
    bucket: str
    key_id: str
    secret: str
    endpoint: str | None = None
    region: str = "us-east-1"
    # Services older than 2025 refuse the checksums botocore adds by itself.
    checksums: Literal["when_required", "when_supported"] = "when_required"


class S3Storage:
    def __init__(self, access: S3Access) -> None:
        self.bucket = access.bucket
        self.client = _client(access)

    def save(self, key: str, content: BinaryIO) -> None:
        require_key(key)
        first = _read_part(content)
        with _translated(key):
            if len(first) < PART:
                self._put(key, first)
            else:
                self._put_in_parts(key, first, content)

    def open(self, key: str) -> BinaryIO:
        """Fetch the whole file first: a cut is seen here, and it can be sought."""
        copy = SpooledTemporaryFile(max_size=PART)  # noqa: SIM115 - the caller closes it
        try:
            with _translated(require_key(key)):
                found = self.client.get_object(Bucket=self.bucket, Key=key)
                for chunk in found["Body"].iter_chunks(CHUNK):
                    copy.write(chunk)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return cast(BinaryIO, copy)

    def size(self, key: str) -> int:
        with _translated(require_key(key)):
            found = self.client.head_object(Bucket=self.bucket, Key=key)
            return found["ContentLength"]

    def delete(self, key: str) -> None:
        try:
            with _translated(require_key(key)):
                self.client.delete_object(Bucket=self.bucket, Key=key)
        except MissingFile:
            return

    def link(
        self, key: str, *, nom: str, type_mime: str, inline: bool, secondes: int
    ) -> str | None:
        """Sign the response headers with the address: they cannot be taken off."""
        return self.client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": require_key(key),
                "ResponseContentDisposition": content_disposition(nom, inline=inline),
                "ResponseContentType": type_mime,
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=secondes,
        )

    def keys(self, prefix: str, *, before: datetime | None = None) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2")
        with _translated(prefix):
            for page in pages.paginate(Bucket=self.bucket, Prefix=prefix):
                for found in page.get("Contents", []):
                    if before is None or found["LastModified"] < before:
                        yield found["Key"]

    def check(self) -> None:
        with _translated(self.bucket, absent=StorageAway):
            self.client.head_bucket(Bucket=self.bucket)

    def clean(self, *, before: datetime) -> int:
        removed = 0
        pages = self.client.get_paginator("list_multipart_uploads")
        with _translated(self.bucket):
            for page in pages.paginate(Bucket=self.bucket):
                for upload in page.get("Uploads", []):
                    if upload["Initiated"] < before:
                        self._abort(upload["Key"], upload["UploadId"])
                        removed += 1
        return removed

    def _put(self, key: str, content: bytes) -> None:
        self.client.put_object(
            Bucket=self.bucket,
            Key=key,
            Body=content,
            ContentLength=len(content),
            ChecksumSHA256=_digest(content),
        )

    def _put_in_parts(self, key: str, first: bytes, content: BinaryIO) -> None:
        upload = self.client.create_multipart_upload(
            Bucket=self.bucket, Key=key, ChecksumAlgorithm="SHA256"
        )["UploadId"]
        try:
            parts = self._upload_parts(key, upload, first, content)
            self.client.complete_multipart_upload(
                Bucket=self.bucket,
                Key=key,
                UploadId=upload,
                MultipartUpload={"Parts": parts},
            )
        except BaseException:
            self._abort(key, upload)
            raise

    def _upload_parts(
        self, key: str, upload: str, part: bytes, content: BinaryIO
    ) -> list["CompletedPartTypeDef"]:
        parts: list[CompletedPartTypeDef] = []
        while part:
            number, digest = len(parts) + 1, _digest(part)
            sent = self.client.upload_part(
                Bucket=self.bucket,
                Key=key,
                UploadId=upload,
                PartNumber=number,
                Body=part,
                ChecksumSHA256=digest,
            )
            parts.append(
                {"PartNumber": number, "ETag": sent["ETag"], "ChecksumSHA256": digest}
            )
            part = _read_part(content)
        return parts

    def _abort(self, key: str, upload: str) -> None:
        """What cannot be removed now is removed by `clean`: keep the first error."""
        try:
            self.client.abort_multipart_upload(
                Bucket=self.bucket, Key=key, UploadId=upload
            )
        except (BotoCoreError, ClientError):
            return


def _client(access: S3Access) -> "S3Client":
    return boto3.client(
        "s3",
        endpoint_url=access.endpoint,
        region_name=access.region,
        aws_access_key_id=access.key_id,
        aws_secret_access_key=access.secret,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation=access.checksums,
            response_checksum_validation=access.checksums,
            connect_timeout=3,
            read_timeout=15,
            retries={"mode": "standard", "total_max_attempts": 2},
            max_pool_connections=64,
        ),
    )


def _read_part(content: BinaryIO) -> bytes:
    """Fill a part, however little each read of the source gives.

    A file gives it whole at once: nothing is copied.
    """
    part = content.read(PART)
    while len(part) < PART and (piece := content.read(PART - len(part))):
        part += piece
    return part


def _digest(content: bytes) -> str:
    return b64encode(sha256(content).digest()).decode()


@contextmanager
def _translated(subject: str, absent: type[Exception] = MissingFile) -> Iterator[None]:
    """Turn what botocore raises into the two errors the portal knows."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in ABSENT:
            raise absent(subject) from None
        raise StorageAway(str(error)) from error
    except BotoCoreError as error:
        raise StorageAway(str(error)) from error
