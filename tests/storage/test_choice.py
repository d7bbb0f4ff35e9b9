from portal.config import Environnement, Settings
from portal.storage import make_storage
from portal.storage.local import LocalStorage
from portal.storage.s3 import S3Storage


def test_files_go_to_the_folder_by_default(tmp_path):
    storage = make_storage(Settings(environnement=Environnement.TEST, uploads=tmp_path))
    assert isinstance(storage, LocalStorage)
    assert storage.root == tmp_path


def test_files_go_to_the_bucket_when_there_is_one(bucket):
    settings = Settings(
        environnement=Environnement.TEST,
        storage="s3",
        s3_endpoint=bucket.endpoint,
        s3_bucket=bucket.bucket,
        s3_access_key=bucket.key_id,
        s3_secret_key=bucket.secret,
    )
    storage = make_storage(settings)
    assert isinstance(storage, S3Storage)
    storage.check()
