"""Following the links of an account, as a curious visitor does."""

from collections import Counter, deque
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

# Enough to see each page with several contents; the rest are the same page again.
PER_ROUTE = 2


def pages(client, start: str, depth: int = 2) -> dict[str, int]:
    """The status of every page within `depth` links of `start`."""
    seen: dict[str, int] = {}
    routes: Counter[str] = Counter()
    queue = deque([(start, 0)])
    while queue:
        address, distance = queue.popleft()
        if address in seen:
            continue
        route = _route(client, address)
        routes[route] += 1
        if routes[route] > PER_ROUTE:
            continue
        response = client.get(address, follow_redirects=True)
        seen[address] = response.status_code
        if distance < depth and response.mimetype == "text/html":
            queue.extend((link, distance + 1) for link in links(response.text))
    return seen


def links(html: str) -> list[str]:
    found = [a["href"] for a in BeautifulSoup(html, "html.parser").select("a[href]")]
    return [
        href.partition("#")[0] for href in found if href.startswith("/") and href != "/"
    ]


def _route(client, address: str) -> str:
    """The rule of the address, with the names of its filters."""
    parts = urlsplit(address)
    adapter = client.application.url_map.bind("localhost")
    rule, _values = adapter.match(parts.path, return_rule=True)
    names = sorted(pair.partition("=")[0] for pair in parts.query.split("&"))
    return f"{rule.rule}?{names}"
