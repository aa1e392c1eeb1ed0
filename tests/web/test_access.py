"""Who is let in: signing in, writes from elsewhere, a proxy's word."""

import json
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from tests.web.people import NAME, bearer, client, decision, ledger, sign_in, token, words
from tests.web.serving import serving

from rashomon.cli import main
from rashomon.ledger import Ledger

__all__ = ["client", "ledger", "words"]  # fixtures


# Signing in


def test_who_opens_a_page_is_led_to_where_one_signs_in_and_back(client: httpx.Client, words: dict[str, str]) -> None:
    led = client.get("/brief", headers={"accept": "text/html,*/*"})
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in?next=/brief")
    page = client.get(led.headers["location"])
    assert 'value="/brief"' in page.text
    wrong = sign_in(client, "rashomon_wrong")
    assert (wrong.status_code, "no token" in wrong.text, "set-cookie" in wrong.headers) == (401, True, False)
    inside = sign_in(client, words["mara"])
    assert (inside.status_code, inside.headers["location"]) == (303, "/brief")
    cookie = inside.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Max-Age=43200"))
    assert words["mara"] not in cookie
    answer = client.get("/brief")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert "Cookie" in answer.headers["vary"]
    assert "mara" in client.get("/sign-in").text
    assert client.post("/sign-out", headers={"sec-fetch-site": "same-origin"}).status_code == 303
    assert client.get("/api/v1/about").status_code == 401


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\nb"])
def test_nobody_is_led_to_another_site(client: httpx.Client, words: dict[str, str], path: str) -> None:
    led = client.post(
        "/sign-in", data={"token": words["ruth"], "next": path}, headers={"origin": f"http://{NAME}", "accept": "text/html"}
    )
    assert (led.status_code, led.headers["location"]) == (303, "/")


def test_trying_tokens_out_is_slowed_down(client: httpx.Client, words: dict[str, str]) -> None:
    statuses = [sign_in(client, f"rashomon_{number}").status_code for number in range(8)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    headers = [client.get("/api/v1/about", headers=bearer(f"rashomon_{number}")) for number in range(8)]
    assert headers[-1].status_code == 429
    assert int(headers[-1].headers["retry-after"]) > 0
    assert client.get("/api/v1/about", headers=bearer(words["ruth"])).status_code == 200


# Writes that another site has a browser send


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"http://{NAME}.evil.example"}, 403),
        ({}, 403),
        ({"sec-fetch-site": "same-origin"}, 201),
        ({"origin": f"http://{NAME}"}, 201),
    ],
)
def test_a_cookie_writes_only_from_our_own_page(
    client: httpx.Client, ledger: Path, words: dict[str, str], headers: dict[str, str], status: int
) -> None:
    sign_in(client, words["mara"])
    answer = client.post("/api/v1/judgements", json=decision(), headers=headers)
    assert min(answer.status_code, 201 if answer.status_code == 202 else 999) == status, answer.text
    with Ledger.open(ledger) as book:
        assert len(list(book.judgements())) == (1 if status == 201 else 0)
    assert client.post("/sign-out", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert sign_in(client, words["mara"], **{"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_form_is_no_decision(client: httpx.Client, words: dict[str, str]) -> None:
    sign_in(client, words["mara"])
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = {"content-type": kind, "sec-fetch-site": "same-origin"}
        assert client.post("/api/v1/judgements", content=json.dumps(decision()), headers=headers).status_code == 415


# A proxy that knows people


def test_a_proxy_is_believed_from_its_own_address_alone(ledger: Path) -> None:
    options = ("--review", "--proxy-header", "X-Forwarded-User", "--reviewer", "mara", "--admin", "ada@desk.example.org")
    with serving(ledger, *options, "--proxy", "127.0.0.1") as client:
        roles = {
            name: client.get("/api/v1/me", headers={"x-forwarded-user": name}).json()
            for name in ("mara", "ada@desk.example.org", "ruth")
        }
        assert [(one["name"], one["role"]) for one in roles.values()] == [
            ("mara", "reviewer"),
            ("ada@desk.example.org", "admin"),
            ("ruth", "reader"),
        ]
        for wrong in ([], [("x-forwarded-user", "")], [("x-forwarded-user", "ruth"), ("x-forwarded-user", "mara")]):
            assert client.get("/api/v1/me", headers=wrong).status_code == 401
        made = client.post("/api/v1/judgements", json=decision(), headers={"x-forwarded-user": "mara"})
        assert made.status_code == 403  # the browser behind the proxy tells from where it is sent
        ours = {"x-forwarded-user": "mara", "sec-fetch-site": "same-origin"}
        assert client.post("/api/v1/judgements", json=decision(), headers=ours).status_code in (201, 202)
    with serving(ledger, *options, "--proxy", "10.0.0.0/8") as client:
        assert client.get("/api/v1/me", headers={"x-forwarded-user": "mara"}).status_code == 401


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "lets others in"),
        (["--name", NAME], "lets others in"),
        (["--proxy-header", "X-Forwarded-User"], "needs --proxy"),
        (["--proxy", "10.0.0.7"], "needs --proxy-header"),
        (["--proxy-header", "X-Forwarded-User", "--proxy", "somewhere"], "10.0.0.0/24"),
        (["--admin", "ada"], "names that a proxy gives"),
    ],
)
def test_others_are_not_let_in_by_mistake(ledger: Path, options: list[str], told: str) -> None:
    refused = CliRunner().invoke(main, ["serve", "--ledger", str(ledger), "--port", "0", *options])
    assert (refused.exit_code, told in refused.output) == (2, True), refused.output


def test_tokens_that_hold_no_more_let_nobody_in(ledger: Path, words: dict[str, str]) -> None:
    for name in words:
        token("revoke", name, ledger=ledger)
    refused = CliRunner().invoke(main, ["serve", "--ledger", str(ledger), "--port", "0", "--host", "0.0.0.0"])
    assert (refused.exit_code, "there must be a token" in refused.output) == (2, True)
