"""Review: the queue, decisions with a name and a reason, the history, all with the keyboard."""

import re
from pathlib import Path
from shutil import copyfile

import httpx
import pytest
from click.testing import CliRunner
from tests.page.conftest import Opener
from tests.web.serving import TOKEN, serving

from rashomon.cli import main
from rashomon.ledger import Ledger

pytestmark = pytest.mark.xdist_group("page")


def test_review_is_not_offered_without_the_option(opened: Opener) -> None:
    at = opened("/?view=review")
    assert "Review is off" in at.page.locator("main").inner_text()
    assert at.page.get_by_role("link", name="Review").count() == 0


def test_review_without_the_token_says_where_it_is(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened("/?view=review", client=reviewing)
    assert "The review token is missing" in at.page.locator("main").inner_text()


def test_a_decision_needs_a_name_and_a_reason_and_can_be_undone(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened(f"/?view=review#token={TOKEN}", client=reviewing)
    at.click(at.page.get_by_role("button", name=re.compile(r"^Unsure days \d")))
    queue, desk = at.view("Queue"), at.view("Decision")
    first = queue.locator("[aria-current]").inner_text()
    at.page.locator("#main").focus()
    at.page.keyboard.press("j")
    at.settle()
    assert queue.locator("[aria-current]").inner_text() != first
    at.page.keyboard.press("k")
    at.settle()
    assert queue.locator("[aria-current]").inner_text() == first

    at.page.keyboard.press("r")
    assert "A judgement needs your name and a reason." in desk.inner_text()
    desk.get_by_label("Your name").fill("Mara")
    desk.get_by_label("Reason").fill("told of the past")
    desk.get_by_label("Reason").blur()
    (doubt, *_) = reviewing.get("/api/v1/review", params={"reason": "day"}, headers={"Authorization": f"Bearer {TOKEN}"}).json()[
        "items"
    ]
    at.page.keyboard.press("r")
    desk.get_by_text("Rejected. The record is woven anew.").wait_for()
    at.settle()
    assert doubt["quote"] not in [
        one["quote"]
        for one in reviewing.get("/api/v1/claims", params={"limit": 500}).json()["items"]
        if one["id"] == doubt["claim"]
    ]
    (judged,) = reviewing.get("/api/v1/judgements", headers={"Authorization": f"Bearer {TOKEN}"}).json()["items"]
    assert (judged["by"], judged["verdict"], judged["claim"], judged["reason"]) == (
        "Mara",
        "reject",
        doubt["claim"],
        "told of the past",
    )


def test_the_queue_opens_the_report_at_its_words(opened: Opener, reviewing: httpx.Client) -> None:
    at = opened(f"/?view=review#token={TOKEN}", client=reviewing)
    quote = at.view("Decision").locator("blockquote").inner_text()
    assert "".join(at.view("Source text").locator("mark.on").all_inner_texts()) == quote


def test_a_reviewer_of_a_team_signs_in_and_decides_under_the_own_name(opened: Opener, ledger: Path, tmp_path: Path) -> None:
    path = copyfile(ledger, tmp_path / "team.db")
    make = ["token", "create", "mara", "--role", "reviewer", "--ledger", str(path)]
    token = CliRunner().invoke(main, make).stdout.strip()
    with serving(path, "--review", "--name", "desk.example.org") as client:
        at = opened("/brief", client=client, refused=True)
        assert at.page.get_by_role("heading", name="Sign in").is_visible()
        at.page.get_by_label("Token").fill(token)
        at.page.get_by_role("button", name="Sign in").click()
        assert at.page.url.endswith("/brief")
        at.go("/?view=review")
        desk = at.view("Decision")
        assert desk.get_by_label("Your name").input_value() == "mara"
        assert desk.get_by_label("Your name").get_attribute("readonly") is not None
        desk.get_by_label("Reason").fill("told of the past")
        desk.get_by_label("Reason").blur()
        at.page.keyboard.press("r")
        desk.get_by_text("Rejected. The record is woven anew.").wait_for()
        at.settle()
        bearer = {"Authorization": f"Bearer {token}"}
        (judged,) = client.get("/api/v1/judgements", headers=bearer).json()["items"]
        assert (judged["by"], judged["verdict"]) == ("mara", "reject")
    with Ledger.open(path) as book:
        assert [one.detail for one in book.log()][-1] == "reject, by mara over HTTP"
