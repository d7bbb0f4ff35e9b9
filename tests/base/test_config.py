"""Production refuses to start on a missing secret; the demonstration makes its own."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from portal.config import ROOT, Environnement, Settings

COMPLETE = {
    "secret_key": "s",
    "password_salt": "p",
    "database_url": "sqlite://",
    "base_url": "https://vae.exemple.fr",
    "smtp_host": "smtp.exemple.fr",
}


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_each_missing_production_setting_is_named(name):
    with pytest.raises(ValidationError, match=f"VAE_{name.upper()}"):
        Settings(**{**COMPLETE, name: ""})


def test_complete_production_settings_are_secure():
    settings = Settings(**COMPLETE)
    assert settings.environnement is Environnement.PRODUCTION
    assert settings.secure


def test_a_bucket_needs_its_keys():
    with pytest.raises(ValidationError, match="VAE_S3_BUCKET"):
        Settings(**COMPLETE, storage="s3")


def test_the_process_stops_with_words_not_with_a_known_secret():
    run = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "missing production settings: VAE_SECRET_KEY" in run.stderr
