"""A worker that can be killed: a real process."""

import os
import subprocess
import sys

from portal.config import ROOT


def start_worker(settings):
    """`flask work`, a process of its own."""
    environment = {
        "VAE_ENVIRONNEMENT": "test",
        "VAE_DATABASE_URL": settings.database_url,
        "VAE_BASE_URL": settings.base_url,
        "VAE_UPLOADS": str(settings.uploads),
        "VAE_SMTP_HOST": settings.smtp_host,
        "VAE_SMTP_PORT": str(settings.smtp_port),
        "VAE_SMTP_TLS": "false",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "work"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
