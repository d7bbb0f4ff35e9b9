"""Counts of requests for Prometheus, in files that `flask metriques` reads.

Each web process writes its own file: no port, no thread, nothing shared.
"""

import os
import time
from pathlib import Path

from flask import Flask, Response, g, request

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds. A page takes some hundredths, an upload as long as its line is slow."""


def register(app: Flask) -> None:
    folder = app.extensions["settings"].metrics_folder
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    # The library chooses how it counts when it is first imported.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    from prometheus_client import Counter, Histogram

    labels = ("method", "route")
    answered = Counter("vae_requests", "Requests answered.", (*labels, "status"))
    seconds = Histogram(
        "vae_request_seconds", "Until the answer began.", labels, buckets=BUCKETS
    )

    @app.after_request
    def count(response: Response) -> Response:
        if request.endpoint != "static":
            # The rule, not the path: a path may hold a secret link.
            route = str(request.url_rule or "")
            answered.labels(request.method, route, response.status_code).inc()
            spent = time.perf_counter() - g.started
            seconds.labels(request.method, route).observe(spent)
        return response
