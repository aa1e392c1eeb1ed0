"""URLs: a server on the own machine, and the addresses that are refused."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from rashomon.model import Issue, Report
from rashomon.reports import Given, read_url, url

TEXT = "The army said on Monday that it had entered the village of Orašac."


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        places = {"/moved": "/2023/03/05/village.txt", "/round": "/round", "/away": "http://10.0.0.1/x"}
        if self.path in places:
            self._answer(302, b"", Location=places[self.path])
        elif self.path.endswith("village.txt"):
            agent = (self.headers["User-Agent"] or "").split("/")[0]
            self._answer(200, f"{TEXT} {agent}".encode("iso-8859-2"), **{"Content-Type": "text/plain; charset=iso-8859-2"})
        elif self.path == "/long":
            self._answer(200, b"a" * 5000)
        elif self.path == "/host":
            self._answer(200, f"The host is {self.headers['Host']}.".encode())
        else:
            self._answer(404, b"")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def detail(address: str) -> tuple[str, str]:
    (issue,) = read_url(address)
    assert isinstance(issue, Issue)
    return issue.kind, issue.detail


@pytest.mark.parametrize("path", ["/2023/03/05/village.txt", "/moved"])
def test_a_page_is_read_in_the_charset_that_the_server_declares(site: str, path: str) -> None:
    (report,) = read_url(site + path, Given("The Example"))
    assert isinstance(report, Report)
    assert (report.text, report.name, report.outlet) == (TEXT + " rashomon", "village", "The Example")
    assert report.url == f"{site}/2023/03/05/village.txt"
    assert report.published is not None
    assert report.published.first.isoformat() == "2023-03-05"


def test_faults_of_the_server_are_issues(site: str) -> None:
    assert detail(site + "/none") == ("unreadable", "the server answers 404 Not Found (check the address)")
    assert detail(site + "/round") == (
        "unreadable", "more than 5 redirections (open it in a browser and pass the last address)",
    )  # fmt: skip


def test_a_page_must_not_lead_into_a_private_network(site: str) -> None:
    assert detail(site + "/away") == (
        "unreadable", "10.0.0.1 is an address of a private network (10.0.0.1) (save the page and pass the file)",
    )  # fmt: skip


def test_the_connection_goes_to_the_address_that_was_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server may answer with a public address first and with a private one for the connection."""
    asked: list[str | bytes | None] = []
    look_up = socket.getaddrinfo

    def recorded(host: str | bytes | None, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", recorded)
    named = site.replace("127.0.0.1", "localhost")
    (report,) = read_url(f"{named}/host")
    assert isinstance(report, Report)
    assert report.text == f"The host is {named.removeprefix('http://')}."
    assert asked == ["localhost", "127.0.0.1"]


def test_a_long_answer_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(url, "MAX_PAGE", 1000)
    assert detail(site + "/long")[0] == "too-large"


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("ftp://example.org/a", "only http and https addresses are read"),
        ("https:///a", "only http and https addresses are read"),
        ("http://[::1", "this is no address"),
        ("http://169.254.169.254/latest", "169.254.169.254 is an address of a private network"),
        ("http://192.168.0.1/", "192.168.0.1 is an address of a private network"),
        ("http://[fd00::1]/", "fd00::1 is an address of a private network"),
        ("http://2130706433/", "2130706433 is an address of a private network (127.0.0.1)"),
        ("http://0x7f.1/", "0x7f.1 is an address of a private network (127.0.0.1)"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1 is an address of a private network"),
        ("http://[64:ff9b::a00:1]/", "64:ff9b::a00:1 is an address of a private network"),
        ("http://[64:ff9b:1::1]/", "64:ff9b:1::1 is an address of a private network"),
        ("http://[2002:a00:1::1]/", "2002:a00:1::1 is an address of a private network"),
        ("http://[fec0::1]/", "fec0::1 is an address of a private network"),
        ("http://224.0.0.1/", "224.0.0.1 is an address of a private network"),
        ("http://100.64.0.1/", "100.64.0.1 is an address of a private network"),
        ("http://0.0.0.0/", "0.0.0.0 is an address of a private network"),
        ("http://127.0.0.1:1/\x01", "the server cannot be read"),
        ("http://127.0.0.1:1/", "the server cannot be read"),
    ],
)
def test_addresses_that_cannot_be_read(address: str, cause: str) -> None:
    kind, words = detail(address)
    assert kind == "unreadable"
    assert words.startswith(cause)
