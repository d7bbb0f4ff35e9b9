# The portal, for the web process, the worker and the commands alike.
#   docker build -t passerelle-vae .
# It runs as an account without rights, on a root that may be read-only: it writes in
# /tmp and /var/lib/vae alone.

FROM python:3.11-slim-trixie AS paquets
WORKDIR /opt/vae
COPY requirements.lock ./
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:3.11-slim-trixie
# pg_dump and pg_restore, for the backups: trixie has 17, the server must be no newer.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin vae \
 && install -d -o vae -g vae /var/lib/vae /var/lib/vae/fichiers /var/backups/vae
WORKDIR /opt/vae
COPY --from=paquets /opt/vae/.venv .venv
COPY wsgi.py ./
COPY portal portal
COPY templates templates
COPY static static
# Compiled here, as the account that runs it may not write: a start costs half.
RUN .venv/bin/python -m compileall -q portal wsgi.py
ENV PATH=/opt/vae/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FLASK_APP=wsgi \
    MALLOC_ARENA_MAX=2 \
    HOME=/tmp \
    VAE_UPLOADS=/var/lib/vae/fichiers
USER 10001:10001
VOLUME /var/lib/vae
EXPOSE 8000
STOPSIGNAL SIGTERM
# The proxy's header: the process answers plain HTTP by a redirection to https.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "from urllib.request import Request, urlopen; urlopen(Request('http://127.0.0.1:8000/sante', headers={'X-Forwarded-Proto': 'https'}), timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "64", "--workers-kill-timeout", "30", "--respawn-failed-workers", "wsgi:app"]
