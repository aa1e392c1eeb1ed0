"""A real server of feeds on this machine: what it answers is set by the test, what it was asked is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

TEXT = "The governor of Kharkiv said on Monday that at least {} people were killed in a missile strike on the city."


def feed(*numbers: int) -> bytes:
    entries = "".join(
        f"<item><title>Strike {number}</title><link>https://example.org/{number}</link><guid>strike-{number}</guid>"
        f"<pubDate>Mon, 06 Mar 2023 08:00:00 GMT</pubDate><description>{TEXT.format(number)}</description></item>"
        for number in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title>{entries}</channel></rss>'.encode()


@dataclass
class Page:
    """What one path answers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """A running server."""

    url: str
    pages: dict[str, Page]
    asked: list[Asked]

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]


@contextmanager
def serving(**pages: Page) -> Iterator[Site]:
    """Serve pages by their paths without the slash; a page with an ETag answers 304 to whoever has it."""
    site = Site("", {f"/{path}": page for path, page in pages.items()}, [])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path, Page(status=404))
            etag = page.headers.get("ETag")
            same = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if same else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if not same:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            if not same:
                self.wfile.write(page.body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        site.url = f"http://127.0.0.1:{server.server_port}"
        yield site
        server.shutdown()
        thread.join()
